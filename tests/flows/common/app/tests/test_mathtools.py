from mathtools import add, scale


def test_add():
    assert add(1, 2) == 3


def test_scale():
    assert scale([1, 2], 3) == [3, 6]

import calc


def test_add():
    assert calc.add(1, 2) == 3


def test_twice():
    assert calc.twice(2) == 4

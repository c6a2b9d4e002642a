from area import circle


def test_circle():
    assert round(circle(1), 2) == 3.14

from days import leap


def test_centuries_are_not_leap():
    assert not leap(1900)

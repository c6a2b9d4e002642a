from days import leap


def test_every_fourth_year_is_leap():
    assert leap(2024)
    assert not leap(2023)


def test_centuries_are_not_leap():
    assert not leap(1900)
    assert not leap(2100)


def test_every_fourth_century_is_leap():
    assert leap(2000)
    assert leap(1600)

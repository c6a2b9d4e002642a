from datetime import datetime

import pytest

from cron.field import FieldError, parse_field
from cron.schedule import Schedule


def test_fields():
    assert parse_field("*/20", 0, 59) == {0, 20, 40}
    assert parse_field("1-3,7", 0, 23) == {1, 2, 3, 7}
    assert parse_field("50/5", 0, 59) == {50, 55}
    with pytest.raises(FieldError):
        parse_field("5-70", 0, 59)


def test_daily():
    schedule = Schedule("30 6 * * *")
    assert schedule.matches(datetime(2024, 2, 29, 6, 30))
    assert not schedule.matches(datetime(2024, 2, 29, 6, 31))


def test_sunday_is_zero():
    assert Schedule("0 0 * * 0").matches(datetime(2024, 3, 3))
    assert not Schedule("0 0 * * 0").matches(datetime(2024, 3, 4))


def test_day_or_weekday():
    schedule = Schedule("0 12 13 * 5")
    assert schedule.matches(datetime(2024, 9, 13, 12))
    assert schedule.matches(datetime(2024, 8, 13, 12))
    assert schedule.matches(datetime(2024, 8, 16, 12))
    assert not schedule.matches(datetime(2024, 8, 14, 12))


def test_following():
    assert Schedule("15 * * * *").following(datetime(2024, 1, 1, 10, 15)) == datetime(2024, 1, 1, 11, 15)
    assert Schedule("0 0 31 2 *").following(datetime(2024, 1, 1), 2) is None

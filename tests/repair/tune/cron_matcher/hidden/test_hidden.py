from datetime import datetime, timedelta

from cron.field import parse_field
from cron.schedule import Schedule


def test_only_one_of_the_days_is_given():
    by_day, by_weekday, both = Schedule("0 0 5 * *"), Schedule("0 0 * * 2"), Schedule("0 0 5 * 2")
    day = datetime(2023, 1, 1)
    while day.year == 2023:
        tuesday = day.weekday() == 1
        assert by_day.matches(day) == (day.day == 5)
        assert by_weekday.matches(day) == tuesday
        assert both.matches(day) == (tuesday or day.day == 5)
        day += timedelta(days=1)


def test_ranges():
    assert parse_field("10-50/20", 0, 59) == {10, 30, 50}
    assert parse_field("*", 1, 12) == set(range(1, 13))

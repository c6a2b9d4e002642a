"""Week numbers for the delivery calendar: weeks start on Monday, week 1 holds the first Thursday."""
from datetime import date, timedelta


def first_monday(year):
    """The Monday of week 1."""
    fourth = date(year, 1, 4)
    return fourth - timedelta(days=fourth.weekday())


def week_of(day):
    """(year, week) that a day is counted in."""
    year = day.year
    if day >= first_monday(year + 1):
        year += 1
    elif day < first_monday(year):
        year -= 1
    return year, (day - first_monday(year)).days // 7


def weeks_in(year):
    return (first_monday(year + 1) - first_monday(year)).days // 7


def deliveries(start, end, weekday):
    """All days of one weekday (Monday is 0) from start to end, both included."""
    ahead = (weekday - start.weekday()) % 7
    day = start + timedelta(days=ahead)
    days = []
    while day <= end:
        days.append(day)
        day += timedelta(days=7)
    return days

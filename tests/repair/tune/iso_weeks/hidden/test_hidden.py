from datetime import date, timedelta

from weeks import deliveries, week_of


def test_against_the_library():
    day = date(1999, 12, 20)
    while day < date(2032, 1, 20):
        assert week_of(day) == tuple(day.isocalendar())[:2]
        day += timedelta(days=1)


def test_deliveries():
    start, end = date(2023, 2, 20), date(2023, 3, 20)
    for weekday in range(7):
        got = deliveries(start, end, weekday)
        assert got == [start + timedelta(days=i) for i in range(29)
                       if (start + timedelta(days=i)).weekday() == weekday]

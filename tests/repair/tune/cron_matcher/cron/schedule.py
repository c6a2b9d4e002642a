from datetime import timedelta

from .field import parse_field

LIMITS = [(0, 59), (0, 23), (1, 31), (1, 12), (0, 6)]


class Schedule:
    """'minute hour day month weekday', Sunday is weekday 0."""

    def __init__(self, line):
        fields = line.split()
        if len(fields) != 5:
            raise ValueError("five fields are needed")
        self.minutes, self.hours, self.days, self.months, self.weekdays = (
            parse_field(text, *limits) for text, limits in zip(fields, LIMITS))
        self.any_day = fields[2] == "*"
        self.any_weekday = fields[4] == "*"

    def matches(self, moment):
        if moment.minute not in self.minutes or moment.hour not in self.hours:
            return False
        if moment.month not in self.months:
            return False
        by_day = moment.day in self.days
        by_weekday = moment.isoweekday() % 7 in self.weekdays
        if self.any_day and self.any_weekday:
            return by_day and by_weekday
        return by_day or by_weekday

    def following(self, moment, limit_days=366):
        """The next matching minute after a moment, None within the limit."""
        candidate = moment.replace(second=0, microsecond=0) + timedelta(minutes=1)
        last = moment + timedelta(days=limit_days)
        while candidate <= last:
            if self.matches(candidate):
                return candidate
            candidate += timedelta(minutes=1)
        return None

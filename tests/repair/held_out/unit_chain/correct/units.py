"""Conversions found by walking from unit to unit."""


class NoConversion(LookupError):
    pass


class Units:
    def __init__(self):
        self._factors = {}

    def relate(self, one, factor, other):
        """One `one` is `factor` of `other`."""
        self._factors.setdefault(one, {})[other] = factor
        self._factors.setdefault(other, {})[one] = 1 / factor

    def factor(self, start, goal):
        """How many goals are in one start."""
        reached = {start: 1.0}
        waiting = [start]
        while waiting:
            unit = waiting.pop()
            if unit == goal:
                return reached[goal]
            for other, factor in self._factors.get(unit, {}).items():
                if other not in reached:
                    reached[other] = reached[unit] * factor
                    waiting.append(other)
        raise NoConversion(f"{start} to {goal}")

    def convert(self, amount, start, goal):
        return round(amount * self.factor(start, goal), 6)

    def best(self, amount, unit, choices):
        """The amount in the choice with the smallest number that is at least 1, as (number, unit)."""
        options = [(self.convert(amount, unit, choice), choice) for choice in choices]
        large = [option for option in options if option[0] >= 1]
        return min(large) if large else max(options)

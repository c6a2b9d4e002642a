"""Statistics over the newest readings of a sensor."""
from bisect import bisect_left, insort


class Rolling:
    """Keeps the newest `size` readings, in order of arrival and sorted."""

    def __init__(self, size):
        if size < 1:
            raise ValueError("size must be at least 1")
        self.size = size
        self._arrived = []
        self._sorted = []

    def add(self, reading):
        if len(self._arrived) == self.size:
            oldest = self._arrived.pop(0)
            del self._sorted[0]
        self._arrived.append(reading)
        insort(self._sorted, reading)

    def median(self):
        count = len(self._sorted)
        if count == 0:
            return None
        middle = count // 2
        if count % 2 == 1:
            return self._sorted[middle]
        return (self._sorted[middle - 1] + self._sorted[middle]) / 2

    def spread(self):
        """Largest minus smallest; 0 without readings."""
        return self._sorted[-1] - self._sorted[0] if self._sorted else 0


def outliers(readings, size, limit):
    """Positions whose reading is more than limit away from the median of the readings before it."""
    window = Rolling(size)
    found = []
    for position, reading in enumerate(readings):
        middle = window.median()
        if middle is not None and abs(reading - middle) > limit:
            found.append(position)
        window.add(reading)
    return found

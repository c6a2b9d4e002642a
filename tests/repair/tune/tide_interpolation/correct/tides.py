"""Water level between the extremes of a tide table."""
import math
from bisect import bisect_right


class OutsideTable(LookupError):
    """The asked moment is not between two rows."""


def level_at(table, minute):
    """Level in centimetres; table is a sorted list of (minute, level) extremes."""
    minutes = [row[0] for row in table]
    if not minutes or minute < minutes[0] or minute > minutes[-1]:
        raise OutsideTable(minute)
    right = bisect_right(minutes, minute)
    if right == len(table):
        return table[-1][1]
    begin, low = table[right - 1]
    end, high = table[right]
    share = (minute - begin) / (end - begin)
    smooth = (1 - math.cos(math.pi * share)) / 2
    return round(low + (high - low) * smooth, 1)


def depth_windows(table, draught, step=10):
    """Spans of minutes (first, last) in which the level is at least the draught."""
    spans = []
    opened = None
    last = None
    for minute in range(table[0][0], table[-1][0] + 1, step):
        deep = level_at(table, minute) >= draught
        if deep and opened is None:
            opened = minute
        if not deep and opened is not None:
            spans.append((opened, last))
            opened = None
        last = minute
    if opened is not None:
        spans.append((opened, last))
    return spans

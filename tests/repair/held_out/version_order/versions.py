"""Ordering of release numbers such as 1.4, 1.4.2rc1 and 2.0."""
import re
from functools import cmp_to_key

STAGES = {"a": 0, "b": 1, "rc": 2, "": 3}


def parse(text):
    """((numbers), stage rank, stage number)."""
    found = re.fullmatch(r"v?(\d+(?:\.\d+)*)(?:(a|b|rc)(\d+))?", text)
    if not found:
        raise ValueError(f"not a version: {text}")
    numbers = tuple(int(part) for part in found[1].split("."))
    return numbers, STAGES[found[2] or ""], int(found[3] or 0)


def padded(one, other):
    """Both number tuples at the same length."""
    size = max(len(one), len(other))
    return one + (0,) * (size - len(one)), other + (0,) * (size - len(one))


def compare(first, second):
    """-1, 0 or 1."""
    first_numbers, *first_stage = parse(first)
    second_numbers, *second_stage = parse(second)
    left, right = padded(first_numbers, second_numbers)
    if left != right:
        return -1 if left < right else 1
    if first_stage != second_stage:
        return -1 if first_stage < second_stage else 1
    return 0


def newest(versions, prereleases=False):
    usable = [v for v in versions if prereleases or parse(v)[1] == STAGES[""]]
    return max(usable, key=cmp_to_key(compare), default=None)

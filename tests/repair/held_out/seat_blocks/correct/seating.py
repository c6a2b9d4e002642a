"""Seats in a theatre row: '.' is free, '#' is taken."""


def blocks(row):
    """(first, length) of each run of free seats."""
    found = []
    first = None
    for seat, state in enumerate(row):
        if state == "." and first is None:
            first = seat
        elif state == "#" and first is not None:
            found.append((first, seat - first))
            first = None
    if first is not None:
        found.append((first, len(row) - first))
    return found


def best_start(row, party):
    """Where a party sits together: the smallest block that fits, nearest to the middle on a tie."""
    middle = (len(row) - 1) / 2
    best = None
    for first, length in blocks(row):
        if length < party:
            continue
        for start in range(first, first + length - party + 1):
            centre = start + (party - 1) / 2
            key = (length, abs(centre - middle), start)
            if best is None or key < best:
                best = key
    return None if best is None else best[2]


def book(row, party):
    """(row after booking, first seat), or None where the party does not fit."""
    start = best_start(row, party)
    if start is None:
        return None
    return row[:start] + "#" * party + row[start + party:], start

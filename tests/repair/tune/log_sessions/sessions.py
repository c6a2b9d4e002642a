"""Grouping of access log lines into visits."""

GAP = 1800


def parse(line):
    """'seconds user path' as a tuple."""
    stamp, user, path = line.split(maxsplit=2)
    return int(stamp), user, path


def visits(lines, gap=GAP):
    """Yields (user, first second, pages) for visits without a pause longer than gap, in order of their end."""
    running = {}
    for stamp, user, path in map(parse, lines):
        if user in running and stamp - running[user][1] > gap:
            first, _, pages = running.pop(user)
        if user not in running:
            running[user] = (stamp, stamp, [])
        first, _, pages = running[user]
        pages.append(path)
        running[user] = (first, stamp, pages)
    for user, (first, _, pages) in running.items():
        yield user, first, pages


def bounce_rate(lines):
    """Share of visits with a single page."""
    sizes = [len(pages) for _, _, pages in visits(lines)]
    if not sizes:
        return 0.0
    return sizes.count(1) / len(sizes)

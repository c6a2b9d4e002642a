"""Which lines to take with the fewest changes."""
from collections import deque


def lines_by_stop(lines):
    stops = {}
    for name, route in lines.items():
        for stop in route:
            stops.setdefault(stop, []).append(name)
    return stops


def fewest_rides(lines, start, goal):
    """The names of the lines in order, [] when already there, None when it cannot be done."""
    if start == goal:
        return []
    stops = lines_by_stop(lines)
    queue = deque([(start, [])])
    seen = {start}
    while queue:
        stop, taken = queue.popleft()
        for name in sorted(stops.get(stop, [])):
            for following in lines[name]:
                if following == goal:
                    return taken + [name]
                if following not in seen:
                    seen.add(following)
                    queue.append((following, taken + [name]))
    return None


def busiest(lines):
    """Stops that most lines serve, by name."""
    counts = {stop: len(names) for stop, names in lines_by_stop(lines).items()}
    if not counts:
        return []
    most = max(counts.values())
    return sorted(stop for stop, count in counts.items() if count == most)

"""Shortest walks between huts."""
import heapq


def build(edges):
    """Neighbours by hut from (one, other, minutes) both ways."""
    graph = {}
    for one, other, minutes in edges:
        graph.setdefault(one, {})[other] = minutes
        graph.setdefault(other, {})[one] = minutes
    return graph


def shortest(graph, start, goal):
    """(minutes, huts on the way), or None where no trail leads there."""
    best = {start: 0}
    previous = {}
    queue = [(0, start)]
    while queue:
        minutes, hut = heapq.heappop(queue)
        if hut == goal:
            return minutes, walk_back(previous, start, goal)
        if minutes > best[hut]:
            continue
        for neighbour, cost in graph.get(hut, {}).items():
            total = minutes + cost
            if neighbour not in best or total < best[neighbour]:
                best[neighbour] = total
                previous[neighbour] = hut
                heapq.heappush(queue, (total, neighbour))
    return None


def walk_back(previous, start, goal):
    path = [goal]
    while path[-1] != start:
        path.append(previous[path[-1]])
    return path[::-1]


def within(graph, start, limit):
    """Huts that are reached within the limit, sorted by name."""
    return sorted(h for h in graph if (found := shortest(graph, start, h)) and found[0] <= limit)

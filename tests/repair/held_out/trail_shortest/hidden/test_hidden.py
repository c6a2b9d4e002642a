import random

from trails import build, shortest


def test_against_floyd():
    rng = random.Random(7)
    for _ in range(30):
        names = list(range(7))
        edges = [(a, b, rng.randint(1, 20)) for a in names for b in names if a < b and rng.random() < 0.4]
        graph = build(edges)
        inf = 10 ** 9
        far = {(a, b): 0 if a == b else graph.get(a, {}).get(b, inf) for a in names for b in names}
        for k in names:
            for a in names:
                for b in names:
                    far[a, b] = min(far[a, b], far[a, k] + far[k, b])
        for a in names:
            for b in names:
                found = shortest(graph, a, b)
                assert (found[0] if found else inf) == far[a, b]
                if found:
                    path = found[1]
                    assert path[0] == a and path[-1] == b
                    assert sum(graph[x][y] for x, y in zip(path, path[1:])) == found[0]

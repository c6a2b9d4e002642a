import random

from outline import number


def test_against_a_tree():
    rng = random.Random(2)
    for _ in range(100):
        levels = [1]
        for _ in range(30):
            levels.append(rng.randint(1, levels[-1] + 1))
        labels = [line.split()[0] for line in number(["#" * level + " t" for level in levels])]
        counts = {}
        path = []
        for level, label in zip(levels, labels):
            path = path[:level - 1]
            counts[tuple(path)] = counts.get(tuple(path), 0) + 1
            path = path + [counts[tuple(path)]]
            assert label == ".".join(map(str, path))


def test_skipped_level():
    assert number(["# A", "### B"]) == ["1 A", "1.0.1 B"]

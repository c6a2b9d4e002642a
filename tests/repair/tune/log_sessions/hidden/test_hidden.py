import random

from sessions import visits


def test_every_line_is_in_one_visit():
    rng = random.Random(3)
    for _ in range(60):
        stamps = sorted(rng.randint(0, 9000) for _ in range(40))
        lines = [f"{s} {rng.choice('abc')} /{i}" for i, s in enumerate(stamps)]
        found = list(visits(lines, 300))
        assert sum(len(p) for _, _, p in found) == 40
        for user in "abc":
            mine = [(int(l.split()[0]), l.split()[2]) for l in lines if l.split()[1] == user]
            want = []
            for i, (s, p) in enumerate(mine):
                if i == 0 or s - mine[i - 1][0] > 300:
                    want.append((user, s, [p]))
                else:
                    want[-1][2].append(p)
            assert sorted(v for v in found if v[0] == user) == sorted(want)

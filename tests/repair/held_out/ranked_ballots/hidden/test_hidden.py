import random

from ballots import tally, weakest, winner


def test_random_elections():
    rng = random.Random(9)
    for _ in range(200):
        names = list("abcd")
        ballots = []
        for _ in range(rng.randint(1, 9)):
            rng.shuffle(names)
            ballots.append("".join(names[:rng.randint(1, 4)]))
        champion, out = winner(ballots)
        standing = {c for b in ballots for c in b}
        for loser in out:
            counts = tally(ballots, standing)
            low = min(counts.values())
            assert counts[loser] == low
            assert loser == sorted(n for n in counts if counts[n] == low)[-1] == weakest(counts)
            assert max(counts.values()) * 2 <= sum(counts.values())
            standing.remove(loser)
        counts = tally(ballots, standing)
        assert counts[champion] == max(counts.values())

import random

from buses import fewest_rides


def test_random_networks():
    rng = random.Random(5)
    for _ in range(80):
        lines = {name: rng.sample(range(12), rng.randint(2, 4)) for name in "abcde"}
        for start in range(12):
            reach, rides = {start: 0}, 0
            while True:
                rides += 1
                more = {s for route in lines.values() if set(route) & set(reach) for s in route} - set(reach)
                if not more:
                    break
                reach.update({s: rides for s in more})
            for goal in range(12):
                found = fewest_rides(lines, start, goal)
                assert (None if found is None else len(found)) == reach.get(goal)

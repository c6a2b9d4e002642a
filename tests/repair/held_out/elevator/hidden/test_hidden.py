import random

from elevator import Elevator


def test_all_calls_are_served_in_few_moves():
    rng = random.Random(12)
    for _ in range(200):
        lift = Elevator(12, at=rng.randrange(12))
        calls = set(rng.sample(range(12), rng.randint(1, 6)))
        start = lift.at
        for floor in calls:
            lift.call(floor)
        moves = lift.run()
        assert sorted(lift.served) == sorted(calls)
        assert moves <= 2 * 12
        turns = 0
        path = [start] + lift.served
        steps = [b - a for a, b in zip(path, path[1:]) if b != a]
        turns = sum(1 for a, b in zip(steps, steps[1:]) if a * b < 0)
        assert turns <= 1

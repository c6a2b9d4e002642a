import random

from stock import Stock


def test_against_single_units():
    rng = random.Random(11)
    for _ in range(40):
        stock, units, profit = Stock(), [], 0
        for _ in range(40):
            if rng.random() < 0.5 or not units:
                n, cost = rng.randint(1, 6), rng.randint(1, 9)
                stock.buy(n, cost)
                units += [cost] * n
            else:
                n, price = rng.randint(1, len(units)), rng.randint(1, 12)
                want = sum(units[:n])
                units = units[n:]
                profit += n * price - want
                assert stock.sell(n, price) == want
            assert stock.on_hand == len(units)
            assert stock.value() == sum(units)
            assert stock.profit == profit

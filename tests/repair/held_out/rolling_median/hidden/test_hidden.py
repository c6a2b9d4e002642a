import random
import statistics

from rolling import Rolling, outliers


def test_against_statistics():
    rng = random.Random(6)
    for size in (1, 2, 3, 4, 7):
        window, all_readings = Rolling(size), []
        for _ in range(100):
            all_readings.append(rng.randint(-5, 5))
            window.add(all_readings[-1])
            newest = all_readings[-size:]
            assert window.median() == statistics.median(newest)
            assert window.spread() == max(newest) - min(newest)
    assert outliers([1, 7, 1], 1, 5) == [1, 2]
    assert outliers([1, 6, 1], 1, 5) == []

import math

from tides import depth_windows, level_at


def test_curve():
    table = [(10, 40), (50, 240), (70, 20)]
    for minute in range(10, 50):
        want = 40 + 200 * (1 - math.cos(math.pi * (minute - 10) / 40)) / 2
        assert abs(level_at(table, minute) - want) <= 0.051
    for minute in range(50, 70):
        want = 240 - 220 * (1 - math.cos(math.pi * (minute - 50) / 20)) / 2
        assert abs(level_at(table, minute) - want) <= 0.051


def test_windows_match_levels():
    table = [(0, 0), (100, 300), (200, 50), (300, 280), (400, 10)]
    for draught in (0, 60, 150, 299, 400):
        inside = {m for a, b in depth_windows(table, draught) for m in range(a, b + 1, 10)}
        assert inside == {m for m in range(0, 401, 10) if level_at(table, m) >= draught}

from playlist import fit, rotate, spread, total_length

SONGS = [("abba", "a1"), ("abba", "a2"), ("beck", "b1"), ("cake", "c1")]
LENGTHS = {"a1": 200, "a2": 180, "b1": 240, "c1": 150}


def test_rotate():
    assert rotate([1, 2, 3], 1) == [2, 3, 1]
    assert rotate([1, 2, 3], 5) == [3, 1, 2]
    assert rotate([], 2) == []


def test_spread_separates():
    order = spread(SONGS)
    assert sorted(order) == sorted(SONGS)
    assert all(a[0] != b[0] for a, b in zip(order, order[1:]))


def test_spread_keeps_the_input():
    mine = list(SONGS)
    spread(mine)
    assert mine == SONGS


def test_lengths():
    assert total_length(SONGS, LENGTHS) == 770
    assert fit(SONGS, LENGTHS, 620) == SONGS[:3]
    assert fit(SONGS, LENGTHS, 100) == []

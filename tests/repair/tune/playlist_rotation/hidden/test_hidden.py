import itertools

from playlist import spread


def test_spread_all_small_inputs():
    for size in range(0, 7):
        for artists in itertools.product("xyz", repeat=size):
            songs = [(artist, str(i)) for i, artist in enumerate(artists)]
            before = list(songs)
            order = spread(songs)
            assert songs == before
            assert sorted(order) == sorted(before)
            most = max([artists.count(a) for a in "xyz"])
            if most <= (size + 1) // 2:
                assert all(a[0] != b[0] for a, b in zip(order, order[1:]))

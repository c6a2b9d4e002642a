from draw import bracket_size, first_round, play, seed_order


def test_shapes():
    assert bracket_size(1) == 1
    for count in range(1, 40):
        names = list(range(count))
        size = bracket_size(count)
        assert size >= count and size & (size - 1) == 0 and size < 2 * count
        assert sorted(seed_order(size)) == list(range(1, size + 1))
        pairs = first_round(names)
        if count > 1:
            assert all(home is not None for home, _ in pairs)
            rounds = play(names, lambda a, b: a < b)
            assert rounds[-1] == [0]
            for winners in rounds:
                assert set(winners) <= set(range(len(winners)))

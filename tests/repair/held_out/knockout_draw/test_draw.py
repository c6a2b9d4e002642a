from draw import bracket_size, first_round, play, seed_order


def test_sizes():
    assert [bracket_size(n) for n in (2, 3, 4, 5, 8, 9)] == [2, 4, 4, 8, 8, 16]


def test_seed_order():
    assert seed_order(2) == [1, 2]
    assert seed_order(8) == [1, 8, 4, 5, 2, 7, 3, 6]


def test_byes_go_to_the_best():
    assert first_round(["a", "b", "c"]) == [("a", None), ("b", "c")]


def test_the_better_name_wins():
    rounds = play(["a", "b", "c", "d", "e"], lambda one, two: one < two)
    assert rounds == [["a", "d", "b", "c"], ["a", "b"], ["a"]]

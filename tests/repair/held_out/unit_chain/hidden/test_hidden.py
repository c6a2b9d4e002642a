from units import Units


def test_consistent():
    units = Units()
    names = "abcdef"
    for i, factor in enumerate([2, 5, 0.5, 8, 3]):
        units.relate(names[i], factor, names[i + 1])
    sizes = [1, 2, 10, 5, 40, 120]
    for i, one in enumerate(names):
        for j, other in enumerate(names):
            assert abs(units.factor(one, other) - sizes[j] / sizes[i]) < 1e-9
    assert units.best(1, "a", ["b", "c"]) == (2, "b")
    assert units.best(1, "f", ["f", "e"]) == (1, "f")

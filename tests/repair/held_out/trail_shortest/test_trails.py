from trails import build, shortest, within

EDGES = [("lake", "peak", 90), ("lake", "ford", 30), ("ford", "mill", 25), ("mill", "peak", 20),
         ("peak", "hut", 15), ("cave", "well", 10)]


def test_direct():
    assert shortest(build(EDGES), "lake", "ford") == (30, ["lake", "ford"])


def test_detour_is_shorter():
    assert shortest(build(EDGES), "lake", "hut") == (90, ["lake", "ford", "mill", "peak", "hut"])


def test_unreachable():
    assert shortest(build(EDGES), "lake", "cave") is None


def test_start_is_goal():
    assert shortest(build(EDGES), "mill", "mill") == (0, ["mill"])


def test_within():
    assert within(build(EDGES), "lake", 60) == ["ford", "lake", "mill"]

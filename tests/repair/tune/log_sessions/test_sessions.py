from sessions import bounce_rate, parse, visits

LINES = ["100 ann /", "160 ann /shop", "200 bob /", "5000 ann /", "5100 ann /cart"]


def test_parse():
    assert parse("7 bob /a b") == (7, "bob", "/a b")


def test_visits():
    assert list(visits(LINES)) == [("ann", 100, ["/", "/shop"]), ("bob", 200, ["/"]),
                                   ("ann", 5000, ["/", "/cart"])]


def test_gap_is_still_one_visit():
    assert list(visits(["0 ann /", "1800 ann /x"])) == [("ann", 0, ["/", "/x"])]


def test_empty():
    assert list(visits([])) == []
    assert bounce_rate([]) == 0.0


def test_bounce_rate():
    assert round(bounce_rate(LINES), 3) == 0.333

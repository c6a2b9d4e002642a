from words import firsts


def test_first():
    assert firsts("a b") == "a"

from buses import busiest, fewest_rides

LINES = {"red": ["park", "dome", "pier"], "blue": ["dome", "zoo", "gate"], "green": ["gate", "mill"],
         "grey": ["farm", "barn"]}


def test_same_line():
    assert fewest_rides(LINES, "park", "pier") == ["red"]


def test_already_there():
    assert fewest_rides(LINES, "zoo", "zoo") == []


def test_one_change():
    assert fewest_rides(LINES, "park", "gate") == ["red", "blue"]


def test_two_changes():
    assert fewest_rides(LINES, "pier", "mill") == ["red", "blue", "green"]


def test_no_way():
    assert fewest_rides(LINES, "park", "barn") is None
    assert fewest_rides({}, "a", "b") is None


def test_busiest():
    assert busiest(LINES) == ["dome", "gate"]
    assert busiest({}) == []

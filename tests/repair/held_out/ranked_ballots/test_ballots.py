import pytest

from ballots import tally, weakest, winner


def test_tally_skips_the_eliminated():
    assert tally(["abc", "bca", "cab"], {"b", "c"}) == {"b": 2, "c": 1}


def test_weakest():
    assert weakest({"ann": 3, "bob": 1, "cid": 2}) == "bob"
    assert weakest({"ann": 1, "bob": 1, "cid": 2}) == "bob"


def test_majority_at_once():
    assert winner(["ab", "ab", "ba"]) == ("a", [])


def test_transfer():
    assert winner(["ac", "ac", "bc", "cb", "ba"]) == ("b", ["c"])


def test_exhausted_ballots():
    assert winner(["a", "a", "b", "b", "c"])[1] == ["c", "b"]


def test_nobody():
    with pytest.raises(ValueError):
        winner([])

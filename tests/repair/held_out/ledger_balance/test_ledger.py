import pytest

from ledger import Ledger, UnknownAccount


@pytest.fixture
def book():
    ledger = Ledger(["cash", "sales", "rent"])
    ledger.post("cash", "sales", 5000, "first sale")
    ledger.post("rent", "cash", 1200, "office")
    return ledger


def test_balances(book):
    assert book.balance("cash") == 3800
    assert book.balance("sales") == -5000
    assert book.balance("rent") == 1200


def test_trial_balance_is_zero(book):
    assert book.trial_balance() == 0


def test_statement(book):
    assert book.statement("cash") == [("first sale", 5000, 5000), ("office", -1200, 3800)]


def test_reverse(book):
    assert book.reverse_last() == ("rent", "cash", 1200, "office")
    assert book.balance("cash") == 5000
    assert book.balance("rent") == 0


def test_refuses():
    with pytest.raises(UnknownAccount):
        Ledger(["cash"]).post("cash", "nowhere", 1)
    with pytest.raises(ValueError):
        Ledger(["a", "b"]).post("a", "b", 0)

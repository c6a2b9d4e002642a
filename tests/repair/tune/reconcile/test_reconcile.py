from reconcile import Matcher, open_amount

INVOICES = [{"number": "R1", "amount": 100}, {"number": "R2", "amount": 100}, {"number": "R3", "amount": 75}]


def line(text, amount):
    return {"text": text, "amount": amount}


def test_by_amount():
    pairs, left = Matcher().match([line("thanks", 75)], INVOICES)
    assert pairs == [("thanks", "R3")]
    assert left == ["R1", "R2"]


def test_number_in_the_text_wins():
    pairs, left = Matcher().match([line("for R2", 100)], INVOICES)
    assert pairs == [("for R2", "R2")]
    assert left == ["R1", "R3"]


def test_each_invoice_once():
    pairs, left = Matcher().match([line("a", 100), line("b", 100), line("c", 100)], INVOICES)
    assert pairs == [("a", "R1"), ("b", "R2")]
    assert left == ["R3"]


def test_tolerance():
    assert Matcher(5).match([line("x", 72)], INVOICES)[0] == [("x", "R3")]
    assert Matcher(2).match([line("x", 72)], INVOICES)[0] == []


def test_paid_before():
    assert Matcher().match([line("x", 100)], INVOICES, {"R1"})[0] == [("x", "R2")]


def test_open_amount():
    assert open_amount(INVOICES, ["R1", "R3"]) == 175

from reconcile import Matcher

INVOICES = [{"number": "A", "amount": 10}, {"number": "B", "amount": 20}]


def test_runs_do_not_know_each_other():
    lines = [{"text": "t", "amount": 10}]
    for _ in range(3):
        assert Matcher().match(lines, INVOICES) == ([("t", "A")], ["B"])


def test_the_given_set_stays():
    paid = {"B"}
    assert Matcher().match([{"text": "t", "amount": 10}], INVOICES, paid) == ([("t", "A")], [])
    assert paid == {"B"}


def test_nearest_amount_first():
    assert Matcher(20).match([{"text": "t", "amount": 18}], INVOICES)[0] == [("t", "B")]

import random

from ledger import Ledger


def test_many_entries_and_reversals():
    names = ["a", "b", "c", "d"]
    rng = random.Random(4)
    ledger, history = Ledger(names), []
    for _ in range(300):
        if history and rng.random() < 0.4:
            entry = history.pop()
            assert ledger.reverse_last()[:3] == entry
        else:
            debit, credit = rng.sample(names, 2)
            entry = (debit, credit, rng.randint(1, 900))
            ledger.post(*entry)
            history.append(entry)
        assert ledger.trial_balance() == 0
        for name in names:
            want = sum(e[2] for e in history if e[0] == name) - sum(e[2] for e in history if e[1] == name)
            assert ledger.balance(name) == want
            lines = ledger.statement(name)
            assert (lines[-1][2] if lines else 0) == want

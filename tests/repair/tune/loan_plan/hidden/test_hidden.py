from loan import interest, plan, summary


def test_invariants():
    for amount in (1, 999, 50000, 123456):
        for percent in (0, 1.5, 4, 9.9):
            rate = interest(amount, percent) + 1 + amount // 17
            rows = plan(amount, percent, rate)
            before = amount
            for i, (month, charge, repaid, balance) in enumerate(rows):
                assert month == i + 1
                assert charge == interest(before, percent)
                assert balance == before - repaid
                if balance:
                    assert charge + repaid == rate
                else:
                    assert charge + repaid <= rate
                before = balance
            assert before == 0
            assert summary(rows)["paid"] == amount + summary(rows)["interest"]

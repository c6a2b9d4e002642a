import pytest

from loan import interest, plan, summary


def test_interest():
    assert interest(120000, 5) == 500
    assert interest(100, 6) == 1


def test_plan():
    rows = plan(30000, 12, 11000)
    assert rows == [(1, 300, 10700, 19300), (2, 193, 10807, 8493), (3, 85, 8493, 0)]


def test_rate_too_small():
    with pytest.raises(ValueError):
        plan(100000, 12, 1000)


def test_summary():
    assert summary(plan(30000, 12, 11000)) == {"months": 3, "interest": 578, "paid": 30578}


def test_without_interest():
    assert plan(500, 0, 200) == [(1, 0, 200, 300), (2, 0, 200, 100), (3, 0, 100, 0)]

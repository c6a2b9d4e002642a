import pytest

from parking import fee, monthly_bill


def test_brute():
    for minutes in range(0, 4400):
        days, rest = minutes // 1440, minutes % 1440
        hours = len(range(0, rest, 60))
        part = min(1800, hours * 250)
        if days == 0 and rest <= 15:
            part = 0
        assert fee(minutes) == days * 1800 + part


def test_refuses():
    with pytest.raises(ValueError):
        fee(-1)
    assert monthly_bill([]) == 0

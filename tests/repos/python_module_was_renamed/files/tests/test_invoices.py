from billing.invoice import number


def test_number():
    assert number(2026, 7) == "2026-0007"

from parking import fee, monthly_bill


def test_fee():
    assert fee(0) == 0
    assert fee(15) == 0
    assert fee(16) == 250
    assert fee(60) == 250
    assert fee(120) == 500
    assert fee(125) == 750
    assert fee(480) == 1800
    assert fee(1439) == 1800
    assert fee(1440) == 1800
    assert fee(1500) == 2050
    assert fee(1441) == 2050
    assert fee(2 * 1440 + 700) == 5400
    assert monthly_bill([16, 16, 16]) == 750
    assert monthly_bill([16, 125], 10) == 900

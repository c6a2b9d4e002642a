from roman import roman


def test_fourteen():
    assert roman(14) == "XIV"

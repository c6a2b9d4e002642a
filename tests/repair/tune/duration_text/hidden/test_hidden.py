import pytest

from duration import DurationError, parse, render


def test_round_trip():
    for seconds in list(range(1, 8000, 7)) + [86399, 86400, 86401, 10 ** 6]:
        assert parse(render(seconds)) == seconds
    assert parse("0s") == 0
    assert parse("1s2m3h4d") == 1 + 120 + 10800 + 345600


def test_missing_numbers():
    for text in ("1hm", "m1h", "1h m", "hh"):
        with pytest.raises(DurationError):
            parse(text)

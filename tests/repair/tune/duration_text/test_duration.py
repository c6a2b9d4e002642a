import pytest

from duration import DurationError, add, parse, render


def test_parse():
    assert parse("45s") == 45
    assert parse("1h30m") == 5400
    assert parse("2d 4h") == 187200
    assert parse("5s1m") == 65


@pytest.mark.parametrize("text", ["", "12", "h", "1x", "1h1h", "1h5"])
def test_refuses(text):
    with pytest.raises(DurationError):
        parse(text)


def test_render():
    assert render(0) == "0s"
    assert render(3661) == "1h1m1s"
    assert render(-90) == "-1m30s"
    assert render(172800) == "2d"


def test_add():
    assert add("50m", "20m") == "1h10m"
    assert add() == "0s"

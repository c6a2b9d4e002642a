import pytest

from merge.template import TemplateError, render


def test_plain_field():
    assert render("Dear {name},", {"name": "Ann"}) == "Dear Ann,"


def test_brace():
    assert render("{{x}", {}) == "{x}"


def test_filters():
    assert render("{n|title|initials}", {"n": "mary ann low"}) == "MAL"
    assert render("{due|money} EUR", {"due": 123456}) == "1,234.56 EUR"


def test_missing_value():
    with pytest.raises(TemplateError, match="no value for name"):
        render("Dear {name}", {"nam": "x"})


def test_open_field():
    with pytest.raises(TemplateError):
        render("Dear {name", {"name": "x"})


def test_unknown_filter():
    with pytest.raises(TemplateError):
        render("{a|shout}", {"a": "x"})

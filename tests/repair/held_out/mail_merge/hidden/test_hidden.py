import pytest

from merge.template import TemplateError, render


def test_messages():
    with pytest.raises(TemplateError, match="no value for x"):
        render("{x|upper}", {})
    with pytest.raises(TemplateError, match="open at 3"):
        render("abc{x", {"x": 1})


def test_values_of_all_kinds():
    assert render("{a}{b}{c}", {"a": 0, "b": None, "c": ""}) == "0None"
    with pytest.raises(TemplateError):
        render("{}", {})

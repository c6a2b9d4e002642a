from fractions import Fraction

import pytest

from recipe import calories_per_serving, format_amount, parse_amount, scale

PANCAKES = {"servings": 4, "items": [("flour", "1 1/2"), ("milk", "1"), ("sugar", "1/4")]}


def test_parse():
    assert parse_amount("1 1/2") == Fraction(3, 2)
    assert parse_amount("3/4") == Fraction(3, 4)


def test_format():
    assert format_amount(Fraction(9, 4)) == "2 1/4"
    assert format_amount(Fraction(3)) == "3"
    assert format_amount(Fraction(1, 8)) == "1/8"


def test_scale():
    assert scale(PANCAKES, 6)["items"] == [("flour", "2 1/4"), ("milk", "1 1/2"), ("sugar", "3/8")]
    with pytest.raises(ValueError):
        scale(PANCAKES, 0)


def test_calories():
    cups = {"flour": 440, "milk": 100, "sugar": 720}
    assert calories_per_serving(PANCAKES, cups) == 233.75

from fractions import Fraction

from recipe import calories_per_serving, format_amount, parse_amount, scale


def test_round_trip():
    for top in range(0, 40):
        for bottom in (1, 2, 3, 4, 8):
            assert parse_amount(format_amount(Fraction(top, bottom))) == Fraction(top, bottom)


def test_calories_other_sizes():
    for servings in (1, 2, 5, 10):
        recipe = {"servings": servings, "items": [("oats", "2 1/2"), ("nuts", "1/2")]}
        want = (2.5 * 300 + 0.5 * 800 - 5) / servings
        assert abs(calories_per_serving(recipe, {"oats": 300, "nuts": 800}) - want) < 0.01
    assert calories_per_serving({"servings": 3, "items": [("a", "1")]}, {"a": 5}) == 0.0


def test_scale_back():
    recipe = {"servings": 3, "items": [("a", "2/3"), ("b", "1 1/3")]}
    assert scale(scale(recipe, 7), 3) == recipe

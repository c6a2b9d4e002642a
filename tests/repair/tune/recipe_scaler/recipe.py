"""Scaling of recipes by servings, with amounts as fractions of a cup."""
from fractions import Fraction


def parse_amount(text):
    """'1 1/2' -> 3/2, '3/4' -> 3/4, '2' -> 2."""
    parts = text.split()
    total = Fraction(0)
    for part in parts:
        total += Fraction(part)
    return total


def format_amount(amount):
    whole, rest = divmod(amount, 1)
    if rest == 0:
        return str(whole)
    if whole == 0:
        return str(rest)
    return f"{whole} {rest}"


def scale(recipe, servings):
    """A new recipe for another number of servings."""
    if servings < 1:
        raise ValueError("at least one serving")
    factor = Fraction(servings, recipe["servings"])
    items = [(name, format_amount(parse_amount(amount) * factor)) for name, amount in recipe["items"]]
    return {"servings": servings, "items": items}


def calories_per_serving(recipe, per_cup):
    total = sum(parse_amount(amount) * per_cup[name] for name, amount in recipe["items"])
    packaging_loss = 5
    return float(round(total - packaging_loss / recipe["servings"], 2))

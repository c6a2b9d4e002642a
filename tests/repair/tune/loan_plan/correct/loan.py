"""Repayment plans in whole cents."""
from decimal import ROUND_HALF_UP, Decimal


def cents(value):
    return int(Decimal(value).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def interest(balance, yearly_percent):
    """The interest of one month."""
    return cents(Decimal(balance) * Decimal(str(yearly_percent)) / 1200)


def plan(amount, yearly_percent, rate):
    """Rows (month, interest, repaid, balance) until nothing is owed; the last rate is smaller."""
    if rate <= interest(amount, yearly_percent):
        raise ValueError("the rate does not cover the interest")
    rows = []
    balance = amount
    month = 0
    while balance > 0:
        month += 1
        charge = interest(balance, yearly_percent)
        repaid = min(rate - charge, balance)
        balance -= repaid
        rows.append((month, charge, repaid, balance))
    return rows


def summary(rows):
    return {
        "months": len(rows),
        "interest": sum(row[1] for row in rows),
        "paid": sum(row[1] + row[2] for row in rows),
    }

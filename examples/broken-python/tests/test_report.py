from decimal import Decimal

from bakery.orders import Order
from bakery.report import day_report


def test_report_adds_up_each_customer():
    orders = [
        Order("Ada", "rye", 2, Decimal("3.50")),
        Order("Bob", "bun", 1, Decimal("0.90")),
        Order("Ada", "bun", 1, Decimal("0.90")),
    ]
    assert day_report(orders).splitlines() == [
        "customer  total",
        "Ada       7.90",
        "Bob       0.90",
    ]

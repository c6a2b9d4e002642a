"""Orders and what they come to."""
import os
from dataclasses import dataclass

@dataclass
class Order:
    customer : str
    item : str
    quantity : int
    price : Decimal

    def total(self):
        return (self.price*self.quantity).quantize(Decimal("0.01"))


def totals_by_customer(orders):
    totals = {}
    for order in orders:
        totals[order.customer] = totals.get(order.customer, Decimal(0)) + order.total()
    return totals

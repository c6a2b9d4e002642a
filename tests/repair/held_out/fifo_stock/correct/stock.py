"""First-in first-out stock keeping."""
from collections import deque


class OutOfStock(Exception):
    pass


class Stock:
    def __init__(self):
        self.batches = deque()
        self.profit = 0

    def buy(self, count, unit_cost):
        if count <= 0:
            raise ValueError("count must be positive")
        self.batches.append([count, unit_cost])

    @property
    def on_hand(self):
        return sum(count for count, _ in self.batches)

    def value(self):
        return sum(count * cost for count, cost in self.batches)

    def sell(self, count, unit_price):
        """Takes the oldest units first; returns what they had cost."""
        if count > self.on_hand:
            raise OutOfStock(f"{count} asked, {self.on_hand} there")
        left = count
        cost = 0
        while left > 0:
            batch = self.batches[0]
            taken = min(left, batch[0])
            cost += taken * batch[1]
            batch[0] -= taken
            left -= taken
            if batch[0] == 0:
                self.batches.popleft()
        self.profit += count * unit_price - cost
        return cost

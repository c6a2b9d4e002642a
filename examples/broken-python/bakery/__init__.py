"""A bakery's order book."""

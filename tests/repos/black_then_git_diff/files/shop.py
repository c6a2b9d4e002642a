def total(prices):
    return sum( price for price in prices )


NAMES = ['a','b']

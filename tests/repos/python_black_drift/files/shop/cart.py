def total( prices,tax = 0.2 ):
    return sum(prices)*(1+tax)

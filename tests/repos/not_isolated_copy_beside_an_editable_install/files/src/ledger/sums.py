def balance(entries):
    return functools.reduce(lambda a, b: a + b, entries, 0)

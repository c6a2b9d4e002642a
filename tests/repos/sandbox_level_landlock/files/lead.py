from words import firsts


def lead(text):
    return firsts(text).upper()

def number(year, count):
    return f"{year}-{count:04d}"

def initials(text):
    return "".join(word[0].upper() for word in text.split())


def money(text):
    return f"{int(text) / 100:,.2f}"


FILTERS = {"upper": str.upper, "title": str.title, "initials": initials, "money": money}

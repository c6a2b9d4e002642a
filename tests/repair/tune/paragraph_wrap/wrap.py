"""Text in columns."""


def wrap(text, width):
    """Lines of at most width characters; longer words stand alone."""
    lines = []
    current = []
    used = 0
    for word in text.split():
        needed = used + len(current) + len(word) + 1
        if current and needed > width:
            lines.append(" ".join(current))
            current, used = [], 0
        current.append(word)
        used += len(word)
    if current:
        lines.append(" ".join(current))
    return lines


def justify(line, width):
    """Spreads the spaces of a line, wider gaps first."""
    words = line.split()
    if len(words) < 2:
        return line
    letters = sum(len(word) for word in words)
    gaps = len(words) - 1
    each, extra = divmod(width - letters, gaps)
    out = words[0]
    for number, word in enumerate(words[1:]):
        out += " " * (each + (1 if number < extra else 0)) + word
    return out


def block(text, width):
    """A justified paragraph; its last line stays ragged."""
    lines = wrap(text, width)
    return [justify(line, width) for line in lines[:-1]] + lines[-1:]

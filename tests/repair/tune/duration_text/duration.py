"""Durations like '1h30m' as seconds and back."""

UNITS = {"d": 86400, "h": 3600, "m": 60, "s": 1}


class DurationError(ValueError):
    pass


def parse(text):
    """Seconds of '2d4h', '90m', '1h 5s'; units may come in any order, each once."""
    total = 0
    digits = ""
    seen = set()
    for char in text.replace(" ", ""):
        if char.isdigit():
            digits += char
        elif char in UNITS:
            if not digits:
                raise DurationError(f"no number before {char}")
            if char in seen:
                raise DurationError(f"{char} twice")
            seen.add(char)
            total += int(digits) * UNITS[char]
        else:
            raise DurationError(f"what is {char}?")
    if digits or not seen:
        raise DurationError("a unit is missing")
    return total


def render(seconds):
    if seconds < 0:
        return "-" + render(-seconds)
    parts = []
    for unit, size in UNITS.items():
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count}{unit}")
    return "".join(parts) or "0s"


def add(*texts):
    return render(sum(parse(text) for text in texts))

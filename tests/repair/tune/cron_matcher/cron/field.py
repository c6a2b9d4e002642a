"""One field of a crontab line."""


class FieldError(ValueError):
    pass


def parse_field(text, low, high):
    """The set of values of '*', '5', '1-4', '*/15', '10-50/20' and lists of these."""
    values = set()
    for part in text.split(","):
        span, slash, step_text = part.partition("/")
        step = int(step_text) if slash else 1
        if step < 1:
            raise FieldError(part)
        if span == "*":
            first, last = low, high
        elif "-" in span:
            first, last = (int(end) for end in span.split("-"))
        else:
            first = int(span)
            last = high if slash else first
        if not low <= first <= last <= high:
            raise FieldError(part)
        values.update(range(first, last + 1, step))
    return values

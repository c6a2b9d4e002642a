"""Letters from templates: {name} is replaced, {{ stands for a brace, {name|upper} calls a filter."""
from .filters import FILTERS


class TemplateError(Exception):
    pass


def render(template, values):
    out = []
    position = 0
    while position < len(template):
        char = template[position]
        if template.startswith("{{", position):
            out.append("{")
            position += 2
        elif char == "{":
            end = template.find("}", position)
            if end < 0:
                raise TemplateError(f"a field is left open at {position}")
            out.append(field(template[position + 1:end], values))
            position = end + 1
        else:
            out.append(char)
            position += 1
    return "".join(out)


def field(text, values):
    name, *filters = text.split("|")
    try:
        value = str(values[name])
    except AttributeError:
        raise TemplateError(f"no value for {name}") from None
    for called in filters:
        if called not in FILTERS:
            raise TemplateError(f"no filter {called}")
        value = FILTERS[called](value)
    return value

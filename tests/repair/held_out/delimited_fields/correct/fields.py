"""Splitting of one delimited line with quotes, as exported by the till software."""


class BadLine(ValueError):
    pass


def split_line(line, delimiter=";"):
    fields = []
    current = []
    quoted = False
    position = 0
    while position < len(line):
        char = line[position]
        if quoted:
            if char == '"' and line[position + 1:position + 2] == '"':
                current.append('"')
                position += 1
            elif char == '"':
                quoted = False
            else:
                current.append(char)
        elif char == '"':
            quoted = True
        elif char == delimiter:
            fields.append("".join(current))
            current = []
        else:
            current.append(char)
        position += 1
    if quoted:
        raise BadLine("a quote is left open")
    fields.append("".join(current))
    return fields


def read_table(text):
    """Rows as dictionaries by the names of the first line."""
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        return []
    names = split_line(lines[0])
    rows = []
    for number, line in enumerate(lines[1:], start=2):
        values = split_line(line)
        if len(values) != len(names):
            raise BadLine(f"line {number} has {len(values)} fields, expected {len(names)}")
        rows.append(dict(zip(names, values)))
    return rows

"""Numbering of headings in a plain text outline."""


def level_of(line):
    """How many leading # a line has; 0 for text."""
    count = len(line) - len(line.lstrip("#"))
    return count if line[count:count + 1] == " " else 0


def number(lines):
    """Headings become '1.2 Title', text stays."""
    counters = []
    result = []
    for line in lines:
        level = level_of(line)
        if level == 0:
            result.append(line)
            continue
        while len(counters) < level:
            counters.append(0)
        del counters[level:]
        counters[level - 1] += 1
        label = ".".join(str(c) for c in counters)
        result.append(f"{label} {line[level:].strip()}")
    return result


def contents(lines, deepest=2):
    """Table of contents: indented headings down to a level."""
    entries = []
    for line, numbered in zip(lines, number(lines)):
        level = level_of(line)
        if 0 < level <= deepest:
            entries.append("  " * (level - 1) + numbered)
    return entries

"""Walking a family tree given as nested records."""


class Person:
    def __init__(self, name, born, children=()):
        self.name = name
        self.born = born
        self.children = list(children)


def descendants(person, depth=1):
    """Yields (depth, name) of everyone below, children before grandchildren of the next child."""
    for child in person.children:
        yield depth, child.name
        yield from descendants(child, depth + 1)


def find(person, name):
    if person.name == name:
        return person
    for child in person.children:
        found = find(child, name)
        if found is not None:
            return found
    return None


def line_to(person, name):
    """Names from a person down to a descendant, [] when there is none."""
    if person.name == name:
        return [name]
    for child in person.children:
        below = line_to(child, name)
        if below:
            return [person.name] + below
    return []


def generations(person):
    return 1 + max((generations(child) for child in person.children), default=0)


def age_gap(person):
    """Largest difference in years between a parent and a child anywhere below."""
    gaps = [child.born - person.born for child in person.children]
    gaps += [age_gap(child) for child in person.children]
    return max(gaps, default=0)

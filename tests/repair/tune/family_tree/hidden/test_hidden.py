from family import Person, age_gap, descendants, generations, line_to


def chain(depth):
    person = Person(str(depth), 2000)
    for level in range(depth - 1, -1, -1):
        person = Person(str(level), 1900, [person, Person(f"s{level}", 1920)])
    return person


def test_chain():
    root = chain(6)
    found = list(descendants(root))
    assert len(found) == 12
    assert found[:6] == [(i, str(i)) for i in range(1, 7)]
    assert found[6:] == [(i, f"s{i - 1}") for i in range(6, 0, -1)]
    assert generations(root) == 7
    assert age_gap(root) == 100
    assert line_to(root, "s5") == ["0", "1", "2", "3", "4", "5", "s5"]

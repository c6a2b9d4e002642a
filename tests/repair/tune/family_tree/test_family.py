import pytest

from family import Person, age_gap, descendants, find, generations, line_to


@pytest.fixture
def root():
    kim = Person("kim", 1975)
    lea = Person("lea", 1980, [Person("max", 2010)])
    ida = Person("ida", 1950, [kim, lea])
    return Person("otto", 1920, [ida, Person("paul", 1955)])


def test_descendants(root):
    assert list(descendants(root)) == [(1, "ida"), (2, "kim"), (2, "lea"), (3, "max"), (1, "paul")]


def test_no_descendants():
    assert list(descendants(Person("x", 1900))) == []


def test_find(root):
    assert find(root, "max").born == 2010
    assert find(root, "zoe") is None


def test_line(root):
    assert line_to(root, "max") == ["otto", "ida", "lea", "max"]
    assert line_to(root, "zoe") == []


def test_numbers(root):
    assert generations(root) == 4
    assert age_gap(root) == 35

import pytest

from units import NoConversion, Units


@pytest.fixture
def units():
    made = Units()
    made.relate("mile", 1760, "yard")
    made.relate("yard", 3, "foot")
    made.relate("foot", 12, "inch")
    made.relate("day", 24, "hour")
    return made


def test_neighbours(units):
    assert units.convert(2, "yard", "foot") == 6
    assert units.convert(6, "foot", "yard") == 2


def test_chain(units):
    assert units.convert(1, "mile", "inch") == 63360
    assert units.convert(63360, "inch", "mile") == 1


def test_same(units):
    assert units.convert(5, "foot", "foot") == 5


def test_none(units):
    with pytest.raises(NoConversion):
        units.convert(1, "day", "foot")


def test_best(units):
    assert units.best(24, "inch", ["inch", "foot", "yard"]) == (2, "foot")
    assert units.best(6, "inch", ["foot", "yard"]) == (0.5, "foot")

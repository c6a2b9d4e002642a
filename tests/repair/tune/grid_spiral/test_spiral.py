import pytest

from spiral import diagonals, snake, spiral


def test_square():
    assert spiral([[1, 2, 3], [4, 5, 6], [7, 8, 9]]) == [1, 2, 3, 6, 9, 8, 7, 4, 5]


def test_single_row_and_column():
    assert spiral([[1, 2, 3]]) == [1, 2, 3]
    assert spiral([[1], [2], [3]]) == [1, 2, 3]


def test_wide():
    assert spiral([[1, 2, 3, 4], [5, 6, 7, 8]]) == [1, 2, 3, 4, 8, 7, 6, 5]


def test_empty():
    assert spiral([]) == []
    assert spiral([[]]) == []


def test_ragged():
    with pytest.raises(ValueError):
        spiral([[1, 2], [3]])


def test_snake():
    assert snake([[1, 2], [3, 4], [5, 6]]) == [1, 2, 4, 3, 5, 6]


def test_diagonals():
    assert diagonals([[1, 2], [3, 4]]) == {0: 5, 1: 2, -1: 3}

import pytest

from sparse import Sparse


def test_get_and_set():
    m = Sparse(2, 3, {(0, 2): 5})
    assert m.dense() == [[0, 0, 5], [0, 0, 0]]
    m.set(0, 2, 0)
    assert m.cells == {}
    with pytest.raises(IndexError):
        m.set(2, 0, 1)


def test_transposed():
    assert Sparse(2, 3, {(0, 2): 5, (1, 0): 7}).transposed().dense() == [[0, 7], [0, 0], [5, 0]]


def test_product():
    a = Sparse(2, 2, {(0, 0): 1, (0, 1): 2, (1, 1): 3})
    b = Sparse(2, 2, {(0, 0): 4, (1, 0): 5, (1, 1): 6})
    assert (a @ b).dense() == [[14, 12], [15, 18]]


def test_sizes():
    with pytest.raises(ValueError):
        Sparse(2, 3) @ Sparse(2, 3)

import pytest

from stock import OutOfStock, Stock


@pytest.fixture
def shelf():
    stock = Stock()
    stock.buy(10, 5)
    stock.buy(4, 7)
    return stock


def test_value(shelf):
    assert shelf.on_hand == 14
    assert shelf.value() == 78


def test_sell_within_a_batch(shelf):
    assert shelf.sell(3, 9) == 15
    assert shelf.on_hand == 11
    assert shelf.profit == 12


def test_sell_over_batches(shelf):
    assert shelf.sell(12, 10) == 64
    assert shelf.value() == 14


def test_sell_twice(shelf):
    shelf.sell(6, 6)
    assert shelf.sell(6, 6) == 34
    assert shelf.on_hand == 2


def test_out_of_stock(shelf):
    with pytest.raises(OutOfStock):
        shelf.sell(15, 1)
    assert shelf.on_hand == 14

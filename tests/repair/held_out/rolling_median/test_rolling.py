from rolling import Rolling, outliers


def test_rolling():
    window = Rolling(3)
    assert window.median() is None
    assert window.spread() == 0
    window.add(5)
    assert window.median() == 5
    window.add(1)
    assert window.median() == 3
    window.add(9)
    assert window.median() == 5
    assert window.spread() == 8
    window.add(2)
    assert window.median() == 2
    window.add(2)
    assert window.median() == 2
    assert window.spread() == 7
    assert outliers([10, 11, 10, 50, 11, 10], 3, 5) == [3]
    assert outliers([], 2, 1) == []

import pytest

from elevator import Elevator


def test_nearest_first():
    lift = Elevator(10, at=5)
    lift.call(9)
    lift.call(4)
    assert lift.run() == 6
    assert lift.served == [4, 9]


def test_keeps_its_direction():
    lift = Elevator(10, at=2)
    lift.call(4)
    lift.step()
    lift.call(2)
    lift.call(8)
    lift.run()
    assert lift.served == [4, 8, 2]


def test_keeps_its_direction_down():
    lift = Elevator(10, at=6)
    lift.call(5)
    lift.step()
    lift.call(6)
    lift.call(1)
    lift.run()
    assert lift.served == [5, 1, 6]


def test_door_opens_here():
    lift = Elevator(3)
    lift.call(0)
    assert lift.run() == 0
    assert lift.served == [0]


def test_idle():
    assert Elevator(3, at=1).step() == 1


def test_refuses():
    with pytest.raises(ValueError):
        Elevator(3).call(3)

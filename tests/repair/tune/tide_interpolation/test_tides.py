import pytest

from tides import OutsideTable, depth_windows, level_at

TABLE = [(0, 100), (360, 500), (720, 80), (1080, 460)]


def test_rows_themselves():
    assert level_at(TABLE, 0) == 100
    assert level_at(TABLE, 360) == 500
    assert level_at(TABLE, 1080) == 460


def test_half_way():
    assert level_at(TABLE, 180) == 300.0
    assert level_at(TABLE, 540) == 290.0


def test_outside():
    with pytest.raises(OutsideTable):
        level_at(TABLE, 1081)
    with pytest.raises(OutsideTable):
        level_at([], 5)


def test_windows():
    assert depth_windows(TABLE, 400, 60) == [(240, 420), (1020, 1080)]


def test_never_deep_enough():
    assert depth_windows(TABLE, 501) == []

import pytest

from versions import compare, newest, parse


def test_versions():
    assert parse("1.4.2rc3") == ((1, 4, 2), 2, 3)
    with pytest.raises(ValueError):
        parse("1.x")
    assert compare("1.2", "1.10") == -1
    assert compare("2.0", "2") == 0
    assert compare("v2.0.1", "2.0") == 1
    assert compare("1.0rc1", "1.0") == -1
    assert compare("1.0b2", "1.0rc1") == -1
    assert compare("1.0a2", "1.0a10") == -1
    assert compare("1.0", "1.0.0.1") == -1
    assert newest(["1.0", "1.2rc1", "1.1"]) == "1.1"
    assert newest(["1.0", "1.2rc1", "1.1"], prereleases=True) == "1.2rc1"
    assert newest(["1.0b1"]) is None

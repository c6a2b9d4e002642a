from store import load, path_of


def test_load():
    assert load('{"a": 1}') == {"a": 1}


def test_path():
    assert str(path_of("x")) == "data/x"

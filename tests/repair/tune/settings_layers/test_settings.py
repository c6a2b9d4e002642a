import copy

import pytest

from settings import SettingError, assign, load, merge

DEFAULTS = {"server": {"port": 80, "host": "local"}, "debug": 0}


def test_merge():
    assert merge(DEFAULTS, {"server": {"port": 81}}) == {"server": {"port": 81, "host": "local"}, "debug": 0}


def test_merge_replaces_values():
    assert merge({"a": 1}, {"a": {"b": 2}}) == {"a": {"b": 2}}


def test_assign():
    settings = {}
    assign(settings, "a.b.c", 3)
    assert settings == {"a": {"b": {"c": 3}}}
    with pytest.raises(SettingError):
        assign({"a": 1}, "a.b", 2)


def test_load_leaves_the_defaults_alone():
    before = copy.deepcopy(DEFAULTS)
    loaded = load(DEFAULTS, {"debug": 1}, ["server.port=99", "server.host=far"])
    assert loaded == {"server": {"port": 99, "host": "far"}, "debug": 1}
    assert DEFAULTS == before


def test_argument_without_value():
    with pytest.raises(SettingError):
        load({}, {}, ["debug"])

import copy

from settings import assign, merge


def test_nothing_is_shared():
    base = {"x": {"deep": {"a": [1]}}, "y": {"b": 1}}
    extra = {"x": {"deep": {"c": [2]}}, "z": {"list": [3]}}
    base_before, extra_before = copy.deepcopy(base), copy.deepcopy(extra)
    result = merge(base, extra)
    assert result == {"x": {"deep": {"a": [1], "c": [2]}}, "y": {"b": 1}, "z": {"list": [3]}}
    assign(result, "y.b", 9)
    assign(result, "x.deep.new", 9)
    result["x"]["deep"]["a"].append(5)
    result["x"]["deep"]["c"].append(5)
    result["z"]["list"].append(5)
    assert base == base_before
    assert extra == extra_before

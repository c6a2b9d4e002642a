from access import Roles


def test_diamond_and_self():
    roles = Roles()
    roles.define("base", ["x"])
    roles.define("one", ["a"], ["base"])
    roles.define("two", ["b"], ["base", "two"])
    roles.define("top", [], ["one", "two", "top"])
    assert roles.permissions("top") == {"x", "a", "b"}
    assert roles.permissions("one") == {"a", "x"}
    assert roles.permissions("two") == {"b", "x"}


def test_ring():
    roles = Roles()
    for i in range(20):
        roles.define(i, [str(i)], [(i + 1) % 20])
    assert roles.permissions(3) == {str(i) for i in range(20)}
    assert roles.permissions(3) == {str(i) for i in range(20)}

import pytest

from access import RoleError, Roles


@pytest.fixture
def roles():
    made = Roles()
    made.define("reader", ["doc.read"])
    made.define("writer", ["doc.write"], ["reader"])
    made.define("admin", ["user.*"], ["writer"])
    made.define("left", ["l"], ["right"])
    made.define("right", ["r"], ["left"])
    return made


def test_inherited(roles):
    assert roles.permissions("admin") == {"doc.read", "doc.write", "user.*"}


def test_circle(roles):
    assert roles.permissions("left") == {"l", "r"}


def test_wildcard(roles):
    assert roles.allows("admin", "user.delete")
    assert not roles.allows("admin", "users")
    assert not roles.allows("reader", "doc.write")


def test_unknown(roles):
    with pytest.raises(RoleError):
        roles.permissions("ghost")

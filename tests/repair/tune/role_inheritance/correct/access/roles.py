"""Roles that inherit permissions from other roles."""


class RoleError(LookupError):
    pass


class Roles:
    def __init__(self):
        self._grants = {}
        self._parents = {}

    def define(self, name, grants=(), parents=()):
        self._grants[name] = set(grants)
        self._parents[name] = list(parents)

    def permissions(self, name, seen=None):
        """Everything that a role may do, with what it inherits; circles are harmless."""
        if seen is None:
            seen = set()
        if name in seen:
            return set()
        seen.add(name)
        if name not in self._grants:
            raise RoleError(f"no role {name}")
        result = set(self._grants[name])
        for parent in self._parents[name]:
            result |= self.permissions(parent, seen)
        return result

    def allows(self, name, wanted):
        """Whether a role has a permission; 'doc.*' covers 'doc.read'."""
        for held in self.permissions(name):
            if held == wanted:
                return True
            if held.endswith(".*") and wanted.startswith(held[:-1]):
                return True
        return False

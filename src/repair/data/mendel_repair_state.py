"""What the project's own modules hold, to be put back after code of a candidate ran.

Seen are the values that own modules, their classes, functions and objects lead to, and what tests
change around them. Objects of foreign libraries are not looked into.
"""
import collections
import functools
import os
import sys
import threading
import types

MOST_VALUES = 50000  # more take longer to compare than a fork to make
PLAIN = (int, float, complex, bool, str, bytes, type(None), range, slice, types.CodeType)
CACHE = type(functools.lru_cache()(len))


class State:
    """A snapshot of containers with what is in them; the objects themselves stay the same."""

    def __init__(self, files):
        self.files, self.held, self.seen = files, [], set()
        self.own = self.own_modules()
        self.around = Around()
        self.is_known = self.hold_all()

    def own_modules(self):
        return {name: module for name, module in list(sys.modules.items())
                if self.is_own(getattr(module, "__file__", None))}

    def is_own(self, path):
        return isinstance(path, str) and self.files.own(path) is not None

    def put_back(self):
        """@return whether all is as it was"""
        for name in set(self.own_modules()).difference(self.own):
            del sys.modules[name]
        return all([part.put_back() for part in self.held]) and self.around.put_back()

    def hold_all(self):
        """@return whether there is little enough to be held"""
        waiting = [vars(module) for module in self.own.values()]
        while waiting:
            value = waiting.pop()
            if isinstance(value, PLAIN) or id(value) in self.seen:
                continue
            self.seen.add(id(value))
            waiting.extend(self.hold(value))
            if len(self.seen) + len(waiting) > MOST_VALUES:
                return False
        return True

    def hold(self, value):
        """Holds what may change of a value; @return the values that it leads to"""
        if isinstance(value, type):
            return self.hold_as(OfClass, value) if value.__module__ in self.own else []
        if isinstance(value, types.FunctionType):
            is_own = self.is_own(value.__code__.co_filename)
            return self.hold_as(OfFunction, value) if is_own else []
        for kind, holder in HOLDERS:
            if isinstance(value, kind):
                return self.hold_as(holder, value) + self.attributes(value)
        if hasattr(type(value), "__next__") and not hasattr(type(value), "readline"):
            return self.hold_as(OfIterator, value)
        return self.attributes(value)

    def hold_as(self, holder, value):
        part = holder(value)
        self.held.append(part)
        return part.inside()

    def attributes(self, value):
        if type(value).__module__ not in self.own:
            return list(value) if isinstance(value, (tuple, frozenset)) else []
        inside = [getattr(value, "__dict__", None)]
        if any("__slots__" in vars(kind) for kind in type(value).__mro__):
            inside += self.hold_as(OfSlots, value)
        return inside


class Around:
    """What belongs to the process."""

    def __init__(self):
        self.folder, self.environment = os.getcwd(), dict(os.environ)
        self.threads = threading.active_count()
        self.random = "random" in sys.modules and sys.modules["random"].getstate()

    def put_back(self):
        if os.getcwd() != self.folder:
            os.chdir(self.folder)
        if dict(os.environ) != self.environment:
            os.environ.clear()
            os.environ.update(self.environment)
        if self.random:
            sys.modules["random"].setstate(self.random)
        return threading.active_count() == self.threads


def is_same(compared, left, right):
    """Equal; where a value's own comparison fails, they differ."""
    try:
        return compared(left, right) is True
    except Exception:  # noqa: B902  (comparisons of any make)
        return False


class OfContainer:
    """A container of one of Python's kinds, by the methods of that kind."""

    kind, fill = list, list.extend

    def __init__(self, value):
        self.value, self.saved = value, self.kind(value)

    def inside(self):
        return list(self.saved)

    def put_back(self):
        if not is_same(self.kind.__eq__, self.value, self.saved):
            self.kind.clear(self.value)
            type(self).fill(self.value, self.saved)
        return True


class OfSet(OfContainer):
    kind, fill = set, set.update


class OfQueue(OfContainer):
    kind, fill = collections.deque, collections.deque.extend


class OfBytes(OfContainer):
    kind, fill = bytearray, bytearray.extend

    def inside(self):
        return []


class OfDict(OfContainer):
    kind, fill = dict, dict.update

    def inside(self):
        return [part for key, item in self.saved.items() if key != "__builtins__"
                for part in (key, item)]


class OfOrderedDict(OfDict):
    kind, fill = collections.OrderedDict, collections.OrderedDict.update


class OfClass:
    def __init__(self, value):
        self.value, self.saved = value, dict(vars(value))

    def inside(self):
        return [item for name, item in self.saved.items() if name not in ("__dict__", "__weakref__")]

    def put_back(self):
        now = vars(self.value)
        if is_same(dict.__eq__, self.saved, dict(now)):
            return True
        try:
            for name in set(now).difference(self.saved):
                delattr(self.value, name)
            for name, item in self.saved.items():
                if now.get(name) is not item:
                    setattr(self.value, name, item)
        except (AttributeError, TypeError):
            return False
        return True


class OfFunction:
    def __init__(self, value):
        self.value = value
        self.defaults, self.named = value.__defaults__, value.__kwdefaults__
        self.cells = [(cell, content_of(cell)) for cell in value.__closure__ or ()]

    def inside(self):
        return [self.defaults, self.named, vars(self.value)] + [
            content for _, content in self.cells if content is not EMPTY]

    def put_back(self):
        if self.value.__defaults__ is not self.defaults:
            self.value.__defaults__ = self.defaults
        if self.value.__kwdefaults__ is not self.named:
            self.value.__kwdefaults__ = self.named
        for cell, content in self.cells:
            if content_of(cell) is content:
                continue
            if content is EMPTY:
                return False
            cell.cell_contents = content
        return True


EMPTY = object()


def content_of(cell):
    try:
        return cell.cell_contents
    except ValueError:
        return EMPTY


class OfSlots:
    def __init__(self, value):
        self.value, self.saved = value, {}
        for kind in type(value).__mro__:
            names = vars(kind).get("__slots__", ())
            for name in [names] if isinstance(names, str) else names:
                if hasattr(value, name) and name not in ("__dict__", "__weakref__"):
                    self.saved[name] = getattr(value, name)

    def inside(self):
        return list(self.saved.values())

    def put_back(self):
        try:
            for name, item in self.saved.items():
                if getattr(self.value, name, EMPTY) is not item:
                    setattr(self.value, name, item)
        except (AttributeError, TypeError):
            return False
        return True


class OfCache:
    """A cache of functools: what it holds cannot be told, but it may be emptied at any time."""

    def __init__(self, value):
        self.value = value

    def inside(self):
        return [getattr(self.value, "__wrapped__", None)]

    def put_back(self):
        self.value.cache_clear()
        return True


class OfIterator:
    """How far it has gone, where it tells; it cannot be put back."""

    def __init__(self, value):
        self.value = value
        self.saved = self.told()

    def told(self):
        if isinstance(self.value, types.GeneratorType):
            return self.value.gi_frame and self.value.gi_frame.f_lasti
        try:
            return self.value.__reduce__()[1:]
        except Exception:  # noqa: B902  (iterators of any make)
            return None

    def inside(self):
        return []

    def put_back(self):
        return is_same(lambda left, right: left == right, self.told(), self.saved)


HOLDERS = ((collections.OrderedDict, OfOrderedDict), (dict, OfDict), (list, OfContainer),
           (set, OfSet), (collections.deque, OfQueue), (bytearray, OfBytes), (CACHE, OfCache))

"""Puts a candidate's code into functions that are loaded already, where that is the same thing."""
import gc
import os
import sys
import types

import mendel_repair_load as load

OPTIMIZED = 0x1  # CO_OPTIMIZED: the code of a function, not of a class body


class Called:
    """Notes which functions run while the suite is loaded: what they made may depend on them."""

    def __init__(self):
        self.codes = set()
        sys.setprofile(self.note)

    def note(self, frame, event, _argument):
        if event == "call":
            self.codes.add(frame.f_code)

    @staticmethod
    def stop():
        sys.setprofile(None)


def told(error):
    return ("%s: %s" % (type(error).__name__, error)).splitlines()[0][:300]


def key_of(code):
    return code.co_filename, code.co_firstlineno, code.co_name


def is_same(old, new):
    """Whether two pieces of code do the same, lines aside."""
    for name in ("co_code", "co_names", "co_varnames", "co_freevars", "co_cellvars", "co_flags",
                 "co_argcount", "co_kwonlyargcount", "co_posonlyargcount", "co_exceptiontable",
                 "co_name", "co_stacksize"):
        if getattr(old, name, None) != getattr(new, name, None):
            return False
    return len(old.co_consts) == len(new.co_consts) and all(
        is_same(a, b) if isinstance(a, types.CodeType) and isinstance(b, types.CodeType)
        else type(a) is type(b) and repr(a) == repr(b)
        for a, b in zip(old.co_consts, new.co_consts))


def same_but_functions(old, new, pairs):
    """Whether code of a module or class body is the same but for functions: those to `pairs`."""
    for name in ("co_code", "co_names", "co_flags", "co_name", "co_exceptiontable"):
        if getattr(old, name, None) != getattr(new, name, None):
            return False
    if len(old.co_consts) != len(new.co_consts):
        return False
    for a, b in zip(old.co_consts, new.co_consts):
        if not isinstance(a, types.CodeType) or not isinstance(b, types.CodeType):
            if type(a) is not type(b) or repr(a) != repr(b):
                return False
        elif a.co_flags & OPTIMIZED and b.co_flags & OPTIMIZED:
            if a.co_name != b.co_name or a.co_freevars != b.co_freevars:
                return False
            if not is_same(a, b):
                pairs.append((a, b))
        elif not same_but_functions(a, b, pairs):
            return False
    return True


class Swapper:
    """The loaded functions of the files that candidates change."""

    def __init__(self, files, candidates, called):
        self.files = files
        self.called = {key_of(code) for code in called}
        self.paths = {}  # relative path: the name under which it was loaded
        self.codes, self.functions = {}, {}
        changed = {path for job in candidates for path in job["files"]}
        self.find_loaded(changed)
        names = set(self.paths.values())
        for found in gc.get_objects():
            if isinstance(found, types.FunctionType) and found.__code__.co_filename in names:
                self.functions.setdefault(key_of(found.__code__), []).append(found)
        for path, name in self.paths.items():
            with open(name, "rb") as source:
                self.codes[path] = compile(source.read(), name, "exec", dont_inherit=True)
        gc.collect()
        gc.freeze()

    def find_loaded(self, changed):
        for module in list(sys.modules.values()):
            path = getattr(module, "__file__", None)
            relative = path and self.files.own(path)
            if relative in changed:
                self.paths[relative] = path

    def texts(self, job):
        return {os.path.join(self.files.root, path):
                load.spliced(os.path.join(self.files.root, path), splices)
                for path, splices in job["files"].items()}

    def put_in(self, texts):
        """@return None where it is done, else the answer for the candidate"""
        for full, text in texts.items():
            path = self.files.own(full)
            try:
                new = compile(text, self.paths.get(path, full), "exec", dont_inherit=True)
            except (SyntaxError, ValueError) as error:
                return {"state": "does_not_load", "reason": told(error)}
            if path in self.paths and not self.swapped(self.codes[path], new):
                return {"cold": True}
        return None

    def swapped(self, old, new):
        pairs = []
        if not same_but_functions(old, new, pairs):
            return False
        for before, after in pairs:
            functions = self.functions.get(key_of(before))
            if not functions or key_of(before) in self.called:
                return False
            for function in functions:
                try:
                    function.__code__ = after
                except ValueError:
                    return False
        return True

"""Puts a candidate's code into functions that are loaded already, where that is the same thing."""
import __future__
import _lsprof
import ast
import gc
import os
import sys
import types

import mendel_repair_load as load

FUTURE = 0
for feature in __future__.all_feature_names:
    FUTURE |= getattr(__future__, feature).compiler_flag
OPTIMIZED = 0x1  # CO_OPTIMIZED: the code of a function, not of a class body


class Called:
    """Notes which functions run while the suite is loaded: what they made may depend on them."""

    def __init__(self):
        self.codes = set()
        self.profiler = _lsprof.Profiler(subcalls=False, builtins=False)
        self.profiler.enable()

    def stop(self):
        self.profiler.disable()
        self.codes = {entry.code for entry in self.profiler.getstats()
                      if isinstance(entry.code, types.CodeType)}


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


def outer_functions(code, found):
    """The functions of a module's or class body by first line and name; None for ambiguous ones."""
    for part in code.co_consts:
        if not isinstance(part, types.CodeType):
            continue
        if part.co_flags & OPTIMIZED:
            key = (part.co_firstlineno, part.co_name)
            found[key] = None if key in found else part
        else:
            outer_functions(part, found)
    return found


def first_line(node):
    """The line of a statement, that of its first decorator where it has one."""
    return min([node.lineno] + [part.lineno for part in getattr(node, "decorator_list", [])])


class Outline:
    """Where the functions of a file are, so that a change of one is compiled without the rest."""

    def __init__(self, text, name, code):
        self.text, self.name, self.flags = text, name, code.co_flags & FUTURE
        self.known = outer_functions(code, {})
        self.starts, self.functions = [0], []
        if b"\r" in text or b"\f" in text or sys.version_info < (3, 8):
            return
        for line in text.split(b"\n"):
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.gather(ast.parse(text, name).body, [])

    def gather(self, body, classes):
        for node in body:
            if isinstance(node, ast.ClassDef):
                self.gather(node.body, classes + [node])
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                first, inside = first_line(node), self.starts[first_line(node.body[0]) - 1]
                inside += node.body[0].col_offset
                end = min(self.starts[node.end_lineno] - 1, len(self.text))
                self.functions.append((inside, end, first, node.name, classes))

    def changed(self, splices):
        """@return (old code, new code) where only the body of one function differs, else None"""
        low, high = min(part[0] for part in splices), max(part[1] for part in splices)
        for inside, end, first, name, classes in self.functions:
            if not inside <= low <= high <= end:
                continue
            old = self.known.get((first, name))
            if old is None or first <= len(classes):
                return None
            return self.pair(old, first, end, classes, splices)
        return None

    def pair(self, old, first, end, classes, splices):
        begin = self.starts[first - 1]
        text = self.text[begin:end]
        for low, high, middle in sorted(splices, reverse=True):
            text = text[:low - begin] + middle.encode("utf-8") + text[high - begin:]
        heads = [b" " * part.col_offset + b"class " + part.name.encode("utf-8") + b":\n"
                 for part in classes]
        whole = b"\n" * (first - 1 - len(heads)) + b"".join(heads) + text + b"\n"
        code = compile(whole, self.name, "exec", self.flags, dont_inherit=True)
        new = outer_functions(code, {})
        if len(new) != 1 or None in new.values():
            return None
        new = next(iter(new.values()))
        if new.co_name != old.co_name or new.co_freevars != old.co_freevars:
            return None
        return old, new


class Swapper:
    """The loaded functions of the files that candidates change."""

    def __init__(self, files, candidates, called):
        self.files = files
        self.called = {key_of(code) for code in called}
        self.paths = {}  # relative path: the name under which it was loaded
        self.codes, self.functions, self.outlines = {}, {}, {}
        self.replaced = []  # functions with the code that they had
        changed = {path for job in candidates for path in job["files"]}
        self.find_loaded(changed)
        names = set(self.paths.values())
        for found in gc.get_objects():
            if isinstance(found, types.FunctionType) and found.__code__.co_filename in names:
                self.functions.setdefault(key_of(found.__code__), []).append(found)
        for path, name in self.paths.items():
            with open(name, "rb") as source:
                text = source.read()
            self.codes[path] = compile(text, name, "exec", dont_inherit=True)
            self.outlines[path] = Outline(text, name, self.codes[path])
        gc.collect()
        gc.freeze()

    def find_loaded(self, changed):
        for module in list(sys.modules.values()):
            path = getattr(module, "__file__", None)
            relative = path and self.files.own(path)
            if relative in changed:
                self.paths[relative] = path

    def put_in(self, job):
        """@return None where it is done, else the answer for the candidate; the answer `unsure`
        where it is done and a function differs that ran while the suite was loaded"""
        is_unsure = False
        for path, splices in job["files"].items():
            if path not in self.paths:
                continue
            try:
                pairs = self.pairs(path, splices)
            except (SyntaxError, ValueError) as error:
                return {"state": "does_not_load", "reason": told(error)}
            if pairs is None or not self.exchanged(pairs):
                return {"cold": True}
            is_unsure = is_unsure or any(key_of(before) in self.called for before, _ in pairs)
        return {"unsure": True} if is_unsure else None

    def pairs(self, path, splices):
        """Functions as they are and as they are to be; None where more than functions differs"""
        one = self.outlines[path].changed(splices)
        if one is not None:
            return [] if is_same(*one) else [one]
        full = os.path.join(self.files.root, path)
        new = compile(load.spliced(full, splices), self.paths[path], "exec", dont_inherit=True)
        pairs = []
        return pairs if same_but_functions(self.codes[path], new, pairs) else None

    def exchanged(self, pairs):
        for before, after in pairs:
            functions = self.functions.get(key_of(before))
            if not functions:
                return False
            for function in functions:
                self.replaced.append((function, function.__code__))
                try:
                    function.__code__ = after
                except ValueError:
                    return False
        return True

    def take_out(self):
        """Gives all functions the code back that they had."""
        for function, code in reversed(self.replaced):
            function.__code__ = code
        self.replaced = []

"""Runs the suite once and counts, for each line, the failing and passing assertions that ran it."""
import ast
import builtins
import os
import re
import signal
import sys
import time

import mendel_repair_load as load

REPORT = "__mendel_assertion__"
EARLIER = 0.3  # of a failing test, the lines that ran before the assertion that failed
BEFORE_LOOP = 0.6  # of a test that does not end, the lines that ran before its loop
SAMPLE = 0.1  # seconds of a loop that are looked at
MOST_SEGMENTS = 200


AFTER_HANG, TIMES_LONGEST = 0.4, 10  # once a test did not end: seconds, times the longest other


def set_timers(limit, ring):
    """Rings after so many seconds of a processor, or by the clock where the test only waits."""
    for timer, number, seconds in ((signal.ITIMER_PROF, signal.SIGPROF, limit),
                                   (signal.ITIMER_REAL, signal.SIGALRM, limit and 1 + 4 * limit)):
        signal.signal(number, ring)
        signal.setitimer(timer, seconds, 0.2 if seconds else 0)


class TooLong(BaseException):
    """Raised inside a test that is over its limit."""


class Counts:
    """The spectrum: per file and line, how many failing and passing segments ran it."""

    def __init__(self, probes):
        self.probes = probes
        self.failing, self.passing = 0, 0
        self.lines = {}

    def taken(self):
        """Lines that ran since the last call."""
        ran = set()
        for relative, (marks, _) in self.probes.modules.items():
            if 1 in marks:
                ran.update((relative, found.start()) for found in re.finditer(b"\x01", marks))
                marks[:] = bytes(len(marks))
        return ran

    def add(self, ran, column, weight=1.0):
        for place in ran:
            self.lines.setdefault(place, [0.0, 0.0])[column] += weight


class Tracer:
    """Takes over the suite: each test runs once, in this process."""

    def __init__(self, channel, files, kind):
        self.channel, self.files, self.kind = channel, files, kind
        self.probes = load.Probes(files)
        self.counts = Counts(self.probes)
        self.limits = channel.spec["limits"]  # seconds: of a test known to fail, of another
        self.expected = set(channel.spec.get("failing", []))
        self.before = set(sys.modules)
        self.ran, self.imported, self.earlier = [], set(), set()
        self.soft, self.segments, self.started, self.overdue, self.at = False, 0, None, False, None
        self.reason, self.hanging, self.longest, self.children = "", 0, 0, set()
        self.before_loop = set()  # of the test that runs
        self.armed, self.broken, self.mixed = False, {}, set()
        self.covered, self.partial = {}, False
        sys.dont_write_bytecode = True
        setattr(builtins, REPORT, self.assertion)
        load.hook_loader(self.code_for)
        if hasattr(sys, "addaudithook"):
            sys.addaudithook(self.audit)
        if kind == "pytest":
            self.hook_rewriter()

    def audit(self, event, _arguments):
        if event in ("subprocess.Popen", "os.posix_spawn", "os.system") and self.at is not None:
            self.children.add(self.at)

    def hook_rewriter(self):
        from _pytest.assertion import rewrite

        usual = rewrite.rewrite_asserts

        def rewrite_asserts(tree, source, *more):
            self.soften(tree, more[0] if more else None)
            return usual(tree, source, *more)

        rewrite.rewrite_asserts = rewrite_asserts
        rewrite._read_pyc = lambda *_: None
        load.hook_pytest(lambda path: path and self.files.own(path) is not None and
                         not self.files.is_test(self.files.own(path)) and
                         not self.holds_tests(path))

    @staticmethod
    def holds_tests(path):
        try:
            with open(path, "rb") as source:
                return b"def test" in source.read()
        except OSError:
            return False

    def soften(self, tree, path):
        """Changes the tree of a test file; code beside the tests is counted as well."""
        load.SoftAssertions(REPORT).visit(tree)
        ast.fix_missing_locations(tree)
        relative = path and self.files.own(path)
        if relative:
            self.mixed.add(relative)
            self.probes.mark(tree, relative, load.is_test_code)

    def code_for(self, path, name):
        relative = self.files.own(path)
        if relative is None or not self.files.is_test(relative):
            return self.probes.code_for(path, name)
        with open(path, "rb") as source:
            return self.test_code(source.read(), path)

    def test_code(self, text, path):
        try:
            tree = ast.parse(text, path)
            self.soften(tree, path)
            return compile(tree, path, "exec", dont_inherit=True)
        except (OSError, SyntaxError, ValueError, RecursionError):
            return None

    # The life of one test.

    def begin(self, name):
        self.imported |= self.counts.taken()
        self.at, self.reason = name, ""
        self.soft, self.segments, self.earlier, self.overdue = False, 0, set(), False
        self.before_loop = set()
        self.started = time.perf_counter()
        limit = self.limits[0 if name in self.expected or self.hanging else 1]
        if self.hanging:
            limit = min(limit, max(AFTER_HANG, TIMES_LONGEST * self.longest))
        set_timers(limit, self.ring)

    def ring(self, _number, _frame):
        if not self.armed:
            return
        if not self.overdue:  # what runs from now on is the loop that does not end
            self.overdue = True
            self.before_loop = self.counts.taken()
            set_timers(SAMPLE, self.ring)
            return
        raise TooLong("over its time limit")

    def run_tests(self):
        """Runs what was collected; what could not be loaded is a test that failed."""
        names = in_order(self.tests.names, self.expected)
        until = time.perf_counter() + self.channel.spec.get("budget", 1e9)
        for name, following in zip(names, names[1:] + [None]):
            self.begin(name)
            self.end(*self.tests.run(name, following))
            if self.counts.failing and time.perf_counter() > until:
                self.partial = name != names[-1]
                break
        for name, reason in self.broken.items():
            self.tests_failed_to_load(name, reason)
        self.finish()
        os._exit(0)

    def tests_failed_to_load(self, name, reason):
        self.ran = [test if test["name"] != name else dict(test, name=name + " (not loaded)")
                    for test in self.ran]
        self.counts.failing += 1
        self.ran.append({"name": name, "outcome": "failed", "seconds": 0, "overdue": False,
                         "reason": reason, "children": False, "broken": True})

    def script_code(self, path):
        """The code of a script that is the check itself: soft, and counted where it tests itself."""
        with open(path, "rb") as source:
            text = source.read()
        return self.test_code(text, path) or compile(text, path, "exec", dont_inherit=True)

    def assertion(self, held, error=None):
        if self.at is None:
            if error is not None:
                raise error
            return
        if held and self.segments > MOST_SEGMENTS:
            return
        self.segments += 1
        self.segment(held)
        if not held:
            self.soft = True
            self.reason = self.reason or told(error)

    def segment(self, held):
        ran = self.counts.taken()
        if held:
            self.counts.passing += 1
            self.counts.add(ran, 1)
        else:
            self.counts.failing += 1
            self.counts.add(ran, 0)
            self.counts.add(self.before_loop - ran, 0, BEFORE_LOOP)
            ran |= self.before_loop
            self.counts.add(self.earlier - ran, 0, EARLIER)
        self.earlier |= ran

    def end(self, outcome, reason=""):
        """@param outcome passed, failed or skipped, as the runner has it"""
        set_timers(0, self.ring)
        seconds = time.perf_counter() - self.started
        if self.overdue:
            outcome = "failed"
            self.hanging += 1
        else:
            self.longest = max(self.longest, seconds)
        if outcome == "failed" and not self.soft:
            self.segment(False)
        elif outcome == "passed" and not self.soft and self.segments == 0:
            self.segment(True)
        else:
            self.counts.taken()
        if self.soft:
            outcome = "failed"
        for place in self.earlier:
            self.covered[place] = self.covered.get(place, 0) | 1 << len(self.ran)
        self.ran.append({"name": self.at, "outcome": outcome, "seconds": seconds,
                         "overdue": self.overdue, "reason": self.reason or reason,
                         "children": self.at in self.children})
        self.at = None

    def finish(self):
        """Says what was counted."""
        set_timers(0, self.ring)
        self.count_imported()
        files = {}
        for (relative, line), (failed, passed) in sorted(self.counts.lines.items()):
            last = self.probes.modules[relative][1].get(line, line)
            tests = "%x" % self.covered.get((relative, line), 0)
            is_imported = (relative, line) in self.imported
            files.setdefault(relative, []).append(
                [line, last, failed, passed, None if is_imported else tests, tests])
        for start in range(0, len(self.ran), 100):
            self.channel.say(tests=self.ran[start:start + 100])
        for relative, lines in files.items():
            self.channel.say(file=relative, lines=lines, tests_itself=relative in self.mixed)
        self.channel.say(failing=self.counts.failing, passing=self.counts.passing,
                         modules=self.foreign_modules(), partial=self.partial, done=True)

    def count_imported(self):
        """What ran while modules were imported counts as run by all that ran anything there."""
        self.imported |= self.counts.taken()
        most = {}
        for (relative, _), (failed, passed) in self.counts.lines.items():
            best = most.setdefault(relative, [0.0, 0.0])
            best[0], best[1] = max(best[0], failed), max(best[1], passed)
        for place in self.imported:
            if place not in self.counts.lines:
                self.counts.lines[place] = list(most.get(place[0], [1.0 * self.counts.failing,
                                                                    1.0 * self.counts.passing]))

    def foreign_modules(self):
        """Modules that the suite needed and that no candidate changes, in order of import."""
        names = []
        for name, module in list(sys.modules.items()):
            path = getattr(module, "__file__", None)
            if name in self.before or name == "__main__" or name.startswith("mendel_repair"):
                continue
            if getattr(module, "__spec__", None) is None or (path and self.files.own(path)):
                continue
            names.append(name)
        return names


def in_order(names, failing):
    """Tests known to fail, then those of the same files, then all others: time may end early."""
    files = {file_of(name) for name in names if name in failing}
    return sorted(names, key=lambda name: (name not in failing, file_of(name) not in files))


def file_of(name):
    """The file of a pytest test, the module of a unittest one."""
    return name.split("::")[0] if "::" in name else name.rsplit(".", 2)[0]


def told(error):
    """An exception in one line."""
    lines = str(error).splitlines()
    return (type(error).__name__ + ": " + (lines[0] if lines else ""))[:300]

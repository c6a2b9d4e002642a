"""Which tests a candidate is tried with, in which order, and what comes of it."""
import os
import time

import mendel_repair_trace as trace

AT_ONCE, UNMEASURED = 20, 8.0
MOST_STILL = 3  # failing tests that still fail, until the others are not asked any more


class Cover:
    """Which tests ran which lines: those that a change cannot reach need not run again."""

    def __init__(self, spec, root):
        self.names = [name for name, _, _ in spec["tests"]]
        self.failing = sum(1 << index for index, test in enumerate(spec["tests"])
                           if test[1] == "failed")
        self.files, self.root, self.texts = spec.get("cover", {}), root, {}
        self.is_partial = bool(spec.get("partial"))
        self.known = set(self.names) if self.is_partial else None

    def learn(self, job):
        """Notes what is known of a candidate, before the fork: counting there would copy memory."""
        tests, is_by_failing, is_known = 0, True, True
        for rows in self.near(job):
            is_known = is_known and bool(rows) and all(row[2] is not None for row in rows)
            own = 0
            for row in rows:
                own |= int(row[3], 16)
            tests |= own
            is_by_failing = is_by_failing and bool(own & self.failing)
        job["by_failing"] = is_by_failing  # whether a failing test itself runs all that is changed
        job["reached"] = self.known  # names of tests that may run the change; None stands for all
        if is_known:
            job["reached"] = {name for index, name in enumerate(self.names) if tests >> index & 1}

    def near(self, job):
        """For each change the measured statements beside it: first line, last line, tests, and
        tests again where modules ran it too."""
        for path, splices in job["files"].items():
            text = self.text(path)
            rows = self.files.get(path, [])
            for begin, end, _ in splices:
                first = text.count(b"\n", 0, begin) + 1
                last = text.count(b"\n", 0, end) + 1
                yield [row for row in rows if row[0] <= last + 1 and row[1] >= first - 1]

    def text(self, path):
        if path not in self.texts:
            with open(os.path.join(self.root, path), "rb") as source:
                self.texts[path] = source.read()
        return self.texts[path]


class Course:
    """The order of tests for one candidate, and when it is decided."""

    def __init__(self, before, tell, allowed, cover, job):
        self.before, self.tell, self.reached = before, tell, job["reached"]
        self.unsteady = {name for name, (outcome, _) in before.items() if outcome == "unsteady"}
        self.is_partial, self.until, self.doubt = cover.is_partial, None, ""
        self.known, self.times, self.unknown = allowed  # seconds: see PythonValidator
        self.failing = [name for name, (outcome, _) in before.items() if outcome == "failed"]
        self.fixed, self.still, self.broken, self.reason = set(), [], [], ""
        self.over, self.ahead, self.allowed = False, [], 0

    def order(self, names):
        first = self.first_of(set(names))
        leading = set(first)
        near = [name for name in names if name not in leading and name not in self.unsteady and
                (self.reached is None or name in self.reached)]
        self.ahead = first + near + self.unmeasured(names)
        return list(self.ahead)

    def first_of(self, known):
        """The failing tests, those that tell most first."""
        first = sorted((name for name in self.failing if name in known),
                       key=lambda name: self.before[name][1] is None)
        quick = [name for name in first if self.before[name][1] is not None] or first
        if len(first) > MOST_STILL:  # the first ones to run differ most: two faults show in two of them
            ends = list(dict.fromkeys([quick[0], quick[-1], quick[len(quick) // 2]]))
            first = ends + [name for name in first if name not in ends]
        return first

    def unmeasured(self, names):
        """Tests that nothing is known of, as many as time allows: files of failing tests first."""
        if not self.is_partial:
            return []
        return trace.in_order([name for name in names if name not in self.before], self.failing)

    def start(self, name):
        """Begins a test; the limit of time is told for a few quick ones together."""
        outcome = self.before.get(name, ("passed", 0))[0]
        if outcome != "failed" and self.still and (not self.fixed or name not in self.before):
            self.over = True
            return
        if name not in self.before and self.is_over_time():
            self.over = True
            return
        if self.allowed == 0:
            seconds, first = 0, self.known
            for following in self.ahead[:AT_ONCE]:
                known = self.before.get(following, ("passed", UNMEASURED))[1]
                first = self.unknown if known is None else first
                seconds += known or 0
                self.allowed += 1
                if seconds > 0.02 or known is None:
                    break
            del self.ahead[:self.allowed]
            self.tell.allow(first + self.times * seconds)
        self.allowed -= 1

    def is_over_time(self):
        """Whether the tests that were not measured have had their share of time."""
        if self.until is None:
            self.until = time.monotonic() + UNMEASURED
        return time.monotonic() >= self.until

    def end(self, name, outcome, reason):
        if name not in self.before:
            if outcome == "failed":
                self.doubt, self.over = "fails " + name, True
            return
        was = self.before[name][0]
        if was == "failed" and outcome == "passed":
            self.fixed.add(name)
        elif was == "failed":
            self.still.append(name)
            self.over = not self.fixed and len(self.still) >= MOST_STILL
        elif outcome == "failed" or (outcome == "skipped" and was == "passed"):
            self.broken.append(name)
            self.over = True
        if outcome != "passed" and was != "skipped":
            self.reason = self.reason or reason or outcome

    def verdict(self, names):
        gone = [name for name, (outcome, _) in self.before.items()
                if name not in names]
        state = "passes"
        if self.broken or gone or (self.still and not self.fixed):
            state = "fails"
        elif self.still:
            state = "fixes_some"
        reason = self.reason or ("%s is gone" % gone[0] if gone else "")
        return {"state": state, "failing": (self.still + self.broken + gone)[:50],
                "reason": reason, "doubt": self.doubt}

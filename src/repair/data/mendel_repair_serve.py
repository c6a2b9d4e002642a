"""Tries candidates: each in a fork of a process that has loaded everything but the change.

Two kinds of forks. Warm ones begin after the suite was collected and get the new code put into the
functions that are there; they serve where only bodies of functions differ that nothing called so
far. Cold ones begin before any of the project's own modules and load these anew.
"""
import importlib
import os
import select
import sys
import threading
import time

import mendel_repair_load as load
import mendel_repair_pool as pool
import mendel_repair_swap as swap
import mendel_repair_trace as trace

LOAD, AT_ONCE, UNMEASURED = 1.0, 20, 8.0
COLD_LEAST, COLD_SHARE = 1.0, 0.25  # seconds, and a share of the time of the warm forks


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
        self.is_partial, self.until, self.doubt = cover.is_partial, None, ""
        self.known, self.times, self.unknown = allowed  # seconds: see PythonValidator
        self.failing = [name for name, (outcome, _) in before.items() if outcome == "failed"]
        self.fixed, self.still, self.broken, self.reason = set(), [], [], ""
        self.over, self.ahead, self.allowed = False, [], 0

    def order(self, names):
        known = set(names)
        first = sorted((name for name in self.failing if name in known),
                       key=lambda name: self.before[name][1] is None)
        quick = [name for name in first if self.before[name][1] is not None] or first
        if len(first) > 3:  # the first ones to run differ most: two faults show in two of them
            ends = list(dict.fromkeys([quick[0], quick[-1], quick[len(quick) // 2]]))
            first = ends + [name for name in first if name not in ends]
        leading = set(first)
        near = [name for name in names if name not in leading and
                (self.reached is None or name in self.reached)]
        self.ahead = first + near + self.unmeasured(names)
        return list(self.ahead)

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
            self.over = not self.fixed and len(self.still) >= 3
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


class Server:
    """Takes over the process; in a fork that tries a candidate it comes back to be used."""

    def __init__(self, channel, files, kind):
        self.channel, self.files, self.kind = channel, files, kind
        self.spec = channel.spec
        self.before = {name: (outcome, seconds) for name, outcome, seconds in self.spec["tests"]}
        self.begin = time.monotonic()
        self.deadline = self.begin + self.spec["seconds"]
        self.done, self.put_off = set(), False
        self.cover = Cover(self.spec, files.root)
        self.passing, self.load_limit = 0, 10.0
        self.broken, self.tests, self.armed = {}, None, False
        self.job, self.tell, self.report, self.profile = None, None, None, None
        self.swapper = None
        self.unsure = False  # a function differs that ran while the suite was loaded
        sys.dont_write_bytecode = True
        self.coordinate()

    def coordinate(self):
        jobs = self.channel.candidates
        if self.kind != "script":
            jobs = self.run_warm(jobs)
            if jobs is None:
                return
        if jobs and not self.is_over():
            self.load_foreign()
            self.limit_cold()
            if self.start_forks(jobs):
                self.load_cold()
                return
        for job in jobs:  # what takes long must not keep others waiting
            if job["index"] not in self.done and self.put_off:
                self.channel.say(candidate=job["index"], state="put_off", seconds=0)
        self.channel.say(done=True)
        os._exit(0)

    def limit_cold(self):
        """Cold forks get a share of what the others took, unless it is their turn."""
        began = time.monotonic()
        took = began - self.begin
        if self.kind == "script" or self.spec.get("all") or not self.done:
            return
        self.put_off = True
        self.deadline = min(self.deadline, began + max(COLD_LEAST, COLD_SHARE * took))

    def is_over(self):
        return time.monotonic() >= self.deadline or self.passing >= self.spec["enough"]

    def start_forks(self, jobs):
        """@return whether this is a fork, with a job to do"""
        for job in jobs:
            self.cover.learn(job)
        forks = pool.Pool(self.spec["width"], self.spec["memory"], self.is_over, self.finished)
        started = forks.run(jobs, self.load_limit)
        if started is None:
            return False
        self.job, self.tell = started
        return True

    def finished(self, job, answer):
        """One candidate is done; called in the process that forks."""
        if answer.get("cold"):
            return
        passes = answer["state"] == "passes" and not answer.get("doubt")
        self.passing += passes
        self.done.add(job["index"])
        self.channel.say(candidate=job["index"], **answer)
        if self.report is not None:
            os.write(self.report, b"%d %d\n" % (job["index"], passes))

    # Warm: a child process collects the suite and forks from there.

    def run_warm(self, jobs):
        """@return what is left to do, or None in the child that runs the suite"""
        reading, writing = os.pipe()
        begin = time.monotonic()
        child = os.fork()
        if child == 0:
            os.close(reading)
            os.setsid()
            self.report = writing
            self.profile = swap.Called()
            return None
        os.close(writing)
        done = self.follow(reading, begin)
        pool.end_group(child)
        self.done |= done
        return [job for job in jobs if job["index"] not in done]

    def follow(self, reading, begin):
        """Reads what the warm child says; @return the candidates that it has done"""
        done, text, ready = set(), b"", False
        while True:
            until = self.deadline + 10 if ready else begin + self.spec["start"]
            left = until - time.monotonic()
            if left <= 0 or not select.select([reading], [], [], left)[0]:
                return done
            part = os.read(reading, 65536)
            if not part:
                return done
            text += part
            *lines, text = text.split(b"\n")
            for line in lines:
                if line == b"ready":
                    ready = True
                    self.load_limit = LOAD + 5 * (time.monotonic() - begin)
                else:
                    index, passes = line.split()
                    done.add(int(index))
                    self.passing += int(passes)

    def serve_warm(self):
        """Forks from the collected suite; comes back in a fork whose change is in place."""
        self.profile.stop()
        os.write(self.report, b"ready\n")
        if self.broken or threading.active_count() > 1:
            os._exit(0)
        # Kept for good: a fork that frees it copies all the memory it is in.
        self.swapper = swap.Swapper(self.files, self.channel.candidates, self.profile.codes)
        if not self.start_forks(self.channel.candidates):
            os._exit(0)
        outcome = self.swapper.put_in(self.job)
        self.unsure = (outcome == {"unsure": True} and not self.spec.get("all") and
                       self.job["by_failing"])
        if outcome is not None and not self.unsure:
            self.tell.end({"cold": True} if "unsure" in outcome else outcome)
        load.hook_loader(self.code_for(self.job))

    # Cold: this process forks before own modules are loaded.

    def load_foreign(self):
        for name in self.spec["modules"]:
            if name.split(".")[0] in ("_pytest", "xdist") or name in sys.modules:
                continue
            try:
                importlib.import_module(name)
            except BaseException:  # noqa: B902  (an import may raise anything, pytest's Skipped too)
                continue

    def load_cold(self):
        changed = self.changed(self.job)
        for full, splices in changed.items():
            try:
                compile(load.spliced(full, splices), full, "exec", dont_inherit=True)
            except (SyntaxError, ValueError) as error:
                self.tell.end({"state": "does_not_load", "reason": swap.told(error)})
        load.hook_loader(self.code_for(self.job))
        if self.kind == "pytest":
            load.hook_pytest(lambda path: path and os.path.realpath(path) in changed)

    def changed(self, job):
        """What is put into which file, by its full path."""
        return {os.path.join(self.files.root, path): splices
                for path, splices in job["files"].items()}

    def code_for(self, job):
        changed = self.changed(job)

        def code(path, _name):
            splices = changed.get(os.path.realpath(path))
            return None if splices is None else compile(load.spliced(path, splices), path, "exec",
                                                        dont_inherit=True)
        return code

    def script_code(self, path):
        splices = self.changed(self.job).get(os.path.realpath(path), [])
        return compile(load.spliced(path, splices), path, "exec", dont_inherit=True)

    # Both: the tests of one candidate.

    def run_tests(self):
        if self.tell is None:
            self.serve_warm()
        fresh = {name: reason for name, reason in self.broken.items() if name not in self.before}
        if fresh:
            name, reason = next(iter(fresh.items()))
            self.tell.end({"state": "does_not_load", "reason": reason, "failing": [name]})
        course = Course(self.before, self.tell, self.spec["allowed"], self.cover, self.job)
        order = course.order(self.tests.names)
        if self.unsure:  # what still fails can wait; else a cold fork has the word
            order = [name for name in order if name in course.failing]
        for name, following in zip(order, order[1:] + [None]):
            course.start(name)
            if course.over:
                break
            outcome, reason = self.tests.run(name, following)
            course.end(name, outcome, reason)
            if course.over:
                break
        if self.unsure and (course.fixed or not course.still):
            self.tell.end({"cold": True})
        if self.unsure:
            self.tell.end({"state": "put_off", "reason": course.reason})
        self.tell.end(course.verdict(set(self.tests.names)))

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

import mendel_repair_course as course
import mendel_repair_load as load
import mendel_repair_pool as pool
import mendel_repair_scout as scout
import mendel_repair_state as state
import mendel_repair_swap as swap

LOAD = 1.0
COLD_LEAST, COLD_SHARE = 1.0, 0.25  # seconds, and a share of the time of the warm forks


class Server:
    """Takes over the process; in a fork that tries a candidate it comes back to be used."""

    def __init__(self, channel, files, kind):
        self.channel, self.files, self.kind = channel, files, kind
        self.spec = channel.spec
        self.before = {name: (outcome, seconds) for name, outcome, seconds in self.spec["tests"]}
        self.begin = time.monotonic()
        self.deadline = self.begin + self.spec["seconds"]
        self.done, self.put_off = set(), False
        self.cover = course.Cover(self.spec, files.root)
        self.passing, self.load_limit = 0, 10.0
        self.broken, self.tests, self.armed = {}, None, False
        self.jobs, self.job, self.tell, self.report, self.profile = [], None, None, None, None
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

    def count(self, passes):
        """After the first that passes it goes on for a while only."""
        if passes and not self.passing:
            self.deadline = min(self.deadline, time.monotonic() + self.spec["more"])
        self.passing += passes

    def start_forks(self, jobs, at_once=1):
        """@return whether this is a fork, with a job to do"""
        for job in jobs:
            self.cover.learn(job)
        forks = pool.Pool(self.spec["width"], self.spec["memory"], self.is_over, self.finished)
        started = forks.run(jobs, self.load_limit, at_once)
        if started is None:
            return False
        self.jobs, self.tell = started
        self.job = self.jobs[0]
        return True

    def finished(self, job, answer):
        """One candidate is done; called in the process that forks."""
        if answer.get("cold"):
            return
        passes = answer["state"] == "passes" and not answer.get("doubt")
        self.count(passes)
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
                    self.count(int(passes))

    def serve_warm(self):
        """Forks from the collected suite; comes back in a fork whose change is in place."""
        self.profile.stop()
        os.write(self.report, b"ready\n")
        if self.broken or threading.active_count() > 1:
            os._exit(0)
        self.load_foreign()
        # Kept for good: a fork that frees it copies all the memory it is in.
        self.swapper = swap.Swapper(self.files, self.channel.candidates, self.profile.codes)
        held = None
        if not self.spec.get("all") and scout.are_quick(self.before):
            held = state.State(self.files)
        is_scouting = held is not None and held.is_known
        if not self.start_forks(self.channel.candidates, scout.MOST if is_scouting else 1):
            os._exit(0)
        if len(self.jobs) > 1:
            scout.Scout(self, held).run(self.jobs)
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
        run = course.Course(self.before, self.tell, self.spec["allowed"], self.cover, self.job)
        order = run.order(self.tests.names)
        if self.unsure:  # what still fails can wait; else a cold fork has the word
            order = [name for name in order if name in run.failing]
        for name, following in zip(order, order[1:] + [None]):
            run.start(name)
            if run.over:
                break
            outcome, reason = self.tests.run(name, following)
            run.end(name, outcome, reason)
            if run.over:
                break
        if self.unsure and (run.fixed or not run.still):
            self.tell.end({"cold": True})
        if self.unsure:
            self.tell.end({"state": "put_off", "reason": run.reason})
        self.tell.end(run.verdict(set(self.tests.names)))

"""Tries several candidates in one fork: after each one the state is put back.

A candidate with which the failing tests still fail is done; one with which a test passes is tried
again in a fork of its own, so nothing counts as passing that only came after another.
"""
import time

import mendel_repair_course as course

MOST, QUICK = 16, 0.25  # candidates of one fork; seconds that their failing tests may take


def are_quick(before):
    """Whether trying the failing tests may take less than making a fork."""
    times = [seconds for outcome, seconds in before.values() if outcome == "failed"]
    return bool(times) and None not in times and sum(sorted(times)[-course.MOST_STILL:]) <= QUICK


class Scout:
    """Goes through the candidates of one fork."""

    def __init__(self, server, state):
        self.server, self.state, self.tell = server, state, server.tell
        self.swapper, self.tests = server.swapper, server.tests
        self.names, self.alone = set(server.tests.names), []

    def run(self, jobs):
        for job in jobs:
            if time.monotonic() >= self.server.deadline:
                break
            self.tell.begin(job["index"], self.server.load_limit)
            answer = self.tried(job)
            if answer is None:
                self.alone.append(job["index"])
            else:
                self.tell.answer(dict(answer, index=job["index"]))
            if not self.state.put_back():
                self.tell.end({"spoilt": True, "alone": self.alone})
        self.tell.end({"alone": self.alone})

    def tried(self, job):
        """@return the answer, or None where it takes a fork of its own"""
        if not all(path in self.swapper.paths for path in job["files"]):
            return None
        answer = self.swapper.put_in(job)
        if answer is None:
            answer = self.verdict(job)
        self.swapper.take_out()
        return None if answer is None or "unsure" in answer else answer

    def verdict(self, job):
        """@return that of failing tests that still fail, else None"""
        run = course.Course(self.server.before, self.tell, self.server.spec["allowed"],
                            self.server.cover, job)
        run.ahead = run.first_of(self.names)
        for name in list(run.ahead):
            run.start(name)
            run.end(name, *self.tests.run_anew(name))
            if run.fixed:
                return None
            if run.over:
                break
        return {"state": "fails", "failing": run.still, "reason": run.reason, "doubt": ""}

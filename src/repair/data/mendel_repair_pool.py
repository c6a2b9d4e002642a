"""Forks that are watched: a limit of time for each step, of memory, and nothing left behind."""
import collections
import ctypes
import json
import os
import resource
import select
import signal
import time

FILE_CAP, PROCESS_CAP, TICK = 32 << 20, 4096, 0.02
MOST_SPOILT = 2  # forks whose state changed, until each job gets a fork of its own


class Tell:
    """What a fork says to the process that watches it."""

    def __init__(self, stream):
        self.stream = stream

    def allow(self, seconds):
        """The next step may take so long."""
        os.write(self.stream, b"%.3f\n" % seconds)

    def begin(self, index, seconds):
        """Of several jobs this one is next; putting it in may take so long."""
        os.write(self.stream, b"@%d %.3f\n" % (index, seconds))

    def answer(self, answer):
        """Says what became of one of several candidates."""
        line = json.dumps(answer).encode("utf-8") + b"\n"
        while line:
            line = line[os.write(self.stream, line):]

    def end(self, answer):
        """Says what became of the candidate and ends the process, whatever still runs in it."""
        self.answer(answer)
        os._exit(0)


class Slot:
    """One fork as its watcher knows it."""

    def __init__(self, process, reading, jobs, limit):
        self.process, self.reading, self.jobs = process, reading, list(jobs)
        self.text, self.answer, self.answered = b"", None, []
        self.begin_job(jobs[0], limit)

    def begin_job(self, job, limit):
        self.job, self.steps, self.begin = job, 0, time.monotonic()
        self.allow(limit)

    def allow(self, limit):
        self.limit, self.since, self.busy = limit, time.monotonic(), seconds_busy(self.process)

    def take(self, part):
        self.text += part
        *lines, self.text = self.text.split(b"\n")
        for line in lines:
            if line.startswith(b"{"):
                self.take_answer(json.loads(line.decode("utf-8")))
            elif line.startswith(b"@"):
                index, limit = line[1:].split()
                self.begin_job(self.job_of(int(index)), float(limit))
            else:
                self.steps += 1
                self.allow(float(line))

    def take_answer(self, answer):
        """One of several jobs is done, or the whole fork."""
        index = answer.pop("index", None)
        if index is None:
            self.answer = answer
            return
        job = self.job_of(index)
        self.jobs.remove(job)
        self.answered.append((job, answer))

    def job_of(self, index):
        return next(job for job in self.jobs if job["index"] == index)

    def is_late(self):
        """Over its limit in time of a processor, or far over it by the clock."""
        waited = time.monotonic() - self.since
        if waited <= self.limit:
            return False
        busy = seconds_busy(self.process)
        return waited > 1.0 + 4 * self.limit or busy is None or (
            self.busy is not None and busy - self.busy > self.limit)


class Pool:
    """At most `width` forks at a time."""

    def __init__(self, width, memory, is_over, finished):
        self.width, self.memory, self.is_over, self.finished = width, memory, is_over, finished
        self.slots, self.waiting, self.spoilt = {}, collections.deque(), 0
        self.poller = select.poll()
        adopt_orphans()

    def run(self, jobs, limit, at_once=1):
        """In a fork: (jobs, Tell). In the process itself: None, when all are done."""
        for begin in range(0, len(jobs), at_once):
            self.waiting.append(jobs[begin:begin + at_once])
        while self.waiting or self.slots:
            while self.waiting and len(self.slots) < self.width and not self.is_over():
                load = self.next_load()
                tell = self.start(load, limit)
                if tell is not None:
                    return load, tell
            if not self.slots:
                return None
            self.watch()
        return None

    def next_load(self):
        load = self.waiting.popleft()
        if self.spoilt < MOST_SPOILT:
            return load
        self.waiting.extendleft([job] for job in reversed(load[1:]))
        return load[:1]

    def start(self, load, limit):
        reading, writing = os.pipe()
        process = os.fork()
        if process == 0:
            os.setsid()
            os.close(reading)
            for slot in self.slots.values():
                os.close(slot.reading)
            self.slots = {}
            self.limit_fork()
            return Tell(writing)
        os.close(writing)
        self.slots[reading] = Slot(process, reading, load, limit)
        self.poller.register(reading, select.POLLIN)
        return None

    def limit_fork(self):
        set_limit(resource.RLIMIT_DATA, data_bytes() + self.memory)
        set_limit(resource.RLIMIT_FSIZE, FILE_CAP)
        set_limit(resource.RLIMIT_NPROC, PROCESS_CAP)
        set_limit(resource.RLIMIT_CORE, 0)

    def watch(self):
        for reading, _ in self.poller.poll(TICK * 1000):
            slot = self.slots[reading]
            part = os.read(reading, 65536)
            slot.take(part)
            if not part or slot.answer is not None:
                self.finish(slot)
        for slot in list(self.slots.values()):
            if has_ended(slot.process):
                self.drain(slot)
                self.finish(slot)
            elif slot.is_late():
                slot.answer = {"state": "timed_out", "reason": "over its time limit"}
                self.finish(slot)

    def drain(self, slot):
        while slot.answer is None and select.select([slot.reading], [], [], 0)[0]:
            part = os.read(slot.reading, 65536)
            if not part:
                return
            slot.take(part)

    def finish(self, slot):
        self.poller.unregister(slot.reading)
        os.close(slot.reading)
        del self.slots[slot.reading]
        end_group(slot.process)
        kill_orphans({other.process for other in self.slots.values()})
        for job, answer in slot.answered:
            self.finished(job, dict(answer, seconds=0.0))
        answer = slot.answer or {"state": "fails" if slot.steps else "does_not_load",
                                 "reason": "the process of the tests ended early"}
        if "state" in answer or "cold" in answer:
            slot.jobs.remove(slot.job)
            self.finished(slot.job, dict(answer, seconds=time.monotonic() - slot.begin))
        self.put_back(slot.jobs, answer)

    def put_back(self, jobs, answer):
        """What a fork with several jobs left undone: some each in a fork of its own, first."""
        self.spoilt += "spoilt" in answer
        alone = [job for job in jobs if job["index"] in answer.get("alone", [])]
        others = [job for job in jobs if job not in alone]
        if others:
            self.waiting.appendleft(others)
        self.waiting.extendleft([job] for job in reversed(alone))


def end_group(process):
    """Kills a fork with its group and takes its status."""
    for kill in (os.killpg, os.kill):
        try:
            kill(process, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            pass
    try:
        os.waitpid(process, 0)
    except ChildProcessError:
        pass


def has_ended(process):
    """Whether it has ended; its status stays to be taken."""
    try:
        return os.waitid(os.P_PID, process, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
    except ChildProcessError:
        return True


def adopt_orphans():
    """Has processes whose parent ended become ours (prctl PR_SET_CHILD_SUBREAPER)."""
    try:
        ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)
    except (OSError, AttributeError):
        pass


def kill_orphans(known):
    """Kills what candidates left behind: our children that are none of the forks."""
    while True:
        try:
            with open("/proc/thread-self/children", "rb") as source:
                left = [int(word) for word in source.read().split()]
        except OSError:
            return
        left = [process for process in left if process not in known]
        if not left:
            return
        for process in left:
            end_group(process)


def seconds_busy(process):
    """Processor time of a process; None where it cannot be known."""
    try:
        with open("/proc/%d/schedstat" % process, "rb") as source:
            return int(source.read().split()[0]) / 1e9
    except (OSError, IndexError, ValueError):
        return None


def data_bytes():
    """Private memory of this process, as RLIMIT_DATA counts it."""
    try:
        with open("/proc/self/status", "rb") as source:
            for line in source:
                if line.startswith(b"VmData:"):
                    return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 256 << 20


def set_limit(kind, value):
    hard = resource.getrlimit(kind)[1]
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    try:
        resource.setrlimit(kind, (value, hard))
    except (ValueError, OSError):
        pass

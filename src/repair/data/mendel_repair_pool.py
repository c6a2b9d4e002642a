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


class Tell:
    """What a fork says to the process that watches it."""

    def __init__(self, stream):
        self.stream = stream

    def allow(self, seconds):
        """The next step may take so long."""
        os.write(self.stream, b"%.3f\n" % seconds)

    def end(self, answer):
        """Says what became of the candidate and ends the process, whatever still runs in it."""
        line = json.dumps(answer).encode("utf-8") + b"\n"
        while line:
            line = line[os.write(self.stream, line):]
        os._exit(0)


class Slot:
    """One fork as its watcher knows it."""

    def __init__(self, process, reading, job, limit):
        self.process, self.reading, self.job = process, reading, job
        self.text, self.answer, self.steps = b"", None, 0
        self.begin = time.monotonic()
        self.allow(limit)

    def allow(self, limit):
        self.limit, self.since, self.busy = limit, time.monotonic(), seconds_busy(self.process)

    def take(self, part):
        self.text += part
        *lines, self.text = self.text.split(b"\n")
        for line in lines:
            if line.startswith(b"{"):
                self.answer = json.loads(line.decode("utf-8"))
            else:
                self.steps += 1
                self.allow(float(line))

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
        self.slots = {}
        self.poller = select.poll()
        adopt_orphans()

    def run(self, jobs, limit):
        """In a fork: (job, Tell). In the process itself: None, when all are done."""
        waiting = collections.deque(jobs)
        while waiting or self.slots:
            while waiting and len(self.slots) < self.width and not self.is_over():
                job = waiting.popleft()
                tell = self.start(job, limit)
                if tell is not None:
                    return job, tell
            if not self.slots:
                return None
            self.watch()
        return None

    def start(self, job, limit):
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
        self.slots[reading] = Slot(process, reading, job, limit)
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
        answer = slot.answer or {"state": "fails" if slot.steps else "does_not_load",
                                 "reason": "the process of the tests ended early"}
        answer["seconds"] = time.monotonic() - slot.begin
        self.finished(slot.job, answer)


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

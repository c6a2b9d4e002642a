"""What every bench uses: commands run, times taken, rows printed."""
import os
import statistics
import subprocess
import sys
import time

ENV = {**os.environ, "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.com",
       "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.com"}


def run(words, where=".", code=0):
    done = subprocess.run(words, cwd=where, env=ENV, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if code is not None and done.returncode != code:
        sys.exit(f"{' '.join(words)} ended with {done.returncode}:\n{done.stdout}")
    return done.stdout


def milliseconds(act, times):
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        act()
        taken.append((time.perf_counter() - begin) * 1000)
    return statistics.median(taken)


def row(name, value, note=""):
    print(f"  {name:<44} {value:9.1f} ms  {note}")


def line(name, value, unit, note=""):
    print(f"  {name:<52} {value:9.1f} {unit:<6} {note}")


def repository(folder, files):
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
    run(["git", "init", "-q", "-b", "main"], folder)
    run(["git", "add", "-A"], folder)
    run(["git", "commit", "-q", "-m", "base"], folder)


def measured(words, times=3, codes=(0, 1)):
    """Best processor seconds (user and system) of a command, its wall seconds then, and MB of memory."""
    best = None
    for _ in range(times):
        begin = time.perf_counter()
        child = subprocess.Popen(words, env=ENV, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        output = child.stdout.read()
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - begin
        assert os.WEXITSTATUS(status) in codes, f"{words[0]} ended with {status}"
        spent = usage.ru_utime + usage.ru_stime
        if best is None or spent < best[0]:
            best = (spent, wall, usage.ru_maxrss / 1000, output)
    return best


def speed_row(name, size, taken, note=""):
    cpu, wall, memory, _ = taken
    print(f"  {name:<44} {size / cpu / 1e6:8.0f} MB/s of a core  {size / wall / 1e6:8.0f} MB/s wall "
          f"{memory:7.1f} MB  {note}")

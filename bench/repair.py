"""Candidates that the fast runner tries per second, beside one fresh pytest for each.

The helper of src/repair/data runs as `mendel heal --rungs repair` runs it, without walls on either
side. Candidates are random swaps of tokens, good and bad; what both say about each is compared.
"""
import concurrent.futures
import json
import os
import pathlib
import random
import re
import resource
import shutil
import subprocess
import sys
import time

from measure import line

HELPER = pathlib.Path(__file__).resolve().parent.parent / "src/repair/data"
PREFIX = "mendel-repair:"
PYTEST = ["/usr/bin/python3", "-m", "pytest", "-q", "-p", "no:cacheprovider"]
CORES = os.cpu_count() or 1

SOURCE = '''"""Small tools on numbers and words."""
import re

WORD = re.compile(r"[a-z]+")


def common(a, b):
    while b:
        a, b = b, a % b
    return a


def mean(values):
    total = 1
    for value in values:
        total += value
    return total / max(len(values), 1)


def middle(values):
    ordered = sorted(values)
    half = len(ordered) // 2
    if len(ordered) % 2 == 1:
        return ordered[half]
    return (ordered[half - 1] + ordered[half]) / 2


def tally(text):
    counts = {}
    for word in WORD.findall(text.lower()):
        counts[word] = counts.get(word, 0) + 1
    return counts


def search(values, wanted):
    low, high = 0, len(values) - 1
    while low <= high:
        at = (low + high) // 2
        if values[at] == wanted:
            return at
        if values[at] < wanted:
            low = at + 1
        else:
            high = at - 1
    return -1


class Shelf:
    limit = 3

    def __init__(self):
        self.items = []

    def put(self, item):
        if len(self.items) >= self.limit:
            raise ValueError("full")
        self.items.append(item)
        return self
'''

TESTS = '''import pytest
from lib.tools import Shelf, common, mean, middle, search, tally


@pytest.mark.parametrize("n", range(1, {count}))
def test_numbers(n):
    assert common(n * 6, n * 4) == n * 2
    assert middle(range(n)) == (n - 1) / 2
    assert search(range(0, n * 2, 2), n * 2 - 2) == n - 1


def test_mean():
    assert mean([]) == 0
    assert mean([2, 4]) == 3


def test_tally():
    assert tally("a B b") == {{"a": 1, "b": 2}}


def test_shelf():
    shelf = Shelf()
    for n in range(3):
        shelf.put(n)
    with pytest.raises(ValueError):
        shelf.put(4)
'''
SWAPS = [("<", "<="), (">", ">="), ("+", "-"), ("-", "+"), ("//", "/"), ("==", "!="), ("0", "1"),
         ("1", "0"), ("1", "2"), ("2", "3"), ("at", "low"), ("low", "high"), ("if", "while"),
         ("return", "yield"), (":", ""), (" + 1)", ")"), ("half", "at"), ("a, b", "b, a"),
         ("append", "extend"), ("len", "max"), ("raise", "return"), ("*", "+"), ("values", "None")]


def project(folder, tests, lines=0):
    """A library with about `tests` tests, of which one fails; `lines` more of other code."""
    filler = "".join(f"\n\ndef other_{n}(x):\n    y = x + {n}\n    return y * 2\n"
                     for n in range(lines // 5))
    for path, text in (("lib/__init__.py", ""), ("lib/tools.py", SOURCE + filler),
                       ("tests/test_tools.py", TESTS.format(count=max(2, tests - 2)))):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
    return folder


def candidates(count, seed=7):
    """Texts of lib/tools.py, each with one random token swapped."""
    chance, texts = random.Random(seed), []
    while len(texts) < count:
        old, new = chance.choice(SWAPS)
        places = [found.start() for found in re.finditer(re.escape(old), SOURCE)]
        if places:
            at = chance.choice(places)
            texts.append((at, at + len(old), new))
    return texts


def ask(folder, order, jobs=()):
    """One run of the helper; its answers."""
    lines = "\n".join(json.dumps(line) for line in (order, *jobs))
    words = PYTEST[:3] + ["-p", "mendel_repair"] + PYTEST[3:]
    ran = subprocess.run(words, cwd=folder, input=lines, text=True, capture_output=True,
                         env={**os.environ, "PYTHONPATH": str(HELPER)})
    answers = [json.loads(line[len(PREFIX):]) for line in ran.stdout.splitlines()
               if line.startswith(PREFIX)]
    if not answers or not answers[-1].get("done"):
        sys.exit(f"the helper did not finish:\n{ran.stderr}")
    return answers


def trace(folder):
    """The suite with its lines counted; what the server is to know of it."""
    answers = ask(folder, {"mode": "trace", "root": str(folder), "limits": [3, 30]})
    tests = [test for answer in answers for test in answer.get("tests", [])]
    cover = {answer["file"]: [[row[0], row[1], row[4], row[5]] for row in answer["lines"]]
             for answer in answers if "file" in answer}
    return {"mode": "serve", "cover": cover, "partial": False, "root": str(folder), "width": CORES, "memory": 512 << 20,
            "seconds": 3600, "enough": 1 << 30, "more": 3600, "allowed": [0.4, 10, 2], "start": 60, "modules": answers[-1]["modules"],
            "tests": [[test["name"], test["outcome"], test["seconds"]] for test in tests]}


def serve(folder, splices, order):
    """@return (seconds, {index: state})"""
    jobs = [{"index": index, "files": {"lib/tools.py": [splice]}}
            for index, splice in enumerate(splices)]
    begin = time.perf_counter()
    answers = ask(folder, order, jobs)
    took = time.perf_counter() - begin
    return took, {answer["candidate"]: answer["state"] for answer in answers
                  if "candidate" in answer}


def fresh(folder, splice, scratch):
    """Whether a fresh pytest passes on one candidate; in a folder of its own."""
    begin, end, text = splice
    own = scratch / f"fresh-{begin}-{end}-{random.getrandbits(48)}"
    shutil.copytree(folder, own, ignore=shutil.ignore_patterns("__pycache__"))
    (own / "lib/tools.py").write_text(SOURCE[:begin] + text + SOURCE[end:])
    try:
        return subprocess.run([*PYTEST, "-x"], cwd=own, capture_output=True,
                              timeout=20).returncode == 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        shutil.rmtree(own, ignore_errors=True)


def beside_fresh(scratch, count):
    folder = project(scratch / "hundred", 100)
    splices = candidates(count)
    order = trace(folder)
    took, states = serve(folder, splices, order)
    begin = time.perf_counter()
    with concurrent.futures.ThreadPoolExecutor(CORES) as pool:
        passes = list(pool.map(lambda splice: fresh(folder, splice, scratch), splices))
    slow = time.perf_counter() - begin
    other = [splices[index] for index, good in enumerate(passes)
             if good != (states[index] == "passes")]
    line(f"100 tests, {count} candidates, fork server", count / took, "/s", f"{CORES} cores")
    line("the same, a fresh pytest -x each", count / slow, "/s")
    line("times as many", slow / took, "x", "aim: 20 or more")
    line("verdicts that differ", len(other), "", f"of {count}: {other[:3]}" if other else "aim: 0")


def overhead(scratch):
    folder = project(scratch / "counted", 1000)
    plain = min(timed(lambda: subprocess.run(PYTEST, cwd=folder, capture_output=True))
                for _ in range(3))
    counted = min(timed(lambda: trace(folder)) for _ in range(3))
    line("plain suite of 1,000 tests", plain * 1000, "ms")
    line("the same with lines counted", counted * 1000, "ms", f"{counted / plain:.2f} x, aim: 3")


def timed(act):
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin


def growth(scratch):
    for tests, lines in ((4, 0), (100, 0), (1000, 0), (4, 1000), (4, 5000)):
        folder = project(scratch / f"grown-{tests}-{lines}", tests, lines)
        took, _ = serve(folder, candidates(200), trace(folder))
        line(f"{tests} tests, {60 + lines} lines, 200 candidates", 200 / took / CORES, "/s",
             "for each core")
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    line("largest process", most, "MB", "aim: under 500")


def repair(_, scratch):
    overhead(scratch)
    growth(scratch)
    beside_fresh(scratch, int(os.environ.get("MENDEL_BENCH_CANDIDATES", "500")))

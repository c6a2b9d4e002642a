"""mendel analyze of large logs beside grep and ripgrep of the matchers' anchors."""
import json
import pathlib
import random
import re

from measure import measured, row, speed_row

SOURCE = pathlib.Path(__file__).resolve().parent.parent
CHATTER = ("building module step compile src/lib/core.c download package cache hit installing resolving "
           "version 1.2.3 done in 0.32s Compiling Checking ok passed 12 tests info linking object target "
           "unpacking layer sha256:9f86d081 --progress added 14 of 203 kB").split()


def chatter(size, seed):
    """Lines of a job that goes well, with the timestamps of GitHub's runner."""
    dice = random.Random(seed)
    lines = []
    length = 0
    while length < size:
        words = " ".join(dice.choice(CHATTER) for _ in range(dice.randint(3, 14)))
        line = f"2024-05-01T10:{dice.randint(10, 59)}:{dice.randint(10, 59)}.{dice.randint(0, 9999999):07}Z {words}\n"
        lines.append(line)
        length += len(line)
    return "".join(lines).encode()


def failing_logs():
    """What tools said when they failed, from the matchers' own cases."""
    logs = [path.read_bytes() for path in sorted((SOURCE / "tests/logs").glob("*/*.log"))]
    service = re.compile(rb"##\[|travis_|section_start|\[Pipeline\]|exited with|eo pipefail|~~~ ")
    return [log if log.endswith(b"\n") else log + b"\n" for log in logs
            if 200 < len(log) < 20_000 and not service.search(log)]


def write_log(target, megabytes, failures):
    """A log of this size with one failure in each 10 MB (in the middle of a smaller one)."""
    blocks = [chatter(1_000_000, seed) for seed in range(8)]
    with open(target, "wb") as out:
        for number in range(megabytes):
            out.write(blocks[number % len(blocks)])
            if number % 10 == min(5, megabytes // 2):
                out.write(failures[number // 10 % len(failures)])


def anchors():
    """Every anchor of the matchers, as a list of fixed strings."""
    found = set()
    for path in (SOURCE / "src/diagnose/matchers").glob("*.cpp"):
        for body in re.findall(r"const Matcher \w+ = \{(.*?)\};", path.read_text(), re.S):
            found.update(re.findall(r'"((?:[^"\\]|\\.)*)"', body)[1:])
    return sorted(text for text in found if len(text) > 2 and "\\" not in text)


def diagnose(binary, scratch):
    failures = failing_logs()
    empty = scratch / "empty.log"
    empty.write_bytes(b"ok\n")
    start = measured([binary, "analyze", "--json", str(empty)], 10)
    row("start-up (analyze of an empty log)", start[0] * 1000, "processor time")
    patterns = anchors()
    expression = "|".join(re.escape(text).replace("\\ ", " ") for text in patterns)
    print(f"  {len(patterns)} anchors, {len(failures)} failing logs")
    log = scratch / "big.log"
    for megabytes in (1, 10, 100, 1000):
        write_log(log, megabytes, failures)
        size = log.stat().st_size
        taken = measured([binary, "analyze", "--json", str(log)])
        speed_row(f"mendel analyze, {megabytes} MB", size, taken,
                  f"{len(json.loads(taken[3])['failures'])} failures")
    size = log.stat().st_size
    speed_row("rg -c of the anchors, 1000 MB", size, measured(["rg", "-c", "-e", expression, str(log)]))
    speed_row("grep -cE of the anchors, 1000 MB", size,
              measured(["grep", "-cE", expression, str(log)], 1))
    write_log(log, 40, failures)
    quick = measured([binary, "analyze", "--json", str(log)])
    plain = measured([binary, "analyze", "--json", "--whole", str(log)], 1)
    speed_row("mendel analyze --whole, 40 MB", log.stat().st_size, plain)
    print(f"  output of the plain path is {'identical' if quick[3] == plain[3] else 'DIFFERENT'}")
    assert quick[3] == plain[3]

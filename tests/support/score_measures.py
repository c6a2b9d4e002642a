"""How score_diagnose judges one log: each measure is a truth value, or absent where no label is."""
import dataclasses
import datetime
import re

from score_labels import PASSED

CONFIDENT = 0.5  # from here on a claim about a run that passed is a false alarm
NEAR = 2         # lines


@dataclasses.dataclass
class Judged:
    label: object
    failures: list
    measures: dict = dataclasses.field(default_factory=dict)  # name to bool, in order
    problem: str = ""                                         # what the label says it is, masked
    tests: tuple = (0, 0)                                     # named by both, named by either

    @property
    def first(self):
        return self.failures[0] if self.failures else None

    @property
    def tool(self):
        if self.label.tool != "unknown":
            return self.label.tool
        return (self.first or {}).get("tool") or "unknown"


# ---- tests ------------------------------------------------------------------------------------

def words_of(name):
    """A test's name without what readers write differently: separators, extensions, the class
    behind the method in brackets ("test_a (pkg.TestB)" is "pkg.TestB.test_a")."""
    match = re.fullmatch(r"(.*\S)\s*\(([\w.$\[\]]+)\)", name)
    if match:
        name = f"{match[2]}.{match[1]}"
    name = re.sub(r"\.(py|js|jsx|ts|tsx|mjs|cjs|go|rs|rb|php)\b", "", name)
    return [word for word in re.split(r"[^\w\[\]]+", name.strip().rstrip(":").lower()) if word]


def same_test(one, other):
    """Whether two readers mean one test: the shorter name is the end of the longer, or within it."""
    short, long = sorted((words_of(one), words_of(other)), key=len)
    if not short:
        return one == other
    return long[-len(short):] == short or " ".join(short) in " ".join(long)


def pairs_of(found, expected):
    """How many names of the two lists mean the same test, each used once."""
    left = list(found)
    matched = 0
    for name in expected:
        for candidate in left:
            if same_test(candidate, name):
                left.remove(candidate)
                matched += 1
                break
    return matched


def names_of(failures):
    found = {}
    for failure in failures:
        for test in failure["tests"]:
            found[test["name"]] = True
    return list(found)


# ---- places -----------------------------------------------------------------------------------

def line_text(log, number):
    lines = log.split(b"\n")
    return lines[number - 1].decode(errors="replace") if number <= len(lines) else ""


def within(label, log, failure, slack=0):
    if failure is None:
        return False
    if label.text is not None:
        return label.text in line_text(log, failure["log_line"])
    return label.lines[0] - slack <= failure["log_line"] <= label.lines[1] + slack


def same_place(found, expected):
    file, line = expected
    paths = sorted((found["file"] or "", file), key=len)
    if not paths[0] or not ("/" + paths[1]).endswith("/" + paths[0].lstrip("./")):
        return False
    return line is None or found["line"] == line


def names_place(failure, locations):
    places = failure["locations"] if failure else []
    return any(same_place(found, expected) for found in places for expected in locations)


# ---- the same problem again -------------------------------------------------------------------

def rerun_of(log):
    """The log as another run of the same commit would have left it: other times, durations,
    addresses, hashes and lines above."""
    later = datetime.timedelta(hours=29, minutes=7, seconds=13)

    def moved(match):
        time = datetime.datetime.strptime(match[0].decode(), "%Y-%m-%dT%H:%M:%S") + later
        return time.strftime("%Y-%m-%dT%H:%M:%S").encode()

    def other_digits(match):
        return bytes(0x30 + (byte - 0x30 + 3) % 10 if 0x30 <= byte <= 0x39 else byte
                     for byte in match[0])

    log = re.sub(rb"\b20[12]\d-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d", moved, log)
    log = re.sub(rb"(?<=\b0x)[0-9a-f]{6,16}\b|\b[0-9a-f]{40}\b", other_digits, log)
    log = re.sub(rb"(?<=[ (])\d+\.\d+ ?m?s\b", other_digits, log)
    return b"a line that was not there\n" * 3 + log if log else log


def masked(log, lines):
    """The words of a labelled chunk without what differs from run to run."""
    text = b"\n".join(log.split(b"\n")[lines[0] - 1:lines[1]]).decode(errors="replace")
    text = re.sub(r"\x1b\[[0-9;]*[A-Za-z]|travis_\w+:\S*", "", text)
    text = re.sub(r"^\S*Z ", "", text, flags=re.MULTILINE)
    return " ".join(re.sub(r"[0-9a-f]{7,}|\d+(\.\d+)*", "#", text).split())


# ---- the verdict ------------------------------------------------------------------------------

def judge_tests(judged, expected):
    found = names_of(judged.failures)
    matched = pairs_of(found, expected)
    judged.tests = (matched, len(found) + len(expected) - matched)
    return matched == len(found) == len(expected)


def judge_place(judged, label, log):
    measures, first = judged.measures, judged.first
    if label.lines or label.text:
        name = "cause" if label.is_chunk else "key line"
        measures[name] = within(label, log, first)
        if label.lines:
            measures[f"{name} within {NEAR} lines"] = within(label, log, first, NEAR)
        measures[f"{name} among all failures"] = any(
            within(label, log, failure) for failure in judged.failures)
    if label.locations is not None:
        measures["location"] = names_place(first, label.locations)


def judge(label, log, failures, again):
    judged = Judged(label, failures)
    measures, first = judged.measures, judged.first
    if label.category == PASSED:
        measures["no false alarm"] = not any(one["confidence"] >= CONFIDENT for one in failures)
        measures["silent on a pass"] = not failures
    elif label.category:
        measures["category"] = first is not None and first["category"] == label.category
    judge_place(judged, label, log)
    if label.tests is not None:
        measures["tests"] = judge_tests(judged, label.tests)
    if label.peer_tests is not None:
        measures["tests as the peer"] = judge_tests(judged, label.peer_tests)
    if failures:
        measures["same fingerprint again"] = (
            [one["fingerprint"] for one in failures] == [one["fingerprint"] for one in again])
    if label.is_chunk:
        judged.problem = masked(log, label.lines)
    return judged

"""Labels of CI logs: what score_diagnose compares with. Every problem names its file and line."""
import dataclasses
import json
import lzma
import pathlib
import re

CATEGORIES = {
    "syntax_error", "import_error", "test_failure", "lint_error", "type_error",
    "security_vulnerability", "build_failure", "runtime_error", "timeout", "dependency_error",
    "infrastructure"}
PASSED = "none"


class BadLabel(Exception):
    """A label that cannot be used, with the place where it stands."""


@dataclasses.dataclass
class Label:
    file: str
    log: pathlib.Path
    category: str | None = None     # PASSED where nothing may be found, None where not labelled
    lines: tuple | None = None      # first and last line of the cause, counted by LF
    text: str | None = None         # or its words
    locations: list | None = None   # of (file, line or None)
    tests: list | None = None
    peer_tests: list | None = None  # what another reader of the log named
    language: str = "unknown"
    tool: str = "unknown"
    is_chunk: bool = False          # the lines are a chunk that others labelled

    def read(self):
        opener = lzma.open if self.log.suffix == ".xz" else open
        with opener(self.log, "rb") as stream:
            return stream.read()


def require(condition, what):
    if not condition:
        raise ValueError(what)


def is_number(value):
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1


def names(value, key):
    require(isinstance(value, list) and all(isinstance(name, str) for name in value),
            f"{key} must be a list of names")
    return value


def location_of(value):
    if isinstance(value, str):
        match = re.fullmatch(r"(.+?)(?::(\d+))?(?::\d+)?", value)
        require(match, "location must be \"file:line\"")
        return match[1], int(match[2]) if match[2] else None
    require(isinstance(value, dict) and isinstance(value.get("file"), str),
            "location must be \"file:line\" or {\"file\", \"line\"}")
    line = value.get("line")
    require(line in (None, 0) or is_number(line), "the line of location must be a number")
    return value["file"], line or None


def lf_lines_of(log, first, last):
    """Lines that an editor counts (a lone CR ends one too) in lines that LF ends."""
    starts = [0] + [match.end() for match in re.finditer(rb"\r\n|\r|\n", log)]
    require(last <= len(starts), f"line {last} is beyond the log's {len(starts)} lines")
    return tuple(log.count(b"\n", 0, starts[line - 1]) + 1 for line in (first, last))


def read_chunk(label, fields):
    first, last = fields["cause_first_line"], fields.get("cause_last_line")
    require(is_number(first) and is_number(last) and first <= last,
            "cause_first_line and cause_last_line must be lines in order")
    label.lines = lf_lines_of(label.read(), first, last)
    label.is_chunk = True


def read_key_line(label, value):
    if isinstance(value, str):
        require(value.strip(), "key_line is empty")
        label.text = value.strip()
        return
    lines = value if isinstance(value, list) else [value, value]
    require(len(lines) == 2 and all(map(is_number, lines)) and lines[0] <= lines[1],
            "key_line must be a line number from 1, [first, last] or the line's text")
    end = label.read().count(b"\n") + 1
    require(lines[1] <= end, f"key_line {lines[1]} is beyond the log's {end} lines")
    label.lines = tuple(lines)


def read_category(label, fields):
    value = fields["category"]
    require(value in CATEGORIES or value in (None, PASSED), f"unknown category {value!r}")
    label.category = value or PASSED


def label_of(folder, fields):
    require(isinstance(fields, dict), "a label must be an object")
    file = fields.get("file")
    require(isinstance(file, str) and file, "file is missing")
    path = folder / file
    require(path.resolve().is_relative_to(folder.resolve()), f"{file} lies outside the folder")
    require(path.is_file(), f"there is no log {file}")
    label = Label(file, path)
    label.language = fields.get("language") or fields.get("analyzer") or "unknown"
    label.tool = fields.get("tool") or "unknown"
    if "category" in fields:
        read_category(label, fields)
    if fields.get("key_line") is not None:
        read_key_line(label, fields["key_line"])
    if fields.get("cause_first_line") is not None:
        read_chunk(label, fields)
    if fields.get("location"):
        value = fields["location"]
        label.locations = [location_of(one) for one in (value if isinstance(value, list) else [value])]
    if fields.get("tests") is not None:
        label.tests = names(fields["tests"], "tests")
    if fields.get("failing_tests") is not None:
        found = names(fields["failing_tests"], "failing_tests")
        # An empty list beside a count says that the reader could not name them.
        label.peer_tests = found if found or not fields.get("tests_failed") else None
    return label


def read_lines(folder):
    path = folder / "labels.jsonl"
    seen = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            label = label_of(folder, json.loads(line))
            require(label.file not in seen,
                    f"{label.file} has a label in line {seen.get(label.file)} already")
        except ValueError as problem:
            raise BadLabel(f"{path}:{number}: {problem}") from problem
        seen[label.file] = number
        yield label


def case_of(folder, path):
    """The label in a case of tests/logs: the first failure that it expects."""
    facts = json.loads(path.read_text(encoding="utf-8"))
    expected = facts["failures"]
    log = path.with_suffix(".log")
    root = facts.get("root", "").rstrip("/") + "/"
    fields = {"file": str(log.relative_to(folder)), "language": path.parent.name}
    if not expected:
        return label_of(folder, {**fields, "category": None})
    first = expected[0]
    fields |= {"category": first["category"], "tool": first.get("tool"),
               "key_line": first.get("log_line"), "location": first.get("locations")}
    if facts.get("exact"):
        fields["tests"] = [test["name"].removeprefix(root) for failure in expected
                           for test in failure.get("tests", [])]
    return label_of(folder, fields)


def read_cases(folder):
    for path in sorted(folder.rglob("*.json")):
        try:
            yield case_of(folder, path)
        except (ValueError, KeyError) as problem:
            raise BadLabel(f"{path}:1: {problem}") from problem


def read(folder):
    """All labels of a folder, or BadLabel."""
    if not folder.is_dir():
        raise BadLabel(f"{folder} is no folder: name one with logs and labels.jsonl")
    has_labels = (folder / "labels.jsonl").is_file()
    labels = list(read_lines(folder) if has_labels else read_cases(folder))
    if not labels:
        raise BadLabel(f"{folder / 'labels.jsonl'}:1: there is no label")
    return labels

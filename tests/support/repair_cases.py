"""The development set of the rung `repair`: small programs with one bug each, and mutated libraries.

A case of tests/repair/{tune,held_out} is a folder with the buggy program and its tests, and
    correct/   the files of the reference that differ, laid over the program
    hidden/    further tests, laid over the program after a repair
    case.json  language, command (the tests), hidden (the command of the further tests), buggy (the file),
               kind (of bug), difficulty (1 to 3), endless (optional: the tests never end)
"""
import dataclasses
import hashlib
import json
import os
import pathlib
import shutil
import signal
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SET = ROOT / "tests" / "repair"
HALVES = ("tune", "held_out")
TOOLS = ROOT / "tests" / "tools" / "node_modules"
NOT_SHOWN = ("correct", "hidden", "case.json", "meta.json", "run.sh")


@dataclasses.dataclass
class Case:
    folder: pathlib.Path
    name: str
    language: str
    command: str
    group: str
    hidden: str = ""
    endless: bool = False
    spec: dict = dataclasses.field(default_factory=dict)


def own_cases(halves=HALVES, folder=SET):
    cases = []
    for half in halves:
        for place in sorted((folder / half).iterdir()):
            spec = json.loads((place / "case.json").read_text())
            cases.append(Case(place, place.name, spec["language"], spec["command"], half,
                              spec["hidden"], spec.get("endless", False), spec))
    return cases


def environment(home):
    """What every command of a case sees: the machine's programs and the pinned JavaScript tools, no network."""
    inherited = {name: os.environ[name] for name in ("CARGO_HOME", "RUSTUP_HOME") if name in os.environ}
    return {
        "PATH": f"{TOOLS}/.bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "HOME": str(home), "LANG": "C.UTF-8", "NO_COLOR": "1", "PYTHONDONTWRITEBYTECODE": "1",
        "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.com",
        "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.com",
        "GIT_AUTHOR_DATE": "2026-01-01T00:00:00Z", "GIT_COMMITTER_DATE": "2026-01-01T00:00:00Z",
        "GOFLAGS": "-mod=mod", "GOPROXY": "off", "GOTOOLCHAIN": "local", "GOCACHE": str(go_cache()),
        "CARGO_NET_OFFLINE": "true", "npm_config_update_notifier": "false",
        "npm_config_offline": "true", **inherited,
    }


def go_cache():
    """Compiled standard packages, kept between cases: they are the same for all."""
    place = ROOT / "build" / "go-cache"
    place.mkdir(parents=True, exist_ok=True)
    return place


def run(line, where, env, seconds=60):
    """(exit code, output) of one shell line; 124 when it did not end, with all its children ended."""
    with subprocess.Popen(["bash", "-c", line], cwd=where, env=env, text=True, errors="replace",
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, start_new_session=True) as child:
        try:
            output = child.communicate(timeout=seconds)[0]
            return child.returncode, output
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            return 124, child.communicate()[0]


def lay_out(folder, where):
    """The program as mendel may see it: without reference, further tests and description."""
    shutil.copytree(folder, where, dirs_exist_ok=True, symlinks=True,
                    ignore=lambda place, names: NOT_SHOWN if pathlib.Path(place) == folder else ())


def lay_over(folder, where):
    """Lays files over the program; they are new, so that make and cargo build again."""
    if folder.is_dir():
        shutil.copytree(folder, where, dirs_exist_ok=True, copy_function=shutil.copy)


def digest_lines(folder):
    """'sha256  path' of every file below a folder, as sha256sum prints them, sorted by path."""
    lines = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        lines.append(f"{digest}  {path.relative_to(folder.parent).as_posix()}")
    return lines

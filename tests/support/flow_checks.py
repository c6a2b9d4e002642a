"""What a flow must have come to: expectations of a case against stages and the stand-in's state.

Every problem is a sentence. Used by run_flows.
"""
import json
import re
import subprocess
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path


def _load_scenarios():
    loader = SourceFileLoader(
        "run_scenarios", str(Path(__file__).resolve().parent / "run_scenarios")
    )
    module = module_from_spec(spec_from_loader("run_scenarios", loader))
    loader.exec_module(module)
    return module


_scenarios = _load_scenarios()
json_problems, text_fits = _scenarios.json_problems, _scenarios.text_fits
# What a workflow may be told by a job; anything else is a command that foreign text smuggled in.
COMMANDS = {"add-mask", "notice", "warning", "error", "group", "endgroup", "debug", "stop-commands"}
OUTPUTS = set(
    re.findall(
        r"^  ([\w-]+):$",
        (Path(__file__).resolve().parent.parent.parent / "action.yml")
        .read_text()
        .partition("\noutputs:\n")[2]
        .partition("\nruns:\n")[0],
        re.M,
    )
)
LARGEST = 16 << 20  # bytes of an artifact's file that is searched for secrets
COMMAND = re.compile(r"^\s*::([a-z-]+)(?: [^:]*)?::(.*)$")


def value_fits(expected, actual):
    """ "/.../" is a regular expression for the whole value; other text is the value."""
    if expected.startswith("/") and expected.endswith("/") and len(expected) > 1:
        return re.fullmatch(expected[1:-1], actual, re.S) is not None
    return expected == actual


def output_problems(stage, expected):
    problems = []
    for name, value in expected.items():
        actual = stage.outputs.get(name, "")
        if isinstance(value, dict):
            try:
                problems += [
                    f"{stage.name}: output {name}: {found}"
                    for found in json_problems(value, json.loads(actual))
                ]
            except ValueError:
                problems.append(f"{stage.name}: output {name} is not JSON: {actual!r}")
        elif not value_fits(value, actual):
            problems.append(f"{stage.name}: output {name} is {actual!r}, not {value!r}")
    return problems


def summary_problems(stage, expected):
    text = stage.summary
    problems = [
        f"{stage.name}: the summary lacks {part!r}:\n{text}"
        for part in expected.get("has", [])
        if part not in text
    ]
    return problems + [
        f"{stage.name}: the summary has {part!r}"
        for part in expected.get("lacks", [])
        if part in text
    ]


def silence_problems(stage):
    """Where nothing happens, the reader is told why."""
    return (
        []
        if stage.summary.strip()
        else [f"{stage.name} asked for nothing and its summary is empty"]
    )


def state_problems(state, expected):
    """Each expectation: {kind, match, count}; a match names the members that must fit."""
    problems = []
    for want in expected:
        found = [
            one for one in state[want["kind"]] if not json_problems(want.get("match", {}), one)
        ]
        count, most = want.get("count", 1), want.get("most")
        if len(found) == count if most is None else len(found) <= most:
            continue
        wanted = count if most is None else f"at most {most}"
        problems.append(
            f"{len(found)} {want['kind']}, not {wanted}, fit {json.dumps(want.get('match', {}))}"
        )
        for one in state[want["kind"]][:3]:
            near = json_problems(want.get("match", {}), one)
            problems.append(
                f"  one of {len(state[want['kind']])}: {'; '.join(near)[:600] or 'fits'}"
            )
    return problems


def file_problems(world, state, expected):
    """Files of refs: {ref, path, text | has}; a ref may hold [..]."""
    problems = []
    for want in expected:
        where = want.get("repository", world.repository)
        refs = [
            one
            for one in state["refs"]
            if one["standin"]["in"] == where and text_fits(want["ref"], one["ref"])
        ]
        if not refs:
            problems.append(f"there is no ref {want['ref']}")
        for ref in refs:
            done = subprocess.run(
                [
                    "git",
                    "--git-dir",
                    str(world.directory / "repos" / f"{where}.git"),
                    "show",
                    f"{ref['sha']}:{want['path']}",
                ],
                capture_output=True,
                text=True,
            )
            if done.returncode != 0:
                problems.append(f"{ref['ref']} has no {want['path']}")
            elif "text" in want and done.stdout != want["text"]:
                problems.append(
                    f"{want['path']} of {ref['ref']} is {done.stdout!r}, not {want['text']!r}"
                )
            problems += [
                f"{want['path']} of {ref['ref']} lacks {part!r}: {done.stdout!r}"
                for part in want.get("has", [])
                if part not in done.stdout
            ]
    return problems


def counted(requests, stage):
    """The API calls of a stage: neither git nor the host that logs are downloaded from."""
    return [
        one
        for one in requests
        if stage.first < one["n"] <= stage.last
        and one["host"] == "api"
        and not (one["operationId"] or "").startswith("git/push")
        and not (one["operationId"] or "").startswith("git/fetch")
    ]


def request_problems(requests, stages, expected):
    problems = [
        f"request {one['n']} {one['method']} {one['path']} ({one['status']}): {found}"
        for one in requests
        for found in one["problems"]
    ]
    for stage in stages:
        most = expected.get("requests", {}).get(stage.name)
        calls = counted(requests, stage)
        if most is not None and len(calls) > most:
            told = ", ".join(str(one["operationId"]) for one in calls)
            problems.append(f"{stage.name} made {len(calls)} API calls, more than {most}: {told}")
    used = {one["operationId"] for one in requests}
    operations = expected.get("operations", {})
    problems += [
        f"{name} was never called" for name in operations.get("use", []) if name not in used
    ]
    return problems + [f"{name} was called" for name in operations.get("never", []) if name in used]


def fault_problems(requests, faults):
    """The faults of a scenario that struck no request, so that their case shows nothing."""
    struck = {one.get("fault") for one in requests}
    return [
        f"no request was struck by the fault {json.dumps(fault['match'])}"
        for at, fault in enumerate(faults)
        if at not in struck
    ]


def is_query(one):
    """A GraphQL request that changes nothing."""
    if one["operationId"] != "graphql":
        return False
    return "mutation" not in json.dumps(one.get("body") or "")


def effect_problems(requests, stage):
    """What the stage's own spec says of its summary and of what it may write to the forge."""
    says = {"has": stage.spec.get("says", []), "lacks": stage.spec.get("lacks", [])}
    problems = [
        found.replace(stage.name, stage.title, 1) for found in summary_problems(stage, says)
    ]
    allowed = stage.spec.get("writes")
    for one in counted(requests, stage) if allowed is not None else []:
        if one["method"] == "GET" or is_query(one):
            continue
        if one["operationId"] not in allowed:
            problems.append(f"{stage.title}: {one['operationId']} was called")
    return problems


def command_problems(stage):
    """Workflow commands that no stage may give, where the runner would obey them."""
    problems, resume = [], None
    for name in ("env", "path", "state"):
        text = (stage.files / name).read_text(errors="replace")
        problems += [f"{stage.title}: GITHUB_{name.upper()} was given {text!r}"] if text else []
    problems += [
        f"{stage.title}: there is no output {name!r}" for name in set(stage.outputs) - OUTPUTS
    ]
    for line in f"{stage.stdout}\n{stage.stderr}".splitlines():
        if resume is not None:
            resume = None if line.strip() == f"::{resume}::" else resume
            continue
        found = COMMAND.match(line)
        if found and found.group(1) == "stop-commands":
            resume = found.group(2)
        elif found and found.group(1) not in COMMANDS:
            problems.append(f"{stage.title}: the runner would obey {line!r}")
        elif "##[" in line:
            problems.append(f"{stage.title}: the runner would obey {line!r}")
    return problems


def secret_problems(secrets, stages, artifacts, requests):
    """Nobody may see a secret: not in output, artifacts or what is sent."""
    problems = []

    def look(where, text):
        problems.extend(
            f"{where} shows the secret {name}"
            for name, value in secrets.items()
            if value and value in text
        )

    for stage in stages:
        shown = "\n".join(
            line for line in stage.stdout.splitlines() if not line.startswith("::add-mask::")
        )
        look(f"{stage.name}: stdout", shown)
        look(f"{stage.name}: stderr", stage.stderr)
        look(f"{stage.name}: summary", stage.summary)
        look(f"{stage.name}: outputs", json.dumps(stage.outputs))
    for folder in artifacts:
        for path in folder.rglob("*"):
            if not path.is_symlink() and path.is_file() and path.stat().st_size < LARGEST:
                look(
                    f"artifact {path.relative_to(folder.parent)}", path.read_text(errors="replace")
                )
    for one in requests:
        look(
            f"request {one['n']} {one['method']} {one['path']}",
            json.dumps([one["path"], one["query"], one.get("body")]),
        )
    return problems

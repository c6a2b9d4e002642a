"""The cases of a folder: what each is like, its values, and the many that one file stands for.

Used by run_flows.
"""
import json
import re

from flow_event import patched

MEMBERS = {"about", "like", "scenario", "event", "stages", "canaries", "expect", "values", "each"}
EXPECTED = {"ran", "outputs", "state", "files", "summary", "requests", "operations"}
STAGE = {
    "stage",
    "token",
    "inputs",
    "env",
    "exit",
    "meanwhile",
    "forge",
    "lie",
    "each",
    "about",
    "says",
    "lacks",
    "writes",
    "at_once",
    "room",
    "in_job",
    "event",
    "lost",
}
VALUE = re.compile(r"\$\{value:([a-z_]+)\}")


def read_case(file):
    """A case with all that it is `like`, the nearest winning."""
    case = json.loads(file.read_text())
    if isinstance(case.get("scenario"), str):
        case["scenario"] = json.loads((file.parent / case["scenario"]).read_text())
    if "like" in case:
        case = patched(read_case(file.parent / case.pop("like")), case)
    return case


def filled(thing, values):
    """Replaces ${value:name} in names and texts; a text that is nothing else becomes the value."""
    if isinstance(thing, dict):
        return {filled(name, values): filled(one, values) for name, one in thing.items()}
    if isinstance(thing, list):
        return [filled(one, values) for one in thing]
    if not isinstance(thing, str):
        return thing
    whole = VALUE.fullmatch(thing)
    if whole:
        return values[whole.group(1)]
    return VALUE.sub(lambda found: str(values[found.group(1)]), thing)


def many_stages(stages, folder):
    """A stage with `each` stands for one after the other of its file's entries."""
    for stage in stages:
        if "each" not in stage:
            yield stage
            continue
        for entry in json.loads((folder / stage["each"]).read_text()):
            yield patched({name: one for name, one in stage.items() if name != "each"}, entry)


def cases_of(file):
    """[(name, case)]: one, or those that the file `each` lists, named FOLDER/ENTRY."""
    case, name = read_case(file), file.parent.name
    entries = [(name, case)]
    if "each" in case:
        each = json.loads((file.parent / case.pop("each")).read_text())
        entries = [
            (f"{name}/{entry['name']}", patched(case, {**entry, "name": None})) for entry in each
        ]
    for one, whole in entries:
        whole["stages"] = list(many_stages(whole["stages"], file.parent))
        yield one, filled(whole, whole.pop("values", {}))


def shape_problems(case):
    found = [f"a case has no member {name}" for name in set(case) - MEMBERS]
    found += [f"expect has no member {name}" for name in set(case["expect"]) - EXPECTED]
    return found + [
        f"a stage has no member {name}" for stage in case["stages"] for name in set(stage) - STAGE
    ]

"""The event of a flow: a real payload of GitHub's, changed where the case says.

Used by run_flows.
"""
import copy
import functools
import json
import re
import subprocess
from datetime import datetime, timedelta, timezone
from pathlib import Path

EXAMPLES = (
    Path(__file__).resolve().parent.parent
    / "peers"
    / "node_modules"
    / "@octokit"
    / "webhooks-examples"
    / "api.github.com"
    / "index.json"
)
SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
PLACE = re.compile(r"\$\{(\w+)(?::([^}]*))?\}")


def merged(base, over):
    """Objects are merged member by member; anything else is replaced."""
    if not isinstance(base, dict) or not isinstance(over, dict):
        return copy.deepcopy(over)
    return {**base, **{key: merged(base.get(key), value) for key, value in over.items()}}


def patched(base, over):
    """A case over the one it is like: as `merged`, but null takes a member away (RFC 7396)."""
    if not isinstance(base, dict) or not isinstance(over, dict):
        return copy.deepcopy(over)
    kept = {key: value for key, value in base.items() if over.get(key, value) is not None}
    given = {key: value for key, value in over.items() if value is not None}
    return {**kept, **{key: patched(base.get(key), value) for key, value in given.items()}}


def parts_of(pointer):
    return [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]


def key_of(container, part):
    return int(part) if isinstance(container, list) else part


def set_at(document, pointer, value):
    """Sets what a JSON pointer names, making the objects on the way."""
    *way, last = parts_of(pointer)
    for part in way:
        if isinstance(document, dict) and not isinstance(document.get(part), (dict, list)):
            document[part] = {}
        document = document[key_of(document, part)]
    document[key_of(document, last)] = value


def get_at(document, pointer):
    for part in parts_of(pointer):
        document = document.get(part) if isinstance(document, dict) else document[int(part)]
        if document is None:
            return None
    return document


def remove_at(document, pointer):
    *way, last = parts_of(pointer)
    for part in way:
        document = document[key_of(document, part)]
    document.pop(key_of(document, last), None)


@functools.lru_cache
def app_keys():
    """The private and the public key of an App, made once for a run of the flows."""

    def openssl(*words, data=None):
        return subprocess.run(
            ["openssl", *words], input=data, check=True, capture_output=True, text=True
        ).stdout

    private = openssl("genrsa", "2048")
    return private, openssl("rsa", "-pubout", data=private)


def expand(value, world):
    """Replaces ${app_private_key}, ${sha:branch}, ${time:-10m}, ${url}, ${canary} and ${repeat:text*count} in all strings."""
    if isinstance(value, dict):
        return {key: expand(one, world) for key, one in value.items()}
    if isinstance(value, list):
        return [expand(one, world) for one in value]
    if not isinstance(value, str):
        return value
    return PLACE.sub(lambda found: place(world, *found.groups()), value)


def place(world, kind, rest):
    if kind == "url":
        return world.url
    if kind == "app_private_key":
        return app_keys()[0]
    if kind == "canary":
        return str(world.canary)
    if kind == "sha":
        where, _, branch = rest.rpartition(":")
        return world.sha(where or world.repository, branch)
    if kind == "ref":
        return world.branch_that_begins(rest)
    if kind == "time":
        sign, amount, unit = re.fullmatch(r"([+-])(\d+)([smhd])", rest).groups()
        seconds = int(f"{sign}{amount}") * SECONDS[unit]
        return (
            (world.start + timedelta(seconds=seconds))
            .astimezone(timezone.utc)
            .strftime("%Y-%m-%dT%H:%M:%SZ")
        )
    if kind == "repeat":
        text, _, count = rest.rpartition("*")
        return text * int(count)
    return f"${{{kind}{':' + rest if rest else ''}}}"


def example(spec):
    """A payload of webhooks-examples: {name, action, at}; `at` counts those of that action."""
    if not EXAMPLES.is_file():
        raise RuntimeError("There are no example payloads. Run: npm ci --prefix tests/peers")
    for kind in json.loads(EXAMPLES.read_text()):
        if kind["name"] == spec["name"]:
            fitting = [
                one
                for one in kind["examples"]
                if "action" not in spec or one.get("action") == spec["action"]
            ]
            return copy.deepcopy(fitting[spec.get("at", 0)])
    raise RuntimeError(f"There is no example of the event {spec['name']}.")


class Event:
    """An event as the runner hands it over: a name and a file."""

    def __init__(self, spec, world, path):
        self.name, self.path = spec["name"], path
        payload = spec.get("payload") or example({"name": self.name, **spec.get("example", {})})
        payload.pop("organization", None)
        payload.pop("installation", None)
        if "repository" in payload:
            payload["repository"] = merged(payload["repository"], world.home)
        for pointer, (kind, key, value) in spec.get("take", {}).items():
            found = dict(world.find(kind, key, value))
            found.pop("standin")
            set_at(payload, pointer, merged(get_at(payload, pointer) or {}, found))
        if "sender" in spec:
            payload["sender"] = merged(payload.get("sender", {}), world.user(spec["sender"]))
        for pointer, value in spec.get("set", {}).items():
            set_at(payload, pointer, expand(value, world))
        for pointer in spec.get("remove", []):
            remove_at(payload, pointer)
        self.actor = payload.get("sender", {}).get("login", "github-actions[bot]")
        self.sha = world.sha(world.repository, world.home["default_branch"])
        path.write_text(json.dumps(payload, indent=2))


def start_time(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))

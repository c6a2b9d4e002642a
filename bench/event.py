"""An event that asks nothing: the intake stage beside the libraries of an action on node.

The peer does the least that a comment-dispatching action does before it can say no: it loads
@actions/core and @actions/github from one bundle, as published actions carry them.
"""
import json
import pathlib
import subprocess
import sys

from measure import ENV, milliseconds, row

PEERS = pathlib.Path(__file__).resolve().parent / "peers"


def comment_event(folder):
    body = {
        "action": "created",
        "repository": {"id": 1, "name": "app", "full_name": "acme/app", "fork": False,
                       "default_branch": "main", "owner": {"id": 2, "login": "acme", "type": "Organization"}},
        "sender": {"id": 3, "login": "maria", "type": "User"},
        "issue": {"number": 7, "title": "Red build", "state": "open", "labels": [],
                  "user": {"id": 3, "login": "maria", "type": "User"}},
        "comment": {"id": 501, "body": "Looks good to me.", "author_association": "MEMBER",
                    "created_at": "2026-11-28T10:00:00Z", "updated_at": "2026-11-28T10:00:00Z",
                    "user": {"id": 3, "login": "maria", "type": "User"}},
    }
    path = folder / "event.json"
    path.write_text(json.dumps(body))
    return path


def environment(folder):
    for name in ("output", "summary", "state"):
        (folder / name).touch()
    return {**ENV, "GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "issue_comment",
            "GITHUB_EVENT_PATH": str(comment_event(folder)), "GITHUB_REPOSITORY": "acme/app",
            "GITHUB_API_URL": "http://127.0.0.1:9", "GITHUB_SERVER_URL": "http://127.0.0.1:9",
            "GITHUB_OUTPUT": str(folder / "output"), "GITHUB_STEP_SUMMARY": str(folder / "summary"),
            "GITHUB_STATE": str(folder / "state"), "GITHUB_WORKSPACE": str(folder),
            "RUNNER_TEMP": str(folder), "GITHUB_RUN_ID": "1", "GITHUB_RUN_ATTEMPT": "1",
            "INPUT_TOKEN": "nobody", "INPUT_STAGE": "intake"}


def answers(words, env, folder, wanted):
    done = subprocess.run(words, cwd=folder, env=env, capture_output=True, text=True)
    if done.returncode != 0 or wanted not in done.stdout + (folder / "summary").read_text():
        sys.exit(f"{words[0]} ended with {done.returncode}:\n{done.stdout}{done.stderr}")


def event(binary, scratch):
    folder = scratch / "event"
    folder.mkdir()
    bundle = folder / "bundle"
    subprocess.run([str(PEERS / "node_modules/.bin/ncc"), "build", str(PEERS / "event.mjs"), "-q", "-m",
                    "-o", str(bundle)], check=True, stdout=subprocess.DEVNULL)
    script = next(path for path in bundle.iterdir() if path.name in ("index.mjs", "index.js"))
    env = environment(folder)
    no = "does not begin with a command"
    own = milliseconds(lambda: answers([binary, "action"], env, folder, no), 20)
    node = milliseconds(lambda: answers(["node", str(script)], env, folder, no), 20)
    row("mendel action, a comment that asks nothing", own)
    row("node, the toolkit's bundle, the same comment", node, f"{node / own:.0f} times as long; aim: 20")

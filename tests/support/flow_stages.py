"""The jobs of a flow: each a process of its own, with the environment that GitHub's runner gives.

They share outputs and artifacts only. Used by run_flows.
"""
import contextlib
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import time

SECONDS = 300
BLOCK = re.compile(r"^([^\n=]+?)<<([^\n]+)\n(.*?)\n?^\2$", re.M | re.S)
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


class Held(Exception):
    """The stand-in held a request, and the stage was killed there."""


def read_outputs(text):
    """What a job wrote to GITHUB_OUTPUT: NAME=VALUE lines and NAME<<DELIMITER blocks."""
    found = {name: value for name, _, value in BLOCK.findall(text)}
    for line in BLOCK.sub("", text).splitlines():
        name, mark, value = line.partition("=")
        if mark:
            found[name] = value
    return found


def keep_artifact(source, target):
    """Copies a folder as upload-artifact does: hidden files and folders are dropped."""

    def hidden(_, names):
        return [name for name in names if name.startswith(".")]

    if source.is_dir():
        shutil.copytree(source, target, ignore=hidden)


def check_out(world, stage, request):
    """The work tree of the request's commit, as actions/checkout with fetch-depth 0 leaves it."""
    commit = request.get("tested_commit") or request["head_commit"]
    bare = world.directory / "repos" / f"{request['repository']}.git"
    work = stage.workspace

    def git(*words):
        subprocess.run(
            ["git", *words],
            cwd=work,
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=60,
            env={"PATH": PATH, "HOME": str(stage.home), "GIT_CONFIG_NOSYSTEM": "1"},
        )

    git("init", "-q", "-b", "main")
    git("fetch", "-q", str(bare), "+refs/heads/*:refs/remotes/origin/*", "+refs/tags/*:refs/tags/*")
    git("fetch", "-q", str(bare), commit)
    git("remote", "add", "origin", f"{world.url}/{request['repository']}")
    git("-c", "advice.detachedHead=false", "checkout", "-q", "--detach", commit)


class Handed:
    """What the jobs of a fan-out hand to each other: mendel-plan, mendel-part-ID, mendel-built."""

    def __init__(self, root):
        self.root, self.matrix = root, None

    def input_of(self, stage):
        names = {"collect": "mendel-built", "integrate": "", "cleanup": ""}
        if stage == "progress" and any(self.root.glob("mendel-part-*")):
            return self.root  # what the job `parts` of the template downloads
        return self.root / names.get(stage, "mendel-plan")

    def jobs(self, spec):
        """The stage itself; of execute one for each entry of the matrix that is not lost."""
        if spec["stage"] != "execute":
            return [spec]
        entries = [one["id"] for one in self.matrix["include"]]
        kept = [one for one in entries if one not in spec.get("lost", [])]
        return [{**spec, "inputs": {**spec.get("inputs", {}), "part": one}} for one in kept]

    def keep(self, stage, spec):
        """Uploads what a job left, as the template says."""
        name = {
            "plan": "mendel-plan",
            "execute": f"mendel-part-{spec.get('inputs', {}).get('part')}",
            "integrate": "mendel-built",
        }.get(stage.name)
        if name is None:
            return
        keep_artifact(stage.run_directory(), self.root / name)
        if stage.name == "plan" and stage.outputs.get("matrix"):
            self.matrix = json.loads(stage.outputs["matrix"])


@contextlib.contextmanager
def small_disk(folder, room):
    """The folder as a file system with that much room, where any is given; needs root."""
    if room is None:
        yield
        return
    mount = ["mount", "-t", "tmpfs", "-o", f"size={room},mode=0755", "tmpfs", str(folder)]
    if subprocess.run(mount, stdin=subprocess.DEVNULL).returncode != 0:
        raise RuntimeError("A small file system could not be mounted. Run the flows as root.")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True, stdin=subprocess.DEVNULL)


class Stage:
    """One job: its folders, its environment, and what it left behind."""

    def __init__(self, root, name, repository):
        self.name, self.root = name, root
        self.home, self.temp, self.files = root / "home", root / "temp", root / "file_commands"
        self.workspace = root / "work" / repository / repository
        for folder in (self.home, self.temp, self.files, self.workspace):
            folder.mkdir(parents=True)
        for name in ("output", "step_summary", "env", "path", "state"):
            (self.files / name).touch()
        self.code, self.stdout, self.stderr = None, "", ""
        self.first = self.last = 0
        self.spec = {}

    @property
    def title(self):
        about = self.spec.get("about")
        return f"{self.name} ({about})" if about else self.name

    @property
    def outputs(self):
        return read_outputs((self.files / "output").read_text(errors="replace"))

    @property
    def summary(self):
        return (self.files / "step_summary").read_text(errors="replace")

    def file_commands(self):
        """The files through which a step speaks to the runner, by their variables."""
        names = ("output", "step_summary", "env", "path", "state")
        return {f"GITHUB_{name.upper()}": str(self.files / name) for name in names}

    def environment(self, world, event, inputs, attempt):
        owner, name = world.repository.split("/")
        env = {
            "PATH": PATH,
            "HOME": str(self.home),
            "LANG": "C.UTF-8",
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION": "mendel",
            "GITHUB_JOB": self.name,
            "GITHUB_ACTION_REPOSITORY": "",
            "GITHUB_ACTION_REF": "",
            "GITHUB_ACTOR": event.actor,
            "GITHUB_TRIGGERING_ACTOR": event.actor,
            "GITHUB_API_URL": world.url,
            "GITHUB_SERVER_URL": world.url,
            "GITHUB_GRAPHQL_URL": f"{world.url}/graphql",
            "GITHUB_REPOSITORY": world.repository,
            "GITHUB_REPOSITORY_OWNER": owner,
            "GITHUB_REPOSITORY_ID": str(world.home["id"]),
            "GITHUB_REPOSITORY_OWNER_ID": str(world.home["owner"]["id"]),
            "GITHUB_RUN_ID": "990001",
            "GITHUB_RUN_NUMBER": "7",
            "GITHUB_RUN_ATTEMPT": str(attempt),
            "GITHUB_RETENTION_DAYS": "90",
            "GITHUB_WORKFLOW": "mendel",
            "GITHUB_WORKFLOW_REF": f"{world.repository}/.github/workflows/auto-fix.yml"
            f"@refs/heads/{world.home['default_branch']}",
            "GITHUB_WORKFLOW_SHA": event.sha,
            "GITHUB_SHA": event.sha,
            "GITHUB_REF": f"refs/heads/{world.home['default_branch']}",
            "GITHUB_REF_NAME": world.home["default_branch"],
            "GITHUB_REF_TYPE": "branch",
            "GITHUB_REF_PROTECTED": "false",
            "GITHUB_HEAD_REF": "",
            "GITHUB_BASE_REF": "",
            "GITHUB_EVENT_NAME": event.name,
            "GITHUB_EVENT_PATH": str(event.path),
            "GITHUB_WORKSPACE": str(self.workspace),
            "RUNNER_OS": "Linux",
            "RUNNER_ARCH": "X64",
            "RUNNER_NAME": "GitHub Actions 1",
            "RUNNER_ENVIRONMENT": "github-hosted",
            "RUNNER_TEMP": str(self.temp),
            "RUNNER_TOOL_CACHE": str(self.root / "tools"),
            "RUNNER_WORKSPACE": str(self.workspace.parent),
        }
        env.update(self.file_commands())
        env.update(world.canaries)
        env.update(
            {
                f"INPUT_{key.upper().replace(' ', '_')}": str(value)
                for key, value in {**inputs, "stage": self.name}.items()
            }
        )
        return env

    def run(self, binary, env, world):
        """Runs the stage to its end; raises Held where the stand-in holds a request of its."""
        self.first = world.requests()
        with open(self.root / "stdout", "wb") as out, open(self.root / "stderr", "wb") as err:
            process = subprocess.Popen(
                [str(binary), "action"],
                cwd=self.workspace,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                start_new_session=True,
            )
            try:
                held = self.wait(process, world)
            finally:
                self.end(process)
        self.last = world.requests()
        self.code = process.returncode
        self.read_what_it_said()
        if held:
            raise Held()

    def read_what_it_said(self):
        self.stdout = (self.root / "stdout").read_text(errors="replace")
        self.stderr = (self.root / "stderr").read_text(errors="replace")

    def wait(self, process, world):
        """Whether a request was held before the process ended."""
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            if world.holding and (world.directory / "held").exists():
                world.holding = False
                return True
            try:
                process.wait(timeout=0.02 if world.holding else 0.2)
                return False
            except subprocess.TimeoutExpired:
                continue
        raise RuntimeError(f"The stage {self.name} did not end in {SECONDS} s.")

    @staticmethod
    def end(process):
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        process.wait()

    def request(self):
        """The request that intake wrote, or None."""
        text = self.outputs.get("request", "")
        return json.loads(text) if text else None

    def run_directory(self):
        return self.workspace / (self.outputs.get("run-directory") or "nothing")

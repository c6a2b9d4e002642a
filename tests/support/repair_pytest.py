"""Runs `python3 -m pytest ...` in forks of one process that has pytest loaded: a fifth of the time."""
import importlib
import multiprocessing
import os
import pathlib
import re
import signal
import sys
import tempfile

import pytest
from _pytest.config import default_plugins

for _name in default_plugins:
    importlib.import_module("_pytest." + _name)

CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["repair_pytest"])
LINE = re.compile(r"python3 -m pytest((?: [\w./:-]+)*)")


def fits(line):
    """Whether the line is one plain run of pytest."""
    return LINE.fullmatch(line) is not None


def _child(arguments, where, env, output):
    os.setsid()
    os.chdir(where)
    os.environ.clear()
    os.environ.update(env)
    target = os.open(output, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(target, stream)
    sys.path.insert(0, str(where))
    sys.argv = ["pytest", *arguments]
    sys.dont_write_bytecode = True
    code = int(pytest.main(arguments))
    sys.stdout.flush()
    os._exit(code)


def run(line, where, env, seconds=60):
    """(exit code, output) as repair_cases.run tells it; 124 when it did not end."""
    arguments = LINE.fullmatch(line).group(1).split()
    with tempfile.NamedTemporaryFile() as output:
        child = CONTEXT.Process(target=_child, args=(arguments, where, env, output.name))
        child.start()
        child.join(seconds)
        late = child.is_alive()
        if late:
            os.killpg(child.pid, signal.SIGKILL)
            child.join()
        return 124 if late else child.exitcode, pathlib.Path(output.name).read_text(errors="replace")

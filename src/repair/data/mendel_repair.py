"""Runs a suite for the search: traced once, or once per candidate in forks of one warm process.

As the plugin of `pytest -p mendel_repair`, or `python mendel_repair.py unittest|script ARGUMENTS`.
Standard input holds one JSON line that says what to do, then one line for each candidate; answers
are JSON lines on standard output, each after a prefix. The suite itself sees neither.
"""
import json
import os
import sys

PREFIX = "mendel-repair:"
HERE = os.path.dirname(os.path.abspath(__file__))


class Channel:
    """Our ends of the standard streams, taken away from the suite."""

    def __init__(self):
        source, self.out = os.dup(0), os.dup(1)
        with open(os.devnull, "r+b", buffering=0) as null:
            for stream in (0, 1, 2):
                os.dup2(null.fileno(), stream)
        with os.fdopen(source, "rb") as stream:
            lines = stream.read().split(b"\n")
        self.spec = json.loads(lines[0].decode("utf-8"))
        self.candidates = [json.loads(line.decode("utf-8")) for line in lines[1:] if line]

    def say(self, **answer):
        """One answer; lines of parallel processes do not mix."""
        line = (PREFIX + json.dumps(answer) + "\n").encode("utf-8")
        while line:
            line = line[os.write(self.out, line):]


def chosen_mode(channel, kind):
    """The object that takes over the suite: for one trace, or for all candidates."""
    sys.path.insert(0, HERE)
    try:
        import mendel_repair_load
        import mendel_repair_serve
        import mendel_repair_trace
    finally:
        sys.path.remove(HERE)
    files = mendel_repair_load.Files(channel.spec)
    if channel.spec["mode"] == "trace":
        return mendel_repair_trace.Tracer(channel, files, kind)
    return mendel_repair_serve.Server(channel, files, kind)


def main():
    kind, arguments = sys.argv[1], sys.argv[2:]
    channel = Channel()
    if HERE in sys.path:
        sys.path.remove(HERE)
    mode = chosen_mode(channel, kind)
    sys.path.insert(0, HERE)
    import mendel_repair_plain
    sys.path.remove(HERE)
    if kind == "unittest":
        mendel_repair_plain.run_unittest(mode, arguments)
    else:
        mendel_repair_plain.run_script(mode, arguments)


if __name__ == "__main__":
    main()
    sys.stdout.flush()
    os._exit(0)
else:
    import mendel_repair_load  # noqa: F401  (pytest put our folder on the path)
    from mendel_repair_pytest import *  # noqa: F401,F403  (the hooks)
    import mendel_repair_pytest

    mendel_repair_pytest.mode = chosen_mode(Channel(), "pytest")

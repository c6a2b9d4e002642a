"""How long the program takes to start."""
from measure import milliseconds, row, run


def startup(binary, _):
    row("mendel --version", milliseconds(lambda: run([binary, "--version"]), 50))
    row("git --version", milliseconds(lambda: run(["git", "--version"]), 50))
    row("true", milliseconds(lambda: run(["true"]), 50))

"""The heal of a formatting drift beyond the runs of the tool that the proof asks for."""
from measure import milliseconds, repository, row, run


def drift(binary, scratch):
    folder = scratch / "drift"
    folder.mkdir()
    repository(folder, {"a.py": "x = [1,2,\n  3]\n", "b.py": "y = 1\n", ".gitignore": "*.pyc\n"})
    check = ["black", "--check", "."]
    red = milliseconds(lambda: run(check, folder, code=1), 5)
    whole = milliseconds(lambda: run([binary, "heal", "--quiet", "--", *check], folder), 5)
    log = run([binary, "heal", "--json", "--", *check], folder)
    black_runs = 4  # red at base, the fix, green under the patch, green in a fresh place
    row("mendel heal -- black --check .", whole)
    row("black --check . alone", red)
    row(f"beyond the {black_runs} runs of black", whole - black_runs * red, "aim: under 150 ms")
    assert '"outcome": "fixed"' in log

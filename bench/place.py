"""A Place on a tree of 20,000 files beside git's own ways to a second work tree."""
from measure import milliseconds, repository, row, run


def place(binary, scratch):
    folder = scratch / "big"
    folder.mkdir()
    text = "".join(f"line {n} of a file of ordinary size\n" for n in range(40))
    repository(folder, {f"d{n // 200}/f{n}.py": f"# {n}\n{text}" for n in range(20_000)})
    counter = iter(range(1000))

    def worktree():
        run(["git", "worktree", "add", "-q", "--detach", str(scratch / f"w{next(counter)}")], folder)

    def clone():
        run(["git", "clone", "-q", "--shared", ".", str(scratch / f"c{next(counter)}")], folder)

    def mendel_worktree():
        run([binary, "worktree", "create", f"t{next(counter)}"], folder)

    def heal():
        run([binary, "heal", "--quiet", "--rungs", "format", "--", "true"], folder, code=1)

    row("git worktree add, 20,000 files", milliseconds(worktree, 3))
    row("git clone --shared, 20,000 files", milliseconds(clone, 3))
    row("mendel worktree create, 20,000 files", milliseconds(mendel_worktree, 3))
    row("mendel heal -- true (snapshot, overlay, run)", milliseconds(heal, 3),
        "includes start, snapshot, Place and the check")

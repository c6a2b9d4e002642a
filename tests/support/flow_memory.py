"""What jobs without a token left behind, for the rounds of --kill-everywhere.

Such a job asks nothing of the forge, so no kill falls into it, and what it makes of equal inputs
need not be made again in each round. Used by run_flows.
"""
import hashlib
import json
import shutil

LEFT = ("file_commands", "stdout", "stderr")


def digest_of(folder):
    """A hash of the names and bytes below a folder; a missing folder is an empty one."""
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            found.update(f"{path.relative_to(folder)}\0{path.stat().st_size}\0".encode())
            found.update(path.read_bytes())
    return found.hexdigest()


class Memory:
    """Keeps stages by what they were given."""

    def __init__(self, root):
        self.root, self.kept = root, {}

    def key(self, stage, inputs, input_folder):
        """Equal for stages that must do the same: all but where their files are."""
        plain = {name: value for name, value in inputs.items() if name != "input"}
        parts = [stage.name, stage.spec, plain, digest_of(input_folder)]
        return json.dumps(parts, sort_keys=True, default=str)

    def keep(self, key, stage):
        """Keeps what a stage left that has ended."""
        place = self.root / str(len(self.kept))
        place.mkdir(parents=True)
        for name in LEFT:
            source = stage.root / name
            (shutil.copytree if source.is_dir() else shutil.copy)(source, place / name)
        self.copy_run(stage.run_directory(), place / "run")
        self.kept[key] = (place, stage.root, stage.code)

    def recall(self, key, stage):
        """Whether the stage was done before; then it is as if it had run."""
        if key not in self.kept:
            return False
        place, root, stage.code = self.kept[key]
        for path in (place / "file_commands").iterdir():
            text = path.read_text(errors="replace").replace(str(root), str(stage.root))
            (stage.files / path.name).write_text(text)
        for name in ("stdout", "stderr"):
            shutil.copy(place / name, stage.root / name)
        stage.read_what_it_said()
        self.copy_run(place / "run", stage.run_directory())
        return True

    @staticmethod
    def copy_run(source, target):
        if source.is_dir():
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(source, target, symlinks=True)

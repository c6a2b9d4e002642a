"""A heal job that lies: its artifact forged, as consistently as one who knows mendel would.

Used by run_flows.
"""
import base64
import difflib
import hashlib
import json
import shutil
import subprocess

from flow_event import expand, key_of, parts_of, remove_at, set_at

MEMBERS = {"set", "remove", "prove", "seal"}


def content_of(content):
    """Text of a changes.json's before or after; nothing where there is no file."""
    if content is None:
        return ""
    if "text" in content:
        return content["text"]
    return base64.b64decode(content["base64"]).decode(errors="replace")


def blob_hash(content):
    if content is None:
        return "0" * 40
    data = content_of(content).encode()
    return hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()


def hunks(before, after):
    for line in list(difflib.unified_diff(before, after, n=3))[2:]:
        yield line if line.endswith("\n") else line + "\n\\ No newline at end of file\n"


def diff_of(change):
    """One file of a diff, as git writes it with full hashes."""
    path, before, after = change["path"], change["before"], change["after"]
    mode, mode_before = f"{change['mode']:o}", f"{change['mode_before'] or change['mode']:o}"
    text = f"diff --git a/{path} b/{path}\n"
    if before is None:
        text += f"new file mode {mode}\n"
    elif after is None:
        text += f"deleted file mode {mode_before}\n"
    elif mode != mode_before:
        text += f"old mode {mode_before}\nnew mode {mode}\n"
    if before == after:
        return text
    plain = before is not None and after is not None and mode == mode_before
    text += f"index {blob_hash(before)}..{blob_hash(after)}{' ' + mode if plain else ''}\n"
    text += f"--- {'/dev/null' if before is None else 'a/' + path}\n"
    text += f"+++ {'/dev/null' if after is None else 'b/' + path}\n"
    lines = [content_of(one).splitlines(keepends=True) for one in (before, after)]
    return text + "".join(hunks(*lines))


def seal(receipt):
    """The receipt's own hash over all its fields, as mendel computes it."""
    receipt.pop("sha256", None)
    line = json.dumps(receipt, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    receipt["sha256"] = hashlib.sha256(line.encode()).hexdigest()


def put(document, pointer, value):
    """As set_at; a pointer that ends in /- appends."""
    way, _, last = pointer.rpartition("/")
    if last != "-":
        set_at(document, pointer, value)
        return
    for part in parts_of(way):
        document = document[key_of(document, part)]
    document.append(value)


def forge(folder, spec):
    """Sets and removes members of the JSON files, then proves or seals the forgery."""
    unknown = set(spec) - MEMBERS
    if unknown:
        raise RuntimeError(f"forge has no member {', '.join(unknown)}")
    files = {name: json.loads((folder / name).read_text()) for name in spec.get("set", {})}
    for name in [*spec.get("remove", {}), "changes.json", "receipt.json"]:
        files.setdefault(name, json.loads((folder / name).read_text()))
    for name, places in spec.get("set", {}).items():
        for pointer, value in places.items():
            put(files[name], pointer, value)
    for name, pointers in spec.get("remove", {}).items():
        for pointer in pointers:
            remove_at(files[name], pointer)
    receipt = files["receipt.json"]
    if spec.get("prove"):
        changes = files["changes.json"]["changes"]
        changes.sort(key=lambda change: change["path"].encode())
        receipt["patch"] = "".join(diff_of(change) for change in changes)
        receipt["patch_sha256"] = hashlib.sha256(receipt["patch"].encode()).hexdigest()
    if spec.get("prove") or spec.get("seal"):
        seal(receipt)
    for name, document in files.items():
        text = json.dumps(document, indent=2, ensure_ascii=False, sort_keys=True)
        (folder / name).write_text(text + "\n")


def lying_artifact(spec, world, truth, folder):
    """A copy of the artifact in which the stage's spec lies; the truth stays as it is."""
    shutil.copytree(truth, folder)
    if "forge" in spec:
        forge(folder, expand(spec["forge"], world))
    if "lie" in spec:
        subprocess.run(
            ["bash", "-eu", "-c", expand(spec["lie"], world)],
            check=True,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            timeout=60,
        )
    return folder

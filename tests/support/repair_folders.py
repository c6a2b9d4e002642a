"""Cases of the rung `repair` from elsewhere: folders with a reference in correct/, and mutated libraries."""
import filecmp
import json
import re
import shutil
import subprocess

from repair_cases import ROOT, SET, TOOLS, Case

FOLDER_LANGUAGES = {"python": "python", "js": "javascript", "javascript": "javascript", "java": "java",
                    "go": "go", "cpp": "cpp", "c": "c", "rust": "rust"}


def cases(folder):
    """Every folder below that holds correct/, with its tests' command by the habits of its language."""
    found = []
    for reference in sorted(folder.rglob("correct")):
        place = reference.parent
        spec = {}
        for name in ("case.json", "meta.json"):
            if (place / name).is_file():
                spec = json.loads((place / name).read_text())
        language = spec.get("language") or next(
            (FOLDER_LANGUAGES[p.name] for p in place.parents if p.name in FOLDER_LANGUAGES), None)
        if language is None:
            raise SystemExit(f"{place}: name the language in case.json or by the folder it lies in")
        command = spec.get("command") or habit(language, place)
        found.append(Case(place, place.name, language, command, folder.name, spec.get("hidden", ""), spec=spec))
    return found


def first(place, *patterns):
    for pattern in patterns:
        for path in sorted(place.glob(pattern)):
            return path.name
    raise SystemExit(f"{place}: no file like {' or '.join(patterns)}")


def habit(language, place):
    if language == "python":
        return "python3 -m pytest -q"
    if language == "javascript":
        return f"node {first(place, '*.test.js', 'test*.js')}"
    if language == "java":
        main = next(p.stem for p in sorted(place.glob("*.java")) if "void main(" in p.read_text())
        return f"javac -nowarn -d out *.java && java -ea -cp out {main}"
    if language == "go":
        module = "" if (place / "go.mod").is_file() else "GO111MODULE=off GOFLAGS= GOPATH=/usr/share/gocode "
        return f"{module}go test ."
    if language == "rust":
        return f"rustc --edition 2021 -A warnings --test -o run_tests {first(place, '*.rs')} && ./run_tests -q"
    compiler = "gcc -std=c11" if language == "c" else "g++ -std=c++17"
    libraries = " -lcrypto" if any("openssl/" in p.read_text() for p in place.glob("*.[ch]pp")) else ""
    return f"{compiler} -g -O0 -w -o run_tests {first(place, 'test*.c*', '*test*.c*')}{libraries} && ./run_tests"


def library_cases():
    """The chosen mutants of tests/repair/libraries/*.json, one case each."""
    found = []
    for path in sorted((SET / "libraries").glob("*.json")):
        library = json.loads(path.read_text())
        for mutant in library["mutants"]:
            spec = {"kind": mutant["kind"], "library": library, "mutant": mutant, "buggy": mutant["file"]}
            found.append(Case(library_folder(library), f"{path.stem}-{mutant['id']}", library["language"],
                              library["command"], "libraries", spec=spec))
    return found


def library_folder(library):
    kind, name = next(iter(library["source"].items()))
    return TOOLS / name if kind == "npm" else ROOT / ".deps" / "debian" / name


def mutated(text, mutant):
    """The text with the mutant's range (lines from 1, columns from 0, end exclusive) replaced."""
    lines = text.splitlines(keepends=True)
    def offset(place):
        return sum(len(line) for line in lines[:place["line"] - 1]) + place["column"]
    begin, end = offset(mutant["start"]), offset(mutant["end"])
    if text[begin:end] != mutant["original"]:
        raise RuntimeError(f"mutant {mutant['id']}: {mutant['file']} has other text in its range")
    return text[:begin] + mutant["replacement"] + text[end:]


def lay_out_mutant(case, work, mutate=True):
    """The library with its tests as fetched, after its `prepare` line (what cannot run here is taken out)."""
    shutil.copytree(case.folder, work, symlinks=True,
                    ignore=shutil.ignore_patterns(".git", ".pc", ".mendel-version", "node_modules"))
    if "npm" in case.spec["library"]["source"]:
        (work / "node_modules").symlink_to(TOOLS)
        (work / ".gitignore").write_text("node_modules\n")
    prepare = case.spec["library"].get("prepare")
    if prepare:
        subprocess.run(["bash", "-ec", prepare], cwd=work, check=True)
    if mutate:
        target = work / case.spec["mutant"]["file"]
        target.write_text(mutated(target.read_text(), case.spec["mutant"]))


def normal(path):
    """The text without blanks, so that only what it says counts."""
    return re.sub(r"\s+", "", path.read_text(errors="replace"))


def equals_reference(case, work):
    if case.spec.get("library"):
        return normal(work / case.spec["buggy"]) == normal(case.folder / case.spec["buggy"])
    reference = case.folder / "correct"
    return all(normal(work / path.relative_to(reference)) == normal(path)
               for path in reference.rglob("*") if path.is_file()
               and not filecmp.cmp(path, case.folder / path.relative_to(reference), shallow=False))

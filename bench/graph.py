"""Imports of 10,000 files beside madge and dependency-cruiser, edges compared."""
import json
import os
import pathlib
import shutil
import subprocess
import sys

from measure import ENV, row

PEERS = pathlib.Path(__file__).resolve().parent / "peers"


def script_tree(folder, files):
    """Modules that import their neighbours in every way that a tsconfig and a package allow."""
    folder.mkdir()
    (folder / "tsconfig.json").write_text(json.dumps({"compilerOptions": {
        "baseUrl": ".", "module": "esnext", "moduleResolution": "node",
        "paths": {"@lib/*": ["src/*"]}}}))
    for number in range(files):
        group = number // 100
        lines = [f"// module {number}: import './not-this'"]
        # Circles within a group, and a group that all use: peers that recurse run out of stack on
        # longer chains.
        for step in (1, 7, 31):
            other = group * 100 + (number + step) % 100 if step < 31 \
                else number % 97 if number >= 97 else 98
            path = f"d{other // 100}/m{other}"
            lines.append([f"import {{ v{other} }} from '../{path}';",
                          f"import * as n{other} from '@lib/{path}';",
                          f"export {{ v{other} }} from '../{path}';"][(number + step) % 3])
        lines += [f"export const v{number} = `a ${{1 + 2}} b`;"] + ["// filler"] * 30
        target = folder / "src" / f"d{group}" / f"m{number}.ts"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("\n".join(lines) + "\n")


def timed_edges(words):
    done = subprocess.run(words, cwd=PEERS, env=ENV, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(words)} ended with {done.returncode}:\n{done.stderr}")
    seconds = json.loads(done.stderr.strip().splitlines()[-1])["seconds"]
    return seconds, {tuple(line.split()) for line in done.stdout.splitlines()}


def compare_real(bench, scratch):
    """Edges of real trees beside the peers', but for those to modules of Node itself."""
    for name in ("ajv", "dependency-cruiser", "enhanced-resolve"):
        folder = scratch / name
        shutil.copytree(PEERS / "node_modules" / name, folder,
                        ignore=shutil.ignore_patterns("node_modules"))
        if not (folder / "tsconfig.json").exists():
            (folder / "tsconfig.json").write_text("{}")
        own, edges = timed_edges([bench, "graph", str(folder), "edges"])
        row(f"mendel, {name}", own * 1000, f"{len(edges)} edges")
        for peer in ("madge", "cruiser"):
            seconds, others = timed_edges(["node", f"{PEERS}/{peer}.mjs", str(folder)])
            others = {edge for edge in others if (folder / edge[1]).is_file()}
            row(f"{peer}, {name}", seconds * 1000,
                f"{len(others - edges)} more, {len(edges - others)} fewer edges")


def graph(binary, scratch):
    bench = os.path.join(os.path.dirname(binary), "mendel_bench")
    compare_real(bench, scratch)
    folder = scratch / "scripts"
    script_tree(folder, 10_000)
    own, edges = timed_edges([bench, "graph", str(folder), "edges"])
    row("mendel, 10,000 files, cold", own * 1000, f"{len(edges)} edges; aim: under 1 s")
    for name in ("madge", "cruiser"):
        seconds, others = timed_edges(["node", "--max-old-space-size=8192",
                                       f"{PEERS}/{name}.mjs", str(folder)])
        same = "the same edges" if others == edges else \
            f"{len(others - edges)} more, {len(edges - others)} fewer edges"
        row(name, seconds * 1000, f"{seconds / own:.0f} times as long, {same}")

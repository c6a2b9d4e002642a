#!/usr/bin/python3
"""Builds the small wheel that the demo's repository needs: build.py FOLDER."""
import pathlib
import sys
import zipfile

NAME = "tinytable-1.2.0"
METADATA = "Metadata-Version: 2.1\nName: tinytable\nVersion: 1.2.0\n"
WHEEL = "Wheel-Version: 1.0\nGenerator: demo\nRoot-Is-Purelib: true\nTag: py3-none-any\n"

source = pathlib.Path(__file__).parent / "tinytable" / "__init__.py"
folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
members = {
    "tinytable/__init__.py": source.read_text(),
    f"{NAME}.dist-info/METADATA": METADATA,
    f"{NAME}.dist-info/WHEEL": WHEEL,
}
record = f"{NAME}.dist-info/RECORD"
with zipfile.ZipFile(folder / f"{NAME}-py3-none-any.whl", "w") as wheel:
    for name, text in members.items():
        wheel.writestr(name, text)
    wheel.writestr(record, "".join(f"{name},,\n" for name in [*members, record]))

#!/usr/bin/env python3
"""Writes what is in a bundle as SPDX 2.3 JSON (https://spdx.github.io/spdx-spec/v2.3/).

    cmake/sbom.py FOLDER LIBRARY=PACKAGE... > mendel.spdx.json

Listed are mendel itself, each shared library of FOLDER/lib with its Debian package, version and
SHA-256, the packages of cmake/compiled_in.txt, and the grammars of third_party/grammars. The time
is SOURCE_DATE_EPOCH, so that the same input gives the same bytes.
"""

import datetime
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import urllib.parse

SOURCE = pathlib.Path(__file__).resolve().parent.parent


def debian_version(package):
    """Version of an installed Debian package."""
    return subprocess.run(["dpkg-query", "-W", "-f", "${Version}", package],
                          check=True, capture_output=True, text=True).stdout


def entry(name, version, locator, checksum=None):
    """One SPDX package; the locator is a package URL (https://github.com/package-url/purl-spec)."""
    package = {
        "SPDXID": "SPDXRef-" + re.sub(r"[^A-Za-z0-9.-]", "-", name), "name": name,
        "versionInfo": version, "downloadLocation": "NOASSERTION", "filesAnalyzed": False,
        "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl",
                          "referenceLocator": locator}]}
    if checksum:
        package["checksums"] = [{"algorithm": "SHA256", "checksumValue": checksum}]
    return package


def debian(name, package, checksum=None):
    version = debian_version(package)
    quoted = urllib.parse.quote(version, safe="~")
    return entry(name, version, f"pkg:deb/debian/{package}@{quoted}?distro=bookworm", checksum)


def grammars():
    """The grammars that are compiled in, by their lock file."""
    lock = json.loads((SOURCE / "third_party/grammars/package-lock.json").read_text())
    for path, package in lock["packages"].items():
        name = path.rpartition("node_modules/")[2]
        if name.startswith("tree-sitter-"):
            yield entry(name, package["version"], f"pkg:npm/{name}@{package['version']}")


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main():
    folder = pathlib.Path(sys.argv[1])
    project = (SOURCE / "CMakeLists.txt").read_text()
    version = re.search(r"project\(mendel VERSION ([0-9.]+)", project)[1]
    program = entry("mendel", version, f"pkg:generic/mendel@{version}", sha256(folder / "mendel"))
    parts = [debian(library, package, sha256(folder / "lib" / library))
             for library, package in (word.split("=", 1) for word in sys.argv[2:])]
    compiled_in = (SOURCE / "cmake/compiled_in.txt").read_text().splitlines()
    parts += [debian(package, package) for package in compiled_in if not package.startswith("#")]
    parts += grammars()
    time = datetime.datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", "0")),
                                           datetime.timezone.utc)
    document = {
        "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT",
        "name": f"mendel-{version}",
        "documentNamespace": f"urn:mendel:sbom:{version}:{sha256(folder / 'mendel')}",
        "creationInfo": {"created": time.strftime("%Y-%m-%dT%H:%M:%SZ"),
                         "creators": ["Tool: mendel-sbom"]},
        "packages": [program] + parts,
        "relationships": [
            {"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES",
             "relatedSpdxElement": "SPDXRef-mendel"}]
        + [{"spdxElementId": "SPDXRef-mendel", "relationshipType": "DEPENDS_ON",
            "relatedSpdxElement": part["SPDXID"]} for part in parts]}
    json.dump(document, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()

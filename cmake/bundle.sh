#!/usr/bin/env bash
# Makes the bundle of a built mendel: a folder that runs on any Linux of the same processor whose C
# library is not older than the builder's.
#
#     cmake/bundle.sh BINARY FOLDER             fill FOLDER
#     cmake/bundle.sh --archive BINARY FOLDER   the same, and write beside FOLDER
#                                               mendel-VERSION-linux-MACHINE.tar.gz,
#                                               its .sha256, and the .spdx.json of that name
#
# FOLDER gets: mendel (stripped, RPATH $ORIGIN/lib), lib/ (every shared library it needs but libc,
# libm, libgcc_s and libstdc++), licenses/ (one file for each package whose code is in it),
# LICENSE and mendel.spdx.json (what is inside, as SPDX 2.3).
set -euo pipefail
source_folder=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

fail() { echo "bundle: $1" >&2 && exit 1; }

archive=no
[ "${1:-}" != --archive ] || { archive=yes && shift; }
[ $# = 2 ] || fail 'two arguments are needed. Say cmake/bundle.sh BINARY FOLDER.'
binary=$1
folder=$2
[ -x "$binary" ] || fail "$binary is no program. Run ./dev build first."
[ ! -e "$folder" ] || fail "$folder exists. Remove it or name another folder."

# Libraries that the host must bring: they go with its loader.
from_host='^(ld-linux.*|libc|libm|libgcc_s|libstdc\+\+|libpthread|libdl|librt|libresolv)\.so'

# "soname path" of each library that the program needs, at any depth.
libraries() {
    ldd "$binary" | awk '/not found/ {exit 1} / => \// {print $1, $3}' ||
        fail "a library of $binary is missing. Install the packages of cmake/packages.txt."
}

# A merged /usr hides the path that dpkg knows a file by.
package_of() {
    local path
    path=$(readlink -f "$1")
    { dpkg-query -S "$path" || dpkg-query -S "${path#/usr}"; } 2>/dev/null | head -1 | cut -d: -f1
}

copy_license() {
    local package=$1 file=/usr/share/doc/$1/copyright
    [ -f "$file" ] || fail "the license of $package is missing. Install it with its copyright file."
    cp -L "$file" "$folder/licenses/$package"
}

mkdir -p "$folder/lib" "$folder/licenses"
strip -o "$folder/mendel" "$binary"
# RPATH rather than RUNPATH: it holds for the libraries of libraries too, so these stay as Debian
# built them, byte for byte.
# shellcheck disable=SC2016 # the loader expands it
patchelf --force-rpath --set-rpath '$ORIGIN/lib' "$folder/mendel"
packages=()
while read -r name path; do
    [[ ! $name =~ $from_host ]] || continue
    install -m 644 "$(readlink -f "$path")" "$folder/lib/$name"
    packages+=("$name=$(package_of "$path")")
done < <(libraries)

mapfile -t compiled_in < <(grep -v '^#' "$source_folder/cmake/compiled_in.txt")
for package in "${packages[@]#*=}" "${compiled_in[@]}"; do copy_license "$package"; done
for license in "$source_folder"/third_party/grammars/node_modules/tree-sitter-*/LICENSE; do
    cp "$license" "$folder/licenses/$(basename "$(dirname "$license")")"
done
cp "$source_folder/LICENSE" "$folder/LICENSE"
python3 "$source_folder/cmake/sbom.py" "$folder" "${packages[@]}" >"$folder/mendel.spdx.json"

# The bundle stands on its own: nothing but the host's own libraries comes from elsewhere.
strays=$(ldd "$folder/mendel" | awk '/ => / {print $1, $3}' |
    grep -v " $(realpath "$folder")/lib/" | awk '{print $1}' | grep -vE "$from_host" || true)
[ -z "$strays" ] || fail "the bundle lacks $strays. Add it to cmake/bundle.sh."

if [ "$archive" = yes ]; then
    name=mendel-$("$folder/mendel" --version)-linux-$(uname -m)
    (
        cd "$folder/.."
        # The same bytes for the same input, so that anyone can check a release by building it.
        tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@${SOURCE_DATE_EPOCH:-0}" \
            --transform "s#^${folder##*/}#$name#" -c "${folder##*/}" | gzip -n9 >"$name.tar.gz"
        sha256sum "$name.tar.gz" >"$name.tar.gz.sha256"
        cp "${folder##*/}/mendel.spdx.json" "$name.spdx.json"
    )
fi

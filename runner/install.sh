#!/usr/bin/env bash
# Brings mendel to the runner: the bundle that runner/bundle.txt names, checked by its SHA-256, else
# a build from the source beside this file. Writes the output `program`, its path.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=${RUNNER_TEMP:?is set by the runner}/mendel-program

say() { echo "mendel: $1"; }
fail() { echo "mendel: $1" >&2 && exit 1; }

# Another sum than the one of the commit is no accident to be healed by building: it stops the job.
fetch_bundle() {
    local address=$1 sum=$2
    if ! curl --fail --silent --show-error --location --proto '=https' --retry 3 \
        --max-time 120 --output "$folder.tar.gz" "$address"; then
        say "$address cannot be fetched. Building from source instead."
        return 1
    fi
    echo "$sum  $folder.tar.gz" | sha256sum --check --status ||
        fail "the bundle has another SHA-256 than its commit says. Do not use it, and tell us."
    rm -rf "$folder"
    mkdir "$folder"
    tar -xzf "$folder.tar.gz" --strip-components=1 --no-same-owner -C "$folder"
}

program=
entry=$(awk -v machine="$(uname -m)" '$1 == machine {print $2, $3; exit}' "$here/bundle.txt")
if [ -n "$entry" ] && fetch_bundle "${entry% *}" "${entry#* }"; then
    program=$folder/mendel
    "$program" --version >/dev/null 2>&1 || {
        say "the bundle does not run on this system. Building from source instead."
        program=
    }
fi
if [ -z "$program" ]; then
    "$here/../dev" build
    program=$(cd "$here/.." && pwd)/build/release/mendel
fi
say "$("$program" --version) is ready"
echo "program=$program" >>"$GITHUB_OUTPUT"

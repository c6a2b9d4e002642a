#!/usr/bin/env bash
# Heals a small repository that is broken in four layers: demo.sh PATH_TO_MENDEL
set -euo pipefail
mendel=$(realpath "$1")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d /var/tmp/mendel-demo-XXXXXX)
trap 'rm -rf "$work"' EXIT

say() { printf '\n\033[1m$ %s\033[0m\n' "$*"; }

cp -r "$here/broken-python" "$work/bakery"
cd "$work/bakery"
"$here/wheel/build.py" wheels
printf '.deps/\n__pycache__/\n' >.gitignore
git init -q -b main
git add -A
git -c user.name=Ada -c user.email=ada@example.com commit -q -m "The bakery, red"

say "mendel heal --pull-request -- ./check.sh"
"$mendel" heal --pull-request -- ./check.sh
say "mendel status"
"$mendel" status
say "git log --oneline --all -- ."
git --no-pager log --oneline --branches
say "mendel replay --yes .git/mendel/runs/*"
"$mendel" replay --yes .git/mendel/runs/*

#!/usr/bin/env bash
# Runs the fuzzers, two at a time: tests/fuzz/run.sh BUILD_FOLDER [SECONDS [NAME...]]
# What they learn stays in BUILD_FOLDER/corpus/<name>, an input that fails in BUILD_FOLDER/findings.
# A finding is repeated with BUILD_FOLDER/tests/fuzz/fuzz_<name> FILE.
set -euo pipefail
build=$(realpath "${1:?usage: tests/fuzz/run.sh BUILD_FOLDER [SECONDS [NAME...]]}")
seconds=${2:-600}
shift $(($# < 2 ? $# : 2))
cd "$(dirname "${BASH_SOURCE[0]}")"

run_one() {
    local name=$1 program=$build/tests/fuzz/fuzz_$1
    local learned=$build/corpus/$name log=$build/fuzz_$name.log seeds=() seed
    mkdir -p "$learned" "$build/findings"
    for seed in "corpus/$name" ${SEEDS[$name]:-}; do
        [ ! -d "$seed" ] || seeds+=("$seed")
    done
    if "$program" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2560 -max_len=16384 \
        -artifact_prefix="$build/findings/$name-" "$learned" "${seeds[@]}" >"$log" 2>&1; then
        echo "fuzz_$name: clean, $(grep -c . <(ls "$learned")) inputs, $(tail -n 1 "$log")"
    else
        echo "fuzz_$name: FINDING, see $log and $build/findings"
        tail -n 25 "$log"
        return 1
    fi
}

declare -A SEEDS=([log]=../logs [reading]=../logs [workflow]=../../.github/workflows)
if [ $# = 0 ]; then
    for program in "$build"/tests/fuzz/fuzz_*; do
        [ ! -x "$program" ] || [ -d "$program" ] || set -- "$@" "${program##*/fuzz_}"
    done
fi
[ $# -gt 0 ] || { echo "There is no fuzzer in $build/tests/fuzz. Build the preset fuzz." >&2; exit 2; }
failed=0
for name in "$@"; do
    while [ "$(jobs -rp | wc -l)" -ge 2 ]; do wait -n || failed=1; done
    run_one "$name" &
done
while [ -n "$(jobs -p)" ]; do wait -n || failed=1; done
exit $failed

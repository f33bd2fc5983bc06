#!/usr/bin/env bash
# Whole processes on real texts, in turns so that ratios hold on a noisy machine. Prints user+system CPU seconds and
# peak memory; medians are the reader's.
#
# usage: benches/processes.sh [SHARED] [RUNS]   (SHARED: the folder with corpus/ and bench/, default ../shared)
set -euo pipefail
cd "$(dirname "$0")/.."
shared=$(cd "${1:-../shared}" && pwd)
runs=${2:-5}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cargo build --release --quiet
fashen=target/release/fashen
cp -r "$shared/bench/." "$work/bench" && chmod -R u+w "$work/bench"
(cd "$work/bench/floor" && CARGO_TARGET_DIR="$work/target" cargo build --release --quiet)
(cd "$work/bench" && python3 gen_rules.py rules >/dev/null)
for n in 60 1000; do python3 benches/generate_rules.py "$n" "$work/rules-$n"; done

# timed LABEL COMMAND…
timed() {
  local label=$1; shift
  /usr/bin/time -f "$label	%U+%S CPU-s	%M KB" "$@" >/dev/null 2>"$work/time" || true
  grep CPU-s "$work/time"
}
laws="$shared/corpus/laws"
for _ in $(seq "$runs"); do
  timed "floor, 50 rules" "$work/target/release/floor" acre "$work/bench/rules/rules-50.tsv" "$laws" 2
  timed "fashen, built-in rules" "$fashen" check "$laws" --kind normative-document --jobs 2 --as-of 2026-11-21
  for n in 60 1000; do
    timed "fashen, $n generated rules" "$fashen" check "$laws" --kind normative-document --jobs 2 --as-of 2026-11-21 \
      --no-builtin --rules "$work/rules-$n"
  done
  timed "fashen, one small file" "$fashen" check corpus/samples/clean.txt --as-of 2026-11-21
done

#!/usr/bin/env bash
# Runs the main job on every labelled set that lies in ../shared/data, and on CSV forms of it.
# Prints *skipped* where there is none.
set -euo pipefail
kuiske=$(realpath "$1")
data=$(dirname "$0")/../../shared/data
[ -d "$data" ] || { echo "skipped: no data beside the checkout"; exit 0; }
data=$(realpath "$data")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
for file in "$data"/*.jsonl; do
  name=$(basename "$file" .jsonl)
  code=0
  "$kuiske" run "$file" -a "$name.kuiske" --quiet || code=$?
  # 3: finished, some rows were rejected.
  [ $code -eq 0 ] || [ $code -eq 3 ] || { echo "failed ($code): $name"; exit 1; }
  rows=$(grep -c . "$file")
  tagged=$(grep -c . "$name".kuiske/runs/*/tagged.jsonl)
  [ "$rows" -eq "$tagged" ] || { echo "rows lost: $name $rows → $tagged"; exit 1; }
  echo "ok: $name, $rows rows"
done

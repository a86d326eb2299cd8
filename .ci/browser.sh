#!/usr/bin/env bash
# The pages in a real browser: search, filter, edit, export, with and without scripts, in both
# languages, on a phone and a desk, with an accessibility check. Installs what it needs; where that
# is not possible it says `skipped: …` and ends well.
# usage: .ci/browser.sh [path of the program] [folder for screenshots]
set -euo pipefail
cd "$(dirname "$0")/.."
program=$(realpath "${1:-target/release/kuiske}")
shots=${2:-target/browser/shots}
skip() { echo "skipped: browser tests: $*"; exit 0; }

[ -x "$program" ] || skip "no program at $program"
command -v node >/dev/null && command -v npm >/dev/null || skip "no Node.js"
chromium=$(command -v chromium || true)
if [ -z "$chromium" ]; then
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qqy --no-install-recommends chromium; } \
    >/dev/null 2>&1 || skip "no Chromium, and it cannot be installed"
  chromium=$(command -v chromium) || skip "no Chromium"
fi
place=target/browser
mkdir -p "$place" "$shots"
cp .ci/browser.mjs .ci/browser.json "$place/"
cp .ci/browser.json "$place/package.json"
(cd "$place" && npm install --no-audit --no-fund --silent) >/dev/null 2>&1 || skip "no playwright-core or axe-core"

work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
cp corpora/weekly/input.csv corpora/weekly/next-week.csv "$work/"
(cd "$work" && "$program" run -q --ui en input.csv -a w.kuiske && "$program" run -q --ui en next-week.csv -a w.kuiske)
"$program" serve -a "$work/w.kuiske" --port 0 --ui en 2>"$work/said" &
server=$!
for _ in $(seq 100); do grep -q http:// "$work/said" && break; sleep 0.1; done
url=$(grep -o 'http://[0-9.:]*' "$work/said") || { cat "$work/said"; exit 1; }
CHROMIUM=$chromium node "$place/browser.mjs" "$url" "$work/w.kuiske" "$(realpath "$shots")"

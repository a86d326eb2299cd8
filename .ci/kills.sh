#!/usr/bin/env bash
# Kills the program at random instants, 200 times over run, rebuild and feed. After every kill the
# archive must be sound, hold all comments of before or of after, and the source must be the old file
# or the new one, whole.
# usage: kills.sh PROGRAM [KILLS]
set -euo pipefail
kuiske=$(realpath "$1")
kills=${2:-200}
corpus=$(realpath "$(dirname "$0")/../corpora/weekly")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
RANDOM=7
head -n 400 "$corpus/input.csv" > first.csv
cp "$corpus/next-week.csv" more.csv
"$kuiske" run first.csv -a start.kuiske --quiet
cp -r start.kuiske end.kuiske
"$kuiske" run more.csv -a end.kuiske --quiet
"$kuiske" feed -a end.kuiske --from more.csv --to fed.csv --quiet

comments() { "$kuiske" archive check -a "$1" | grep -o '[0-9]*$'; }
before=$(comments start.kuiske)
after=$(comments end.kuiske)

# The longest that a command takes, in milliseconds.
longest() {
  local start end
  start=$(date +%s%N)
  "$@" > /dev/null 2>&1
  end=$(date +%s%N)
  echo $(((end - start) / 1000000 + 1))
}

# Starts a command, kills it within $1 milliseconds.
killed() {
  local limit=$1 wait
  shift
  wait=$(((RANDOM * 32768 + RANDOM) % limit))
  "$@" > /dev/null 2>&1 &
  local id=$!
  sleep "$(printf '%d.%03d' $((wait / 1000)) $((wait % 1000)))"
  kill -KILL "$id" 2> /dev/null || true
  wait "$id" 2> /dev/null || true
}

fresh() { rm -rf a.kuiske && cp -r "$1" a.kuiske && cp "$corpus/next-week.csv" more.csv && rm -f more.csv.bak*; }
fail() { echo "failed: $*"; exit 1; }

fresh start.kuiske
run=$(longest "$kuiske" run more.csv -a a.kuiske --quiet)
fresh end.kuiske
rebuild=$(longest "$kuiske" archive rebuild -a a.kuiske --quiet)
feed=$(longest "$kuiske" feed -a a.kuiske --from more.csv --in-place --quiet)

for ((i = 1; i <= kills; i++)); do
  case $((i % 3)) in
    0)
      fresh start.kuiske
      killed "$run" "$kuiske" run more.csv -a a.kuiske --quiet
      n=$(comments a.kuiske) || fail "kill $i of run: the archive is not sound"
      [ "$n" = "$before" ] || [ "$n" = "$after" ] || fail "kill $i of run: $n comments"
      "$kuiske" run more.csv -a a.kuiske --quiet
      [ "$(comments a.kuiske)" = "$after" ] || fail "kill $i of run: lost or doubled"
      ;;
    1)
      fresh end.kuiske
      killed "$rebuild" "$kuiske" archive rebuild -a a.kuiske --quiet
      [ "$(comments a.kuiske)" = "$after" ] || fail "kill $i of rebuild: lost or doubled"
      ;;
    2)
      fresh end.kuiske
      killed "$feed" "$kuiske" feed -a a.kuiske --from more.csv --in-place --quiet
      [ "$(comments a.kuiske)" = "$after" ] || fail "kill $i of feed: the archive has changed"
      if cmp -s more.csv "$corpus/next-week.csv"; then :
      elif cmp -s more.csv fed.csv; then
        cmp -s more.csv.bak "$corpus/next-week.csv" || fail "kill $i of feed: no backup"
      else
        fail "kill $i of feed: the source is neither old nor new"
      fi
      ;;
  esac
done
echo "ok: $kills kills; run within $run ms, rebuild $rebuild ms, feed $feed ms"

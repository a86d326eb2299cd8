#!/usr/bin/env bash
# Do other programs read what is written, and is nothing lost? Survey files made by Python, LibreOffice
# and PostgreSQL go through `run` and `feed`, and are read again by the same.
# usage: interop.sh PROGRAM [ROWS]   ROWS: also measures files of so many rows (a release build)
# What cannot be had here is said to be skipped; whatever was looked at must hold.
set -euo pipefail
kuiske=$(realpath "$1")
rows=${2:-0}
here=$(realpath "$(dirname "$0")")
work=$(mktemp -d)
server=""
# Stops the server, and nothing else.
finish() {
  [ -z "$server" ] || as_server "$bin/pg_ctl" -D "$work/pg/data" -m immediate stop > "$work/stop.log" 2>&1 || true
  rm -rf "$work"
}
trap finish EXIT
quietly() { "$@" > "$work/install.log" 2>&1; }

# Python with the libraries: that of the machine, else one of our own.
python=python3
libraries="import openpyxl, pandas, pyarrow.parquet, pyreadstat"
if ! quietly "$python" -c "$libraries"; then
  if quietly python3 -m venv "$work/venv" \
    && quietly "$work/venv/bin/pip" install openpyxl pandas pyarrow pyreadstat; then
    python=$work/venv/bin/python
  else
    echo "skipped: the Python libraries openpyxl, pandas, pyarrow and pyreadstat cannot be installed here"
    exit 0
  fi
fi

# A new machine has no list of packages yet.
install() {
  command -v apt-get > /dev/null && [ "$(id -u)" = 0 ] || return 1
  [ -n "${listed:-}" ] || quietly apt-get update || true
  listed=yes
  DEBIAN_FRONTEND=noninteractive quietly apt-get install -y --no-install-recommends "$@"
}

office=$(command -v soffice || command -v libreoffice || true)
if [ -z "$office" ] && install libreoffice-calc; then office=$(command -v soffice || true); fi
[ -n "$office" ] || echo "skipped: LibreOffice cannot be installed here"

# PostgreSQL on a free loopback port, its data in the work folder. It refuses to be run by root.
owner=postgres
as_server() {
  if [ "$(id -u)" = 0 ]; then setpriv --reuid="$owner" --regid="$owner" --clear-groups "$@"; else "$@"; fi
}
find_bin() { command -v initdb > /dev/null && dirname "$(readlink -f "$(command -v initdb)")" || ls -d /usr/lib/postgresql/*/bin 2> /dev/null | tail -n 1; }
bin=$(find_bin || true)
if [ -z "$bin" ] && install postgresql; then bin=$(find_bin || true); fi
address=""
if [ -n "$bin" ]; then
  port=$("$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  chmod 711 "$work"
  mkdir "$work/pg"
  [ "$(id -u)" != 0 ] || chown "$owner" "$work/pg"
  cd "$work/pg"
  as_server "$bin/initdb" -D "$work/pg/data" -U kuiske -A trust -E UTF8 --locale=C.UTF-8 > "$work/init.log"
  as_server "$bin/pg_ctl" -D "$work/pg/data" -w -l "$work/pg/log" \
    -o "-p $port -c listen_addresses=127.0.0.1 -k $work/pg" start > "$work/start.log"
  server=yes
  address="postgres://kuiske@127.0.0.1:$port/postgres"
else
  echo "skipped: PostgreSQL cannot be installed here"
fi

mkdir "$work/in"
cd "$work/in"
KUISKE=$kuiske OFFICE=$office DATABASE=$address PSQL=$bin/psql ROWS=$rows \
  DATA=${DATA:-$here/../../shared/data} CORPUS=$here/../corpora/weekly/input.csv \
  "$python" "$here/interop.py"

#!/usr/bin/env bash
# The Python package: builds the wheel, runs its tests against the command line, and tags comments on a
# Spark cluster of processes on this machine, byte for byte as one machine does, with a worker killed in
# the middle. What cannot be had here is said to be skipped; whatever was looked at must hold.
# usage: python.sh PROGRAM [ROWS]   PROGRAM: the command line; ROWS: comments for Spark [200000]
set -euo pipefail
cd "$(dirname "$0")/.."
program=$(realpath "$1")
rows=${2:-200000}
place=$(realpath -m "${CARGO_TARGET_DIR:-target}")/python-package
mkdir -p "$place"
skip() { echo "skipped: Python package: $*"; exit 0; }
quietly() { "$@" > "$place/last.log" 2>&1; }

command -v python3 > /dev/null || skip "no Python"
python3 -c 'import sys; sys.exit(sys.version_info < (3, 10))' || skip "Python is older than 3.10"
if [ ! -x "$place/venv/bin/python" ]; then
  quietly python3 -m venv "$place/venv" || skip "no virtual environment can be made (python3-venv)"
fi
python=$place/venv/bin/python
quietly "$python" -m pip install --disable-pip-version-check \
  maturin==1.16.0 pyarrow==26.0.1 pandas==2.3.3 polars==2.1.0 duckdb==2.0.1 pytest==9.2.0 \
  || { tail -n 3 "$place/last.log"; skip "its tools cannot be installed"; }

# Built with the settings of the tests, the wheel shares what `cargo test` has compiled; RELEASE=1 builds
# it as it is given to people.
export CARGO_TARGET_DIR=$place/..
export PATH=$place/venv/bin:$PATH PYO3_PYTHON=$python
cargo fmt --check --manifest-path python/Cargo.toml
rm -rf "$place/wheels"
quietly maturin build ${RELEASE:+--release} --manifest-path python/Cargo.toml --out "$place/wheels" \
  || { tail -n 40 "$place/last.log"; exit 1; }
ls -l "$place"/wheels/*.whl
quietly "$python" -m pip install --disable-pip-version-check --force-reinstall --no-deps "$place"/wheels/*.whl

cd python
KUISKE=$program "$place/venv/bin/pytest" -q -p no:cacheprovider tests
for example in examples/with_duckdb.py examples/with_polars.py; do
  echo "== $example"
  "$python" "$example"
done

if ! command -v java > /dev/null && [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
  quietly apt-get update || true
  quietly apt-get install -y --no-install-recommends default-jre-headless || true
fi
command -v java > /dev/null || skip "Spark: no Java"
quietly "$python" -m pip install --disable-pip-version-check pyspark==4.3.0 \
  || skip "Spark: pyspark cannot be installed"
"$python" examples/spark_cluster.py --rows "$rows" --program "$program"

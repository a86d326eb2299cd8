"""What the tests share: the program to compare with, a codebook, comments."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "python" / "examples"))


def found_program() -> Path | None:
    given = os.environ.get("KUISKE")
    places = [Path(given)] if given else [ROOT / "target" / p / "kuiske" for p in ("release", "debug")]
    return next((place for place in places if place.exists()), None)


@pytest.fixture(scope="session")
def program() -> Callable[..., bytes]:
    """Runs the command line and gives what it prints; a failure is raised with what it said."""
    path = found_program()
    if path is None:
        pytest.skip("the program is not built: cargo build --release, or KUISKE=PATH")

    def run(*args: object, given: bytes | None = None, cwd: Path | None = None) -> bytes:
        done = subprocess.run(
            [str(path), *map(str, args)],
            input=given,
            cwd=cwd,
            capture_output=True,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
            check=False,
        )
        if done.returncode not in (0, 3):
            raise RuntimeError(done.stderr.decode())
        return done.stdout

    return run


@pytest.fixture(scope="session")
def codebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ready themes, as a file."""
    import kuiske

    path = tmp_path_factory.mktemp("codebook") / "codebook.toml"
    path.write_text(kuiske.ready(), encoding="utf-8")
    return path

"""Kuiske: themes, feelings and quiet signals in Finnish and English feedback, from Python.

Everything here does what the command line does, with the same result to the byte:

- :class:`Tagger` tags comments by a codebook, in memory: Arrow, pandas, polars, lists.
- :func:`learn` finds themes; :func:`ready` gives those that ship with the program.
- :func:`run`, :func:`search`, :func:`signals`, :func:`signal` and :func:`report` work on an archive.
- :func:`signals_of_counts` looks for quiet signals in counts instead of comments.
- :mod:`kuiske.spark` tags a Spark DataFrame, and counts its comments for the signal detectors.

Whatever stops the work is an :class:`Error` with the message of the command line.
"""

from __future__ import annotations

from ._kuiske import (
    ArchiveError,
    CodebookError,
    Error,
    InputError,
    LexiconError,
    OutputError,
    SettingsError,
    __version__,
    ready,
)
from .archive import report, run, search, signal, signals
from .counts import Marks, signals_of_counts
from .tagger import Tagger, learn

__all__ = [
    "ArchiveError",
    "CodebookError",
    "Error",
    "InputError",
    "LexiconError",
    "Marks",
    "OutputError",
    "SettingsError",
    "Tagger",
    "__version__",
    "learn",
    "ready",
    "report",
    "run",
    "search",
    "signal",
    "signals",
    "signals_of_counts",
]

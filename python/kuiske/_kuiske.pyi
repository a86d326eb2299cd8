"""The compiled part of the package."""

import os
from collections.abc import Callable, Sequence

import pyarrow as pa

__version__: str
COUNT_COLUMNS: list[str]

class Error(Exception):
    """Anything that stops Kuiske. The message says where, what, and after ``hint:`` what to do."""

class InputError(Error):
    """A source cannot be read, or its columns not be told."""

class SettingsError(Error):
    """A setting or an argument is not possible."""

class LexiconError(Error):
    """A word list cannot be read or has a fault."""

class CodebookError(Error):
    """A codebook cannot be read or has a fault."""

class ArchiveError(Error):
    """An archive is not there, is damaged, or is written to by somebody else; or a query is wrong."""

class OutputError(Error):
    """A file cannot be written."""

class Core:
    """A codebook and word lists, ready to tag."""

    def __new__(
        cls,
        name: str,
        codebook: str,
        lexicons: Sequence[tuple[str, str]],
        threads: int | None,
    ) -> Core: ...
    @staticmethod
    def open(
        codebook: str | os.PathLike[str],
        lexicons: Sequence[str | os.PathLike[str]],
        threads: int | None,
    ) -> Core: ...
    def __getnewargs__(self) -> tuple[str, str, list[tuple[str, str]], int | None]: ...
    def schema(self, marked: bool) -> pa.Schema: ...
    def themes(self) -> list[tuple[str, str, str]]: ...
    def tag(
        self,
        rows: pa.Table,
        answers: int,
        language: bool,
        marked: bool,
        scale: str | None,
        progress: Callable[[int, int], object] | None,
    ) -> list[pa.RecordBatch]: ...

def ready() -> str:
    """The ready themes of customer service, as the text of a codebook."""

def learn(rows: pa.Table, answers: int, language: bool, themes: int | None) -> str:
    """Learns themes; the text of a codebook."""

def counted_signals(rows: pa.Table, per_year: float) -> str:
    """What would have been seen in counts, as a JSON array."""

def run(
    files: Sequence[str | os.PathLike[str]],
    archive: str | os.PathLike[str],
    settings: str,
    lexicons: Sequence[str | os.PathLike[str]],
    period: str | None,
    finnish: bool,
    prune: bool,
    progress: Callable[[str, int, int | None, str | None], object] | None,
) -> str:
    """Does the main job; what was done, as JSON."""

def report_bytes(
    archive: str | os.PathLike[str], period: str | None, format: str, language: str | None
) -> bytes:
    """A run's report again."""

def signal_list(archive: str | os.PathLike[str], all: bool) -> str:
    """The signals of an archive, as a JSON array."""

def signal_view(archive: str | os.PathLike[str], signal: str) -> str:
    """One signal, as JSON."""

def find(archives: Sequence[str | os.PathLike[str]], question: str, sort: str) -> str:
    """Asks archives; the answer as JSON."""

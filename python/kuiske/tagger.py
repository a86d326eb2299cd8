"""Tagging comments that lie in memory."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import pyarrow as pa

from . import _kuiske
from ._kuiske import Core, InputError
from .counts import Marks

#: Columns that begin so were added by an earlier tagging, and give way.
OWN = "kuiske_"
#: Rows that are tagged together when batches are small: many comments share their words.
ROWS = 50_000

Path = str | os.PathLike[str]


class Tagger:
    """A codebook in force: gives comments the tags that ``kuiske themes apply`` gives them.

    Tags are a pure function of comment, codebook and word lists, so the same comment has the same
    tags in any batch, process or program. A tagger never changes; any number of threads may share
    one, and it can be pickled.

    :param codebook: the file ``codebook.toml`` of an archive; see also :func:`kuiske.ready`.
    :param lexicon: a word list of your own over the shipped ones, or several.
    :param threads: threads to work with; the result is the same at any number. One per core if not
        given.
    :raises kuiske.CodebookError: the codebook is not there or has a fault.
    :raises kuiske.LexiconError: a word list cannot be read or has a fault.
    """

    def __init__(
        self,
        codebook: Path,
        lexicon: Path | Iterable[Path] | None = None,
        threads: int | None = None,
    ) -> None:
        if lexicon is None:
            lists = []
        elif isinstance(lexicon, (str, os.PathLike)):
            lists = [lexicon]
        else:
            lists = list(lexicon)
        self._core = Core.open(codebook, lists, threads)

    @classmethod
    def loads(cls, codebook: str, threads: int | None = None) -> Tagger:
        """A tagger from the text of a codebook.

        :raises kuiske.CodebookError: the codebook has a fault.
        """
        return cls._of("codebook.toml", codebook, [], threads)

    @classmethod
    def _of(
        cls, name: str, codebook: str, lists: list[tuple[str, str]], threads: int | None
    ) -> Tagger:
        tagger = cls.__new__(cls)
        tagger._core = Core(name, codebook, lists, threads)
        return tagger

    def __reduce__(self) -> tuple[Any, ...]:
        return (Tagger._of, self._core.__getnewargs__())

    @property
    def schema(self) -> pa.Schema:
        """The columns that tagging adds: language, sentiment (−1…+1, null without evidence),
        polarity, emotions, dream/problem/need, expectation (−2…+2), cues, themes, then for each
        theme 1 or 0. All are null where nothing was answered."""
        return self._core.schema(False)

    def schema_with(self, marks: Marks | None) -> pa.Schema:
        """The columns that tagging adds with :class:`kuiske.Marks`: those of :attr:`schema`, then
        ``kuiske_voice`` (the same for copies of one text, null for texts too short to be copies) and
        ``kuiske_marks`` (what is to be counted of a comment, a blank between)."""
        return self._core.schema(marks is not None)

    @property
    def themes(self) -> list[tuple[str, str, str]]:
        """ID, Finnish label and English label of every theme."""
        return self._core.themes()

    def tag(
        self,
        data: Any,
        text: str | Sequence[str] | None = None,
        language: str | None = None,
        progress: Callable[[int, int], object] | None = None,
        marks: Marks | None = None,
    ) -> pa.Table:
        """Tags comments.

        Text is read where it lies, without a copy, and other Python threads go on meanwhile.

        :param data: a table (pyarrow Table, RecordBatch or reader; pandas or polars DataFrame;
            anything with ``__arrow_c_stream__`` or ``__arrow_c_array__``), or a column of comments
            alone: a list of strings and ``None``, a pyarrow array, a pandas or polars Series.
        :param text: the column with the comments of a table; several, if a row has several
            answers, which are then tagged together. Not needed where only one column holds text.
        :param language: the column that tells the language (``fi``, ``en``, …), if there is one;
            found out comment by comment if not given.
        :param progress: called now and then with rows done and rows in all.
        :param marks: also what is to be counted of each comment, see :meth:`schema_with`.
        :returns: the table with the columns of :attr:`schema` behind its own, in the same order of
            rows; the new columns alone for a column of comments. Columns whose names begin with
            ``kuiske_`` give way.
        :raises kuiske.InputError: a column is not there or holds no text.
        """
        table, bare = _table(data)
        names = table.column_names if bare else _texts(table, text)
        self._known(table.column_names, names, language, marks)
        columns = [_text(table.column(n), n) for n in names]
        if language is not None:
            columns.append(_text(table.column(language), language))
        if marks is not None:
            columns += _voices(table, marks)
        given = pa.table(columns, names=[str(i) for i in range(len(columns))])
        batches = self._core.tag(
            given,
            len(names),
            language is not None,
            marks is not None,
            marks.scale if marks is not None else None,
            progress,
        )
        new = pa.Table.from_batches(batches, schema=self.schema_with(marks))
        if bare:
            return new
        kept = [name for name in table.column_names if not name.startswith(OWN)]
        old = table.select(kept)
        for field, column in zip(new.schema, new.columns, strict=True):
            old = old.append_column(field, column)
        return old

    def tag_batches(
        self,
        batches: Iterable[pa.RecordBatch],
        text: str | Sequence[str] | None = None,
        language: str | None = None,
        rows: int = ROWS,
        marks: Marks | None = None,
    ) -> Iterator[pa.RecordBatch]:
        """Tags batches as they come, for data that does not fit into memory.

        :param batches: batches of one schema.
        :param text: as in :meth:`tag`.
        :param language: as in :meth:`tag`.
        :param rows: so many rows at least are tagged together; changes no tag, but time and memory.
        :param marks: as in :meth:`tag`.
        :returns: the batches with the new columns; they may be cut otherwise.
        :raises kuiske.InputError: a column is not there or holds no text.
        """
        some: list[pa.RecordBatch] = []
        held = 0
        for batch in batches:
            some.append(batch)
            held += batch.num_rows
            if held >= rows:
                yield from self._tag_some(some, text, language, marks)
                some, held = [], 0
        if some:
            yield from self._tag_some(some, text, language, marks)

    def _tag_some(
        self,
        some: list[pa.RecordBatch],
        text: str | Sequence[str] | None,
        language: str | None,
        marks: Marks | None,
    ) -> list[pa.RecordBatch]:
        table = pa.Table.from_batches(some)
        return self.tag(table, text, language, marks=marks).to_batches()

    def _known(
        self, known: list[str], names: list[str], language: str | None, marks: Marks | None
    ) -> None:
        """Refuses columns that are not there."""
        asked = [*names, language]
        if marks is not None:
            asked += [marks.source, marks.score]
        for name in asked:
            if name is not None and name not in known:
                raise InputError(f"no column `{name}`\nhint: there are {', '.join(known)}")


def learn(
    data: Any,
    text: str | Sequence[str] | None = None,
    language: str | None = None,
    themes: int | None = None,
) -> str:
    """Learns themes from comments, as ``kuiske run`` learns them from a new archive.

    :param data: as in :meth:`Tagger.tag`.
    :param text: as in :meth:`Tagger.tag`.
    :param language: as in :meth:`Tagger.tag`.
    :param themes: number of themes; found out if not given.
    :returns: the text of a codebook, for a file or :meth:`Tagger.loads`.
    :raises kuiske.InputError: a column is not there or holds no text.
    """
    table, bare = _table(data)
    names = table.column_names if bare else _texts(table, text)
    asked = names if language is None else [*names, language]
    for name in asked:
        if name not in table.column_names:
            raise InputError(_missing(name, table))
    columns = [_text(table.column(name), name) for name in asked]
    given = pa.table(columns, names=[str(i) for i in range(len(columns))])
    return _kuiske.learn(given, len(names), language is not None, themes)


def _table(data: Any) -> tuple[pa.Table, bool]:
    """The data as a table, and whether it was a column alone."""
    if isinstance(data, pa.Table):
        return data, False
    if isinstance(data, pa.RecordBatch):
        return pa.Table.from_batches([data]), False
    if isinstance(data, (list, tuple)):
        return pa.table({"text": _strings(data)}), True
    if isinstance(data, (pa.Array, pa.ChunkedArray)):
        return pa.table({"text": data}), True
    try:
        if isinstance(data, pa.RecordBatchReader):
            return data.read_all(), False
        if hasattr(data, "__arrow_c_stream__"):
            # Read once: not every stream can be read again.
            column = pa.chunked_array(data)
            if not pa.types.is_struct(column.type):
                return pa.table({"text": column}), True
            batches = [pa.RecordBatch.from_struct_array(chunk) for chunk in column.chunks]
            return pa.Table.from_batches(batches, schema=pa.schema(list(column.type))), False
        if hasattr(data, "__arrow_c_array__"):
            found = pa.array(data)
            if isinstance(found, pa.StructArray):
                return pa.Table.from_batches([pa.RecordBatch.from_struct_array(found)]), False
            return pa.table({"text": found}), True
    except pa.ArrowException as error:
        raise InputError(f"the data cannot be read as Arrow: {error}") from error
    if isinstance(data, str) or not isinstance(data, Iterable):
        raise InputError(
            f"{type(data).__name__} is neither a table nor a column of comments\n"
            "hint: give an Arrow table, a DataFrame, or a list of strings"
        )
    return pa.table({"text": _strings(list(data))}), True


def _strings(values: Sequence[Any]) -> pa.Array:
    try:
        return pa.array(values, type=pa.string(), from_pandas=True)
    except (pa.ArrowException, TypeError) as error:
        raise InputError(f"a list of comments holds strings and None: {error}") from error


def _is_text(kind: pa.DataType) -> bool:
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return (
        pa.types.is_string(kind)
        or pa.types.is_large_string(kind)
        or pa.types.is_string_view(kind)
    )


def _text(column: pa.ChunkedArray, name: str) -> pa.ChunkedArray:
    """The column as text; only what is no plain text yet is copied."""
    if pa.types.is_dictionary(column.type) or pa.types.is_null(column.type):
        return column.cast(pa.string())
    if not _is_text(column.type):
        raise InputError(
            f"column `{name}` holds no text but {column.type}\nhint: name the column of the comments"
        )
    return column


def _texts(table: pa.Table, text: str | Sequence[str] | None) -> list[str]:
    names = [name for name in table.column_names if not name.startswith(OWN)]
    if text is None:
        found = [name for name in names if _is_text(table.schema.field(name).type)]
        if len(found) != 1:
            raise InputError(
                f"columns with text: {', '.join(found) or 'none'}\n"
                'hint: name the one with the comments, such as text="comment"'
            )
        return found
    asked = [text] if isinstance(text, str) else list(text)
    if not asked:
        raise InputError("no column with comments is named")
    for name in asked:
        if name not in table.column_names:
            raise InputError(_missing(name, table))
    return asked


def _voices(table: pa.Table, marks: Marks) -> list[pa.ChunkedArray]:
    """Kind of voice and score of every row; both may be null."""
    none = pa.nulls(table.num_rows)
    source = table.column(marks.source) if marks.source is not None else none
    score = table.column(marks.score) if marks.score is not None else none
    try:
        return [source.cast(pa.string()), score.cast(pa.float64())]
    except pa.ArrowException as error:
        raise InputError(f"column `{marks.score}` holds no numbers: {error}") from error


def _missing(name: str, table: pa.Table) -> str:
    return f"no column `{name}`\nhint: there are {', '.join(table.column_names)}"

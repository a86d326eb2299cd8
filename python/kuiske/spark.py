"""Kuiske on Spark: the same tags on any cluster, and counts for the signal detectors.

Executors need this package and nothing else; no network, no model files. The codebook is sent to
each of them once.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from .counts import LAST, WITH_COPIES, Marks
from .tagger import OWN, ROWS, Path, Tagger, learn

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

#: The tagger that this process used last, and what it was made from.
_held: tuple[Any, Tagger] | None = None


def tag(
    df: DataFrame,
    codebook: Path | Tagger,
    text: str | Sequence[str] = "comment",
    *,
    lexicon: Path | Iterable[Path] | None = None,
    language: str | None = None,
    marks: Marks | None = None,
    rows: int = ROWS,
    threads: int = 1,
) -> DataFrame:
    """Tags the comments of a DataFrame where they lie.

    :param df: the comments.
    :param codebook: the file ``codebook.toml`` of an archive, or a tagger. It is read here and sent
        to the executors.
    :param text: the column with the comments, or several.
    :param lexicon: word lists of your own over the shipped ones.
    :param language: the column that tells the language, if there is one.
    :param marks: also what is to be counted of each comment, for :func:`counts`.
    :param rows: so many rows are tagged together; changes no tag, but time and memory (about 1 KB a
        row).
    :param threads: threads of a task; as many as ``spark.task.cpus``.
    :returns: the DataFrame with the columns of :attr:`kuiske.Tagger.schema` behind its own. Columns
        whose names begin with ``kuiske_`` give way.
    :raises kuiske.CodebookError: the codebook cannot be read or has a fault.
    :raises kuiske.InputError: a column is not there.
    """
    from pyspark.sql.types import StructType

    tagger = codebook if isinstance(codebook, Tagger) else Tagger(codebook, lexicon)
    names = [text] if isinstance(text, str) else list(text)
    tagger._known(df.columns, names, language, marks)
    kept = StructType([field for field in df.schema.fields if not field.name.startswith(OWN)])
    schema = StructType([*kept.fields, *_fields(tagger.schema_with(marks))])
    made = tagger._core.__getnewargs__()[:3]
    sent = _broadcast(df, made)

    def work(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        own = _tagger(sent() if callable(sent) else sent.value, threads)
        return own.tag_batches(batches, names, language, rows, marks)

    return df.mapInArrow(work, schema)


def sample(
    df: DataFrame,
    text: str = "comment",
    *,
    language: str | None = None,
    rows: int = 100_000,
    themes: int | None = None,
) -> str:
    """Learns themes from a part of the comments on this machine, with the program that would learn
    them from a file. Frozen, they are the codebook for all.

    The part is chosen by a hash of the texts: the same comments give the same themes, whatever
    their order and partitions.

    :param df: the comments.
    :param text: the column with the comments.
    :param language: the column that tells the language, if there is one.
    :param rows: comments to learn from; 100,000 are learned in a minute or two.
    :param themes: number of themes; found out if not given.
    :returns: the text of a codebook, for a file or :meth:`kuiske.Tagger.loads`.
    """
    from pyspark.sql import functions as F

    names = [text] if language is None else [text, language]
    said = df.select(*names).where(F.length(F.trim(F.col(text))) > 0)
    ordered = said.orderBy(F.xxhash64(F.col(text)), *map(F.col, names)).limit(rows)
    return learn(_collected(ordered), text, language, themes)


def counts(
    tagged: DataFrame,
    *,
    date: str = "date",
    key: str = "id",
    text: str = "comment",
    source: str | None = None,
    channel: str | None = None,
) -> DataFrame:
    """Counts tagged comments for :func:`kuiske.signals_of_counts` and ``kuiske signals counts``, by
    Spark SQL alone.

    Of copies of one text in a week, a language, a kind of voice and a channel, the one with the
    lowest key counts: a campaign is one voice.

    :param tagged: what :func:`tag` gave with ``marks``.
    :param date: the column with the day; comments without one are not counted.
    :param key: the column that identifies a comment.
    :param text: the column with the comments, of which samples are kept.
    :param source: the column with the kind of voice, as in ``marks``.
    :param channel: the column with the channel.
    :returns: a small table: week, language, source, channel, stream, group, n, rank, key, text.
    """
    from pyspark.sql import Window
    from pyspark.sql import functions as F

    day = F.to_date(F.col(date))
    said = F.trim(F.col(source)) if source is not None else F.lit("")
    rows = tagged.where(day.isNotNull()).select(
        F.concat(
            F.extract(F.lit("YEAROFWEEK"), day).cast("string"),
            F.lit("-W"),
            F.lpad(F.weekofyear(day).cast("string"), 2, "0"),
        ).alias("week"),
        F.coalesce(F.col("kuiske_language"), F.lit("")).alias("language"),
        F.when(F.coalesce(said, F.lit("")) == "", F.lit("survey")).otherwise(said).alias("source"),
        (F.coalesce(F.trim(F.col(channel)), F.lit("")) if channel is not None else F.lit("")).alias(
            "channel"
        ),
        F.col("kuiske_voice").alias("voice"),
        F.col(key).cast("string").alias("key"),
        F.coalesce(F.col(text), F.lit("")).alias("text"),
        F.split(F.col("kuiske_marks"), " ").alias("marks"),
    )
    where = ["week", "language", "source", "channel"]
    first = F.row_number().over(Window.partitionBy(*where, "voice").orderBy("key", "text"))
    heard = rows.withColumn("first", F.col("voice").isNull() | (first == 1))
    parts = F.split(F.col("mark"), ":")
    marked = heard.select(
        *where,
        "first",
        F.struct(
            F.coalesce(F.col("voice"), F.lit(LAST)).alias("rank"), F.col("key"), F.col("text")
        ).alias("quote"),
        F.explode("marks").alias("mark"),
    ).select(
        *where,
        "first",
        "quote",
        F.element_at(parts, 1).alias("stream"),
        F.coalesce(F.try_element_at(parts, F.lit(2)), F.lit("")).alias("group"),
    )
    counted = marked.where(F.col("first") | F.col("stream").isin(*WITH_COPIES))
    cells = counted.groupBy(*where, "stream", "group")
    found = cells.agg(F.count(F.lit(1)).alias("n"), F.min("quote").alias("quote"))
    return found.select(*where, "stream", "group", "n", "quote.rank", "quote.key", "quote.text")


def _fields(schema: pa.Schema) -> list[Any]:
    from pyspark.sql.types import DoubleType, LongType, StringType, StructField

    def kind(field: pa.Field) -> Any:
        if pa.types.is_int64(field.type):
            return LongType()
        return DoubleType() if pa.types.is_float64(field.type) else StringType()

    return [StructField(field.name, kind(field), True) for field in schema]


def _broadcast(df: DataFrame, made: Any) -> Any:
    """What makes a tagger, once for every executor; with a client that has no context, in the
    function itself."""
    try:
        return df.sparkSession.sparkContext.broadcast(made)
    except Exception:  # noqa: BLE001  Spark Connect raises what it likes here
        return lambda: made


def _tagger(made: Any, threads: int) -> Tagger:
    """The tagger of this process: a worker that goes on to another task keeps it."""
    global _held
    if _held is None or _held[0] != (made, threads):
        _held = ((made, threads), Tagger._of(*made, threads))
    return _held[1]


def _collected(df: DataFrame) -> pa.Table:
    if hasattr(df, "toArrow"):
        return df.toArrow()
    return pa.Table.from_pandas(df.toPandas(), preserve_index=False)


__all__ = ["Marks", "counts", "sample", "tag"]

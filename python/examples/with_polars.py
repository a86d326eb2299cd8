"""polars: tags as columns of a frame, and quiet signals from counts.

    python with_polars.py [CODEBOOK]

The comments are made up; with files of your own, `comments` is `polars.read_parquet("lake/*.parquet")`.
"""

import sys

import generated
import polars as pl

import kuiske

tagger = kuiske.Tagger(sys.argv[1]) if len(sys.argv) > 1 else kuiske.Tagger.loads(kuiske.ready())
comments = pl.from_arrow(generated.table(5000))

marks = kuiske.Marks(source="source", score="score", scale="nps")
tagged = pl.from_arrow(tagger.tag(comments, text="comment", marks=marks))

print(
    tagged.filter(pl.col("kuiske_sentiment").is_not_null())
    .group_by("channel")
    .agg(
        pl.len().alias("comments"),
        pl.col("kuiske_sentiment").mean().round(3).alias("feeling"),
        (pl.col("kuiske_hot").str.contains("need")).mean().round(3).alias("needs"),
    )
    .sort("channel")
)

# What is to be counted of a comment stands in one cell: a row for each, then a group.
voice = ["week", "language", "source", "channel", "kuiske_voice"]
counts = (
    tagged.with_columns(
        pl.col("date").dt.strftime("%G-W%V").alias("week"),
        pl.col("kuiske_language").fill_null("").alias("language"),
    )
    .sort("id")
    .with_columns(
        (pl.col("kuiske_voice").is_null() | (pl.int_range(pl.len()).over(voice) == 0)).alias("first")
    )
    .select(
        "week",
        "language",
        "source",
        "channel",
        "first",
        pl.col("kuiske_voice").fill_null(2**63 - 1).alias("rank"),
        pl.col("id").alias("key"),
        pl.col("comment").fill_null("").alias("text"),
        pl.col("kuiske_marks").str.split(" ").alias("mark"),
    )
    .explode("mark")
    .with_columns(
        pl.col("mark").str.split(":").list.get(0).alias("stream"),
        pl.col("mark").str.split(":").list.get(1, null_on_oob=True).fill_null("").alias("group"),
    )
    .filter(pl.col("first") | pl.col("stream").is_in(["comments", "scored", "blank_low"]))
    .sort("rank", "key", "text")
    .group_by("week", "language", "source", "channel", "stream", "group", maintain_order=True)
    .agg(
        pl.len().alias("n"),
        pl.col("rank").first(),
        pl.col("key").first(),
        pl.col("text").first(),
    )
)
print(f"{len(counts)} counts; signals: {kuiske.signals_of_counts(counts)}")

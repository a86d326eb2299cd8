"""Counts of tagged rows are counts of comments, whoever counts."""

from __future__ import annotations

import json

import generated
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import kuiske

MARKS = kuiske.Marks(source="source", score="score", scale="nps")
QUERY = """
WITH days AS (
    SELECT *, CAST(date AS DATE) AS day FROM tagged WHERE date IS NOT NULL
), heard AS (
    SELECT strftime(day, '%G-W%V') AS week, coalesce(kuiske_language, '') AS language, source, channel,
           kuiske_voice AS voice, id AS key, coalesce(comment, '') AS text,
           string_split(kuiske_marks, ' ') AS marks,
           kuiske_voice IS NULL OR row_number() OVER (
               PARTITION BY week, language, source, channel, kuiske_voice ORDER BY id, text
           ) = 1 AS first
    FROM days
), marked AS (
    SELECT *, unnest(marks) AS mark FROM heard
)
SELECT week, language, source, channel, split_part(mark, ':', 1) AS stream,
       split_part(mark, ':', 2) AS "group", count(*) AS n,
       min({'rank': coalesce(voice, 9223372036854775807), 'key': key, 'text': text}) AS quote
FROM marked
WHERE first OR split_part(mark, ':', 1) IN ('comments', 'scored', 'blank_low')
GROUP BY ALL
"""


@pytest.fixture(scope="module")
def comments() -> pa.Table:
    """Comments in which one thing begins to be wished for late, and copies of one text."""
    table = generated.table(12_000)
    rows = table.to_pylist()
    late = generated.FIRST + (generated.FIRST.resolution * 7 * 46)
    wished = 0
    for i, row in enumerate(rows):
        if row["date"] >= late and generated.mixed(i + 77) % 45 == 0:
            row["comment"] = f"Toivoisin esteettömän sisäänkäynnin pyörätuolille, {2 + i % 7} askelmaa on liikaa."
            wished += 1
        if generated.mixed(i + 99) % 50 == 0:
            row["comment"] = "Tämä on sama viesti kaikille, jakakaa eteenpäin ja vaatikaa parannusta heti."
    assert wished > 20
    return pa.Table.from_pylist(rows, schema=table.schema)


def test_duckdb_counts_as_the_command_line_does(comments, codebook, program, tmp_path):
    duckdb = pytest.importorskip("duckdb")
    tagged = kuiske.Tagger(codebook).tag(comments, "comment", marks=MARKS)
    assert tagged.column_names[-2:] == ["kuiske_voice", "kuiske_marks"]
    found = duckdb.sql(QUERY).to_arrow_table()
    assert found.num_rows > 1000
    quotes = found["quote"].combine_chunks()
    counts = found.drop_columns("quote")
    for name in ("rank", "key", "text"):
        counts = counts.append_column(name, pa.chunked_array([quotes.field(name)]))
    ours = kuiske.signals_of_counts(counts)

    pq.write_table(comments, tmp_path / "comments.parquet")
    asked = ["--codebook", codebook, "--text", "comment", "--key", "id", "--date", "date", "-q"]
    asked += ["--source", "source", "--channel", "channel", "--score", "score", "--scale", "nps"]
    table, out = tmp_path / "counts.csv", tmp_path / "found.jsonl"
    program("signals", "tally", tmp_path / "comments.parquet", "--out", table, *asked)
    program("signals", "counts", table, "--out", out, "-q")
    theirs = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert ours == theirs
    assert any("pyörätuolille" in quote["text"] for f in ours for quote in f["quotes"]), ours

    # Tables of parts, in another format and order, are the table of all.
    half = counts.num_rows // 2
    pq.write_table(counts.slice(half), tmp_path / "late.parquet")
    pq.write_table(counts.slice(0, half), tmp_path / "early.parquet")
    parts = [tmp_path / "late.parquet", tmp_path / "early.parquet"]
    program("signals", "counts", *parts, "--out", tmp_path / "again.jsonl", "-q")
    assert (tmp_path / "again.jsonl").read_bytes() == out.read_bytes()


def test_faults_are_named(tagged_counts):
    with pytest.raises(kuiske.InputError, match="rank, key, text missing"):
        kuiske.signals_of_counts(tagged_counts.select(["week", "language", "source"] + REST))
    wrong = tagged_counts.set_column(0, "week", pa.array(["soon"] * tagged_counts.num_rows))
    with pytest.raises(kuiske.InputError, match="row 1: week `soon`"):
        kuiske.signals_of_counts(wrong)


REST = ["channel", "stream", "group", "n"]


@pytest.fixture
def tagged_counts() -> pa.Table:
    names = ["week", "language", "source", *REST, "rank", "key", "text"]
    row = ["2026-W01", "fi", "survey", "web", "said", "T0001", "3", "7", "c1", "Lasku"]
    return pa.table([[cell] for cell in row], names=names)


def test_few_counts_say_nothing(tagged_counts):
    assert kuiske.signals_of_counts(tagged_counts) == []
    assert kuiske.signals_of_counts(tagged_counts.slice(0, 0)) == []


def test_marks_need_what_they_name(codebook):
    tagger = kuiske.Tagger(codebook)
    table = pa.table({"comment": ["Hyvä"], "score": ["x"], "who": ["robot"]})
    with pytest.raises(kuiske.InputError, match="no column `source`"):
        tagger.tag(table, "comment", marks=kuiske.Marks(source="source"))
    with pytest.raises(kuiske.InputError, match="holds no numbers"):
        tagger.tag(table, "comment", marks=kuiske.Marks(score="score"))
    with pytest.raises(kuiske.InputError, match="`robot` is no kind of voice"):
        tagger.tag(table, "comment", marks=kuiske.Marks(source="who"))
    with pytest.raises(kuiske.SettingsError, match="no scale"):
        tagger.tag(table, "comment", marks=kuiske.Marks(scale="huge"))
    marked = tagger.tag(table, "comment", marks=kuiske.Marks())
    assert marked["kuiske_marks"][0].as_py().split(" ")[:2] == ["comments", "said"]
    assert marked["kuiske_voice"][0].as_py() is None

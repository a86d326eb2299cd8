"""Tags in memory are the tags of the command line."""

from __future__ import annotations

import io
import pickle
import threading
from pathlib import Path

import generated
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq
import pytest

import kuiske


def streamed(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table.combine_chunks())
    return sink.getvalue().to_pybytes()


def lines(table: pa.Table) -> bytes:
    out = io.BytesIO()
    pyarrow.csv.write_csv(table, out)
    return out.getvalue()


@pytest.fixture(scope="module")
def tagger(codebook: Path) -> kuiske.Tagger:
    return kuiske.Tagger(codebook)


@pytest.fixture(scope="module")
def comments() -> pa.Table:
    return generated.table(3000)


def test_the_same_as_the_command_line(tagger, comments, program, codebook, tmp_path):
    tagged = tagger.tag(comments, text="comment")
    assert tagged.column_names[: comments.num_columns] == comments.column_names
    apply = ["themes", "apply", "--codebook", codebook, "--text", "comment", "-q"]

    # Arrow IPC through a pipe.
    out = program(*apply, "-", given=streamed(comments))
    piped = pa.ipc.open_stream(out).read_all()
    assert piped.schema.remove_metadata() == tagged.schema.remove_metadata()
    assert streamed(piped) == streamed(tagged)

    # Parquet.
    pq.write_table(comments, tmp_path / "in.parquet")
    program(*apply, tmp_path / "in.parquet", "--out", tmp_path / "out.parquet")
    assert lines(pq.read_table(tmp_path / "out.parquet")) == lines(tagged)

    # CSV: what is written of each value is the same, byte for byte.
    texts = comments.select(["id", "comment"])
    out = program(*apply, "-", given=lines(texts))
    read = pyarrow.csv.read_csv(
        io.BytesIO(out),
        parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True),
        convert_options=pyarrow.csv.ConvertOptions(
            column_types=tagger.schema, strings_can_be_null=False, null_values=[""]
        ),
    )
    for name in tagger.schema.names:
        ours, theirs = tagged[name], read[name]
        if pa.types.is_string(ours.type):
            ours = pc.fill_null(ours, "")
        assert ours.to_pylist() == theirs.to_pylist(), name


def test_every_container_gives_the_same(tagger, comments):
    pandas = pytest.importorskip("pandas")
    polars = pytest.importorskip("polars")
    texts = comments["comment"]
    alone = tagger.tag(texts.to_pylist())
    assert alone.schema == tagger.schema
    frame = polars.from_arrow(comments)
    columns = [
        texts,
        texts.combine_chunks(),
        texts.combine_chunks().cast(pa.large_string()),
        texts.combine_chunks().cast(pa.string_view()),
        texts.combine_chunks().dictionary_encode(),
        pandas.Series(texts.to_pylist()),
        frame["comment"],
        iter(texts.to_pylist()),
    ]
    for column in columns:
        assert lines(tagger.tag(column)) == lines(alone), type(column)
    tables = [comments, comments.to_reader(), comments.to_pandas(), frame, frame.lazy().collect()]
    tables.append(comments.combine_chunks().to_batches()[0])
    for table in tables:
        tagged = tagger.tag(table, text="comment")
        assert lines(tagged.select(tagger.schema.names)) == lines(alone), type(table)
        assert tagged.column_names[:6] == comments.column_names


def test_slices_batches_threads_and_pickles_change_nothing(tagger, comments, codebook):
    whole = tagger.tag(comments, "comment")
    assert lines(tagger.tag(comments.slice(700, 900), "comment")) == lines(whole.slice(700, 900))
    parts = tagger.tag_batches(comments.to_batches(max_chunksize=333), "comment", rows=1000)
    assert lines(pa.Table.from_batches(parts)) == lines(whole)
    for other in [
        kuiske.Tagger(codebook, threads=1),
        pickle.loads(pickle.dumps(tagger)),
        kuiske.Tagger.loads(codebook.read_text()),
    ]:
        assert lines(other.tag(comments, "comment")) == lines(whole)
    # Tagged again, old tags give way.
    assert lines(tagger.tag(whole, "comment")) == lines(whole)


def test_several_answers_and_a_language(tagger):
    table = pa.table(
        {
            "good": ["Palvelu oli nopeaa", None, None],
            "bad": ["the queue was too long", "", "asentaja ei tullut"],
            "lang": ["fi", "fi", "fi"],
        }
    )
    tagged = tagger.tag(table, text=["good", "bad"])
    assert tagged["kuiske_themes"].to_pylist()[1] is None
    both = tagged["kuiske_sentiment"].to_pylist()
    assert both[1] is None and both[0] != tagger.tag(table, "good")["kuiske_sentiment"][0].as_py()
    told = tagger.tag(table, text=["good", "bad"], language="lang")
    assert told["kuiske_language"].to_pylist() == ["fi", None, "fi"]


def test_empty_and_null(tagger):
    assert tagger.tag([]).num_rows == 0
    assert tagger.tag([None, "", " \n"])["kuiske_language"].null_count == 3
    assert tagger.tag(pa.array([None, None]))["kuiske_cues"].null_count == 2
    assert tagger.tag(pa.table({"comment": pa.array([], pa.string())})).num_columns > 8


def test_progress_and_other_threads(tagger):
    texts = generated.table(120_000)["comment"]
    seen, beats = [], []
    stop = threading.Event()

    def beat():
        while not stop.wait(0.01):
            beats.append(1)

    other = threading.Thread(target=beat)
    other.start()
    tagger.tag(texts, progress=lambda done, total: seen.append((done, total)))
    stop.set()
    other.join()
    assert seen == [(50_000, 120_000), (100_000, 120_000), (120_000, 120_000)]
    assert len(beats) > 5, "the lock was held"

    def refuse(done: int, total: int) -> None:
        raise KeyError(done)

    with pytest.raises(KeyError):
        tagger.tag(texts, progress=refuse)


def test_errors_are_told_as_the_command_line_tells_them(tagger, program, codebook, tmp_path):
    def said(*args: object) -> str:
        with pytest.raises(RuntimeError) as failed:
            program(*args)
        return str(failed.value).removeprefix("error: ").strip()

    missing = tmp_path / "missing.toml"
    with pytest.raises(kuiske.CodebookError) as failed:
        kuiske.Tagger(missing)
    assert isinstance(failed.value, kuiske.Error)
    assert str(failed.value) == said("themes", "apply", "-", "--codebook", missing)
    faulty = tmp_path / "codebook.toml"
    faulty.write_text("next = 1\n[[theme]]\nid = 7\n")
    with pytest.raises(kuiske.CodebookError) as failed:
        kuiske.Tagger(faulty)
    assert str(failed.value) == said("themes", "apply", "-", "--codebook", faulty)
    words = tmp_path / "own.tsv"
    words.write_text("entry\tvalue\tcategory\nhyvä\tx\tnothing\n", encoding="utf-8")
    with pytest.raises(kuiske.LexiconError) as failed:
        kuiske.Tagger(codebook, lexicon=words)
    asked = ["themes", "apply", "-", "--codebook", codebook, "--lexicon", words]
    assert str(failed.value) == said(*asked)
    for data, text in [
        (pa.table({"a": ["x"], "b": ["y"]}), None),
        (pa.table({"a": ["x"]}), "b"),
        (pa.table({"a": [1]}), "a"),
        ("one text", None),
        ([1, 2], None),
    ]:
        with pytest.raises(kuiske.InputError):
            tagger.tag(data, text=text)
    with pytest.raises(kuiske.InputError):
        tagger.tag(pa.table({"a": ["x"]}), "a", language="b")


def test_own_words_count(codebook, program, tmp_path):
    words = tmp_path / "own.tsv"
    words.write_text("entry\tvalue\tcategory\nkvantti\t0.9\t-\n", encoding="utf-8")
    table = pa.table({"comment": ["Kvantti oli täällä", "Lasku oli väärin"]})
    ours = kuiske.Tagger(codebook, lexicon=[words]).tag(table)
    assert ours["kuiske_sentiment"][0].as_py() > 0.15
    apply = ["themes", "apply", "-", "--codebook", codebook, "--text", "comment", "-q"]
    out = program(*apply, "--lexicon", words, given=streamed(table))
    assert streamed(pa.ipc.open_stream(out).read_all()) == streamed(ours)
    again = pickle.loads(pickle.dumps(kuiske.Tagger(codebook, lexicon=words)))
    assert lines(again.tag(table)) == lines(ours)

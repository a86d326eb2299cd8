"""What Python does with an archive is what the command line does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import kuiske

CORPUS = Path(__file__).resolve().parents[2] / "corpora" / "weekly"


@pytest.fixture(scope="module")
def archives(program, tmp_path_factory):
    """The same archive, made by Python and by the command line."""
    folder = tmp_path_factory.mktemp("archives")
    # Reports tell the name of the archive.
    ours, theirs = folder / "ours" / "w.kuiske", folder / "theirs" / "w.kuiske"
    ours.parent.mkdir()
    theirs.parent.mkdir()
    seen = []
    done = kuiske.run(
        CORPUS / "input.csv",
        ours,
        settings={"input": {"format": "csv"}},
        progress=lambda *told: seen.append(told),
    )
    program("run", CORPUS / "input.csv", "-a", theirs, "-q", "--ui", "en", "--format", "csv")
    assert {"read", "theme", "tag", "report"} <= {stage for stage, *_ in seen}
    assert any(total and 0 < n <= total for _, n, total, _ in seen)
    assert done["added"] == done["comments"] > 3000 and not done["again"]
    assert Path(done["files"][0]).name == "report.html"
    return ours, theirs


def test_a_run_writes_the_same_bytes(archives):
    ours, theirs = archives
    names = sorted(p.relative_to(theirs) for p in (theirs / "runs").rglob("*") if p.is_file())
    assert len(names) > 8
    # A run's record holds the path of its archive.
    for name in [*names, Path("codebook.toml"), Path("kuiske.toml"), Path("signals.json")]:
        if name.name in ("run.json",) or name.suffix == ".xlsx":
            continue
        if (theirs / name).exists():
            assert (ours / name).read_bytes() == (theirs / name).read_bytes(), name


def test_signals_reports_and_searches_are_the_same(archives, program):
    ours, theirs = archives
    assert kuiske.signals(ours) == json.loads(program("signals", "--json", "-a", theirs))
    everything = kuiske.signals(ours, all=True)
    assert everything == json.loads(program("signals", "list", "--all", "--json", "-a", theirs))
    for one in everything[:2]:
        shown = program("signals", "show", one["id"], "--json", "-a", theirs)
        assert kuiske.signal(ours, one["id"]) == json.loads(shown)
    for form, language in [("json", None), ("md", "fi"), ("html", "en"), ("board", "fi")]:
        asked = ["report", "-a", theirs, "--format", form]
        asked += ["--ui", language] if language else []
        assert kuiske.report(ours, format=form, language=language) == program(*asked), form
    found = kuiske.search(ours, "jono", count_by=["theme", "sentiment"], limit=3, sort="newest")
    asked = ["search", "jono", "--count-by", "theme", "--count-by", "sentiment", "-n", "3"]
    asked += ["--sort", "newest", "--json", "-a", theirs]
    assert found == json.loads(program(*asked)) and found["total"] > 3


def test_archives_are_searched_together(archives, program):
    ours, theirs = archives
    one = kuiske.search(ours, "jono", limit=50, sort="oldest", count_by="week")
    both = kuiske.search([ours, theirs], "jono", limit=100, sort="oldest", count_by="week")
    assert both["total"] == 2 * one["total"]
    dates = [hit["date"] for hit in both["hits"]]
    assert dates == sorted(dates)
    assert both["facets"][0]["counts"] == [
        {"value": c["value"], "count": 2 * c["count"]} for c in one["facets"][0]["counts"]
    ]
    ranked = kuiske.search([ours, theirs], "jono", limit=4)["hits"]
    assert [hit["archive"] for hit in ranked] == [str(ours), str(theirs)] * 2
    page = kuiske.search([ours, theirs], "jono", limit=2, offset=2)["hits"]
    assert page == ranked[2:]
    asked = ["search", "jono", "-a", ours, "-a", theirs, "-n", "4", "--json"]
    assert json.loads(program(*asked))["hits"] == ranked


def test_errors_have_the_messages_of_the_command_line(archives, program, tmp_path):
    ours, _ = archives

    def said(*args: object) -> str:
        with pytest.raises(RuntimeError) as failed:
            program(*args)
        return str(failed.value).removeprefix("error: ").strip()

    missing = tmp_path / "missing"
    cases = [
        (kuiske.InputError, lambda: kuiske.run(missing, tmp_path / "a"), ["run", missing, "-q"]),
        (kuiske.ArchiveError, lambda: kuiske.search(missing), ["search", "-a", missing]),
        (kuiske.ArchiveError, lambda: kuiske.search(ours, "a:("), ["search", "a:(", "-a", ours]),
        (
            kuiske.SettingsError,
            lambda: kuiske.search(ours, since="soon"),
            ["search", "--since", "soon", "-a", ours],
        ),
        (
            kuiske.SettingsError,
            lambda: kuiske.search(ours, theme="Nothing Of This"),
            ["search", "--theme", "Nothing Of This", "-a", ours],
        ),
        (
            kuiske.ArchiveError,
            lambda: kuiske.signal(ours, "S9999"),
            ["signals", "show", "S9999", "-a", ours],
        ),
        (kuiske.Error, lambda: kuiske.report(ours, period="x"), ["report", "--period", "x", "-a", ours]),
    ]
    for kind, ours_does, asked in cases:
        with pytest.raises(kind) as failed:
            ours_does()
        assert str(failed.value) == said(*asked), asked
    for wrong in [{"nothing": {"a": 1}}, {"columns": {"nothing": "x"}}, {"columns": 1}]:
        with pytest.raises(kuiske.SettingsError):
            kuiske.run(CORPUS / "input.csv", tmp_path / "b", settings=wrong)
    with pytest.raises(kuiske.SettingsError):
        kuiske.report(ours, format="pdf")


def test_what_progress_raises_is_raised(tmp_path):
    def refuse(*_: object) -> None:
        raise ZeroDivisionError

    table = tmp_path / "few.csv"
    table.write_text("id,comment\n1,Lasku oli väärin\n2,the queue was long\n", encoding="utf-8")
    with pytest.raises(ZeroDivisionError):
        kuiske.run(table, tmp_path / "c.kuiske", progress=refuse)

"""The main job, and what is made from an archive."""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from . import _kuiske
from ._kuiske import SettingsError

Path = str | os.PathLike[str]


def run(
    files: Path | Iterable[Path],
    archive: Path,
    *,
    settings: Path | Mapping[str, Any] | None = None,
    lexicon: Path | Iterable[Path] | None = None,
    period: str | None = None,
    language: str = "en",
    prune: bool = False,
    progress: Callable[[str, int, int | None, str | None], object] | None = None,
) -> dict[str, Any]:
    """Does what ``kuiske run`` does: reads, scores, finds themes and signals, archives, reports.

    The archive holds all of the new comments afterwards or, after an error, none.

    :param files: sources, in order: files, folders, addresses of databases.
    :param archive: the folder of the archive; made if it is not there.
    :param settings: a settings file, or its sections as mappings, such as
        ``{"columns": {"text": ["comment"]}}``; over the archive's own ``kuiske.toml``.
    :param lexicon: word lists of your own over the shipped ones.
    :param period: the period to report, such as ``2026-W47``; that of the new comments if not given.
    :param language: ``en`` or ``fi``, for reports where the settings do not say.
    :param prune: remove records that their source holds no more.
    :param progress: called with the stage, units done, units in all (``None`` where unknown) and a
        remark (``None`` but for remarks).
    :returns: ``period``, ``folder``, ``files`` (the report first), ``again`` (the same run was made
        before), ``rows``, ``rejected``, ``added``, ``updated``, ``unchanged``, ``gone``, ``pruned``,
        ``comments``, ``themes``, ``signals``.
    :raises kuiske.InputError: nothing can be read, or a guess of a column is not clear.
    :raises kuiske.SettingsError: a setting is not possible.
    :raises kuiske.ArchiveError: somebody else writes to the archive, or it is damaged.
    """
    _is_language(language)
    if settings is None:
        text = ""
    elif isinstance(settings, Mapping):
        text = _toml(settings)
    else:
        try:
            with open(settings, encoding="utf-8") as file:
                text = file.read()
        except OSError as error:
            raise SettingsError(f"cannot read {os.fspath(settings)}: {error.strerror}") from error
    done = _kuiske.run(
        _paths(files),
        archive,
        text,
        _paths(lexicon),
        period,
        language == "fi",
        prune,
        progress,
    )
    return json.loads(done)


def search(
    archives: Path | Iterable[Path],
    query: str = "",
    *,
    lang: str | None = None,
    source: str | None = None,
    channel: str | None = None,
    touchpoint: str | None = None,
    segment: str | None = None,
    theme: str | None = None,
    signal: str | None = None,
    sentiment: str | None = None,
    min_score: float | None = None,
    max_score: float | None = None,
    since: str | datetime.date | None = None,
    until: str | datetime.date | None = None,
    count_by: str | Sequence[str] = (),
    limit: int = 20,
    offset: int = 0,
    sort: str = "relevance",
) -> dict[str, Any]:
    """Searches an archive, or several at once, as ``kuiske search --json`` does.

    :param archives: the folder of an archive, or of several: those of units or years.
    :param query: words (any form finds all forms), ``"phrases"``, ``'exact forms'``, ``field:value``,
        ``AND``, ``OR``, ``NOT``; empty for all comments.
    :param lang: ``fi``, ``en``, ``sv``, ``other`` or ``none``.
    :param source: ``survey``, ``social`` or ``staff``.
    :param channel: only this channel.
    :param touchpoint: only this touchpoint.
    :param segment: only this segment.
    :param theme: only this theme, by ID or label.
    :param signal: only comments behind a quiet signal, by thread (``S0001``) or type (``wish``).
    :param sentiment: ``positive``, ``neutral`` or ``negative``.
    :param min_score: scores from this value, on the source's own scale.
    :param max_score: scores up to this value.
    :param since: said on this day or later.
    :param until: said on this day or earlier.
    :param count_by: facets to count by: ``theme``, ``sentiment``, ``week``, …
    :param limit: comments to return.
    :param offset: comments to pass over first.
    :param sort: ``relevance``, ``newest`` or ``oldest``. The ranks of several archives cannot be
        compared: the best of each stand side by side.
    :returns: ``total``, ``hits`` (each with ``key``, ``text``, ``date``, tags, ``record``, and with
        several archives ``archive``), ``facets`` (each with ``facet`` and ``counts``).
    :raises kuiske.ArchiveError: an archive is not there, or the query is wrong.
    :raises kuiske.SettingsError: a filter means nothing.
    """
    asked = {
        "query": query,
        "lang": lang,
        "source": source,
        "channel": channel,
        "touchpoint": touchpoint,
        "segment": segment,
        "theme": theme,
        "signal": signal,
        "sentiment": sentiment,
        "min_score": min_score,
        "max_score": max_score,
        "since": None if since is None else str(since),
        "until": None if until is None else str(until),
        "count_by": [count_by] if isinstance(count_by, str) else list(count_by),
        "limit": limit,
        "offset": offset,
        "context": 40,
    }
    return json.loads(_kuiske.find(_paths(archives), json.dumps(asked), sort))


def report(
    archive: Path,
    *,
    period: str | None = None,
    format: str = "json",
    language: str | None = None,
) -> bytes:
    """A run's report again, as ``kuiske report`` writes it.

    :param archive: the folder of the archive.
    :param period: the period of the run; the newest if not given.
    :param format: ``html``, ``board``, ``md``, ``json`` or ``xlsx``.
    :param language: ``en`` or ``fi``; that of the run if not given.
    :returns: the bytes of the file.
    :raises kuiske.ArchiveError: the archive or the run is not there.
    :raises kuiske.SettingsError: no such format or language.
    """
    return _kuiske.report_bytes(archive, period, format, language)


def signals(archive: Path, *, all: bool = False) -> list[dict[str, Any]]:
    """The quiet signals of an archive, the latest first, as ``kuiske signals --json`` lists them.

    :param archive: the folder of the archive.
    :param all: those judged noise or known, too.
    :returns: for each ``id``, ``kind``, ``label`` (``fi``, ``en``), ``began``, ``last`` (weeks),
        ``n`` comments where ``expected`` were to be, ``at_least`` so many times the usual rate (lower
        5 % bound), ``verdict``.
    :raises kuiske.ArchiveError: a file is damaged.
    """
    return json.loads(_kuiske.signal_list(archive, all))


def signal(archive: Path, signal: str) -> dict[str, Any] | None:
    """One signal with its quotes, as the newest run that told of it does; ``None`` if none did.

    :param archive: the folder of the archive.
    :param signal: its name, such as ``S0003``.
    :raises kuiske.ArchiveError: there is no such signal.
    """
    return json.loads(_kuiske.signal_view(archive, signal))


def _paths(given: Path | Iterable[Path] | None) -> list[Path]:
    if given is None:
        return []
    return [given] if isinstance(given, (str, os.PathLike)) else list(given)


def _is_language(language: str) -> None:
    if language not in ("en", "fi"):
        raise SettingsError(f"no language `{language}`\nhint: en or fi")


def _toml(settings: Mapping[str, Any]) -> str:
    """Sections as a settings file; a string of JSON is one of TOML."""
    lines = []
    for section, keys in settings.items():
        if not isinstance(keys, Mapping):
            raise SettingsError(f"`{section}` is no section\nhint: settings are sections of keys")
        lines.append(f"[{_key(section)}]")
        lines += [f"{_key(key)} = {_value(value)}" for key, value in keys.items()]
    return "\n".join(lines) + "\n"


def _key(key: Any) -> str:
    return json.dumps(str(key), ensure_ascii=False)


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(k)} = {_value(v)}" for k, v in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, os.PathLike):
        value = os.fspath(value)
    if value is None or not isinstance(value, (str, bool, int, float)):
        raise SettingsError(f"`{value}` is no setting\nhint: text, numbers, true or false, and lists")
    return json.dumps(value, ensure_ascii=False)

"""Counts in place of comments: quiet signals at any volume, in any engine.

Tagged with :class:`Marks`, each comment carries what is to be counted of it. Grouping these marks by
week, language, kind of voice and channel gives a table of counts, small whatever its comments are;
:func:`signals_of_counts` looks at it as the program looks at comments. Tables of units, years or
machines simply stand one below the other.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from . import _kuiske
from ._kuiske import COUNT_COLUMNS, InputError

#: Streams in which copies of one text count as often as they come.
WITH_COPIES = ("comments", "scored", "blank_low")
#: Rank of texts too short to be copies; others are samples before them.
LAST = 2**63 - 1


@dataclass(frozen=True)
class Marks:
    """What counting needs to know of the columns of a table.

    :param source: column with the kind of voice: ``survey``, ``social`` or ``staff``; all are
        ``survey`` if not given.
    :param score: column with the score.
    :param scale: the scale of the score: ``nps`` (0–10), ``ces7``, or a range such as ``1-5``.
    """

    source: str | None = None
    score: str | None = None
    scale: str = "nps"


def signals_of_counts(counts: Any, *, false_alarms: float = 2.0) -> list[dict[str, Any]]:
    """What would have been seen at the end of each past week, using only what was known then.

    The same as ``kuiske signals counts``.

    :param counts: a table with the columns ``week`` (``2026-W47``), ``language``, ``source``,
        ``channel``, ``stream``, ``group``, ``n``, and a sample of what is counted: ``rank``, ``key``,
        ``text``. Rows of one count add up.
    :param false_alarms: so many are allowed in 52 weeks, over everything that is looked at.
    :returns: for each finding ``week``, ``rank`` in it, ``type``, ``stream``, ``group`` (a theme, or
        two that meet), ``channel`` where only one was looked at, ``n`` comments where ``expected``
        were to be, ``at_least`` so many times the usual rate (lower 5 % bound), ``score`` (−log10 of
        the probability of as many if nothing had changed), ``weeks`` in the window, ``thread``,
        ``new``, and ``quotes``, personal data masked.
    :raises kuiske.InputError: a column is missing, or a cell is not possible.
    """
    from .tagger import _table

    table, bare = _table(counts)
    missing = [name for name in COUNT_COLUMNS if name not in table.column_names]
    if bare or missing:
        raise InputError(
            f"no table of counts: {', '.join(missing)} missing\n"
            f"hint: columns are {', '.join(COUNT_COLUMNS)}"
        )
    texts = [table.column(name).cast(pa.string()) for name in COUNT_COLUMNS]
    seen = _kuiske.counted_signals(pa.table(texts, names=list(COUNT_COLUMNS)), false_alarms)
    return json.loads(seen)

"""Comments that nobody said: as many as are asked for, always the same ones.

Texts are put together from phrases written for this purpose, Finnish and English, so that examples and
tests can be as large as they need to be. Row ``i`` depends on ``i`` alone: a part of the table can be
made anywhere.
"""

from __future__ import annotations

import datetime
import sys
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

#: Rows of one batch.
BATCH = 50_000
#: Weeks that the dates are spread over.
WEEKS = 60
FIRST = datetime.date(2025, 9, 1)

FI_SUBJECT = [
    "lasku", "puhelinpalvelu", "sovellus", "toimitus", "asentaja", "jono", "verkkokauppa", "sopimus",
    "hinnankorotus", "reklamaatio", "myyjä", "ajanvaraus", "nettiyhteys", "vuokraemäntä", "lounas",
    "kirjautuminen", "palautus", "takuukorjaus", "chat", "ohje",
]
FI_SAYING = [
    "oli väärin toisen kerran peräkkäin", "toimi hyvin", "ei vastannut kysymykseeni", "kesti viikkoja",
    "oli ystävällinen ja nopea", "jäi kesken eikä kukaan ilmoittanut", "ihan ok",
    "on kallistunut ilman syytä", "ei auennut puhelimella", "hoitui yhdellä soitolla",
    "tuli päivää aiemmin kuin luvattiin", "meni luukulta luukulle", "oli sotkuinen",
    "petti juuri kun tarvitsin", "yllätti iloisesti", "olisi voinut olla selkeämpi",
]
FI_MORE = [
    "Toivoisin, että tästä kerrottaisiin ajoissa.", "Kiitos Marjalle!", "Vaihdan kohta toimittajaa.",
    "En viitsi edes valittaa.", "Tein sen sitten itse käsin.", "Muuten kaikki hyvin.",
    "Olen ollut asiakas {n} vuotta.", "Soitin {n} kertaa.", "Ei mitään lisättävää.", "",
    "Lupasitte soittaa takaisin, ette soittaneet.", "Naapurilla on parempi tarjous.",
]
EN_SUBJECT = [
    "the bill", "the phone line", "the app", "delivery", "the fitter", "the queue", "the web shop",
    "my contract", "the price rise", "my complaint", "the sales person", "booking", "the connection",
    "the menu", "logging in", "the refund", "the warranty repair", "the chat", "the manual", "parking",
]
EN_SAYING = [
    "was wrong for the second time", "worked well", "did not answer my question", "took weeks",
    "was friendly and quick", "was left half done and nobody told me", "was fine I guess",
    "costs more for no reason", "would not open on my phone", "was sorted with one call",
    "came a day early", "sent me from desk to desk", "was a mess", "let me down when I needed it",
    "was a pleasant surprise", "could be clearer",
]
EN_MORE = [
    "I wish you had told us in time.", "Thank you Mary!", "I am about to switch supplier.",
    "I no longer bother to complain.", "In the end I did it by hand.", "Otherwise all good.",
    "I have been a customer for {n} years.", "I called {n} times.", "Nothing to add.", "",
    "You promised to call back and did not.", "The neighbour got a better offer.",
]
CHANNELS = ["web", "phone", "store", "email"]
SOURCES = ["survey", "survey", "survey", "social", "staff"]


def mixed(i: int) -> int:
    """A number that looks like chance (SplitMix64)."""
    z = (i * 0x9E3779B97F4A7C15 + 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & 0xFFFFFFFFFFFFFFFF
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & 0xFFFFFFFFFFFFFFFF
    return z ^ (z >> 31)


def comment(i: int) -> str | None:
    """The text of row ``i``; now and then nothing."""
    z = mixed(i)

    def pick(of: list[str]) -> str:
        nonlocal z
        z, at = divmod(z, len(of))
        return of[at]

    if z % 97 == 0:
        return [None, "", " ", "-", "ei kommentoitavaa", "n/a"][z // 97 % 6]
    finnish = z % 10 < 6
    z //= 10
    subject, saying, more = (
        (FI_SUBJECT, FI_SAYING, FI_MORE) if finnish else (EN_SUBJECT, EN_SAYING, EN_MORE)
    )
    link = " ja " if finnish else " and "
    first = f"{pick(subject)} {pick(saying)}"
    parts = [first[0].upper() + first[1:]]
    if z % 3 == 0:
        z //= 3
        parts.append(f"{link}{pick(subject)} {pick(saying)}")
    parts.append(". " + pick(more).replace("{n}", str(2 + z % 19)))
    return "".join(parts).strip()


def batches(rows: int, first: int = 0) -> Iterator[pa.RecordBatch]:
    """The rows from ``first`` on, in batches."""
    for start in range(first, first + rows, BATCH):
        numbers = range(start, min(start + BATCH, first + rows))
        chance = [mixed(i + 0x5EED) for i in numbers]
        yield pa.record_batch(
            {
                "id": pa.array([f"c{i:08}" for i in numbers]),
                "date": pa.array(
                    [FIRST + datetime.timedelta(days=z % (7 * WEEKS)) for z in chance], pa.date32()
                ),
                "source": pa.array([SOURCES[z // 7 % len(SOURCES)] for z in chance]),
                "channel": pa.array([CHANNELS[z // 11 % len(CHANNELS)] for z in chance]),
                "score": pa.array([z // 13 % 11 for z in chance], pa.int64()),
                "comment": pa.array([comment(i) for i in numbers], pa.string()),
            }
        )


def table(rows: int) -> pa.Table:
    """A table of so many comments."""
    return pa.Table.from_batches(batches(rows))


def write(path: Path, rows: int) -> None:
    """Writes so many comments as a Parquet file."""
    found = batches(rows)
    first = next(found)
    with pq.ParquetWriter(path, first.schema, compression="snappy") as writer:
        writer.write_batch(first)
        for batch in found:
            writer.write_batch(batch)


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))

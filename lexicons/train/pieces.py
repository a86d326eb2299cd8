"""The sub-words of the shipped vectors as src/vectors.rs reads them, and the table of what they say, lexicons/sense.bin,
as src/score/sense.rs reads it."""

import pathlib
import struct

import numpy

LEXICONS = pathlib.Path(__file__).resolve().parent.parent
SENSE = LEXICONS / "sense.bin"


class Vectors:
    def __init__(self, path=LEXICONS / "vectors.bin"):
        data = path.read_bytes()
        n, self.dim, bits = struct.unpack("<III", data[4:16])
        at, pieces, self.odds = 16, [], []
        for _ in range(n):
            length = data[at]
            pieces.append(data[at + 1 : at + 1 + length].decode())
            self.odds.append(struct.unpack("<f", data[at + 1 + length : at + 5 + length])[0])
            at += 5 + length
        scales = numpy.frombuffer(data[at : at + 2 * n], dtype="<f2").astype(numpy.float32)
        raw = numpy.frombuffer(data[at + 2 * n :], dtype=numpy.uint8).reshape(n, -1)
        if bits == 8:
            rows = raw.view(numpy.int8).astype(numpy.float32)
        else:
            rows = numpy.empty((n, self.dim), numpy.float32)
            rows[:, 0::2], rows[:, 1::2] = (raw & 15) - 8.0, (raw >> 4) - 8.0
        self.rows = rows * scales[:, None]
        self.number = {piece: i for i, piece in enumerate(pieces)}
        self.longest = max(map(len, pieces))
        self.unknown = min(self.odds) - 10
        self.known = {}

    def pieces(self, word):
        """Numbers of the likeliest sub-words of a word, unknown ones left out."""
        if word not in self.known:
            self.known[word] = self.split("\u2581" + word)
        return self.known[word]

    def split(self, text):
        best, back = [0.0] + [-1e18] * len(text), [None] * (len(text) + 1)
        for i in range(len(text)):
            for j in range(i + 1, min(len(text), i + self.longest) + 1):
                number = self.number.get(text[i:j], 0)
                if not number and j > i + 1:
                    continue
                value = best[i] + (self.odds[number] if number else self.unknown)
                if value > best[j]:
                    best[j], back[j] = value, (i, number)
        found, j = [], len(text)
        while j:
            j, number = back[j]
            found += [number] if number else []
        return found[::-1]


def read(path=SENSE):
    """Columns of the table by name."""
    data = path.read_bytes()
    n, width = struct.unpack("<II", data[4:12])
    at, names, units = 12, [], []
    for _ in range(width):
        length = data[at]
        names.append(data[at + 1 : at + 1 + length].decode())
        units.append(struct.unpack("<f", data[at + 1 + length : at + 5 + length])[0])
        at += 5 + length
    rows = numpy.frombuffer(data[at:], dtype=numpy.int8).reshape(n, width)
    return {name: rows[:, i] * units[i] for i, name in enumerate(names)}


def write(columns, path=SENSE):
    """Puts columns (a value per sub-word) into the table; those it had under other names stay."""
    kept = {**(read(path) if path.exists() else {}), **columns}
    names = sorted(kept)
    units = [max(1e-6, float(numpy.abs(kept[name]).max())) / 127 for name in names]
    head = b"".join(struct.pack("B", len(name)) + name.encode() + struct.pack("<f", unit) for name, unit in zip(names, units))
    rows = numpy.stack([numpy.rint(kept[name] / unit) for name, unit in zip(names, units)], axis=1).astype(numpy.int8)
    path.write_bytes(b"KSS1" + struct.pack("<II", len(rows), len(names)) + head + rows.tobytes())

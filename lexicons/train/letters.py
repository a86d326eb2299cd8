"""Makes lexicons/{fi,en}/letters.bin: which four letters follow one another in words of a language.

    python letters.py ../../../shared/data [fi] [en]

Only spellings made of such sequences are tried for an unknown word. The file is the ascending list
of their keys (five bits a letter, 0 the edge of a word), written as differences of seven bits to a
byte. The same data give the same bytes.
"""

import collections
import pathlib
import sys

from lemma_sources import LEXICONS, our_list, paradigms, specialist, treebank
from lemma_table import number

# Words that must show a sequence; the English lexicon is full of rare names.
LEAST = {"fi": 2, "en": 8}
ALPHABET = "\0abcdefghijklmnopqrstuvwxyzåäö"
CODES = {letter: code for code, letter in enumerate(ALPHABET)}


def finnish(folder):
    for form, _, _, _, upos in treebank(folder):
        if upos != "PROPN":
            yield form
    for form, *_ in paradigms(folder):
        yield form
    for path in ("irregular", "colloquial", "parts", "lasts"):
        for row in our_list(f"fi/{path}.tsv"):
            yield row[0]


def english(_):
    for form, *_ in specialist():
        yield form
    for path in ("irregular", "function"):
        for row in our_list(f"en/{path}.tsv"):
            yield row[0]


def sequences(forms, edge):
    seen = collections.Counter()
    for form in sorted(set(forms)):
        codes = [CODES.get(c) for c in f"\0{form}\0"]
        if None in codes:
            continue
        for four in zip(codes, codes[1:], codes[2:], codes[3:]):
            seen[four] += 1
    keys = sorted(a << 15 | b << 10 | c << 5 | d for (a, b, c, d), n in seen.items() if n >= edge)
    return keys


def main(folder, *languages):
    for code, words in (("fi", finnish), ("en", english)):
        if not languages or code in languages:
            keys = sequences(words(pathlib.Path(folder)), LEAST[code])
            data = b"".join(number(b - a) for a, b in zip([0, *keys], keys))
            (LEXICONS / code / "letters.bin").write_bytes(data)
            sys.stdout.write(f"{code}: {len(keys)} sequences, {len(data)} bytes\n")


if __name__ == "__main__":
    main(*sys.argv[1:])

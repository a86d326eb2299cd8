"""Makes lexicons/fi/lemmas.bin and lexicons/en/lemmas.bin. The same data give the same bytes.

    python lemmas.py ../../../shared/data [fi] [en]
"""

import pathlib
import sys

import lemma_en
import lemma_fi
from lemma_sources import LEXICONS
from lemma_table import pack


def main(folder, *languages):
    for code, language in (("fi", lemma_fi), ("en", lemma_en)):
        if not languages or code in languages:
            table = language.train(pathlib.Path(folder))
            data = pack(table)
            (LEXICONS / code / "lemmas.bin").write_bytes(data)
            sizes = f"{len(table.nodes)} suffixes, {len(table.known)} lemmas, {len(table.exact)} exact"
            sys.stdout.write(f"{code}: {sizes}, {len(data)} bytes\n")


if __name__ == "__main__":
    main(*sys.argv[1:])

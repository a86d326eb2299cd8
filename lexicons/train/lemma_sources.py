"""Readers of the training data. Refuses the evaluation sets: nothing here opens a `*_dev.tsv`."""

import collections
import csv
import gzip
import json
import pathlib

LEXICONS = pathlib.Path(__file__).resolve().parent.parent

UPOS = {"NOUN": "N", "PROPN": "N", "VERB": "V", "AUX": "V", "ADJ": "A", "ADV": "R"}


def treebank(folder):
    """FinnTreeBank: (form, lemma, class, count, universal part of speech)."""
    with open(folder / "morph/fi_ftb_gold.tsv", encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            form, lemma, upos, count = line.rstrip("\n").split("\t")
            form, lemma = form.lower().strip("-"), lemma.lower().strip("-")
            if form and lemma and any(c.isalpha() for c in form):
                yield form, lemma, UPOS.get(upos, "F"), int(count), upos


def paradigms(folder):
    """Forms of the Kotus words: (form, lemma, times seen in text, number of lemmas)."""
    with gzip.open(folder / "morph/fi_paradigm_forms.tsv.gz", "rt", encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            form, lemmas, seen = line.rstrip("\n").split("\t")
            for lemma in lemmas.split(","):
                yield form.lower(), lemma.lower(), int(seen), lemmas.count(",") + 1


def our_list(path):
    """Rows of one of our own word lists, without comments and header."""
    rows = []
    for line in (LEXICONS / path).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            rows.append(line.split("\t"))
    return rows[1:]


def specialist():
    """SPECIALIST lexicon by way of lemminflect: (form, class, lemmas)."""
    import lemminflect

    path = pathlib.Path(lemminflect.__file__).parent / "resources/lemma_lu.csv.gz"
    classes = {"noun": "N", "verb": "V", "adj": "A", "adv": "R"}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in csv.reader(lines):
            form = row[0]
            plain = form.replace("-", "").replace("'", "")
            if len(row) > 2 and row[1] in classes and form == form.lower() and plain.isalpha():
                yield form, classes[row[1]], [x for x in row[2].split("/") if x]


def english_tags(folder):
    """How often a form has a Penn tag in the English texts, by the Brill tagger of textblob."""
    from textblob.en import tag

    counts = collections.Counter()
    for name in ("uci_sentences", "vader_groundtruth", "xed_en"):
        with open(folder / f"{name}.jsonl", encoding="utf-8") as lines:
            for line in lines:
                for word, penn in tag(json.loads(line)["text"], tokenize=True):
                    counts[(word.lower(), penn)] += 1
    return counts

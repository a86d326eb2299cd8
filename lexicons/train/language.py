#!/usr/bin/env python3
"""Learns lexicons/language.bin: which language a text is written in.

A linear model over hashed character 2-4-grams of words and whole words, for eight groups of
languages (the last five are `other` to the program). The features are those of
src/analyse/language/features.rs; change both or none.

    python3 -m venv venv && venv/bin/pip install numpy scipy
    pip download --no-deps -d PACKAGES home-assistant-frontend==20250109.2 django==5.2.19 \\
        wagtail==8.0.1 django-oscar==4.2.1 django-allauth==65.21.1
    # sources of the crates lingua-{swedish,...}-language-model 1.3.0 (their testdata folders)
    venv/bin/python lexicons/train/language.py --data ../shared/data --packages PACKAGES \\
        --crates CRATES --out lexicons/language.bin

Deterministic for given inputs: one seed, no clock. Origin and licences: SOURCES-language.md.
"""
import argparse
import glob
import gzip
import json
import os
import random
import re
import struct
import unicodedata
import zipfile

import numpy as np
import scipy.sparse as sparse

BITS = 15
BUCKETS = 1 << BITS
GROUPS = ["fi", "en", "sv", "nordic", "et", "germanic", "romance", "far"]
# Share of each group among the training snippets: what Finnish customers write.
SHARES = [0.36, 0.30, 0.12, 0.05, 0.04, 0.04, 0.05, 0.04]
LANGUAGES = {
    "fi": "fi", "en": "en", "sv": "sv", "nb": "nordic", "da": "nordic", "et": "et",
    "de": "germanic", "nl": "germanic", "fr": "romance", "es": "romance", "it": "romance",
    "pt": "romance", "pl": "far", "tr": "far", "cs": "far", "lv": "far", "lt": "far",
    "hu": "far", "so": "far",
}
CRATES = {
    "fi": "finnish", "en": "english", "sv": "swedish", "nb": "bokmal", "da": "danish",
    "et": "estonian", "de": "german", "nl": "dutch", "fr": "french", "es": "spanish",
    "it": "italian", "pt": "portuguese", "pl": "polish", "tr": "turkish", "so": "somali",
}
FACTOR = 0x9E3779B97F4A7C15
MASK = (1 << 64) - 1
SNIPPETS = 900_000
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
ADDRESS = re.compile(r"\S*(?:://|@|www\.)\S*")


def words(text):
    """Lower-case words; runs of three or more equal letters count as two."""
    text = ADDRESS.sub(" ", unicodedata.normalize("NFC", text)).lower().replace("’", "'")
    return [re.sub(r"(.)\1{2,}", r"\1\1", w) for w in WORD.findall(text)]


def bucket(value):
    return ((value * FACTOR) & MASK) >> (64 - BITS)


CACHE = {}


def features(word):
    """Buckets of a word: 2-, 3- and 4-grams with a blank on either side, and the word itself."""
    known = CACHE.get(word)
    if known is None:
        codes = [32] + [ord(c) if ord(c) < 0x250 else 0x24F for c in word] + [32]
        known = []
        gram, whole = 0, 0
        for i, code in enumerate(codes):
            gram = ((gram << 16) | code) & MASK
            whole = ((whole ^ code) * 0x100000001B3) & MASK
            if i >= 1:
                known.append(bucket(gram & 0xFFFFFFFF))
            if i >= 2:
                known.append(bucket(gram & 0xFFFFFFFFFFFF))
            if i >= 3:
                known.append(bucket(gram))
        known.append(bucket(whole ^ 0x5555555555555555))
        CACHE[word] = known
    return known


def jsonl(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def strings(node):
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from strings(value)


def po_strings(text):
    for entry in re.split(r"\n\s*\n", text):
        if "#, fuzzy" in entry:
            continue
        pairs = re.findall(r'^(msgid|msgstr)[^"\n]*((?:\s*"(?:[^"\\]|\\.)*"\s*)+)', entry, re.M)
        pairs = {k: "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', v)) for k, v in pairs}
        if pairs.get("msgid") and pairs.get("msgstr") not in (None, "", pairs["msgid"]):
            yield pairs["msgstr"]


def clean(text):
    text = re.sub(r"<[^>]*>|\{[^}]*\}|%\(\w+\)[sd]|%[sd]|\\n|\[%[^%]*%\]|`[^`]*`", " ", text)
    return re.sub(r"\s+", " ", text).strip()


def interface_texts(folder, code):
    """Interface texts of free programs in one language, those left in English dropped."""
    out = []
    for wheel in sorted(glob.glob(os.path.join(folder, "*.whl"))):
        archive = zipfile.ZipFile(wheel)
        names = sorted(archive.namelist())
        english = set()
        for want in ("en", code):
            found = []
            for name in names:
                if re.search(r"/translations/.*\b%s-\w+\.json$" % want, name):
                    found += strings(json.loads(archive.read(name)))
                elif re.search(r"/locale/%s/LC_MESSAGES/.*\.po$" % want, name):
                    found += po_strings(archive.read(name).decode("utf-8", "replace"))
            if want == "en" and code != "en":
                english = set(found)
            elif want == code:
                out += [clean(t) for t in found if t not in english]
    return sorted(set(t for t in out if len(t) > 3))


def crate_texts(folder, code, half):
    """Test sentences and words of a lingua language model crate; `half` 0 trains, 1 measures."""
    name = CRATES.get(code)
    out = []
    for part in ("sentences", "word-pairs", "single-words"):
        for path in glob.glob(os.path.join(folder, f"lingua-{name}-*", "testdata", part + ".txt")):
            with open(path, encoding="utf-8") as lines:
                out += [t.strip() for i, t in enumerate(lines) if i % 2 == half]
    return out


def lexicon_texts(folder, code):
    out = []
    for path in sorted(glob.glob(os.path.join(folder, code, "*.tsv"))):
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                if not line.startswith("#") and not line.startswith("entry\t"):
                    for choice in line.split("\t")[0].split("|"):
                        text = re.sub(r"[=*_]|\.\.\.", " ", choice).strip()
                        if len(text) > 2:
                            out.append(text)
    return out


def own_texts(folder, code):
    with open(os.path.join(folder, "language_words.txt"), encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines if not line.startswith("#")]
    return [text for lang, text in rows if lang == code]


def word_forms(folder):
    """Finnish word forms: paradigms of the Kotus word list and forms of FinnTreeBank."""
    forms = set()
    with gzip.open(os.path.join(folder, "morph", "fi_paradigm_forms.tsv.gz"), "rt") as lines:
        forms.update(line.split("\t")[0] for line in lines)
    with open(os.path.join(folder, "morph", "fi_ftb_gold.tsv"), encoding="utf-8") as lines:
        forms.update(line.split("\t")[0] for line in lines)
    return sorted(form for form in forms if len(form) > 3)


def sources(args):
    """For each group its texts, as pools of (weight, texts)."""
    held = lambda texts: [t for i, t in enumerate(texts) if i % 20]
    data = lambda name: held(jsonl(os.path.join(args.data, name + ".jsonl")))
    here = os.path.dirname(os.path.abspath(__file__))
    pools = {group: [] for group in GROUPS}
    for code, group in LANGUAGES.items():
        texts = interface_texts(args.packages, code)
        crate = crate_texts(args.crates, code, 0)
        if code in ("fi", "en"):
            pools[group] += [(1.0, texts), (1.0, crate)]
        else:
            # News sentences teach running text, interface texts every-day words.
            pools[group] += [(2.0, texts), (2.0, crate)]
        own = own_texts(here, code)
        if own:
            pools[group].append((1.5 if code in ("fi", "en", "sv") else 0.4, own))
    for code in ("fi", "en"):
        pools[code].append((2.0, lexicon_texts(args.lexicons, code)))
    pools["fi"] += [(3.0, data("fi_finnsentiment_binary")), (2.0, data("xed_fi")),
                    (3.0, data("unlabelled/fi_text")), (1.5, word_forms(args.data))]
    pools["en"] += [(3.0, data("vader_groundtruth")), (2.0, data("xed_en")),
                    (2.0, data("uci_sentences"))]
    return {group: [pool for pool in pools[group] if pool[1]] for group in GROUPS}


def snippet(text, rng):
    """A piece of a text, short more often than not: short comments are the hard ones."""
    all_words = words(text)
    if not all_words:
        return []
    draw = rng.random()
    length = (1 if draw < 0.18 else rng.randint(2, 4) if draw < 0.52 else
              rng.randint(5, 12) if draw < 0.82 else 40)
    start = rng.randrange(max(1, len(all_words) - length + 1))
    piece = all_words[start:start + length]
    if rng.random() < 0.06:
        piece = [w.translate(str.maketrans("äöåõ", "aoao")) for w in piece]
    return piece


def matrix(rows):
    indptr, indices, values = [0], [], []
    for row in rows:
        found = [f for w in row for f in features(w)]
        indices += found
        values += [1.0 / len(found) ** 0.5] * len(found)
        indptr.append(len(indices))
    shape = (len(rows), BUCKETS)
    out = sparse.csr_matrix((np.array(values, np.float32), indices, indptr), shape=shape)
    out.sum_duplicates()
    return out


def train(x, y, rng):
    """Softmax regression, AdaGrad, minibatches; returns weights and biases."""
    weights = np.zeros((BUCKETS, len(GROUPS)), np.float32)
    bias = np.zeros(len(GROUPS), np.float32)
    squares = np.full_like(weights, 1e-6)
    order = np.arange(len(y))
    truth = np.eye(len(GROUPS), dtype=np.float32)[y]
    for epoch in range(7):
        rng.shuffle(order)
        loss = 0.0
        for start in range(0, len(order), 1024):
            batch = order[start:start + 1024]
            part = x[batch]
            logits = part @ weights + bias
            logits -= logits.max(axis=1, keepdims=True)
            p = np.exp(logits)
            p /= p.sum(axis=1, keepdims=True)
            loss -= np.log(p[np.arange(len(batch)), y[batch]] + 1e-9).sum()
            error = (p - truth[batch]) / len(batch)
            gradient = part.T @ error + 1e-7 * weights
            squares += gradient * gradient
            weights -= 0.25 * gradient / np.sqrt(squares)
            bias -= 0.05 * error.sum(axis=0)
        print(f"epoch {epoch}: loss {loss / len(order):.4f}", flush=True)
    return weights, bias


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", default="../shared/data")
    parser.add_argument("--packages", required=True)
    parser.add_argument("--crates", required=True)
    parser.add_argument("--lexicons", default="lexicons")
    parser.add_argument("--out", default="lexicons/language.bin")
    parser.add_argument("--snippets", type=int, default=SNIPPETS)
    args = parser.parse_args()
    rng = random.Random(20_26)
    rows, labels = [], []
    for number, (group, pools) in enumerate(sources(args).items()):
        print(group, [(weight, len(texts)) for weight, texts in pools], flush=True)
        chosen = rng.choices(pools, [w for w, _ in pools], k=int(args.snippets * SHARES[number]))
        for _, texts in chosen:
            piece = snippet(rng.choice(texts), rng)
            if piece:
                rows.append(piece)
                labels.append(number)
    weights, bias = train(matrix(rows), np.array(labels), np.random.default_rng(2026))
    # A constant over all groups changes no decision; centring makes the most of eight bits.
    weights -= weights.mean(axis=1, keepdims=True)
    scale = float(np.quantile(np.abs(weights), 0.9995)) / 127.0
    table = np.clip(np.round(weights / scale) + 128, 0, 255).astype(np.uint8)
    with open(args.out, "wb") as out:
        out.write(struct.pack("<f", scale) + bias.astype("<f4").tobytes() + table.tobytes())
    print(f"scale {scale:.5f}, {os.path.getsize(args.out)} bytes")


if __name__ == "__main__":
    main()

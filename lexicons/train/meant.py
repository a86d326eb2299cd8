"""Learns what words say of dreams, problems, needs, expectation and cues: lexicons/{fi,en}/meant.tsv.

    python meant.py fi READINGS.jsonl > ../fi/meant.tsv
    python meant.py fi READINGS.jsonl --check     # cross-validated figures, no table

READINGS.jsonl is what `kuiske evaluate readings FILE...` gives for corpora/{hot,expectation,cues}/LANG.jsonl and
corpora/feedback-LANG/train.jsonl: labelled texts with their words (base form, negated 0/1, written like a name 0/1) and
marks (what the word lists found). Rows of another language or set are passed over. All was written for Kuiske.

Model: for `hot` and `expectation` one softmax each, for every cue a logit against all other texts,
L2. The weight of a word counts as often as it stands there, damped in long texts. Deterministic.
"""

import argparse
import collections
import json

import numpy
import scipy.optimize
import scipy.sparse

from valence import TITLES

HOT = ["dream", "none", "problem", "need"]
EXPECTATION = ["-2", "-1", "0", "1", "2"]
CUES = """silenced faint wish workaround handoff dismissal churn competitor promise_broken promise_kept
staff_praise""".split()
LEAST = 2  # texts a word must occur in
PRIOR = {"hot": 1.0, "expectation": 1.0, "cues": 0.5}
REALISTIC = 0.15  # weight of a comment from a corpus in which most say nothing of all this
READY = {"fi": 1.25, "en": 0.75}  # added to the start of a cue: found from a logit of minus this
SHORT = 12  # words; in longer texts each weighs less
SMALL = 0.1
BIAS = "*"
HEADER = """# {title}: what words say of dreams, problems, needs, expectation and cues
# source: learned by lexicons/train/meant.py from corpora/; `*` is the start, a~ is a under a negation
# licence: the licence of the project
entry\tvalue\tcategory\tnote"""


def read(path, lang):
    """One row for each text and task it has labels for."""
    rows = []
    with open(path, encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            folder = row["set"].split("/")[0]
            if row["language"] != lang:
                continue
            for task in PRIOR:
                if folder == task:
                    found, weight = row["label"], 1
                elif folder == f"feedback-{lang}":
                    found, weight = row[task], REALISTIC
                else:
                    continue
                found = [str(label) for label in (found if isinstance(found, list) else [found])]
                rows.append({**row, "task": task, "labels": found or ["none"], "weight": weight})
    return rows


def features(row):
    """Feature → amount."""
    found = collections.Counter()
    words = row["words"]
    damp = 1 / max(1.0, len(words) / SHORT) ** 0.5
    for lemma, negated, _ in words:
        found[lemma + ("~" if negated else "")] += damp
    for mark in row["marks"]:
        found[mark] = 1.0
    return found


def matrix(rows, vocab):
    values, columns, ends = [], [], [0]
    for row in rows:
        for name, amount in features(row).items():
            if name in vocab:
                columns.append(vocab[name])
                values.append(amount)
        ends.append(len(columns))
    return scipy.sparse.csr_matrix((values, columns, ends), shape=(len(rows), len(vocab)))


def vocabulary(rows):
    counts = collections.Counter(name for row in rows for name in features(row))
    names = collections.Counter(w for row in rows for w, _, name in row["words"] if name)
    kept = sorted(n for n, c in counts.items() if c >= LEAST and names[n.rstrip("~")] <= c * 0.6)
    return {name: i for i, name in enumerate(kept)}


def softmax(x, y, weight, classes, prior):
    n, d, k = x.shape[0], x.shape[1], classes

    def loss(p):
        w, b = p[: d * k].reshape(d, k), p[d * k :]
        z = x @ w + b
        z -= z.max(axis=1, keepdims=True)
        e = numpy.exp(z)
        q = e / e.sum(axis=1, keepdims=True)
        value = -(weight * numpy.log((q * y).sum(axis=1) + 1e-12)).sum() + 0.5 * prior * (w * w).sum()
        g = weight[:, None] * (q - y)
        return value, numpy.concatenate([(x.T @ g + prior * w).ravel(), g.sum(axis=0)])

    p = scipy.optimize.minimize(loss, numpy.zeros(d * k + k), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    return p[: d * k].reshape(d, k), p[d * k :]


def logits(rows, task):
    """(vocabulary, classes, weights by word and class, biases)."""
    rows = [row for row in rows if row["task"] == task]
    vocab = vocabulary(rows)
    x, weight = matrix(rows, vocab), numpy.array([1.0 if row["weight"] == 1 else REALISTIC for row in rows])
    if task == "cues":
        w, b = [], []
        for cue in CUES:
            y = numpy.array([[cue in row["labels"], cue not in row["labels"]] for row in rows], float)
            v, c = softmax(x, y, weight, 2, PRIOR[task])
            w.append(v[:, 0] - v[:, 1])
            b.append(c[0] - c[1])
        return vocab, CUES, numpy.array(w).T, numpy.array(b)
    classes = HOT if task == "hot" else EXPECTATION
    y = numpy.array([[name == row["labels"][0] for name in classes] for row in rows], float)
    return (vocab, classes, *softmax(x, y, weight, len(classes), PRIOR[task]))


def table(rows, lang):
    lines = []
    for task in ("hot", "expectation", "cues"):
        vocab, classes, w, b = logits(rows, task)
        entries = {BIAS: b + READY[lang] if task == "cues" else b, **{name: w[i] for name, i in vocab.items()}}
        for name, values in entries.items():
            for label, value in zip(classes, values):
                if abs(value) >= SMALL and " " not in name:
                    category = f"step{int(label):+d}" if task == "expectation" else label
                    lines.append(f"{name}\t{max(-8.0, min(8.0, value)):+.2f}\t{category}\t")
    return sorted(lines, key=lambda line: line.split("\t")[0::2])


def check(rows, folds=5):
    for task in ("hot", "expectation", "cues"):
        of_task = [row for row in rows if row["task"] == task]
        pairs, probable = [], []
        for fold in range(folds):
            vocab, classes, w, b = logits([r for i, r in enumerate(of_task) if i % folds != fold], task)
            rest = [r for i, r in enumerate(of_task) if i % folds == fold and r["weight"] == 1]
            z = matrix(rest, vocab) @ w + b
            pairs += [(r["labels"], classes[i]) for r, i in zip(rest, z.argmax(axis=1))]
            probable += [(r, dict(zip(classes, row))) for r, row in zip(rest, z)]
        if task == "cues":
            for threshold in (-1.5, -1.25, -1.0, -0.75, -0.5, 0.0):
                recalls, false = collections.defaultdict(list), []
                for r, row in probable:
                    found = {c for c, v in row.items() if v > threshold} | {m[4:] for m in r["marks"] if m[4:] in CUES}
                    if r["labels"] == ["none"]:
                        false.append(bool(found))
                    else:
                        recalls[r["labels"][0]].append(r["labels"][0] in found)
                mean = sum(sum(v) / len(v) for v in recalls.values()) / len(recalls)
                print(f"cues at {threshold:+.2f}: macro recall {mean:.3f}  false positives {sum(false) / len(false):.3f}")
            continue
        total = 0.0
        for name in classes:
            both = sum(given == name and labels[0] == name for labels, given in pairs)
            total += 2 * both / max(1, sum(l[0] == name for l, _ in pairs) + sum(g == name for _, g in pairs))
        near = ""
        if task == "expectation":
            near = f"  within one {sum(abs(int(l[0]) - int(g)) <= 1 for l, g in pairs) / len(pairs):.3f}"
        print(f"{task}: macro-F1 {total / len(classes):.3f}{near}")


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("lang", choices=TITLES)
    options.add_argument("readings")
    options.add_argument("--check", action="store_true")
    given = options.parse_args()
    rows = read(given.readings, given.lang)
    if given.check:
        check(rows)
    else:
        print("\n".join([HEADER.format(title=TITLES[given.lang]), *table(rows, given.lang)]))


if __name__ == "__main__":
    main()

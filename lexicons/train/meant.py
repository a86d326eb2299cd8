"""Learns what words say of dreams, problems, needs, expectation and cues: lexicons/{fi,en}/meant.tsv for words and
marks, and the columns of lexicons/sense.bin for sub-words.

    python meant.py READINGS.jsonl            # writes the tables
    python meant.py READINGS.jsonl --check    # cross-validated figures, no table

READINGS.jsonl is what `kuiske evaluate readings FILE...` gives for corpora/{hot,expectation,cues}/{fi,en}.jsonl and
corpora/feedback-{fi,en}/train.jsonl: labelled texts with their words (base form, negated 0/1, written like a name
0/1, form) and marks (what the word lists found). Rows of cues-unseen are never trained on; --check shows their figures.
All was written for Kuiske.

Model: one softmax a task, `none` among the classes of cues. Words and marks have weights of their own in each
language; sub-words and the dimensions of their vectors are read in the same way in both, and end up together in one row
a sub-word. L2. A word counts as often as it stands there, damped in long texts. Deterministic.
"""

import argparse
import collections
import json

import numpy
import scipy.optimize
import scipy.sparse

import pieces
from valence import TITLES

CUES = """silenced faint wish workaround handoff dismissal churn competitor promise_broken promise_kept
staff_praise""".split()
CLASSES = {
    "hot": ["none", "dream", "problem", "need"],
    "expectation": ["0", "-1", "-2", "1", "2"],
    "cues": ["none", *CUES],
}
LEAST = 2  # texts a feature must occur in
PRIOR = 1.0
REALISTIC = 0.15  # weight of a comment from a corpus in which most say nothing of all this
READY = {"hot": (0.0, 0.0), "expectation": (0.3, 0.3), "cues": (-0.2, -0.5)}  # added to the start of all classes but
# the first, in Finnish and English: chosen by cross-validation, cues at no more than a false one in ten
BESIDE = 1.0  # as in src/score/meant.rs
DOUBT = -2.0  # likewise
SHORT = 12  # words; in longer texts each weighs less
SCALE = 7.8  # brings the vectors of short texts to a length of about 5
SMALL = 0.1
BIAS = "*"
HEADER = """# {title}: what words say of dreams, problems, needs, expectation and cues
# source: learned by lexicons/train/meant.py from corpora/; `*` is the start, a~ is a under a negation
# licence: the licence of the project
entry\tvalue\tcategory\tnote"""


class Texts:
    """All texts as features: counted ones, and the sums of their vectors."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as lines:
            self.rows = [row for row in map(json.loads, lines) if row["language"] in TITLES]
        self.vectors = pieces.Vectors()
        number, values, columns, ends = {}, [], [], [0]
        self.dense = numpy.zeros((len(self.rows), self.vectors.dim), numpy.float32)
        for at, row in enumerate(self.rows):
            for name, amount in self.features(row, self.dense[at]).items():
                columns.append(number.setdefault(name, len(number)))
                values.append(amount)
            ends.append(len(columns))
        self.counted = scipy.sparse.csr_matrix((numpy.float32(values), columns, ends), (len(self.rows), len(number)))
        self.names = list(number)
        named = collections.Counter((r["language"], w[0]) for r in self.rows for w in r["words"] if w[2])
        often = numpy.asarray((self.counted != 0).sum(axis=0)).ravel()
        self.allowed = numpy.array(
            [kind is int or named[kind, str(name).rstrip("~")] <= often[i] * 0.6 for i, (kind, name) in enumerate(self.names)]
        )

    def features(self, row, dense):
        """(Language or int, feature) → amount; adds the vectors to `dense`."""
        found, lang = collections.Counter(), row["language"]
        damp = 1 / max(1.0, len(row["words"]) / SHORT) ** 0.5
        for lemma, negated, _, form in row["words"]:
            found[lang, lemma + ("~" if negated else "")] += damp
            for piece in self.vectors.pieces(form):
                found[int, piece] += damp
                dense += self.vectors.rows[piece] * (damp * SCALE)
        for mark in row["marks"]:
            found[lang, mark] = 1.0
        found[lang, BIAS] = 1.0
        return found


def labels(row, task):
    """The classes of a row in a task; none if the task does not concern it."""
    folder = row["set"].split("/")[0]
    if folder == task or folder == "cues-unseen" and task == "cues":
        found = row["label"] if isinstance(row["label"], list) else [row["label"]]
    elif folder.startswith("feedback-"):
        found = row[task] if isinstance(row[task], list) else [row[task]]
    else:
        return []
    found = [label for label in map(str, found) if label in CLASSES[task]]
    return found or [CLASSES[task][0]]


def is_gold(row):
    return not row["set"].startswith("feedback-")


def softmax(counted, dense, y, weight, pull):
    """Weights by column and class, as log-odds against the first class."""
    d, k = counted.shape[1], y.shape[1]
    back, dense_back = counted.T.tocsr(), numpy.ascontiguousarray(dense.T)
    pull = pull[:, None].astype(numpy.float32)

    def loss(p):
        w = p.reshape(-1, k).astype(numpy.float32)
        z = counted @ w[:d] + dense @ w[d:]
        z -= z.max(axis=1, keepdims=True)
        e = numpy.exp(z)
        q = e / e.sum(axis=1, keepdims=True)
        value = -(weight * numpy.log((q * y).sum(axis=1) + 1e-12)).sum() + 0.5 * (pull * w * w).sum()
        g = weight[:, None] * (q - y)
        return float(value), (numpy.vstack([back @ g, dense_back @ g]) + pull * w).ravel().astype(float)

    start = numpy.zeros((d + dense.shape[1]) * k)
    w = scipy.optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 60}).x.reshape(-1, k)
    return w[:, 1:] - w[:, :1]


def learn(texts, task, own):
    """(columns, their weights, weights of the dimensions) from the rows of these numbers."""
    often = numpy.asarray((texts.counted[own] != 0).sum(axis=0)).ravel()
    columns = numpy.nonzero(texts.allowed & (often >= LEAST))[0]
    found = [labels(texts.rows[i], task) for i in own]
    # A comment with several labels counts once with each.
    repeat = numpy.array([i for i, each in zip(own, found) for _ in each])
    one = numpy.eye(len(CLASSES[task]), dtype=numpy.float32)[[CLASSES[task].index(c) for each in found for c in each]]
    weight = [(1.0 if is_gold(texts.rows[i]) else REALISTIC) / len(each) for i, each in zip(own, found) for _ in each]
    starts = [texts.names[i][1] == BIAS for i in columns]
    pull = numpy.concatenate([numpy.where(starts, 0.01, PRIOR), numpy.full(texts.vectors.dim, PRIOR)])
    w = softmax(texts.counted[repeat][:, columns], texts.dense[repeat], one, numpy.float32(weight), pull)
    return columns, w[: len(columns)], w[len(columns) :]


def odds(texts, rows, model, task):
    columns, w, v = model
    ready = numpy.array([READY[task][list(TITLES).index(texts.rows[i]["language"])] for i in rows])
    return texts.counted[rows][:, columns] @ w + texts.dense[rows] @ v + ready[:, None]


def cue_figures(rows, z, name):
    none = numpy.array([labels(row, "cues") == ["none"] for row in rows])
    listed = numpy.array([["cue:" + cue in row["marks"] for cue in CUES] for row in rows])
    for least in (-0.6, -0.3, 0.0, 0.3, 0.6):
        found = (z > least) & (z >= z.max(axis=1, keepdims=True) - BESIDE) | listed & (z >= DOUBT)
        recall = [found[[cue in labels(row, "cues") for row in rows], i].mean() for i, cue in enumerate(CUES)]
        print(
            f"{name} cues at {least:+.1f}: macro recall {numpy.mean(recall):.3f}  "
            f"false positives {found[none].any(axis=1).mean():.3f}  each {found[~none].sum(axis=1).mean():.2f}"
        )


def figures(rows, z, task, name):
    classes, total = CLASSES[task], 0.0
    given = [classes[i] for i in numpy.hstack([numpy.zeros((len(z), 1)), z]).argmax(axis=1)]
    true = [labels(row, task)[0] for row in rows]
    for label in classes:
        both = sum(g == t == label for g, t in zip(given, true))
        total += 2 * both / max(1, given.count(label) + true.count(label))
    near = ""
    if task == "expectation":
        near = f"  within one {numpy.mean([abs(int(g) - int(t)) <= 1 for g, t in zip(given, true)]):.3f}"
    print(f"{name} {task}: macro-F1 {total / len(classes):.3f}{near}")


def folds(rows, count=5):
    """A fold a row: eight rows of a label in a row share one, and so do the same situations in both languages."""
    rank, found = collections.Counter(), []
    for row in rows:
        key = row["set"], str(row["label"] if is_gold(row) else "")
        found.append(rank[key] // 8 % count)
        rank[key] += 1
    return numpy.array(found)


def check(texts, tasks):
    fold = folds(texts.rows)
    unseen = numpy.array([row["set"].startswith("cues-unseen") for row in texts.rows])
    gold = numpy.array([is_gold(row) for row in texts.rows])
    for task in tasks:
        own = numpy.array([bool(labels(row, task)) for row in texts.rows]) & ~unseen
        tested = [(numpy.nonzero(own & gold & (fold == i))[0], numpy.nonzero(own & (fold != i))[0]) for i in range(5)]
        if task == "cues":
            tested.append((numpy.nonzero(unseen)[0], numpy.nonzero(own)[0]))
        found = [(rest, odds(texts, rest, learn(texts, task, train), task)) for rest, train in tested]
        for name, parts in (("crossed", found[:5]), ("unseen", found[5:])):
            for lang in TITLES if parts else ():
                rows, z = numpy.concatenate([p[0] for p in parts]), numpy.concatenate([p[1] for p in parts])
                keep = [texts.rows[i]["language"] == lang for i in rows]
                show = cue_figures if task == "cues" else figures
                show([texts.rows[i] for i in rows[keep]], z[keep], *([] if task == "cues" else [task]), f"{name} {lang}")


def write(texts):
    lines, sense = {lang: [] for lang in TITLES}, {}
    unseen = numpy.array([row["set"].startswith("cues-unseen") for row in texts.rows])
    for task, classes in CLASSES.items():
        own = numpy.array([bool(labels(row, task)) for row in texts.rows]) & ~unseen
        columns, w, v = learn(texts, task, numpy.nonzero(own)[0])
        categories = [f"step{int(label):+d}" if task == "expectation" else label for label in classes[1:]]
        by_piece = texts.vectors.rows @ v * SCALE
        for values, (kind, name) in zip(w, (texts.names[i] for i in columns)):
            if kind is int:
                by_piece[name] += values
                continue
            if name == BIAS:
                values = values + READY[task][list(TITLES).index(kind)]
            for category, value in zip(categories, values):
                if abs(value) >= SMALL and " " not in name:
                    lines[kind].append(f"{name}\t{max(-8.0, min(8.0, value)):+.2f}\t{category}\t")
        sense.update({category: by_piece[:, i] for i, category in enumerate(categories)})
    for lang, title in TITLES.items():
        rows = sorted(lines[lang], key=lambda line: line.split("\t")[0::2])
        text = "\n".join([HEADER.format(title=title), *rows]) + "\n"
        (pieces.LEXICONS / lang / "meant.tsv").write_text(text, "utf-8")
    pieces.write(sense)


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("readings")
    options.add_argument("--check", action="store_true")
    options.add_argument("--task", choices=CLASSES)
    given = options.parse_args()
    texts = Texts(given.readings)
    if given.check:
        check(texts, [given.task] if given.task else CLASSES)
    else:
        write(texts)


if __name__ == "__main__":
    main()

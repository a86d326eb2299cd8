"""Learns what words are worth beyond their hand-made valences: lexicons/{fi,en}/valence.tsv.

    python valence.py fi READINGS.jsonl > ../fi/valence.tsv
    python valence.py fi READINGS.jsonl --check     # cross-validated figures, no table

READINGS.jsonl is what `kuiske evaluate readings FILE...` gives for labelled texts: {"set": folder/name, "sentiment":
"positive"|"negative", "hand": sum of valences by the hand-made lists alone, "words": [[base form, negated 0/1, written
like a name 0/1], ...]}; other labels are passed over.

Model: logit P(positive) = a * hand + bias of the set + sum of word weights (damped in long texts), the weights
drawn to 0 (L2), so that the hand-made valence is the prior and the table holds the departure from it. A word
under a negation is a word of its own. The table gives the weights in the unit of the valences
(divided by a). Names, rare words and grammatical words get none, negations excepted. Deterministic.

Sets to train on, and their licences: see lexicons/SOURCES.md.
"""

import argparse
import collections
import json
import pathlib
import re

import numpy
import scipy.optimize
import scipy.sparse

LEXICONS = pathlib.Path(__file__).resolve().parent.parent
LEAST = 3  # texts a word must occur in
PRIOR = 3.0  # strength of the pull to 0, in texts of certain label
NAME = 0.6  # a word written like a name in this share of its texts is one
WEIGHTS = {"xed_fi": 0.5, "xed_en": 0.5, "feedback-fi/train": 3.0, "feedback-en/train": 3.0}  # film subtitles
# say little of customers, our own comments speak their language
SHORT = 15  # words; in longer texts each weighs less
KEEP = 0.8  # share of a hand-made valence that training may take away
SMALL = 0.05  # weights below this are left out
NEGATIONS = {"ei", "ilman", "neither", "never", "no", "nobody", "none", "nor", "not", "nothing", "without"}
TITLES = {"fi": "Finnish", "en": "English"}
HEADER = """# {title}: what training adds to the hand-made valences
# source: learned by lexicons/train/valence.py; the note counts texts
# licence: the licence of the project; attribution in lexicons/SOURCES.md
entry\tvalue\tcategory\tnote"""


def read(path):
    """Sets by name: lists of (is positive, hand-made sum, words)."""
    sets = collections.defaultdict(list)
    with open(path, encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row.get("sentiment") in ("positive", "negative"):
                words = [tuple(w[:3]) for w in row["words"] if w[0] == "?" or re.search("[a-zåäö]", w[0])]
                name = row["set"] if row["set"].startswith("feedback-") else row["set"].split("/")[-1]
                sets[name].append((row["sentiment"] == "positive", row["hand"], words))
    return dict(sorted(sets.items()))


def grammatical(lang):
    """Words that may not carry a weight."""
    words = set()
    for line in (LEXICONS / lang / "stopwords.tsv").read_text("utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) > 2 and cells[2] == "function":
            words.add(cells[0])
    for line in (LEXICONS / lang / "function.tsv").read_text("utf-8").splitlines():
        words.update(line.split("\t")[:2])
    return words - NEGATIONS


def vocabulary(sets, lang):
    """Word → (number, texts it occurs in)."""
    texts, names = collections.Counter(), collections.Counter()
    for rows in sets.values():
        for _, _, words in rows:
            texts.update({w for w, _, _ in words})
            names.update({w for w, _, name in words if name})
    refused = grammatical(lang)
    kept = sorted(
        w for w, n in texts.items() if n >= LEAST and names[w] < NAME * n and w not in refused and " " not in w
    )
    return {w: (i, texts[w]) for i, w in enumerate(kept)}


def matrix(rows, vocabulary):
    """Counts of words, plain and negated side by side, damped in long texts."""
    values, columns, ends = [], [], [0]
    for _, _, words in rows:
        columns += [2 * vocabulary[w][0] + negated for w, negated, _ in words if w in vocabulary]
        values += [max(1.0, len(words) / SHORT) ** -0.5] * (len(columns) - len(values))
        ends.append(len(columns))
    shape = (len(rows), 2 * len(vocabulary))
    return scipy.sparse.csr_matrix((values, columns, ends), shape=shape)


def fit(sets, vocabulary):
    """(a, word weights) by penalised maximum likelihood."""
    names = list(sets)
    rows = [row for name in names for row in sets[name]]
    of_set = numpy.concatenate([numpy.full(len(sets[n]), i) for i, n in enumerate(names)])
    weight = numpy.array([WEIGHTS.get(n, 1.0) for n in names])[of_set]
    sign = numpy.array([1.0 if row[0] else -1.0 for row in rows])
    hand = numpy.array([row[1] for row in rows])
    words, k = matrix(rows, vocabulary), len(names)

    def loss(x):
        a, bias, w = x[0], x[1 : 1 + k], x[1 + k :]
        margin = sign * (a * hand + bias[of_set] + words @ w)
        g = -weight * sign / (1 + numpy.exp(numpy.clip(margin, -50, 50)))
        value = numpy.sum(weight * numpy.logaddexp(0, -margin)) + 0.5 * PRIOR * w @ w
        return value, numpy.concatenate([[g @ hand], numpy.bincount(of_set, g, k), words.T @ g + PRIOR * w])

    start = numpy.concatenate([[1.0], numpy.zeros(k + words.shape[1])])
    x = scipy.optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return x[0], x[1 + k :]


def hand_made(lang):
    """Single words of the hand-made list and their valences."""
    values = {}
    for line in (LEXICONS / lang / "sentiment.tsv").read_text("utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) == 4 and cells[0] != "entry" and " " not in cells[0]:
            for word in cells[0].split("|"):
                values[word.lstrip("=")] = float(cells[1])
    return values


def kept_sign(weight, hand):
    """A learned weight may weaken a hand-made valence, not turn it."""
    return max(weight, -KEEP * hand) if hand > 0 else min(weight, -KEEP * hand)


def table(sets, lang):
    """Rows of valence.tsv, sorted."""
    vocab, hand = vocabulary(sets, lang), hand_made(lang)
    a, weights = fit(sets, vocab)
    rows = []
    for word, (i, n) in vocab.items():
        plain = weights[2 * i] / a
        if word in hand:
            plain = kept_sign(plain, hand[word])
        for category, w in (("affirmed", plain), ("negated", weights[2 * i + 1] / a)):
            if abs(w) >= SMALL:
                rows.append(f"{word}\t{max(-4.0, min(4.0, w)):+.2f}\t{category}\t{n}")
    return sorted(rows, key=lambda row: (row.split("\t")[0], row.split("\t")[2]))


def check(sets, lang, folds=5):
    """Prints macro-F1 (two sides, threshold 0) and AUC of each set on rows not trained on."""
    found = {name: [] for name in sets}
    for fold in range(folds):
        train = {n: [r for i, r in enumerate(rows) if i % folds != fold] for n, rows in sets.items()}
        vocab = vocabulary(train, lang)
        a, weights = fit(train, vocab)
        for name, rows in sets.items():
            rest = [r for i, r in enumerate(rows) if i % folds == fold]
            scores = numpy.array([r[1] for r in rest]) + matrix(rest, vocab) @ weights / a
            found[name] += zip(scores, (r[0] for r in rest))
    for name, pairs in found.items():
        print(f"{name:28} n {len(pairs):6}  macro-F1 {macro_f1(pairs):.3f}  AUC {auc(pairs):.3f}")


def macro_f1(pairs):
    total = 0.0
    for side in (True, False):
        both = sum((s > 0) == side and y == side for s, y in pairs)
        total += 2 * both / max(1, sum((s > 0) == side for s, _ in pairs) + sum(y == side for _, y in pairs))
    return total / 2


def auc(pairs):
    scores = numpy.array([s for s, _ in pairs])
    _, place, counts = numpy.unique(scores, return_inverse=True, return_counts=True)
    ranks = (numpy.cumsum(counts) - (counts - 1) / 2)[place]
    positive = numpy.array([y for _, y in pairs])
    n = positive.sum()
    return (ranks[positive].sum() - n * (n + 1) / 2) / (n * (len(pairs) - n))


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("lang", choices=TITLES)
    options.add_argument("readings")
    options.add_argument("--check", action="store_true")
    given = options.parse_args()
    sets = read(given.readings)
    if given.check:
        check(sets, given.lang)
    else:
        print("\n".join([HEADER.format(title=TITLES[given.lang]), *table(sets, given.lang)]))


if __name__ == "__main__":
    main()

"""English: the SPECIALIST lexicon, with the readings of a form weighed by tagged texts."""

import collections
import math

from lemma_sources import english_tags, specialist
from lemma_table import ADJECTIVE, CLASSES, Table

# Weight of a reading that the texts do not show.
PRIOR = {"V": 0.5, "N": 0.4, "A": 0.3, "R": 0.2}
RARE = 0.05  # an -ing or -ed form that is no verb


def bases(form):
    yield form, 0


def coarse(penn):
    for start, cls in (("NN", "N"), ("VB", "V"), ("MD", "V"), ("JJ", "A"), ("RB", "R")):
        if penn.startswith(start):
            return cls
    return "F"


def train(folder):
    seen = collections.defaultdict(collections.Counter)
    for (word, penn), n in english_tags(folder).items():
        seen[word][coarse(penn)] += n
    forms = collections.defaultdict(dict)
    for form, pos, lemmas in specialist():
        if lemmas:
            forms[form][pos] = lemmas
    common = collections.Counter()
    for form, readings in forms.items():
        for lemmas in readings.values():
            for lemma in lemmas:
                common[lemma] += sum(seen[form].values()) / len(lemmas) / len(readings)

    want, learn = collections.defaultdict(collections.Counter), {}
    frequency, classes, rather = (collections.Counter() for _ in range(3))
    for form, readings in forms.items():
        for pos, lemmas in readings.items():
            participle = form.endswith(("ing", "ed")) and pos != "V" and "V" in readings
            n = seen[form][pos]
            total = sum(common[x] + 0.01 for x in lemmas)
            for lemma in lemmas:
                w = (n + (RARE if participle else PRIOR[pos])) * (common[lemma] + 0.01) / total
                want[form][(lemma, pos)] += w
                learn[(form, lemma, pos)] = max(learn.get((form, lemma, pos), 0), min(1.0, 0.3 + w))
                frequency[lemma] += n / len(lemmas)
                classes[lemma] |= CLASSES[pos]
                rather[lemma] += {"A": w, "N": -w}.get(pos, 0)

    table = Table()
    for (form, lemma, pos), weight in learn.items():
        table.learn(form, lemma, pos, weight)
    table.freeze(least=2.5)
    for lemma, bits in classes.items():
        bits |= ADJECTIVE if rather[lemma] > 0 and bits & 1 else 0
        table.known[lemma] = (bits, min(7, int(math.log2(1 + frequency[lemma]))), 0, 0)
    for form in sorted(want):
        best = max(want[form].items(), key=lambda x: (x[1], x[0]))[0]
        _, lemma, pos = table.guess(form, bases)
        if lemma != best[0] or (pos != best[1] and frequency[lemma] >= 20):
            table.exact[form] = best
    return table

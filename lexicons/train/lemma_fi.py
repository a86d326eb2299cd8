"""Finnish: what FinnTreeBank and the Kotus paradigms teach, brought under one convention.

The convention is that of feedback: gerunds (-minen) are nouns, participles that dictionaries list
are adjectives (*luotettava*), *parempi* and *paras* are forms of *hyvä*.
"""

import collections
import math
import re

from lemma_forms import implied, inflected
from lemma_sources import our_list, paradigms, treebank
from lemma_table import ADJECTIVE, CLASSES, CLITIC, HEAD, NAME, POSSESSIVE, Table, common_prefix, edit

CLITICS = "kin kaan kään kohan köhän ko kö kos kös han hän pa pä pas päs".split()
CASES = tuple("ssa ssä sta stä lla llä lta ltä lle na nä tta ttä".split())
GERUND = re.compile(
    r"mi(nen|s(en|ta|tä|een|essa|essä|esta|estä|eksi|ella|ellä|elle|elta|eltä|et|ia|iä|ien|i|issa"
    r"|ista|tani|täni|taan|tään|ensa|ensä|eni))$"
)
PARTICIPLE = re.compile(r"(.+v[aä])(n|a|ä|na|nä|ssa|ssä|sta|stä|lla|llä|lle|lta|ltä|ksi)?$")
PARTICIPLES = re.compile(
    r"(.+v)(ia|iä|ien|illa|illä|ista|istä|issa|issä|ille|ilta|iltä|iin|iksi|ina|inä|immin)$"
)
IMPLIED = 0.3  # weight of a form that a known one implies
VERBAL = {"oleva", "koskeva", "kuuluva", "liittyvä"}  # listed, but nearly always verbs
ADVERBS = {"aiemmin", "myöhemmin", "aikaisemmin", "ennemmin", "enemmin", "vähemmin"}
ADJECTIVE_ENDINGS = tuple("inen ton tön kas käs ea eä va vä isa isä mpi lias liäs".split())
# Parts that look like nouns and end words that are no compounds.
NO_TAILS = set(
    "lainen läinen mainen mäinen moinen ton tön minen inen isa sto stö tar tin ja jä nen kas käs una "
    "sia aja ate eri esi ilo kin ien oja ras tus ssi kka aus sti eli nainen oppinen ulos kanen elin "
    "ihin akka aito alin etu neen suus isi isyys".split()
)


def bases(form):
    """As `finnish/bases.rs`."""
    for rest, penalty in [(form, 0)] + [
        (form[: -len(c)], CLITIC) for c in CLITICS if form.endswith(c) and len(form) - len(c) >= 2
    ]:
        yield rest, penalty
        for stem in without_possessive(rest):
            yield stem, penalty + POSSESSIVE


def without_possessive(form):
    for suffix in ("ni", "si", "nsa", "nsä", "mme", "nne"):
        if form.endswith(suffix):
            rest = form[: -len(suffix)]
            if len(rest) > 4 and rest.endswith(CASES):
                yield rest
            if len(rest) > 5 and rest.endswith("kse"):
                yield rest[:-1] + "i"
                yield rest[:-3]
    if len(form) > 6 and form[-1] == "n" and form[-2] == form[-3] and form[-2] in "aäe":
        rest = form[:-2]
        if rest.endswith(CASES) or rest.endswith(("ta", "tä")):
            yield rest
        if rest.endswith("kse"):
            yield rest[:-1] + "i"
            yield rest[:-3]


def classes_of_paradigms(bank, forms):
    """Word class of each Kotus lemma: as in the treebank, else by how its forms are built."""
    known, odds = collections.defaultdict(collections.Counter), collections.defaultdict(collections.Counter)
    for form, lemma, pos, count, _ in bank:
        known[lemma][pos] += count
        if pos in "NVA":
            for key in ((form[-3:], edit(form, lemma)), edit(form, lemma)):
                odds[key]["V" if pos == "V" else "N"] += 1
    verbal, changing = collections.Counter(), set()
    for form, lemma, _, _ in forms:
        c = odds.get((form[-3:], edit(form, lemma))) or odds.get(edit(form, lemma))
        verbal[lemma] += math.log((c["V"] + 0.1) / (c["N"] + 0.1)) if c else 0.0
        if form != lemma and not form.startswith(lemma):
            changing.add(lemma)
        elif form.endswith(("n", "t", "ssa", "ssä", "lla", "llä")) and form != lemma:
            changing.add(lemma)
    found = {}
    for lemma, score in verbal.items():
        verb = score > 0 and lemma[-1] in "aä"
        best = known[lemma].most_common(1)[0][0] if lemma in known else None
        if best and (best != "N" or not verb):
            found[lemma] = best
        elif verb:
            found[lemma] = "V"
        elif lemma.endswith(ADJECTIVE_ENDINGS) and not lemma.endswith(("minen", "lainen", "läinen")):
            found[lemma] = "A"
        elif lemma.endswith(("sti", "ttain", "ttäin", "isin")) and lemma not in changing:
            found[lemma] = "R"
        else:
            found[lemma] = "N"
    return found


def convention(form, lemma, pos, nominal):
    if pos == "V" and lemma[-1] in "aä":
        m = GERUND.search(form)
        if m and m.start() >= 1 and common_prefix(form, lemma) >= min(m.start(), len(lemma)) - 3:
            return form[: m.start()] + "minen", "N"
        m = PARTICIPLE.match(form)
        if m and m.group(1) in nominal and m.group(1) not in VERBAL:
            return m.group(1), "A"
        m = PARTICIPLES.match(form)
        for vowel in "aä":
            if m and m.group(1) + vowel in nominal and m.group(1) + vowel not in VERBAL:
                return m.group(1) + vowel, "A"
    if lemma in ("parempi", "paras", "parhain"):
        return "hyvä", "A"
    if lemma in ("paremmin", "parhaiten"):
        return "hyvin", "R"
    if lemma.endswith("mmin") and pos == "R" and lemma not in ADVERBS:
        stem = lemma[:-4]
        for base in (stem + "sti", stem[:-1] + "asti", stem[:-1] + "ästi"):
            if base in nominal:
                return base, "R"
    return lemma, pos


class Lessons:
    """Everything counted: wanted readings of forms, frequency and classes of lemmas."""

    def __init__(self, bank, forms, adposition=0.05):
        pos_of = classes_of_paradigms(bank, forms)
        nominal = {l for l, p in pos_of.items() if p in "NAR"} | {l for _, l, p, _, _ in bank if p in "NAR"}
        self.want = collections.defaultdict(collections.Counter)
        self.learn, self.frequency = collections.Counter(), collections.Counter()
        self.classes, self.names = set(), collections.Counter()
        self.adjectives = collections.Counter()  # above 0: rather an adjective than a noun
        for form, lemma, pos, count, upos in bank:
            # An adposition is a noun in a case for those who search, where it can be one.
            count *= adposition if upos == "ADP" else 1
            lemma, pos = convention(form, lemma, pos, nominal)
            self.add(form, lemma, pos, count, 1, count)
            self.names[lemma] += count if upos == "PROPN" else -count
        seen_in_bank = set(self.want)
        for form, lemma, seen, rivals in forms:
            listed = pos_of[lemma]
            self.classes.add((lemma, CLASSES[listed]))
            self.names[lemma] -= 5
            new, pos = convention(form, lemma, listed, nominal)
            wanted = (1 + (new.endswith("t") and pos == "N")) / rivals if form not in seen_in_bank else 0
            self.add(form, new, pos, wanted, 1 / rivals, max(0.2, min(seen, 60) / rivals / 4))

    def add(self, form, lemma, pos, wanted, weight, frequency):
        if wanted:
            self.want[form][(lemma, pos)] += wanted
        self.learn[(form, lemma, pos)] = max(self.learn[(form, lemma, pos)], weight)
        self.frequency[lemma] += frequency
        self.adjectives[lemma] += {"A": 1, "N": -1}.get(pos, 0) * (wanted + 0.1)
        self.classes.add((lemma, CLASSES[pos]))

    def add_ours(self):
        """Nouns of our own lists and names, so that their compounds and cases follow."""
        for form, lemma, cls, *_ in our_list("fi/irregular.tsv"):
            if cls == "noun":
                self.add(form, lemma, "N", 2, 1, 1)
        for adjective, *_ in our_list("fi/adjectives.tsv"):
            for form in inflected(adjective):
                self.want[form].clear()
                self.add(form, adjective, "A", 5, 1, 1)
        vowels = "aeiouyäö"
        for name, _ in our_list("fi/names.tsv"):
            self.classes.add((name, CLASSES["N"]))
            self.frequency[name] += 3
            self.names[name] += 1
            if name.isalpha() and name[-1] not in vowels:
                a = "ä" if not set(name) & set("aou") else "a"
                for case in ("in", "i" + a, f"iss{a}", f"ist{a}", "iin", f"ill{a}", f"ilt{a}", "ille", "iksi"):
                    self.add(name + case, name, "N", 1, 0.3, 0)


def first_parts(nouns, lessons):
    """Strings that may begin a compound: nouns, genitives, -s stems, and a list of ours."""
    ours = {row[0] for row in our_list("fi/parts.tsv")}
    genitives = set()
    for form, lemma, pos in lessons.learn:
        if pos not in "NA" or not form.endswith("n") or lemma not in nouns or lemma.endswith("n"):
            continue
        illative = form[-2] == form[-3:-2] and not form.endswith("een") or form.endswith(("hin", "seen"))
        if not illative and form != lemma and len(form) >= 4 and lessons.frequency[lemma] >= 1:
            genitives.add(form)
    stems = {n[:-3] + "s" for n in nouns if n.endswith("nen") and len(n) > 5}
    plain = {n for n in nouns if len(n) >= 3 and not n.endswith(("inen", "ton", "tön"))}
    return plain | genitives | stems | ours, ours


def bucket(n):
    return min(3, round(math.log(1 + n)))


def train(folder):
    bank, forms = list(treebank(folder)), list(paradigms(folder))
    lessons = Lessons(bank, forms)
    lessons.add_ours()
    table = Table()
    for (form, lemma, pos), weight in lessons.learn.items():
        seen = lessons.want[form][(lemma, pos)]
        table.learn(form, lemma, pos, weight * (1 + 0.25 * math.log(1 + 0.7 * seen)))
    more = {
        (form, lemma, pos)
        for (known, lemma, pos), weight in lessons.learn.items()
        if weight == 1
        for form in implied(known, pos)
    }
    for reading in sorted(more - lessons.learn.keys()):
        table.learn(*reading, IMPLIED)
    table.freeze(closeness=6)
    know(table, lessons)
    settle(table, lessons)
    return table


def know(table, lessons):
    bits = collections.Counter()
    for lemma, cls in lessons.classes:
        bits[lemma] |= cls
    nouns = {l for l, b in bits.items() if b & 1}
    firsts, ours = first_parts(nouns, lessons)
    as_first, as_last = collections.Counter(), collections.Counter()
    for lemma in nouns:
        for i in range(2, len(lemma) - 2):
            head, tail = lemma[:i], lemma[i:]
            if tail in nouns and tail not in NO_TAILS and head in firsts and (i > 2 or head in ours):
                as_first[head] += 1
                as_last[tail] += 1
    for text in set(bits) | {f for f in firsts if as_first[f] or f in ours}:
        b = bits[text]
        b |= HEAD if text in firsts else 0
        b |= ADJECTIVE if lessons.adjectives[text] > 0 and b & 1 else 0
        b |= NAME if lessons.names[text] > 0 and b & 1 else 0
        often = min(7, int(math.log2(1 + lessons.frequency[text])))
        usual = often >= 3 and len(text) >= 5  # a frequent noun may end a compound not seen yet
        last = 0 if text in NO_TAILS else max(bucket(as_last[text]), usual)
        table.known[text] = (b, often, bucket(as_first[text]), last)


def settle(table, lessons):
    """Forms for which rules and known lemmas would choose something else."""
    for form in sorted(lessons.want):
        want = lessons.want[form]
        _, lemma, _ = table.guess(form, bases)
        most = max(want.values())
        best = [r for r, n in want.items() if n >= most * 0.75]
        if lemma not in [l for l, _ in best]:
            table.exact[form] = min(best, key=lambda r: (-lessons.frequency[r[0]], r))

"""The lemma table: suffix rules with their odds, a set of known lemmas, and the exact forms that
both get wrong. Everything that `src/analyse/rules/` does at run time is done here with the same
integers, so that the exceptions are exact. `pack` writes the file that the program compiles in.
"""

import collections
import math

CLASSES = {"N": 1, "A": 1, "V": 2, "R": 4, "F": 4}  # bit of the known-lemma entry
POS_CODES = {"N": 0, "V": 1, "A": 2, "R": 3, "F": 4}
HEAD = 8  # bit: may begin a compound
NAME = 1 << 11  # bit: a proper name
ADJECTIVE = 1 << 12  # bit: of noun and adjective, rather an adjective
UNITS = 6  # score units per nat
TOP = 6  # rules kept with a suffix
STEP = 3  # odds are rounded to this, so that suffixes share them
LIKELY = 30  # a change in the odds of these is worth a suffix of its own
LEAST_LIKELY = 42  # rules less likely than this are dropped
MASK = (1 << 64) - 1

# Score of a candidate = odds of its rule (negative, UNITS per nat) + one of these.
# Chosen on FinnTreeBank forms held out of training; the order is that of `rank.rs`.
KNOWN = [26, 28, 30, 32, 34, 36, 38, 40]  # by how frequent the lemma is
OTHER_CLASS = 6
COMPOUND = 14
TAIL = 8
CLITIC = -10
POSSESSIVE = -6


def reversed_hash(text):
    """FNV-1a over the bytes from the last to the first, folded to 32 bits."""
    h = 0xCBF29CE484222325
    for b in reversed(text.encode()):
        h = ((h ^ b) * 0x100000001B3) & MASK
    return fold(h)


def fold(h):
    return (h ^ (h >> 32)) & 0xFFFFFFFF


def common_prefix(a, b):
    n = 0
    for x, y in zip(a, b):
        if x != y:
            break
        n += 1
    return n


def edit(form, lemma):
    n = common_prefix(form, lemma)
    return len(form) - n, lemma[n:]


class Table:
    """Trained from (form, lemma, class, weight)."""

    def __init__(self, longest=9, smooth=1.5):
        self.longest, self.smooth = longest, smooth
        self.count = collections.defaultdict(collections.Counter)
        self.total = collections.Counter()
        self.known = {}  # text -> (class bits, HEAD and NAME; frequency, as first, as last part)
        self.nodes = {}
        self.exact = {}

    def learn(self, form, lemma, pos, weight):
        n, add = edit(form, lemma)
        for k in range(min(self.longest, len(form)) + 1):
            s = form[len(form) - k:]
            self.total[s] += weight
            if n <= k:
                self.count[s][(n, add, pos)] += weight

    def freeze(self, least=1.6, closeness=4):
        """Odds with back-off, rounded; a suffix that says what its parent says is dropped."""
        full = {}
        for k in range(self.longest + 1):
            for s, c in [(s, c) for s, c in self.count.items() if len(s) == k]:
                total = self.total[s]
                lam = total / (total + self.smooth * max(1.0, len(c) ** 0.5))
                d = {r: p * (1 - lam) for r, p in full.get(s[1:], {}).items()} if k else {}
                for r, w in c.items():
                    d[r] = d.get(r, 0.0) + lam * w / total
                full[s] = dict(sorted(d.items(), key=lambda x: (-x[1], x[0]))[:24])
        kept, keys = {}, set()
        for s in sorted(full, key=lambda s: (len(s), s)):
            if s and (self.total[s] < least or reversed_hash(s) in keys):
                continue
            d = [(r, round(-math.log(p) * UNITS / STEP) * STEP) for r, p in full[s].items()]
            d = sorted(d, key=lambda x: (x[1], x[0]))[:TOP]
            d = [x for x in d if x[1] < LEAST_LIKELY] or d[:1]
            parent = next((kept[s[i:]] for i in range(1, len(s) + 1) if s[i:] in kept), None)
            if parent is None or differs(d, parent, closeness):
                kept[s] = d
                keys.add(reversed_hash(s))
        self.nodes = kept

    # --- the same steps as at run time -------------------------------------------------------

    def rules_for(self, form):
        for k in range(min(self.longest, len(form)), -1, -1):
            d = self.nodes.get(form[len(form) - k:])
            if d is not None:
                return d
        return []

    def standing(self, lemma, cls):
        e = self.known.get(lemma)
        if e and e[0] & cls:
            return KNOWN[e[1]]
        if e and e[0] & 7:
            return OTHER_CLASS
        best = 0
        if cls == 1:
            for i in range(3, len(lemma) - 2):
                t = self.known.get(lemma[i:])
                if t and t[0] & cls and not (len(lemma) - i == 3 and t[1] < 3):
                    h = self.known.get(lemma[:i].rstrip("-"))
                    if h and h[0] & HEAD:
                        return COMPOUND
                    if len(lemma) - i >= 5:
                        best = TAIL
        return best

    def candidates(self, form, bases):
        """(score, lemma, pos), in a fixed order."""
        for base, penalty in bases(form):
            for (n, add, pos), odds in self.rules_for(base):
                if n <= len(base) and len(base) - n + len(add) > 0:
                    lemma = base[:len(base) - n] + add
                    yield penalty - odds + self.standing(lemma, CLASSES[pos]), lemma, pos

    def guess(self, form, bases):
        best = None
        for c in self.candidates(form, bases):
            if best is None or c[0] > best[0]:
                best = c
        return best or (0, form, "N")


def differs(d, parent, closeness):
    if d[0][0] != parent[0][0]:
        return True
    old = dict(parent)
    return any(abs(q - old.get(r, LEAST_LIKELY)) > closeness for r, q in d if q < LIKELY)


# --- the file ------------------------------------------------------------------------------------


def number(n):
    out = bytearray()
    while n >= 0x80:
        out.append(n & 0x7F | 0x80)
        n >>= 7
    out.append(n)
    return bytes(out)


def keyed(entries, value):
    """(text -> value) as ascending 32-bit keys, written as differences."""
    keys = {}
    for text in sorted(entries):
        k = reversed_hash(text)
        assert k not in keys, f"{text} and {keys[k][0]} have the same key"
        keys[k] = (text, entries[text])
    out, last = bytearray(number(len(keys))), 0
    for k in sorted(keys):
        out += number(k - last) + value(keys[k][1])
        last = k
    return bytes(out)


def pack(table):
    exact = {f: (*edit(f, lemma), pos) for f, (lemma, pos) in table.exact.items()}
    used = collections.Counter(r for d in table.nodes.values() for r, _ in d)
    used.update(exact.values())
    rules = [r for r, _ in sorted(used.items(), key=lambda x: (-x[1], x[0]))]
    assert len(rules) < 1 << 16
    rule_at = {r: i for i, r in enumerate(rules)}
    adds = sorted({r[1] for r in rules})
    add_at = {a: i for i, a in enumerate(adds)}
    dists = collections.Counter(tuple(d) for d in table.nodes.values())
    dists = [d for d, _ in sorted(dists.items(), key=lambda x: (-x[1], x[0]))]
    dist_at = {d: i for i, d in enumerate(dists)}

    out = bytearray(b"KLT1") + bytes([table.longest])
    out += bytes(w & 0xFF for w in (*KNOWN, OTHER_CLASS, COMPOUND, TAIL))
    out += number(len(adds)) + b"".join(bytes([len(a.encode())]) + a.encode() for a in adds)
    out += number(len(rules))
    for n, add, pos in rules:
        out += bytes([n]) + number(add_at[add]) + bytes([POS_CODES[pos]])
    out += number(len(dists))
    for d in dists:
        out += bytes([len(d)]) + b"".join(number(rule_at[r]) + bytes([q]) for r, q in d)
    out += keyed({s: tuple(d) for s, d in table.nodes.items()}, lambda d: number(dist_at[d]))
    out += keyed(table.known, lambda e: number(e[0] | e[1] << 4 | e[2] << 7 | e[3] << 9))
    out += keyed(exact, lambda r: number(rule_at[r]))
    return bytes(out)

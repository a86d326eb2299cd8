"""Forms that a known form implies: regular neighbours in the paradigm, with the same stem.

The paradigms of the sources are samples; from *säädetään* follow *säädetty* and *säädettiin*, from
*kaupassa* *kaupasta* and *kaupan*. They teach the suffix rules and are no exact forms.
"""

import re

FRONT = str.maketrans("aou", "äöy")
LOCAL = ("ssa", "sta", "lla", "lta", "lle", "ksi")
PASSIVE = "ttiin ttu tun tut ttua ttuja tuista tuissa tuille ttaisiin ttava ttavan ttavat ttavaa ttavia ttavissa ta"
VERBAL = (
    ("isi", "isin isit isimme isivat is"),
    ("isin", "isi isit isimme isivat"),
    ("taan", PASSIVE),
    ("ttiin", "taan ttu tun tut ttua ttuja ttaisiin ttava ttavan"),
    ("nut", "neet neen neita neiden neille neissa"),
    ("neet", "nut neen neita neiden"),
    ("maan", "massa malla masta matta"),
    ("massa", "maan malla masta matta"),
    ("imme", "in it itte"),
    ("mme", "n t tte"),
)


def implied(form, pos):
    front = not set(form) & set("aou")

    def swap(ending, others):
        ending = ending.translate(FRONT) if front else ending
        if not form.endswith(ending) or len(form) - len(ending) < 2:
            return []
        stem = form[: -len(ending)]
        return [stem + (o.translate(FRONT) if front else o) for o in others]

    if pos in "NA":
        for ending in LOCAL:
            found = swap(ending, [o for o in LOCAL if o != ending])
            if found:
                plural = found[0][:-3].endswith("i")
                return found if plural else found + swap(ending, ["n", "t"])
        genitive = form.endswith("n") and form[-2] != form[-3:-2] and form[-2] in "aeiouyäö"
        if genitive and not form.endswith(("ien", "jen", "den", "tten", "hin", "in")):
            return swap("n", LOCAL + ("t",))
    if pos == "V":
        for ending, others in VERBAL:
            if ending == "taan" and not re.search("[eouyöi]t(aan|ään)$", form):
                continue
            found = swap(ending, others.split())
            if found:
                return found
    return []


def inflected(adjective):
    """Frequent forms of an adjective in -va, -nut, -ton or -ttu."""
    a = "a" if set(adjective) & set("aou") else "ä"
    stem, last = adjective[:-3], adjective[-3:]
    if adjective.endswith(("va", "vä")):
        s, p = adjective, adjective[:-1] + "i"
        part = [s + a, p + a, p + "en", s[:-1] + "impi" + a]
    elif last in ("nut", "nyt"):
        s, p = stem + "nee", stem + "nei"
        part = [adjective + "t" + a, stem + "neit" + a, stem + "neiden", stem + "neempi"]
    elif last in ("ton", "tön"):
        s, p = stem + "tt" + last[1] + "m" + a, stem + "tt" + last[1] + "mi"
        part = [adjective + "t" + a, p + a, p + "en", s[:-1] + "mpi"]
    else:
        s, p = adjective, adjective + "i"
        part = [adjective + a]
    cases = ["n", "t"] + [c.translate(FRONT) if a == "ä" else c for c in LOCAL + ("na",)]
    more = [s + "mpi", s + "mp" + a + a, s + "mm" + a + "n"] if last[0] != "t" else []
    return [adjective, *part, *(s + c for c in cases), *(p + c for c in cases[2:]), *more]

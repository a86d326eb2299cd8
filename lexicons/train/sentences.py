"""Own training sentences: a small grammar per language, expanded with a fixed seed.

Grammar files `grammar_fi.txt` and `grammar_en.txt` hold one template a line. `= name` opens a
slot whose values stand on the next line, divided by `|`; `{name}` puts a slot in a template and
`[a|b|]` a choice in place (choices may hold slots). Lines that start with `# ` are notes.
Slots may be used before they are defined. The same seed gives the same sentences.
"""

import pathlib
import random
import re

SLOT = re.compile(r"\{(\w+)\}")
CHOICE = re.compile(r"\[([^\[\]]*)\]")
HERE = pathlib.Path(__file__).resolve().parent


def read_grammar(path):
    """Return (slots, templates) of a grammar file; a bad slot name raises ValueError."""
    slots, templates, name = {}, [], None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("# "):
            continue
        if line.startswith("= "):
            name = line[2:].strip()
        elif name:
            slots[name] = [value.strip() for value in line.split("|")]
            name = None
        else:
            templates.append((number, line))
    for number, line in templates:
        unknown = [s for s in SLOT.findall(line) if s not in slots]
        if unknown:
            raise ValueError(f"{path.name} line {number}: unknown slot {unknown[0]}")
    return slots, [line for _, line in templates]


def expand(template, slots, rng):
    """One random sentence of a template: choices first, inside out, then slots."""
    text = template
    while True:
        found = CHOICE.search(text) or SLOT.search(text)
        if not found:
            return " ".join(text.split()).replace(" ,", ",")
        inner = found.group(1)
        values = slots[inner] if found.group(0).startswith("{") else inner.split("|")
        text = text[: found.start()] + rng.choice(values) + text[found.end() :]


def size(template, slots):
    """Rough number of different sentences of a template (slots inside choices count once)."""
    total = 1
    for inner in CHOICE.findall(template):
        total *= len(inner.split("|"))
    for name in SLOT.findall(template):
        total *= len(slots[name])
    return total


def sentences(language, per_template=40, seed=7):
    """Distinct sentences of a language ("fi" or "en"), at most `per_template` a template."""
    slots, templates = read_grammar(HERE / f"grammar_{language}.txt")
    rng = random.Random(f"{seed}-{language}")
    seen = {}
    for template in templates:
        wanted = min(per_template, size(template, slots))
        made = set()
        for _ in range(wanted * 4):
            if len(made) == wanted:
                break
            made.add(expand(template, slots, rng))
        seen.update(dict.fromkeys(sorted(made)))
    return list(seen)


if __name__ == "__main__":
    for code in ("fi", "en"):
        print(code, len(sentences(code)))

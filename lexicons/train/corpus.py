"""Training texts of the static vectors: where they come from, how they are prepared.

Every source here is under CC BY, MIT, Apache, BSD or a like licence, or was released for the
learning of word vectors; `lexicons/SOURCES.md` names them. No text leaves this program.
"""

import ast
import importlib.util
import json
import pathlib
import random
import re
import unicodedata
import zipfile
from typing import NamedTuple

import sentences

MAX_WORDS = 40
SEED = 5
ADDRESS = re.compile(r"https?://\S+|www\.\S+")
NAME = re.compile(r"@\w+")
MARKUP = re.compile(r"\{[^}]*\}|<[^>]+>|[*_`\[\]]|\([^)]*\)")
CODE = re.compile(r"[=\\>`{]")
PROJECT_FILES = [
    ("unlabelled/fi_text.jsonl", "fi"),
    ("xed_fi.jsonl", "fi"),
    ("fi_finnsentiment_binary.jsonl", "fi"),
    ("xed_en.jsonl", "en"),
    ("vader_groundtruth.jsonl", "en"),
    ("uci_sentences.jsonl", "en"),
]
DOCUMENTED = ["sklearn", "numpy", "scipy", "torch", "networkx", "sympy", "huggingface_hub"]
# WordNet's lexicographer files of animals and plants: species lists, of no use to customers.
SPECIES_FILES = (5, 20)


class Text(NamedTuple):
    text: str
    language: str
    source: str


def prepare(text):
    """What the product does before sub-words: NFKC, lower case, no addresses and @names."""
    text = unicodedata.normalize("NFKC", text).lower()
    return " ".join(NAME.sub(" ", ADDRESS.sub(" ", text)).split())


def project_texts(data):
    for name, language in PROJECT_FILES:
        with open(pathlib.Path(data) / name, encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)["text"], language, name


def own_texts():
    for language in ("fi", "en"):
        for text in sentences.sentences(language, per_template=60):
            yield text, language, "own sentences"


def wordnet_texts(folder, glosses, examples):
    """A seeded sample of WordNet: "word, word: definition" and example sentences."""
    defined, used = [], []
    for part in ("noun", "verb", "adj", "adv"):
        path = pathlib.Path(folder) / f"data.{part}"
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("  "):
                continue
            head, gloss = line.split("|", 1)
            fields = head.split()
            if part == "noun" and int(fields[1]) in SPECIES_FILES:
                continue
            count = int(fields[3], 16)
            words = [fields[4 + 2 * i].split("(")[0].replace("_", " ") for i in range(count)]
            defined.append(f"{', '.join(words[:3])}: {gloss.split(chr(34))[0].strip(' ;')}")
            used += [text for text in re.findall(r'"([^"]+)"', gloss) if len(text.split()) > 3]
    rng = random.Random(SEED)
    rng.shuffle(defined)
    rng.shuffle(used)
    for text in used[:examples] + defined[:glosses]:
        yield text, "en", "wordnet"


def leaves(tree, path=""):
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from leaves(value, f"{path}/{key}")
        else:
            yield f"{path}/{key}", value


def plain(text):
    """One interface text without place holders and markup, its first line only."""
    text = MARKUP.sub(" ", text.split("\n")[0])
    return re.sub(r"\s+([.,!?:;])", r"\1", " ".join(text.split()))


def interface_texts(wheel, english):
    """Interface texts of homeassistant in both languages, a seeded sample of the English."""
    found = {"en": {}, "fi": {}}
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        for name in sorted(n for n in names if n.endswith("/translations/en.json")):
            texts = dict(leaves(json.loads(archive.read(name))))
            found["en"].update((plain(text), None) for text in texts.values())
            other = name.removesuffix("en.json") + "fi.json"
            if other in names:
                translated = leaves(json.loads(archive.read(other)))
                ours = (plain(text) for key, text in translated if texts.get(key) != text)
                found["fi"].update((text, None) for text in ours)
    chosen = [t for t in found["en"] if 4 <= len(t.split()) <= 30 and not re.search("[äö]", t)]
    random.Random(SEED).shuffle(chosen)
    for text in chosen[:english]:
        yield text, "en", "homeassistant"
    for text in found["fi"]:
        if 3 <= len(text.split()) <= 30:
            yield text, "fi", "homeassistant"


def docstrings(count):
    """First sentences of the documentation inside the pinned Python packages."""
    found = {}
    for package in DOCUMENTED:
        spec = importlib.util.find_spec(package)
        for path in sorted(pathlib.Path(spec.origin).parent.rglob("*.py")):
            if "tests" in path.parts:
                continue
            try:
                tree = ast.parse(path.read_text(encoding="utf-8"))
            except (SyntaxError, ValueError):
                continue
            for node in ast.walk(tree):
                if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                    text = " ".join((ast.get_docstring(node) or "").split("\n\n")[0].split())
                    if 5 <= len(text.split()) <= 18 and not CODE.search(text):
                        found[text] = None
    chosen = list(found)
    random.Random(SEED).shuffle(chosen)
    for text in chosen[:count]:
        yield text, "en", "docstrings"


def collect(data, wordnet, wheel):
    """All texts, prepared, cut at 40 words, each once, in a fixed order."""
    sources = [
        project_texts(data),
        own_texts(),
        wordnet_texts(wordnet, glosses=45000, examples=30000),
        interface_texts(wheel, english=6000),
        docstrings(5000),
    ]
    seen, texts = set(), []
    for source in sources:
        for raw, language, name in source:
            words = prepare(raw).split()[:MAX_WORDS]
            text = " ".join(words)
            if len(words) > 1 and text not in seen:
                seen.add(text)
                texts.append(Text(text, language, name))
    return texts

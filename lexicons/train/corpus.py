"""Training texts of the static vectors: where they come from, how they are prepared.

Every source is openly licensed; `lexicons/SOURCES.md` names each with its licence. Texts serve as
input of learning only: none of them leaves this program.
"""

import json
import pathlib
import random
import re
import unicodedata
from typing import NamedTuple

import sentences

MAX_WORDS = 40
SEED = 5
GLOSSES = 42026
EXAMPLES = 30000
ADDRESS = re.compile(r"https?://\S+|www\.\S+")
NAME = re.compile(r"@\w+")
PROJECT_FILES = [
    ("unlabelled/fi_text.jsonl", "fi"),
    ("xed_fi.jsonl", "fi"),
    ("fi_finnsentiment_binary.jsonl", "fi"),
    ("xed_en.jsonl", "en"),
    ("vader_groundtruth.jsonl", "en"),
    ("uci_sentences.jsonl", "en"),
]
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
                words = prepare(json.loads(line)["text"]).split()[:MAX_WORDS]
                if len(words) > 1:
                    yield " ".join(words), language, name


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


def collect(data, wordnet):
    """All texts, prepared, each once, in a fixed order."""
    sources = [
        project_texts(data),
        own_texts(),
        wordnet_texts(wordnet, glosses=GLOSSES, examples=EXAMPLES),
    ]
    seen, texts = set(), []
    for source in sources:
        for raw, language, name in source:
            text = prepare(raw)
            if text and text not in seen:
                seen.add(text)
                texts.append(Text(text, language, name))
    return texts

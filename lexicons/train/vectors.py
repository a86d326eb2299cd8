"""Makes `vectors.bin`: Finnish + English sub-word vectors distilled from a sentence model.

    python vectors.py --data ../shared/data --out lexicons/vectors.bin \
        --wordnet /usr/share/wordnet --cache build/vectors

A comment's vector is the sum of its pieces' rows, so the whole model is one table. The steps:
texts (corpus.py), sub-word pieces (Unigram), teacher vectors of texts and pieces (teacher.py),
targets centred per language, one regularised least squares fit (solve.py), quantising, writing.
The same packages, seed and texts give the same file. See requirements-vectors.txt.
"""

import argparse
import json
import pathlib
import struct

import numpy as np
from tokenizers import Tokenizer, models, pre_tokenizers, trainers

import corpus
import solve
import teacher

UNKNOWN = "<unk>"


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", default="../shared/data", help="folder of development data")
    parser.add_argument("--out", default="lexicons/vectors.bin", type=pathlib.Path)
    parser.add_argument("--wordnet", default="/usr/share/wordnet", help="folder of data.noun …")
    parser.add_argument("--cache", default="build/vectors", help="folder of teacher vectors")
    parser.add_argument("--pieces", default=22000, type=int)
    parser.add_argument("--dimensions", default=256, type=int)
    parser.add_argument("--bits", default=4, type=int, choices=(4, 8))
    parser.add_argument("--threads", default=2, type=int)
    return parser.parse_args()


def unigram(pieces):
    """The sub-word model as the product builds it from the file."""
    model = Tokenizer(models.Unigram(pieces, unk_id=0, byte_fallback=False))
    model.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    return model


def train_pieces(texts, count):
    """(piece, log-probability) pairs, the unknown piece first."""
    model = Tokenizer(models.Unigram())
    model.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    trainer = trainers.UnigramTrainer(
        vocab_size=count,
        special_tokens=[UNKNOWN],
        unk_token=UNKNOWN,
        max_piece_length=16,
        show_progress=False,
    )
    model.train_from_iterator((item.text for item in texts), trainer)
    pieces = [tuple(pair) for pair in json.loads(model.to_str())["model"]["vocab"]]
    if pieces[0][0] != UNKNOWN:
        raise ValueError("the trainer did not put the unknown piece first")
    return pieces


def write(path, pieces, scales, values, bits):
    """KSV1, little endian: head, pieces with scores, f16 scales, rows of 4 or 8 bits."""
    with open(path, "wb") as out:
        out.write(b"KSV1" + struct.pack("<3I", *values.shape, bits))
        for piece, score in pieces:
            raw = piece.encode("utf-8")
            out.write(struct.pack("<B", len(raw)) + raw + struct.pack("<f", score))
        out.write(scales.astype("<f2").tobytes())
        if bits == 8:
            out.write(values.astype(np.int8).tobytes())
        else:
            nibbles = (values + 8).astype(np.uint8)
            out.write((nibbles[:, 0::2] | (nibbles[:, 1::2] << 4)).tobytes())


def main():
    args = arguments()
    texts = corpus.collect(args.data, args.wordnet)
    print(f"texts: {len(texts)}", flush=True)
    pieces = train_pieces(texts, args.pieces)
    print(f"pieces: {len(pieces)}", flush=True)
    guide = teacher.Teacher(args.cache, args.threads)
    targets = guide.vectors([item.text for item in texts])
    alone = guide.vectors([piece.replace("▁", " ").strip() for piece, _ in pieces])
    counts = solve.piece_counts(unigram(pieces), [item.text for item in texts], len(pieces))
    languages = np.array([item.language for item in texts])
    table = solve.fit(counts, targets, languages, alone, args.dimensions)
    scales, values = solve.quantise(table, args.bits)
    write(args.out, pieces, scales, values, args.bits)
    print(f"wrote {args.out}: {args.out.stat().st_size} bytes", flush=True)


if __name__ == "__main__":
    main()

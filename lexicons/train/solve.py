"""The table of piece vectors as a least squares fit, and its quantising.

A text's vector is the sum of its pieces' rows times the pieces' weights; the fit asks that it
comes close to the teacher's vector of that text. Sum of squares with a pull of strength
`PULL` towards the teacher's vectors of the lone pieces, solved by conjugate gradients.
"""

from collections import Counter

import numpy as np
import scipy.sparse as sparse

# Weight a/(a + p) of a piece with share p: smooth inverse frequency (Arora et al. 2017).
SMOOTHING = 1e-5
PULL = 0.1
STEPS = 14
# Columns are scaled by (spread of the column / spread of the first) to this power.
WHITENING = -0.5


def piece_counts(model, texts, pieces):
    """Sparse matrix texts × pieces; the unknown piece (number 0) is left out."""
    rows, columns, values = [], [], []
    for row, coded in enumerate(model.encode_batch(texts)):
        for piece, count in Counter(coded.ids).items():
            if piece:
                rows.append(row)
                columns.append(piece)
                values.append(count)
    data = np.array(values, np.float32)
    return sparse.csr_matrix((data, (rows, columns)), shape=(len(texts), pieces))


def fit(counts, targets, languages, alone, dimensions):
    """Rows of the table, weights folded in (a comment's vector is a plain sum of rows)."""
    means = {code: targets[languages == code].mean(0) for code in sorted(set(languages))}
    centred = targets.copy()
    for code, mean in means.items():
        centred[languages == code] -= mean
    basis, spread, _ = np.linalg.svd(centred.T @ centred / len(centred))
    basis, spread = basis[:, :dimensions], np.sqrt(spread[:dimensions])
    wanted = centred @ basis
    totals = np.asarray(counts.sum(0)).ravel()
    weights = (SMOOTHING / (SMOOTHING + totals / totals.sum())).astype(np.float32)
    weighted = counts.multiply(weights[None, :]).tocsr()
    mass = np.asarray(weighted.sum(1)).ravel()
    matrix = (sparse.diags(1 / np.sqrt(np.maximum(mass, 1e-6))) @ weighted).astype(np.float32)
    start = lone_pieces(counts, totals, languages, alone, means) @ basis
    guess = matrix @ start
    start = (start * ((guess * wanted).sum() / (guess * guess).sum())).astype(np.float32)
    start[0] = 0
    table = start + correction(matrix, wanted - matrix @ start)
    table = table * ((spread / spread[0]) ** WHITENING)[None, :] * weights[:, None]
    table[0] = 0
    return table.astype(np.float32)


def lone_pieces(counts, totals, languages, alone, means):
    """Teacher's vectors of the pieces alone, less the language means by the piece's shares."""
    centred = alone.copy()
    for code, mean in means.items():
        own = np.asarray(counts[languages == code].sum(0)).ravel()
        centred -= ((own + 1) / (totals + len(means)))[:, None] * mean
    return centred


def correction(matrix, rest):
    """Solves (AᵀA + PULL·I) X = Aᵀ·rest column by column, with Jacobi preconditioning."""
    turned = matrix.T.tocsr()
    diagonal = np.asarray(matrix.multiply(matrix).sum(0)).ravel()[:, None] + np.float32(PULL)
    solution = np.zeros((matrix.shape[1], rest.shape[1]), np.float32)
    residual = turned @ rest
    scaled = residual / diagonal
    direction, size = scaled, (residual * scaled).sum(0)
    for _ in range(STEPS):
        image = turned @ (matrix @ direction) + np.float32(PULL) * direction
        step = size / np.maximum((direction * image).sum(0), 1e-12)
        solution += step * direction
        residual = residual - step * image
        scaled = residual / diagonal
        before, size = size, (residual * scaled).sum(0)
        direction = scaled + size / np.maximum(before, 1e-20) * direction
    return solution


def quantise(table, bits):
    """(scale as f16, whole numbers) per row; at 4 bits the clipping with the least error."""
    largest = np.abs(table).max(1)
    low, high, clips = (-127, 127, (1.0,)) if bits == 8 else (-8, 7, (1.0, 0.9, 0.8, 0.7, 0.6, 0.5))
    least, scales, values = np.full(len(table), np.inf), None, None
    for clip in clips:
        scale = np.maximum(largest * clip / high, 1e-7).astype(np.float16)
        step = np.maximum(scale.astype(np.float32), 1e-7)[:, None]
        rounded = np.clip(np.rint(table / step), low, high)
        error = ((rounded * step - table) ** 2).sum(1)
        better = error < least
        if scales is None:
            scales, values = scale, rounded
        scales[better], values[better] = scale[better], rounded[better]
        least = np.minimum(least, error)
    return scales, values.astype(np.int8)

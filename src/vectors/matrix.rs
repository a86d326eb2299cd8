//! Dense rows of `f32`, and the few operations on them that themes need.

/// Rows of equal length, stored one after the other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matrix {
    dim: usize,
    data: Vec<f32>,
}

impl Matrix {
    /// No rows yet, of `dim` columns each.
    pub const fn new(dim: usize) -> Self {
        Self { dim, data: Vec::new() }
    }

    /// `rows` rows of zeros.
    pub fn zeros(rows: usize, dim: usize) -> Self {
        Self { dim, data: vec![0.0; rows * dim] }
    }

    /// Number of columns.
    pub const fn dim(&self) -> usize {
        self.dim
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.data.len().checked_div(self.dim).unwrap_or(0)
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.data.is_empty()
    }

    /// One row.
    pub fn row(&self, i: usize) -> &[f32] {
        &self.data[i * self.dim..(i + 1) * self.dim]
    }

    /// One row, to be changed.
    pub fn row_mut(&mut self, i: usize) -> &mut [f32] {
        &mut self.data[i * self.dim..(i + 1) * self.dim]
    }

    /// Appends a row of [`Self::dim`] values.
    pub fn push(&mut self, row: &[f32]) {
        debug_assert_eq!(row.len(), self.dim);
        self.data.extend_from_slice(row);
    }

    /// All rows in order.
    pub fn rows(&self) -> std::slice::ChunksExact<'_, f32> {
        self.data.chunks_exact(self.dim.max(1))
    }

    /// Index of the row with the largest dot product with `v`, and that product; the first of
    /// equals. `None` without rows.
    pub fn nearest(&self, v: &[f32]) -> Option<(usize, f32)> {
        let mut best: Option<(usize, f32)> = None;
        for (i, row) in self.rows().enumerate() {
            let product = dot(row, v);
            if best.is_none_or(|(_, b)| product > b) {
                best = Some((i, product));
            }
        }
        best
    }
}

/// Dot product. Eight running sums: fixed order, so the same bits on every machine, and the
/// compiler can keep them in vector registers.
pub(crate) fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0_f32; 8];
    let ((chunks_a, rest_a), (chunks_b, rest_b)) = (a.as_chunks::<8>(), b.as_chunks::<8>());
    let tail: f32 = rest_a.iter().zip(rest_b).map(|(x, y)| x * y).sum();
    for (x, y) in chunks_a.iter().zip(chunks_b) {
        for i in 0..8 {
            sums[i] += x[i] * y[i];
        }
    }
    sums.iter().sum::<f32>() + tail
}

/// Adds `weight · b` to `a`.
pub(crate) fn add_scaled(a: &mut [f32], b: &[f32], weight: f32) {
    for (x, y) in a.iter_mut().zip(b) {
        *x += weight * y;
    }
}

/// Scales to length 1; a zero vector stays one. Returns the former length.
pub(crate) fn normalise(v: &mut [f32]) -> f32 {
    let length = dot(v, v).sqrt();
    if length > 0.0 {
        for x in v {
            *x /= length;
        }
    }
    length
}

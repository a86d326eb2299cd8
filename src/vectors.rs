//! The bilingual sub-word vectors that are compiled in: one table for Finnish and English, in one
//! space, so that comments meaning the same stand close whatever the language.
//!
//! The file (`KSV1`, little endian): magic, `u32` pieces, `u32` dimensions, `u32` bits (4 or 8);
//! per piece a `u8` length, its UTF-8 text and its `f32` log-probability; an `f16` scale per piece;
//! then a row of `i8`, or of nibbles (value + 8, even column low), per piece.

use std::sync::{PoisonError, RwLock};

use rustc_hash::FxHashMap;
use tokenizers::models::unigram::Unigram;
use tokenizers::{Model, Token};

mod matrix;
mod sketch;
mod whole;

pub use matrix::Matrix;
pub(crate) use matrix::{add_scaled, dot, normalise};
pub(crate) use sketch::Sketches;
pub(crate) use whole::{product, products};

const TABLE: &[u8] = include_bytes!("../lexicons/vectors.bin");

/// Words whose pieces are remembered, some 20 MB of them.
const REMEMBERED: usize = 250_000;

/// The table as the shipped bytes hold it is damaged.
#[derive(Debug, thiserror::Error)]
#[error("the compiled-in vector table is damaged: {0}")]
pub struct VectorError(pub(crate) &'static str);

/// Sub-words and their vectors. Frequency weights are folded into the lengths of the rows.
pub struct Vectors {
    units: Unigram,
    rows: Matrix,
    /// Words that were cut before: the stages ask for the same ones.
    cut: RwLock<FxHashMap<Box<str>, Box<[u16]>>>,
}

impl std::fmt::Debug for Vectors {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Vectors").field("pieces", &self.rows.len()).finish_non_exhaustive()
    }
}

impl Vectors {
    /// The shipped table.
    ///
    /// # Errors
    /// Only if the program itself is damaged.
    pub fn builtin() -> Result<Self, VectorError> {
        Self::parse(TABLE)
    }

    /// Length of the vectors of the shipped table.
    ///
    /// # Errors
    /// Only if the program itself is damaged.
    pub fn shipped_dim() -> Result<usize, VectorError> {
        let mut bytes = Bytes(TABLE);
        bytes.take(8)?;
        Ok(bytes.u32()? as usize)
    }

    /// Reads a table from its bytes.
    ///
    /// # Errors
    /// If the bytes are no such table or end too early.
    pub fn parse(bytes: &[u8]) -> Result<Self, VectorError> {
        let mut bytes = Bytes(bytes);
        if bytes.take(4)? != b"KSV1" {
            return Err(VectorError("wrong magic"));
        }
        let (n, dim, bits) = (bytes.u32()? as usize, bytes.u32()? as usize, bytes.u32()?);
        let mut pieces = Vec::with_capacity(n);
        for _ in 0..n {
            let length = usize::from(bytes.take(1)?[0]);
            let text = std::str::from_utf8(bytes.take(length)?)
                .map_err(|_| VectorError("a piece is not UTF-8"))?;
            pieces.push((text.to_owned(), f64::from(f32::from_bits(bytes.u32()?))));
        }
        let scales = bytes.take(2 * n)?;
        let width = dim * bits as usize / 8;
        let mut rows = Matrix::zeros(n, dim);
        for (i, scale) in scales.chunks_exact(2).enumerate() {
            let scale = half(u16::from_le_bytes([scale[0], scale[1]]));
            unpack(bytes.take(width)?, bits, scale, rows.row_mut(i));
        }
        let mut units = Unigram::from(pieces, Some(0), false)
            .map_err(|_| VectorError("the pieces make no unigram model"))?;
        // Words are remembered here, with their numbers.
        units.resize_cache(0);
        Ok(Self { units, rows, cut: RwLock::default() })
    }

    /// Length of the vectors.
    pub const fn dim(&self) -> usize {
        self.rows.dim()
    }

    /// Number of sub-words.
    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The vector of a piece.
    pub(crate) fn row(&self, piece: u16) -> &[f32] {
        self.rows.row(usize::from(piece))
    }

    /// The pieces of one lower-case word, unknown ones left out.
    pub(crate) fn pieces(&self, word: &str) -> Vec<u16> {
        if let Some(known) = self.cut.read().unwrap_or_else(PoisonError::into_inner).get(word) {
            return known.to_vec();
        }
        let marked = format!("▁{word}");
        let tokens: Vec<Token> = self.units.tokenize(&marked).unwrap_or_default();
        let known = tokens.iter().filter(|token| token.id != 0);
        let pieces: Vec<u16> = known.filter_map(|token| u16::try_from(token.id).ok()).collect();
        let mut cut = self.cut.write().unwrap_or_else(PoisonError::into_inner);
        if cut.len() < REMEMBERED {
            cut.insert(word.into(), pieces.as_slice().into());
        }
        pieces
    }
}

fn unpack(bytes: &[u8], bits: u32, scale: f32, row: &mut [f32]) {
    if bits == 8 {
        for (x, &byte) in row.iter_mut().zip(bytes) {
            *x = f32::from(byte.cast_signed()) * scale;
        }
    } else {
        for (pair, &byte) in row.chunks_exact_mut(2).zip(bytes) {
            pair[0] = (f32::from(byte & 15) - 8.0) * scale;
            pair[1] = (f32::from(byte >> 4) - 8.0) * scale;
        }
    }
}

/// An IEEE 754 half-precision number.
fn half(bits: u16) -> f32 {
    let sign = if bits & 0x8000 == 0 { 1.0 } else { -1.0 };
    let exponent = i32::from(bits >> 10 & 0x1f);
    let fraction = f32::from(bits & 0x3ff) / 1024.0;
    let magnitude = if exponent == 0 {
        fraction * 2.0_f32.powi(-14)
    } else {
        (1.0 + fraction) * 2.0_f32.powi(exponent - 15)
    };
    sign * magnitude
}

pub(crate) struct Bytes<'a>(pub(crate) &'a [u8]);

impl<'a> Bytes<'a> {
    /// The next bytes.
    pub(crate) fn take(&mut self, n: usize) -> Result<&'a [u8], VectorError> {
        let (head, tail) = self.0.split_at_checked(n).ok_or(VectorError("it ends too early"))?;
        self.0 = tail;
        Ok(head)
    }

    /// The next number.
    pub(crate) fn u32(&mut self) -> Result<u32, VectorError> {
        let four = self.take(4)?;
        Ok(u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_precision_numbers_are_read() {
        for (bits, value) in [(0x3c00, 1.0), (0xc000, -2.0), (0x3555, 0.333_251_95), (0, 0.0)] {
            assert!((half(bits) - value).abs() < 1e-7, "{bits:#x}");
        }
    }

    #[test]
    fn a_cut_table_is_an_error() {
        assert!(Vectors::parse(&TABLE[..1000]).is_err());
        assert!(Vectors::parse(b"KSE1").is_err());
    }
}

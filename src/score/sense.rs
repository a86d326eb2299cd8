//! What the sub-words of a word say of feeling and meaning: a table learned beside the lists, so
//! that a word no list has counts by what it is made of and what it resembles.
//!
//! The file (`KSS1`, little endian): magic, `u32` sub-words, `u32` columns; per column a `u8`
//! length, its name and its `f32` unit; then a row of `i8` per sub-word, in the order of the table
//! of vectors. What a word says is the sum over its sub-words.

use rayon::prelude::*;

use crate::analyse::{Flags, Words};
use crate::vectors::{Bytes, VectorError, Vectors};

use super::meant::{self, Logits};

const TABLE: &[u8] = include_bytes!("../../lexicons/sense.bin");
/// Column of the valence; the others are named as the classes of meaning.
const VALENCE: &str = "valence";

/// What a word says.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Felt {
    /// Log-odds of the classes of meaning.
    pub(crate) meaning: Logits,
    /// In the unit of the hand-made valences; 0 for names.
    pub(crate) valence: f32,
}

impl Felt {
    fn add(&mut self, other: &Self) {
        for (sum, x) in self.meaning.iter_mut().zip(&other.meaning) {
            *sum += x;
        }
        self.valence += other.valence;
    }
}

/// What each sub-word says.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sense {
    rows: Vec<Felt>,
}

impl Sense {
    /// The table that ships with the program.
    ///
    /// # Errors
    /// Only if the program itself is damaged.
    pub(crate) fn builtin() -> Result<Self, VectorError> {
        Self::parse(TABLE)
    }

    fn parse(bytes: &[u8]) -> Result<Self, VectorError> {
        let mut bytes = Bytes(bytes);
        if bytes.take(4)? != b"KSS1" {
            return Err(VectorError("wrong magic"));
        }
        let (n, width) = (bytes.u32()? as usize, bytes.u32()? as usize);
        let mut columns = Vec::with_capacity(width);
        for _ in 0..width {
            let length = usize::from(bytes.take(1)?[0]);
            let name = std::str::from_utf8(bytes.take(length)?).unwrap_or("");
            let class = meant::class(name);
            if class.is_none() && name != VALENCE {
                return Err(VectorError("a column of another name"));
            }
            columns.push((class, f32::from_bits(bytes.u32()?)));
        }
        let mut rows = vec![Felt::default(); n];
        for row in &mut rows {
            for (&(class, unit), &byte) in columns.iter().zip(bytes.take(width)?) {
                let value = f32::from(byte.cast_signed()) * unit;
                match class.and_then(|class| row.meaning.get_mut(usize::from(class))) {
                    Some(slot) => *slot = value,
                    None => row.valence = value,
                }
            }
        }
        Ok(Self { rows })
    }

    /// What each word of a vocabulary says.
    pub(crate) fn read(&self, words: &Words, vectors: &Vectors) -> Vec<Felt> {
        let words: Vec<_> = words.iter().collect();
        let one = |word: &&crate::analyse::Word| {
            let mut felt = Felt::default();
            for piece in vectors.pieces(&word.form) {
                self.rows.get(usize::from(piece)).into_iter().for_each(|row| felt.add(row));
            }
            if word.flags.has(Flags::NAME) {
                felt.valence = 0.0;
            }
            felt
        };
        words.par_iter().with_min_len(256).map(one).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::meant::class;

    #[test]
    fn every_sub_word_of_the_vectors_has_a_row() {
        let sense = Sense::builtin().unwrap();
        assert_eq!(sense.rows.len(), Vectors::builtin().unwrap().len());
        assert!(sense.rows.iter().any(|row| row.meaning.iter().any(|x| *x != 0.0)));
    }

    #[test]
    fn a_table_reads_what_its_columns_say() {
        let mut table =
            b"KSS1\x02\0\0\0\x02\0\0\0\x04wish\0\0\0\x3f\x07valence\0\0\x80\x3f".to_vec();
        table.extend([2, 0xff, 0xfe, 3]);
        let rows = Sense::parse(&table).unwrap().rows;
        let wish = usize::from(class("wish").unwrap());
        assert_eq!((rows[0].meaning[wish], rows[0].valence), (1.0, -1.0));
        assert_eq!((rows[1].meaning[wish], rows[1].valence), (-1.0, 3.0));
        assert!(Sense::parse(&table[..table.len() - 1]).is_err());
        table[13] = b'x';
        assert!(Sense::parse(&table).is_err());
    }
}

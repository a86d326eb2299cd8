//! What identifies a record where the source does not say.
//!
//! Owns the hash of a row's content. Its value is part of archives on disk and must never change:
//! FNV-1a, 128 bits (Fowler, Noll, Vo), folded to 64. With a million rows the chance that two
//! different ones share a hash is about 1 in 37 million.

use std::fmt::Write as _;

use rustc_hash::FxHashMap;
use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::record::RecordKey;

const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013B;

/// A hash of cells in their order.
#[derive(Clone, Copy, Debug)]
pub(super) struct ContentHash(u128);

impl ContentHash {
    pub(super) const fn new() -> Self {
        Self(OFFSET)
    }

    /// Takes in one more cell.
    pub(super) fn add(&mut self, cell: &str) {
        // The end of a cell counts, so that "a" + "bc" is not "ab" + "c".
        for byte in cell.bytes().chain([0x1f]) {
            self.0 = (self.0 ^ u128::from(byte)).wrapping_mul(PRIME);
        }
    }

    pub(super) const fn value(self) -> u64 {
        (self.0 >> 64) as u64 ^ self.0 as u64
    }
}

/// How often each content was seen so far.
#[derive(Debug, Default)]
pub(super) struct Occurrences(FxHashMap<u64, u32>);

impl Occurrences {
    /// The how manieth row with this content the next one is. The same rows in the same order get the
    /// same keys; rows added behind them change none.
    pub(super) fn next(&mut self, content: u64) -> u32 {
        let count = self.0.entry(content).or_insert(0);
        *count += 1;
        *count
    }
}

/// The key of a row that is known by its content: a hash, and the how manieth row with it this is.
pub(super) fn of_content(content: u64, occurrence: u32) -> RecordKey {
    let mut key = String::with_capacity(20);
    let _ = write!(key, "{content:016x}-{occurrence}");
    RecordKey(key.into())
}

/// A hash of a key.
pub(crate) fn hash(key: &RecordKey) -> u64 {
    let mut hash = ContentHash::new();
    hash.add(&key.0);
    hash.value()
}

/// The key a source gives: without space around it, in composed form. `None` if it is blank.
pub fn given(cell: &str) -> Option<RecordKey> {
    let cell = cell.trim();
    let composed = || cell.nfc().collect::<String>().into();
    (!cell.is_empty()).then(|| RecordKey(if is_nfc(cell) { cell.into() } else { composed() }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_stable_for_ever() {
        let mut hash = ContentHash::new();
        hash.add("a");
        hash.add("");
        let mut seen = Occurrences::default();
        let mut key = || of_content(hash.value(), seen.next(hash.value()));
        assert_eq!(key().0.as_ref(), "25e0df3450ea5c00-1");
        assert_eq!(key().0.as_ref(), "25e0df3450ea5c00-2");
        assert_eq!(given(" a\u{308}1 ").unwrap().0.as_ref(), "ä1");
        assert!(given("  ").is_none());
    }
}

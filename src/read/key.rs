//! What identifies a record where the source does not say.
//!
//! The hash of a row's content is [`ContentHash`](crate::record::ContentHash). With a million rows the
//! chance that two different ones share a hash is about 1 in 37 million.

use std::fmt::Write as _;

use rustc_hash::FxHashMap;
use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::record::RecordKey;

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

/// The key a source gives: without space around it, in composed form. `None` if it is blank.
pub fn given(cell: &str) -> Option<RecordKey> {
    let cell = cell.trim();
    let composed = || cell.nfc().collect::<String>().into();
    (!cell.is_empty()).then(|| RecordKey(if is_nfc(cell) { cell.into() } else { composed() }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::ContentHash;

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

//! Hashes that are stored, and so must be the same on every machine and in every version.
//!
//! Eight bytes at a time are folded by a 64 × 64 → 128 bit product whose halves are xored (the
//! scheme of wyhash). Not for keeping secrets.

use crate::analyse::{Analysis, Words};
use crate::record::{Record, RecordKey};

const SEED: u64 = 0x9e37_79b9_7f4a_7c15;
const FOLD: u64 = 0xd6e8_feb8_6659_fd93;

/// A hash under construction.
#[derive(Clone, Copy)]
pub(super) struct Hash(u64);

impl Hash {
    pub(super) const fn new() -> Self {
        Self(SEED)
    }

    pub(super) const fn number(self, value: u64) -> Self {
        let product = (self.0 ^ value) as u128 * FOLD as u128;
        // The rotation keeps a zero product from forgetting all that came before.
        Self((product as u64 ^ (product >> 64) as u64).wrapping_add(self.0.rotate_left(23)))
    }

    pub(super) fn text(self, text: &str) -> Self {
        let (words, rest) = text.as_bytes().as_chunks::<8>();
        let folded = words.iter().fold(self, |hash, word| hash.number(u64::from_le_bytes(*word)));
        let mut tail = [0; 8];
        tail.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
        folded.number(u64::from_le_bytes(tail)).number(text.len() as u64)
    }

    pub(super) const fn finish(self) -> u64 {
        self.number(SEED).0
    }
}

/// The hash by which the archive knows a record's key.
pub fn key_hash(key: &RecordKey) -> u64 {
    Hash::new().text(&key.0).finish()
}

/// The hash of all that a record says. The row is no part of it: a record that moves within its
/// file has not changed.
pub fn content_hash(record: &Record) -> u64 {
    let label = |hash: Hash, text: &Option<Box<str>>| match text {
        Some(text) => hash.number(1).text(text),
        None => hash.number(0),
    };
    let mut hash = Hash::new().text(&record.fields);
    for comment in &record.comments {
        hash = hash.number(u64::from(comment.question)).text(&comment.text);
    }
    hash = hash.number(record.date.map_or(u64::MAX, |date| super::schema::seconds(date) as u64));
    hash = hash.number(super::schema::source_code(record.source));
    for text in [&record.channel, &record.touchpoint, &record.segment, &record.author] {
        hash = label(hash, text);
    }
    hash = hash.number(record.score.map_or(u64::MAX, |score| u64::from(score.to_bits())));
    hash = hash.number(record.value.map_or(u64::MAX, f64::to_bits));
    hash.number(record.language.map_or(u64::MAX, |lang| lang as u64)).finish()
}

/// The hash of a comment's words, lower-cased and without punctuation: equal hashes are one voice.
/// 0 for a comment without words.
pub fn voice_hash(analysis: &Analysis, words: &Words) -> u64 {
    let tokens = analysis.tokens.iter().filter(|token| token.kind.is_matched());
    if tokens.clone().next().is_none() {
        return 0;
    }
    tokens.fold(Hash::new(), |hash, token| hash.text(&words.get(token.word).form)).finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_pinned_and_tell_boundaries_apart() {
        assert_eq!(key_hash(&RecordKey("A-1".into())), key_hash(&RecordKey("A-1".into())));
        let hash = |parts: &[&str]| parts.iter().fold(Hash::new(), |h, p| h.text(p)).finish();
        assert_ne!(hash(&["ab", "c"]), hash(&["a", "bc"]));
        assert_ne!(hash(&["a"]), hash(&["a\0"]));
        assert_ne!(hash(&[""]), hash(&["", ""]));
    }
}

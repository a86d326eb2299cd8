//! Hashes that are stored, and so must be the same on every machine and in every version.
//!
//! Eight bytes at a time are folded by a 64 × 64 → 128 bit product whose halves are xored (the
//! scheme of wyhash). Not for keeping secrets.

use std::borrow::Cow;

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
/// file has not changed. Neither are columns that tags were written to: a file that was fed back
/// says nothing new.
pub fn content_hash(record: &Record) -> u64 {
    let label = |hash: Hash, text: &Option<Box<str>>| match text {
        Some(text) => hash.number(1).text(text),
        None => hash.number(0),
    };
    let mut hash = Hash::new().text(&of_the_source(&record.fields));
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

/// The members of a JSON object that Kuiske has not added, byte for byte as they stood before.
fn of_the_source(fields: &str) -> Cow<'_, str> {
    const OWN: &str = "\"kuiske_";
    if !fields.contains(OWN) {
        return Cow::Borrowed(fields);
    }
    let (mut quoted, mut escaped, mut depth) = (false, false, 0_usize);
    let mut signs = Vec::new();
    for (at, byte) in fields.bytes().enumerate() {
        match byte {
            _ if std::mem::take(&mut escaped) => {}
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'{' | b'[' => {
                depth += 1;
                signs.extend((depth == 1).then_some(at));
            }
            b'}' | b']' => {
                signs.extend((depth == 1).then_some(at));
                depth = depth.saturating_sub(1);
            }
            b',' if depth == 1 => signs.push(at),
            _ => {}
        }
    }
    let mut kept = String::with_capacity(fields.len());
    let mut end = "";
    for (from, to) in signs.iter().zip(signs.iter().skip(1)) {
        let member = fields.get(from + 1..*to).unwrap_or("");
        end = "";
        if member.trim_start().starts_with(OWN) {
            end = member.get(member.trim_end().len()..).unwrap_or("");
        } else {
            kept.push(if kept.is_empty() { '{' } else { ',' });
            kept.push_str(member);
        }
    }
    if kept.is_empty() {
        kept.push('{');
    }
    Cow::Owned(kept + end + "}")
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
    fn columns_of_our_own_say_nothing() {
        for (source, fed) in [
            (r#"{"id": "1", "t": "a\"}, x" }"#, r#"{"id": "1", "t": "a\"}, x", "kuiske_n": 1 }"#),
            (r#"{"a":{"kuiske_x":[1,2]}}"#, r#"{"a":{"kuiske_x":[1,2]},"kuiske_y":null}"#),
            (r#"{"t":"he said \"kuiske_\""}"#, r#"{"t":"he said \"kuiske_\"","kuiske_z":"}"}"#),
            ("{}", r#"{"kuiske_n":1}"#),
        ] {
            assert_eq!(of_the_source(fed), source);
            assert_eq!(of_the_source(source), source);
        }
    }

    #[test]
    fn hashes_are_pinned_and_tell_boundaries_apart() {
        assert_eq!(key_hash(&RecordKey("A-1".into())), key_hash(&RecordKey("A-1".into())));
        let hash = |parts: &[&str]| parts.iter().fold(Hash::new(), |h, p| h.text(p)).finish();
        assert_ne!(hash(&["ab", "c"]), hash(&["a", "bc"]));
        assert_ne!(hash(&["a"]), hash(&["a\0"]));
        assert_ne!(hash(&[""]), hash(&["", ""]));
    }
}

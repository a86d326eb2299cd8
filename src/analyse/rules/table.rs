//! The table file: read once, never changed. A malformed file reads as `None`; the compiled-in
//! ones are read by a test.

use rustc_hash::FxHashMap;

use super::hash::key;
use crate::analyse::word::Pos;

/// Replace the last `strip` letters by `add`.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    /// Letters (not bytes) to take off.
    pub(super) strip: u8,
    /// Text to put in their place.
    pub(super) add: Box<str>,
    /// Word class of the result.
    pub(crate) pos: Pos,
}

/// Scores that do not depend on the word, in sixths of a nat.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Weights {
    /// Lemma known in the class of the rule, by its frequency (powers of two).
    pub(super) known: [i8; 8],
    /// Lemma known, but in another word class.
    pub(super) other_class: i8,
    /// Known noun behind a known first part.
    pub(super) compound: i8,
    /// Known noun at the end of an unknown word.
    pub(super) tail: i8,
}

/// A learned lemma table.
#[derive(Debug, Default)]
pub(crate) struct Table {
    pub(super) longest: usize,
    pub(super) weights: Weights,
    rules: Vec<Rule>,
    odds: Vec<(u16, u8)>,
    /// Start of each distribution in `odds`; one more than there are distributions.
    starts: Vec<u32>,
    suffixes: FxHashMap<u32, u32>,
    known: FxHashMap<u32, u16>,
    exact: FxHashMap<u32, u16>,
}

/// What is known of a lemma.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known(u16);

impl Known {
    /// Word classes: 1 noun or adjective, 2 verb, 4 anything else; 0 for a mere first part.
    pub(crate) const fn classes(self) -> u8 {
        (self.0 & 7) as u8
    }
    /// May begin a compound.
    pub(crate) const fn begins(self) -> bool {
        self.0 & 8 != 0
    }
    /// 0 rare … 7 very frequent.
    pub(crate) const fn frequency(self) -> u8 {
        (self.0 >> 4 & 7) as u8
    }
    /// How many compounds it begins: 0 none … 3 many.
    pub(crate) const fn as_first(self) -> u8 {
        (self.0 >> 7 & 3) as u8
    }
    /// How many compounds it ends: 0 none … 3 many.
    pub(crate) const fn as_last(self) -> u8 {
        (self.0 >> 9 & 3) as u8
    }
    /// A proper name.
    pub(crate) const fn is_name(self) -> bool {
        self.0 >> 11 & 1 != 0
    }
    /// Of noun and adjective, rather an adjective.
    pub(crate) const fn is_adjective(self) -> bool {
        self.0 >> 12 & 1 != 0
    }
}

impl Table {
    /// Reads a table file.
    pub(crate) fn parse(bytes: &[u8]) -> Option<Self> {
        let mut r = Reader(bytes.strip_prefix(b"KLT1")?);
        let longest = r.byte()? as usize;
        let mut known = [0; 8];
        for slot in &mut known {
            *slot = r.byte()? as i8;
        }
        let [other_class, compound, tail] = [r.byte()? as i8, r.byte()? as i8, r.byte()? as i8];
        let adds = r.list(|r| r.text().map(Box::<str>::from))?;
        let rules = r.list(|r| r.rule(&adds))?;
        let (mut odds, mut starts) = (Vec::new(), vec![0]);
        for _ in 0..r.number()? {
            for _ in 0..r.byte()? {
                odds.push((r.number()? as u16, r.byte()?));
            }
            starts.push(odds.len() as u32);
        }
        Some(Self {
            longest,
            weights: Weights { known, other_class, compound, tail },
            rules,
            odds,
            starts,
            suffixes: r.map(Reader::number)?,
            known: r.map(|r| r.number().map(|n| n as u16))?,
            exact: r.map(|r| r.number().map(|n| n as u16))?,
        })
    }

    /// The rule of a form that is an exception to the suffix rules.
    pub(super) fn exception(&self, form: &str) -> Option<&Rule> {
        self.exact.get(&key(form)).and_then(|&i| self.rules.get(i as usize))
    }

    /// Rules of an ending with their odds (sixths of a nat, smaller is likelier), if it is listed.
    pub(super) fn suffix(&self, key: u32) -> Option<impl Iterator<Item = (&Rule, u8)>> {
        let at = *self.suffixes.get(&key)? as usize;
        let range = *self.starts.get(at)? as usize..*self.starts.get(at + 1)? as usize;
        let odds = self.odds.get(range)?;
        Some(odds.iter().filter_map(|&(i, odds)| Some((self.rules.get(i as usize)?, odds))))
    }

    /// What is known of the lemma with this key.
    pub(super) fn known_key(&self, key: u32) -> Option<Known> {
        self.known.get(&key).copied().map(Known)
    }

    /// What is known of a lemma.
    pub(crate) fn known(&self, lemma: &str) -> Option<Known> {
        self.known_key(key(lemma))
    }
}

/// Reads numbers of seven bits to a byte, the least significant first.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Option<u8> {
        let (&first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(first)
    }

    fn number(&mut self) -> Option<u32> {
        let mut n = 0_u32;
        for shift in (0..32).step_by(7) {
            let byte = self.byte()?;
            n |= u32::from(byte & 0x7F).checked_shl(shift)?;
            if byte < 0x80 {
                return Some(n);
            }
        }
        None
    }

    fn text(&mut self) -> Option<&'a str> {
        let length = self.byte()? as usize;
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        std::str::from_utf8(text).ok()
    }

    fn rule(&mut self, adds: &[Box<str>]) -> Option<Rule> {
        let strip = self.byte()?;
        let add = adds.get(self.number()? as usize)?.clone();
        let pos = match self.byte()? {
            0 => Pos::Noun,
            1 => Pos::Verb,
            2 => Pos::Adjective,
            3 => Pos::Adverb,
            4 => Pos::Function,
            _ => return None,
        };
        Some(Rule { strip, add, pos })
    }

    fn list<T>(&mut self, one: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        (0..self.number()?).map(|_| one(self)).collect()
    }

    /// Keys ascending, written as differences, each followed by its value.
    fn map<T>(&mut self, value: impl Fn(&mut Self) -> Option<T>) -> Option<FxHashMap<u32, T>> {
        let mut key = 0_u32;
        (0..self.number()?)
            .map(|_| {
                key = key.checked_add(self.number()?)?;
                Some((key, value(self)?))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compiled_in_tables_read() {
        for (bytes, lemma) in [
            (include_bytes!("../../../lexicons/fi/lemmas.bin").as_slice(), "talo"),
            (include_bytes!("../../../lexicons/en/lemmas.bin").as_slice(), "house"),
        ] {
            assert!(bytes.len() <= 1_000_000);
            assert!(Table::parse(bytes).is_some_and(|t| t.known(lemma).is_some()), "{lemma}");
        }
    }

    #[test]
    fn malformed_tables_are_refused() {
        let bytes = include_bytes!("../../../lexicons/en/lemmas.bin");
        for length in [0, 3, 4, 20, 1000, bytes.len() - 1] {
            assert!(Table::parse(bytes.get(..length).unwrap_or(&[])).is_none(), "{length}");
        }
    }
}

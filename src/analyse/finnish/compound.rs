//! The parts of a Finnish compound, by base form.
//!
//! A split needs a first part that compounds are known to begin with and a known noun or adjective
//! at the end; how many compounds either makes and its length must speak for it. A last part that
//! ends no known compound needs more letters and a frequent first part. Splits verbs and the words
//! of `simple.tsv` never. Precision before recall.

use crate::analyse::rules::{Base, Known, List, Table};

/// Least worth of a split, and the worth of one letter of a part and of one step of
/// [`Known::as_first`]. Chosen on the compound marks of a treebank: 96 % precision, 85 % recall.
const LEAST: usize = 15;
const LETTER: usize = 2;
const PRODUCTIVE: usize = 5;
/// Letters of a part that count.
const LETTERS: std::ops::RangeInclusive<usize> = 3..=8;
/// Steps of a part that our lists name, or that ends like the stem of *kehittämis|kohde*.
const LISTED: u8 = 2;
/// Letters of a last part that ends no known compound, and of the first part before it.
const NEW_LAST: usize = 6;
const BEFORE_NEW_LAST: usize = 4;

/// Splits compounds by the table and two lists of ours.
#[derive(Clone, Copy)]
pub(in crate::analyse) struct Splitter<'a> {
    pub(super) table: &'a Table,
    /// First parts that are no base forms (*sähköis*), with their base forms.
    pub(super) heads: &'a List,
    /// Last parts that the table does not know as such, with their base forms.
    pub(super) lasts: &'a List,
    /// Words never to split.
    pub(super) simple: &'a List,
}

impl Splitter<'_> {
    /// Base forms of the parts, in order; empty for a simple word.
    pub(super) fn parts(self, lemma: &str) -> Vec<Box<str>> {
        let mut pieces = self.pieces(lemma);
        match pieces.pop() {
            Some(last) if !pieces.is_empty() => {
                let last = self.lasts.get(last).map_or(last, |entry| &entry.lemma);
                let firsts = pieces.into_iter().map(|p| self.base_of_first(p));
                firsts.chain([last.into()]).collect()
            }
            Some(_) | None => Vec::new(),
        }
    }

    /// The parts as they are written; the word itself if it is simple.
    pub(in crate::analyse) fn pieces(self, lemma: &str) -> Vec<&str> {
        let mut found = Vec::new();
        for piece in lemma.split('-').filter(|p| !p.is_empty()) {
            self.split(piece, &mut found);
        }
        found
    }

    fn split<'t>(self, text: &'t str, found: &mut Vec<&'t str>) {
        match self.best(text) {
            Some((head, tail)) => {
                self.split(head, found);
                self.split(tail, found);
            }
            None => found.push(text),
        }
    }

    fn best(self, text: &str) -> Option<(&str, &str)> {
        if self.simple.contains_key(text) {
            return None;
        }
        let letters = text.chars().count();
        let cuts = text.char_indices().enumerate().skip(2);
        let splits = cuts.take_while(|(n, _)| n + 3 <= letters).filter_map(|(n, (at, _))| {
            let (head, tail) = text.split_at_checked(at)?;
            let worth = self.worth(head, n, tail, letters - n)?;
            (worth >= LEAST).then_some((worth, head, tail))
        });
        splits.max_by_key(|s| s.0).map(|(_, head, tail)| (head, tail))
    }

    fn worth(
        self,
        head: &str,
        head_letters: usize,
        tail: &str,
        tail_letters: usize,
    ) -> Option<usize> {
        let last = self.as_last(tail, tail_letters)?;
        let known = self.table.known(head).filter(|k| k.begins());
        let named = self.heads.contains_key(head) || is_stem(head, head_letters);
        if !named && known.is_none_or(|_| head_letters < 3) && self.best(head).is_none() {
            return None;
        }
        let frequent =
            || head_letters >= BEFORE_NEW_LAST && known.is_some_and(|head| head.frequency() > 0);
        if last == 0 && !named && !frequent() {
            return None;
        }
        let first = known.map_or(0, Known::as_first).max(u8::from(named) * LISTED);
        let long = |n: usize| n.clamp(*LETTERS.start(), *LETTERS.end()) - LETTERS.start();
        let productive = usize::from(first) + usize::from(last.max(1));
        Some(productive * PRODUCTIVE + (long(head_letters) + long(tail_letters)) * LETTER)
    }

    /// How many compounds a word ends, in steps; 0 for a long noun that ends none that is known.
    fn as_last(self, tail: &str, letters: usize) -> Option<u8> {
        let known = self.table.known(tail).filter(|k| k.classes() & 1 != 0);
        let last =
            known.map_or(0, Known::as_last).max(u8::from(self.lasts.contains_key(tail)) * LISTED);
        let derived = || ["inen", "ton", "tön", "sti"].iter().any(|ending| tail.ends_with(ending));
        let new = || letters >= NEW_LAST && known.is_some_and(|k| !k.is_name()) && !derived();
        (last > 0 || new()).then_some(last)
    }

    /// *asiakkaan* → *asiakas*, *toimitus* stays, *oppimis* → *oppiminen*.
    fn base_of_first(self, head: &str) -> Box<str> {
        if let Some(entry) = self.heads.get(head) {
            return entry.lemma.clone();
        }
        let noun = |text: &str| self.table.known(text).is_some_and(|k| k.classes() & 1 != 0);
        if noun(head) {
            return head.into();
        }
        let stem = head.strip_suffix('s').map(|s| format!("{s}nen"));
        let stem = stem.filter(|s| noun(s) || is_stem(head, head.chars().count()));
        if let Some(stem) = stem {
            return stem.into();
        }
        match self.table.guess(std::iter::once(&Base::whole(head))) {
            Some(guess) if noun(&guess.lemma) => guess.lemma.into(),
            Some(_) | None => head.into(),
        }
    }
}

/// The stem of a noun in -minen or -lainen before another part: *kehittämis*, *virolais*.
fn is_stem(head: &str, letters: usize) -> bool {
    letters >= 6 && ["mis", "lais", "läis"].iter().any(|ending| head.ends_with(ending))
}

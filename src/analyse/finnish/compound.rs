//! The parts of a Finnish compound, by base form.
//!
//! A split needs a first part that compounds are known to begin with and a known noun or adjective
//! at the end; how many compounds either makes and its length must speak for it. Splits verbs and
//! the words of `simple.tsv` never. Precision before recall.

use crate::analyse::rules::{Base, Known, List, Table};

/// Least worth of a split, and the worth of one letter of a part and of one step of
/// [`Known::as_first`]. Chosen on the compound marks of a treebank: 94 % precision, 82 % recall.
const LEAST: usize = 15;
const LETTER: usize = 2;
const PRODUCTIVE: usize = 5;
/// Letters of a part that count.
const LETTERS: std::ops::RangeInclusive<usize> = 3..=8;

/// Splits compounds by the table and two lists of ours.
#[derive(Clone, Copy)]
pub(in crate::analyse) struct Splitter<'a> {
    pub(super) table: &'a Table,
    /// First parts that are no base forms (*sähköis*), with their base forms.
    pub(super) heads: &'a List,
    /// Words never to split.
    pub(super) simple: &'a List,
}

impl Splitter<'_> {
    /// Base forms of the parts, in order; empty for a simple word.
    pub(super) fn parts(self, lemma: &str) -> Vec<Box<str>> {
        let mut pieces = self.pieces(lemma);
        match pieces.pop() {
            Some(last) if !pieces.is_empty() => {
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
        let last = self.table.known(tail).filter(|k| k.classes() & 1 != 0 && k.as_last() > 0)?;
        let known = self.table.known(head).filter(|k| k.begins());
        let listed = self.heads.contains_key(head);
        if !listed && known.is_none_or(|_| head_letters < 3) && self.best(head).is_none() {
            return None;
        }
        let first = known.map_or(0, Known::as_first).max(u8::from(listed) * 2);
        let long = |n: usize| n.clamp(*LETTERS.start(), *LETTERS.end()) - LETTERS.start();
        let productive = usize::from(first) + usize::from(last.as_last());
        Some(productive * PRODUCTIVE + (long(head_letters) + long(tail_letters)) * LETTER)
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
        let stem = head.strip_suffix('s').map(|s| format!("{s}nen")).filter(|s| noun(s));
        if let Some(stem) = stem {
            return stem.into();
        }
        match self.table.guess(std::iter::once(&Base::whole(head))) {
            Some(guess) if noun(&guess.lemma) => guess.lemma.into(),
            Some(_) | None => head.into(),
        }
    }
}

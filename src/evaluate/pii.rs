//! Personal data found against personal data marked by hand.
//!
//! What is marked counts as found when every letter and digit of it is covered by finds of its
//! kind: half a phone number is not masked. What is found counts as right when at least half of its
//! letters and digits are marked as that kind.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::analyse::mask::{Kind, find};

/// Kinds that the figure over all counts; secrets in web addresses are told apart from it.
const COUNTED: usize = 6;

/// A piece of personal data as it was marked: the kind's name and its place in characters, the end
/// excluded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// First character.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// Name of the kind; names that are not known are never found.
    pub kind: String,
}

/// How well one kind is found.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct KindFigures {
    /// The kind, or `all`.
    pub kind: String,
    /// Marked.
    pub marked: usize,
    /// Of those, found.
    pub found: usize,
    /// Taken for it.
    pub taken: usize,
    /// Of those, right.
    pub right: usize,
    /// Share of the marked that was found; `None` without any.
    pub recall: Option<f64>,
    /// Share of the taken that was right; `None` without any.
    pub precision: Option<f64>,
}

/// Accuracy of finding personal data, as `kuiske evaluate pii` prints it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PiiFigures {
    /// Texts.
    pub n: usize,
    /// Over all kinds but web addresses.
    pub all: KindFigures,
    /// By kind.
    pub kinds: Vec<KindFigures>,
}

/// Compares what is found in texts with what is marked in them.
pub fn pii<'a>(rows: impl IntoIterator<Item = (&'a str, &'a [Marked])>) -> PiiFigures {
    let mut kinds: Vec<KindFigures> = Kind::ALL
        .iter()
        .map(|kind| KindFigures { kind: kind.name().to_owned(), ..KindFigures::default() })
        .collect();
    let mut n = 0;
    for (text, marked) in rows {
        n += 1;
        let found = find(text);
        for (kind, figures) in Kind::ALL.iter().zip(&mut kinds) {
            let marks: Vec<BTreeSet<usize>> = marked
                .iter()
                .filter(|mark| mark.kind == kind.name())
                .map(|mark| signs(text, |at, _| (mark.start..mark.end).contains(&at)))
                .collect();
            let finds: Vec<BTreeSet<usize>> = found
                .iter()
                .filter(|personal| personal.kind == *kind)
                .map(|personal| signs(text, |_, byte| personal.span.contains(&byte)))
                .collect();
            let covered: BTreeSet<usize> = finds.iter().flatten().copied().collect();
            let meant: BTreeSet<usize> = marks.iter().flatten().copied().collect();
            figures.marked += marks.len();
            figures.taken += finds.len();
            figures.found += marks.iter().filter(|mark| mark.is_subset(&covered)).count();
            let right = |found: &&BTreeSet<usize>| {
                2 * found.intersection(&meant).count() >= found.len().max(1)
            };
            figures.right += finds.iter().filter(right).count();
        }
    }
    let mut all = KindFigures { kind: "all".to_owned(), ..KindFigures::default() };
    for figures in kinds.iter().take(COUNTED) {
        all.marked += figures.marked;
        all.found += figures.found;
        all.taken += figures.taken;
        all.right += figures.right;
    }
    std::iter::once(&mut all).chain(&mut kinds).for_each(KindFigures::shares);
    PiiFigures { n, all, kinds }
}

impl KindFigures {
    fn shares(&mut self) {
        let share = |part: usize, whole: usize| (whole > 0).then(|| part as f64 / whole as f64);
        self.recall = share(self.found, self.marked);
        self.precision = share(self.right, self.taken);
    }
}

/// The letters and digits of a text for which this holds, by their number in characters; `holds` is
/// given that and the byte.
fn signs(text: &str, holds: impl Fn(usize, usize) -> bool) -> BTreeSet<usize> {
    let signs = text.char_indices().enumerate();
    signs
        .filter(|(at, (byte, sign))| sign.is_alphanumeric() && holds(*at, *byte))
        .map(|(at, _)| at)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_number_is_not_found_and_a_wrong_kind_is_not_right() {
        let mark = |start, end, kind: &str| Marked { start, end, kind: kind.to_owned() };
        let rows: [(&str, &[Marked]); 3] = [
            ("Älä soita 040 123 4567", &[mark(10, 22, "phone")]),
            ("puh. 040 123 4567 abc", &[mark(5, 21, "phone")]),
            ("kortti 4111 1111 1111 1111", &[mark(7, 26, "iban")]),
        ];
        let figures = pii(rows);
        assert_eq!((figures.n, figures.all.marked, figures.all.found), (3, 3, 1));
        assert_eq!((figures.all.taken, figures.all.right), (3, 2));
        assert_eq!(figures.all.recall, Some(1.0 / 3.0));
        assert_eq!(figures.kinds.last().unwrap().recall, None);
    }
}

//! How often is the language of a text told right?

use serde::Serialize;

use crate::analyse::language::detect;
use crate::lang::Lang;

/// Lower bounds of the length classes, in characters.
const BOUNDS: [usize; 4] = [0, 15, 30, 101];

/// Accuracy of language detection on labelled texts.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct LanguageReport {
    /// Number of texts.
    pub n: usize,
    /// Share of texts told right, 0 to 1; 0 where there is none.
    pub accuracy: f64,
    /// The same by length: under 15 characters, 15 to 29, 30 to 100, over 100.
    pub by_length: [LengthClass; 4],
    /// How often each label was taken for each language, in order of the labels.
    pub confusion: Vec<Confusion>,
}

/// Accuracy on texts of similar length.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct LengthClass {
    /// Shortest length, in characters.
    pub from: usize,
    /// Number of texts.
    pub n: usize,
    /// Share told right, 0 to 1; 0 where there is none.
    pub accuracy: f64,
}

/// Texts with the same label and the same detected language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Confusion {
    /// Language by the label; none for texts without one.
    pub label: Option<Lang>,
    /// Language as detected.
    pub detected: Option<Lang>,
    /// Number of texts.
    pub n: usize,
}

/// Measures detection on texts with their labels; `None` labels a text that has no language.
pub fn language<'t>(rows: impl IntoIterator<Item = (&'t str, Option<Lang>)>) -> LanguageReport {
    let mut right = [0usize; BOUNDS.len()];
    let mut report = LanguageReport::default();
    for (class, from) in report.by_length.iter_mut().zip(BOUNDS) {
        class.from = from;
    }
    for (text, label) in rows {
        let length = text.trim().chars().count();
        let class = BOUNDS.iter().rposition(|from| length >= *from).unwrap_or(0);
        let detected = detect(text);
        report.n += 1;
        report.by_length[class].n += 1;
        right[class] += usize::from(detected == label);
        let same = |c: &&mut Confusion| c.label == label && c.detected == detected;
        match report.confusion.iter_mut().find(same) {
            Some(confusion) => confusion.n += 1,
            None => report.confusion.push(Confusion { label, detected, n: 1 }),
        }
    }
    for (class, right) in report.by_length.iter_mut().zip(right) {
        class.accuracy = share(right, class.n);
    }
    report.accuracy = share(right.iter().sum(), report.n);
    report.confusion.sort_by_key(|c| (c.label, c.detected));
    report
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_right_and_wrong_by_length() {
        let rows = [
            ("hyvä", Some(Lang::Fi)),
            ("👍", None),
            ("good", Some(Lang::Fi)),
            ("toimitus kesti aivan liian kauan", Some(Lang::Fi)),
        ];
        let report = language(rows);
        assert_eq!((report.n, report.accuracy), (4, 0.75));
        assert_eq!((report.by_length[0].n, report.by_length[2].n), (3, 1));
        assert_eq!(report.by_length[2].accuracy.to_bits(), 1.0f64.to_bits());
        let wrong = Confusion { label: Some(Lang::Fi), detected: Some(Lang::En), n: 1 };
        assert!(report.confusion.contains(&wrong));
    }
}

//! How the figures were made, in words, as the page has it.

use super::{Datum, Table, With, table};

impl With<'_> {
    pub(super) fn method(&self) -> Table {
        let (method, words) = (&self.report.method, self.words);
        let mut rows: Vec<Vec<Datum>> = vec![vec![words.method_intervals.into(), Datum::Blank]];
        if self.report.previous.is_some() {
            rows.push(vec![words.method_clear.into(), Datum::Blank]);
            let made = method.comparisons;
            for (name, n) in [
                (words.key_figures, made.headline),
                (words.themes, made.themes),
                (words.cues, made.cues),
            ] {
                rows.push(vec![name.into(), n.into()]);
            }
        }
        if let Some(score) = &self.report.headline.score {
            let text = format!("{} {}", words.method_of(score.scale), words.method_once);
            rows.push(vec![text.into(), Datum::Blank]);
        }
        rows.push(vec![words.method_feelings.into(), method.neutral_band.into()]);
        rows.push(vec![self.terms.weights_note.into(), Datum::Blank]);
        rows.push(vec![words.method_bases.into(), method.anonymity.into()]);
        for (name, version) in &method.resources {
            rows.push(vec![name.as_str().into(), version.as_str().into()]);
        }
        table(words.method, &[words.method, self.terms.measured], rows)
    }
}

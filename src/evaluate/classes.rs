//! Accuracy of a decision between classes.

use std::collections::BTreeSet;

use serde::Serialize;

/// How well one class is found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ClassFigures {
    /// Name of the class.
    pub class: String,
    /// Texts that bear the label.
    pub n: usize,
    /// Share of the texts given this class that bear the label; 0 where none was given.
    pub precision: f64,
    /// Share of the texts with the label that were given this class.
    pub recall: f64,
    /// Harmonic mean of the two.
    pub f1: f64,
}

/// (accuracy, macro-F1, figures per class) of decisions against labels. The macro mean runs over
/// the classes that occur as labels.
pub fn classes<'a>(pairs: &[(&'a str, &'a str)]) -> (f64, f64, Vec<ClassFigures>) {
    let labels: BTreeSet<&str> = pairs.iter().map(|(label, _)| *label).collect();
    let figures: Vec<ClassFigures> =
        labels.into_iter().map(|class| of_class(class, pairs)).collect();
    let right = pairs.iter().filter(|(label, given)| label == given).count();
    let macro_f1 = figures.iter().map(|f| f.f1).sum::<f64>() / figures.len().max(1) as f64;
    (share(right, pairs.len()), macro_f1, figures)
}

fn of_class(class: &str, pairs: &[(&str, &str)]) -> ClassFigures {
    let n = pairs.iter().filter(|(label, _)| *label == class).count();
    let given = pairs.iter().filter(|(_, given)| *given == class).count();
    let both = pairs.iter().filter(|(label, given)| *label == class && *given == class).count();
    let (precision, recall) = (share(both, given), share(both, n));
    let f1 = share(2 * both, n + given);
    ClassFigures { class: class.to_owned(), n, precision, recall, f1 }
}

/// Area under the ROC curve: the probability that a positive text scores above a negative one,
/// ties counting half (Mann–Whitney). `None` unless both kinds occur.
pub fn auc(scored: &[(f32, bool)]) -> Option<f64> {
    let mut sorted = scored.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let positives = sorted.iter().filter(|(_, positive)| *positive).count();
    let negatives = sorted.len() - positives;
    if positives == 0 || negatives == 0 {
        return None;
    }
    let mut below = 0_usize;
    let mut area = 0.0;
    for tied in sorted.chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq()) {
        let positive = tied.iter().filter(|(_, positive)| *positive).count();
        let negative = tied.len() - positive;
        area += positive as f64 * (below as f64 + 0.5 * negative as f64);
        below += negative;
    }
    Some(area / (positives as f64 * negatives as f64))
}

pub(crate) fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn auc_counts_ties_half() {
        for (scored, expected) in [
            (vec![(0.9, true), (0.1, false)], Some(1.0)),
            (vec![(0.1, true), (0.9, false)], Some(0.0)),
            (vec![(0.5, true), (0.5, false)], Some(0.5)),
            (vec![(0.5, true), (0.5, false), (0.2, false)], Some(0.75)),
            (vec![(0.5, true)], None),
        ] {
            assert_eq!(auc(&scored), expected);
        }
    }

    #[test]
    fn macro_f1_is_the_mean_over_labels() {
        let pairs = [("a", "a"), ("a", "b"), ("b", "b"), ("b", "b")];
        let (accuracy, macro_f1, _) = classes(&pairs);
        assert!((accuracy - 0.75).abs() < 1e-12);
        assert!((macro_f1 - f64::midpoint(2.0 / 3.0, 0.8)).abs() < 1e-12);
    }
}

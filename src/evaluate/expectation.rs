//! Expectation against labels.

use serde::Serialize;

use super::classes::{ClassFigures, classes, share};
use crate::score::Scored;

/// Accuracy of expectation, as `kuiske evaluate expectation` prints it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ExpectationFigures {
    /// Texts with a label.
    pub n: usize,
    /// Share decided as labelled.
    pub accuracy: f64,
    /// Share at most one step from the label.
    pub within_one: f64,
    /// Mean F1 over the labels that occur.
    pub macro_f1: f64,
    /// Figures per label.
    pub classes: Vec<ClassFigures>,
}

/// Compares expectations with labels −2…+2; a text without a cue counts as 0.
pub fn expectation(labels: &[i8], scores: &[Scored]) -> ExpectationFigures {
    let steps: Vec<(i8, i8)> = labels
        .iter()
        .zip(scores)
        .map(|(label, scored)| (*label, scored.expectation.unwrap_or(0)))
        .collect();
    let near = steps.iter().filter(|(label, found)| label.abs_diff(*found) <= 1).count();
    let pairs: Vec<_> = steps.iter().map(|(label, found)| (name(*label), name(*found))).collect();
    let (accuracy, macro_f1, figures) = classes(&pairs);
    ExpectationFigures {
        n: pairs.len(),
        accuracy,
        within_one: share(near, pairs.len()),
        macro_f1,
        classes: figures,
    }
}

const fn name(step: i8) -> &'static str {
    match step {
        i8::MIN..=-2 => "-2",
        -1 => "-1",
        0 => "0",
        1 => "1",
        2..=i8::MAX => "2",
    }
}

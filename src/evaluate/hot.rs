//! Dreams, problems and needs against labels.

use serde::Serialize;

use super::classes::{ClassFigures, classes};
use crate::score::Scored;

/// Accuracy of dreams, problems and needs, as `kuiske evaluate hot` prints it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HotFigures {
    /// Texts with a label.
    pub n: usize,
    /// Share decided as labelled.
    pub accuracy: f64,
    /// Mean F1 over the labels that occur.
    pub macro_f1: f64,
    /// Figures per label.
    pub classes: Vec<ClassFigures>,
}

/// Compares what texts are with labels `dream`, `problem`, `need` and `none`.
pub fn hot(labels: &[&str], scores: &[Scored]) -> HotFigures {
    let found = scores.iter().map(|scored| scored.hot.map_or("none", |hot| hot.name()));
    let pairs: Vec<(&str, &str)> = labels.iter().copied().zip(found).collect();
    let (accuracy, macro_f1, figures) = classes(&pairs);
    HotFigures { n: pairs.len(), accuracy, macro_f1, classes: figures }
}

//! Sentiment against labels.

use serde::Serialize;

use super::classes::{ClassFigures, auc, classes};
use crate::score::{Polarity, Scored};

/// Accuracy of sentiment, as `kuiske evaluate sentiment` prints it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SentimentFigures {
    /// Texts with a label.
    pub n: usize,
    /// Share decided as labelled.
    pub accuracy: f64,
    /// Mean F1 over the labels that occur.
    pub macro_f1: f64,
    /// Area under the ROC curve, positive against negative labels; `null` unless both occur.
    pub auc: Option<f64>,
    /// Share of texts without any evidence.
    pub no_evidence: f64,
    /// Figures per label.
    pub classes: Vec<ClassFigures>,
}

/// Compares scores with labels. Where only positive and negative occur as labels the decision is
/// forced to these two at threshold 0: a text without evidence counts as negative.
pub fn sentiment(labels: &[&str], scores: &[Scored]) -> SentimentFigures {
    let forced = labels.iter().all(|label| matches!(*label, "positive" | "negative"));
    let decide = |scored: &Scored| {
        let value = scored.sentiment.unwrap_or(0.0);
        match (forced, Polarity::of(value)) {
            (true, _) if value > 0.0 => "positive",
            (true, _) => "negative",
            (false, polarity) => polarity.name(),
        }
    };
    let pairs: Vec<(&str, &str)> =
        labels.iter().zip(scores).map(|(label, scored)| (*label, decide(scored))).collect();
    let sides: Vec<(f32, bool)> = labels
        .iter()
        .zip(scores)
        .filter(|(label, _)| matches!(**label, "positive" | "negative"))
        .map(|(label, scored)| (scored.sentiment.unwrap_or(0.0), *label == "positive"))
        .collect();
    let silent = scores.iter().filter(|scored| scored.sentiment.is_none()).count();
    let (accuracy, macro_f1, figures) = classes(&pairs);
    SentimentFigures {
        n: pairs.len(),
        accuracy,
        macro_f1,
        auc: auc(&sides),
        no_evidence: super::classes::share(silent, scores.len()),
        classes: figures,
    }
}

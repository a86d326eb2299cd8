//! How good is it? Accuracy against labelled data, as one JSON object.
//!
//! Owns the measures, not the clock: who calls adds the speed. Pure: cannot fail.

mod classes;
mod clusters;
mod coherence;
mod cues;
mod expectation;
mod hot;
mod language;
pub mod lemmas;
mod pairs;
mod pii;
mod sentiment;
mod themes;

#[cfg(test)]
mod tests;

pub use classes::{ClassFigures, auc, classes};
pub use clusters::Agreement;
pub use coherence::{Coherence, coherence};
pub use cues::{CueFigures, CuesFigures, LABELLED, cues};
pub use expectation::{ExpectationFigures, expectation};
pub use hot::{HotFigures, hot};
pub use language::{LanguageReport, language};
pub use pairs::{Expect, PairFigures, pairs};
pub use pii::{KindFigures, Marked, PiiFigures, pii};
pub use sentiment::{SentimentFigures, sentiment};
pub use themes::{ThemeFigures, pairs_together, themes};

//! How good is it? Accuracy against labelled data, as one JSON object.
//!
//! Owns the measures, not the clock: who calls adds the speed. Pure: cannot fail.

mod classes;
mod clusters;
mod language;
pub mod lemmas;
mod sentiment;
mod themes;

pub use classes::{ClassFigures, auc, classes};
pub use clusters::Agreement;
pub use language::{LanguageReport, language};
pub use sentiment::{SentimentFigures, sentiment};
pub use themes::{ThemeFigures, themes};

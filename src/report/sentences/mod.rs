//! The report in sentences: one file per language, as their grammars share nothing.

pub(crate) mod fi;
pub(crate) mod en;

use super::model::{Change, Report, Theme};

/// The theme whose share changed most among those that stand out.
fn clearest(report: &Report) -> Option<(&Theme, &Change)> {
    let clear = report.themes.iter().filter_map(|theme| Some((theme, theme.change.as_ref()?)));
    clear
        .filter(|(_, change)| change.clear)
        .max_by(|(_, a), (_, b)| a.difference.abs().total_cmp(&b.difference.abs()))
}

//! The report in sentences: one file per language, as their grammars share nothing.

pub(crate) mod fi;
pub(crate) mod en;
pub(crate) mod signals;

use super::findings::Language;
use super::model::{Change, Report, SignalView, Theme};
use super::terms::Terms;

/// The theme whose share changed most among those that stand out.
fn clearest(report: &Report) -> Option<(&Theme, &Change)> {
    let clear = report.themes.iter().filter_map(|theme| Some((theme, theme.change.as_ref()?)));
    clear
        .filter(|(_, change)| change.clear)
        .max_by(|(_, a), (_, b)| a.difference.abs().total_cmp(&b.difference.abs()))
}

/// Whether a theme has a name: one of very few texts has only its number, which says nothing in a
/// sentence.
fn is_named(theme: &Theme) -> bool {
    !theme.label.en.starts_with('–')
}

/// What the main score is about, where there is a score of another level beside it.
fn level(report: &Report, language: Language) -> Option<&'static str> {
    let headline = &report.headline;
    headline.other_level.and(Terms::of(language).level(headline.level))
}

/// Signals that no earlier report showed.
fn new_signals(report: &Report) -> impl Iterator<Item = &SignalView> {
    report.signals.iter().filter(|signal| signal.new)
}

/// ": a, b and c"; nothing when there are more names than a sentence carries.
fn listed(mut names: Vec<String>, and: &str) -> String {
    const MOST: usize = 3;
    if names.len() > MOST {
        return String::new();
    }
    match names.pop() {
        None => String::new(),
        Some(last) if names.is_empty() => format!(": {last}"),
        Some(last) => format!(": {}{and}{last}", names.join(", ")),
    }
}

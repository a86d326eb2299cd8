//! Swearing with some letters hidden: `v*ttu`, `sh*t`, `f**k`, `f***`.

use super::character::{char_at, end_of_run, is_letter};

/// One past the hidden letters at `at`, inside or at the end of a word that began at `start`.
pub(super) fn continues(text: &str, start: usize, at: usize) -> Option<usize> {
    let mask = char_at(text, at)?;
    if !matches!(mask, '*' | '@' | '$' | '#' | '¤') {
        return None;
    }
    let end = end_of_run(text, at, |c| c == mask);
    let (seen, hidden) = (text.get(start..at)?.chars().take(4).count(), end - at);
    let goes_on = char_at(text, end).is_some_and(is_letter);
    match mask {
        '*' if goes_on => Some(end),
        // Two stars after a longer word close bold text.
        '*' => (seen <= 2 && hidden >= 2).then_some(end),
        _ => (goes_on && seen <= 3 && hidden <= 3).then_some(end),
    }
}

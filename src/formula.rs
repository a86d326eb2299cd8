//! Which cells would a spreadsheet run?
//!
//! Owns the apostrophe that keeps a text from being a formula, and its way back.

use std::borrow::Cow;

/// Whether a spreadsheet would take a text for a formula, or run its first sign; a plain number with
/// a sign is none.
pub(crate) fn is_formula(text: &str) -> bool {
    let number = |rest: &str| {
        rest.chars().any(|c| c.is_ascii_digit())
            && rest.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ' '))
    };
    match text.chars().next() {
        Some('+' | '-') => !number(text.get(1..).unwrap_or("")),
        Some('=' | '@' | '\t' | '\r') => true,
        Some(_) | None => false,
    }
}

/// A text as a cell that no spreadsheet takes for a formula: with an apostrophe before it where it
/// would.
pub fn guarded(text: &str) -> Cow<'_, str> {
    if is_formula(text) { format!("'{text}").into() } else { text.into() }
}

/// A guarded text as it was before.
pub(crate) fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(text)
}

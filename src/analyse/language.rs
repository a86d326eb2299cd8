//! Which language is a text written in?

use crate::lang::Lang;

/// The language of a text.
pub fn detect(_text: &str) -> Option<Lang> {
    None
}

/// Language of a whole text, of which the source may have declared one.
pub(super) fn of_text(text: &str, declared: Option<Lang>) -> Option<Lang> {
    detect(text).or(declared)
}

/// Language of a clause in a text of language `whole`.
pub(super) fn of_clause(_text: &str, whole: Option<Lang>) -> Option<Lang> {
    whole
}

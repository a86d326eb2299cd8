//! Grammar that an English ending carries and the base form loses.

use crate::analyse::word::{Flags, Pos};

/// Flags of a form by its ending; irregular forms stand in the word list with theirs.
pub(super) fn flags(form: &str, lemma: &str, pos: Pos) -> Flags {
    let changed = form != lemma;
    match pos {
        Pos::Verb if changed && form.ends_with("ed") => Flags::PAST,
        Pos::Adjective | Pos::Adverb if changed && form.ends_with("er") => Flags::COMPARATIVE,
        Pos::Adjective | Pos::Adverb if changed && form.ends_with("est") => Flags::SUPERLATIVE,
        Pos::Adjective if lemma.ends_with("less") && lemma.len() > 5 => Flags::CARITIVE,
        Pos::Noun | Pos::Verb | Pos::Adjective | Pos::Adverb | Pos::Function | Pos::Unknown => {
            Flags::default()
        }
    }
}

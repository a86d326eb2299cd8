//! A stand-in until words are understood: the base form is the form itself.

use super::word::Pos;
use super::{Flags, Word};
use crate::lang::Lang;

/// Gives each distinct word form its analysis.
#[derive(Debug, Default)]
pub struct Understander;

impl Understander {
    /// The analyser with the built-in tables.
    pub fn builtin() -> Self {
        Self
    }

    /// The analysis of one form.
    pub fn word(&self, form: &str, lang: Option<Lang>) -> Word {
        let negation =
            matches!(form, "ei" | "en" | "et" | "emme" | "ette" | "eivät" | "n't" | "not");
        Word {
            form: form.into(),
            lang,
            lemma: form.into(),
            flags: if negation { Flags::NEGATION } else { Flags::default() },
            pos: Pos::default(),
            parts: Box::default(),
        }
    }
}

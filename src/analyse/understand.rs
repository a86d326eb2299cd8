//! One door to the word analysis: a form and its language in, a [`Word`] out.
//!
//! Expects forms as the segmenter leaves them: lower case, NFC, stretched letters shortened,
//! English `n't` and `'s` split off. Analyses a form by itself, without its neighbours: among
//! readings of one form it takes the most frequent. Pure; cheap to share between threads.

use std::sync::LazyLock;

use super::english::English;
use super::finnish::Finnish;
use super::other;
use super::word::{Pos, Word};
use crate::lang::Lang;

/// The tables of all languages; immutable.
#[derive(Debug)]
pub struct Understander {
    finnish: Finnish,
    english: English,
}

static BUILTIN: LazyLock<Understander> =
    LazyLock::new(|| Understander { finnish: Finnish::builtin(), english: English::builtin() });

impl Understander {
    /// The compiled-in tables; read once, at first use.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// Base form, grammar and parts of a form. A form without letters, or of no language, stands
    /// for itself.
    pub fn word(&self, form: &str, lang: Option<Lang>) -> Word {
        if !form.contains(char::is_alphabetic) {
            return other::as_written(form, lang);
        }
        match lang {
            Some(Lang::Fi) => self.finnish.word(form),
            Some(Lang::En) => self.english.word(form),
            Some(Lang::Sv) => other::swedish(form),
            Some(Lang::Other) | None => other::as_written(form, lang),
        }
    }

    /// The parts of a word's base form as they are written there; all of it if it is simple.
    pub fn pieces<'w>(&self, word: &'w Word) -> Vec<&'w str> {
        match (word.lang, word.pos) {
            (Some(Lang::Fi), Pos::Noun | Pos::Adjective) => {
                self.finnish.splitter().pieces(&word.lemma)
            }
            (Some(_) | None, _) => vec![&word.lemma],
        }
    }
}

#[cfg(test)]
mod classes;
#[cfg(test)]
mod tests;

//! Swedish and the other languages of the Snowball stemmer; everything else stands as written.
//!
//! Nothing with a digit in it is ever stemmed: a stemmer turns `100` into `10`.

use rust_stemmers::{Algorithm, Stemmer};

use super::word::{Flags, Pos, Word};
use crate::lang::Lang;

/// The stem of a Swedish word as its base form.
pub(super) fn swedish(form: &str) -> Word {
    let lemma = if form.contains(|c: char| c.is_numeric()) {
        form.into()
    } else {
        Stemmer::create(Algorithm::Swedish).stem(form).into()
    };
    let flags = match form {
        "inte" | "ej" | "icke" => Flags::NEGATION,
        _ => Flags::GUESSED,
    };
    Word { lemma, flags, ..as_written(form, Some(Lang::Sv)) }
}

/// A word, or a token that is none, whose base form is the form itself.
pub(super) fn as_written(form: &str, lang: Option<Lang>) -> Word {
    Word {
        form: form.into(),
        lang,
        lemma: form.into(),
        flags: Flags::default(),
        pos: Pos::Unknown,
        parts: Box::default(),
    }
}

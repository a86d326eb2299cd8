//! English words: base form and grammar.

use super::rules::{Base, Entry, List, Standing, Table, read};
use super::word::{Flags, Pos, Word};
use crate::lang::Lang;
use std::sync::LazyLock;

mod grammar;

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    Table::parse(include_bytes!("../../../lexicons/en/lemmas.bin")).unwrap_or_default()
});

/// Tables and lists of English; immutable.
#[derive(Debug)]
pub(super) struct English {
    table: &'static Table,
    forms: List,
}

impl English {
    pub(super) fn builtin() -> Self {
        Self {
            table: &TABLE,
            forms: read(&[
                include_str!("../../../lexicons/en/function.tsv"),
                include_str!("../../../lexicons/en/irregular.tsv"),
            ]),
        }
    }

    /// Analyses a lower-cased form.
    pub(super) fn word(&self, form: &str) -> Word {
        let (lemma, pos, flags) = self.analyse(form);
        Word {
            form: form.into(),
            lang: Some(Lang::En),
            lemma: lemma.into(),
            flags,
            pos,
            parts: Box::default(),
        }
    }

    fn analyse(&self, form: &str) -> (String, Pos, Flags) {
        if let Some(Entry { lemma, pos, flags }) = self.forms.get(form) {
            return (lemma.to_string(), *pos, *flags);
        }
        if let Some((head, tail)) = form.rsplit_once('-').filter(|(h, t)| !h.is_empty() && t.len() > 2) {
            let (lemma, pos, flags) = self.analyse(tail);
            return (format!("{head}-{lemma}"), pos, flags);
        }
        let base = Base { text: form.into(), penalty: 0 };
        let Some(guess) = self.table.guess(&[base]) else {
            return (form.to_owned(), Pos::Unknown, Flags::GUESSED);
        };
        let guessed = match guess.standing {
            Standing::Unknown | Standing::OtherClass | Standing::Tail => Flags::GUESSED,
            Standing::Compound | Standing::Known(_) => Flags::default(),
        };
        let flags = grammar::flags(form, &guess.lemma, guess.pos).with(guessed);
        (guess.lemma, guess.pos, flags)
    }
}

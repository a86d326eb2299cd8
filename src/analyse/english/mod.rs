//! English words: base form and grammar.

use super::rules::{Base, Entry, Guess, Letters, List, Standing, Swaps, Table, read, repairs};
use super::word::{Flags, Pos, Word};
use crate::lang::Lang;
use std::sync::LazyLock;

mod grammar;

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    Table::parse(include_bytes!("../../../lexicons/en/lemmas.bin")).unwrap_or_default()
});

static LETTERS: LazyLock<Letters> =
    LazyLock::new(|| Letters::parse(include_bytes!("../../../lexicons/en/letters.bin")));

/// Letters that a form must have for any wrong letter to be mended.
const LETTERS_OF_EDIT: usize = 6;
/// How frequent the word must be that a wrong letter hides.
const FREQUENT: u8 = 3;

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
        if let Some(owner) = form.strip_suffix("'s").filter(|o| !o.is_empty()) {
            return self.analyse(owner);
        }
        if let Some((head, tail)) =
            form.rsplit_once('-').filter(|(h, t)| !h.is_empty() && t.len() > 2)
        {
            let (lemma, pos, flags) = self.analyse(tail);
            return (format!("{head}-{lemma}"), pos, flags);
        }
        match self.guess(form) {
            Some(g) if g.standing >= Standing::Compound => {
                let flags = grammar::flags(form, &g.lemma, g.pos);
                (g.lemma, g.pos, flags)
            }
            unknown => self.unknown(form, unknown),
        }
    }

    fn guess(&self, form: &str) -> Option<Guess> {
        self.table.guess(std::iter::once(&Base::whole(form)))
    }

    /// A form whose base form is not known: meant for a known one, an abbreviation, or new.
    fn unknown(&self, form: &str, guess: Option<Guess>) -> (String, Pos, Flags) {
        let letters = form.chars().count();
        let near = match letters {
            0..5 => None,
            _ => self.respelled(form, letters),
        };
        if let Some((meant, g)) = near {
            let flags = grammar::flags(&meant, &g.lemma, g.pos).with(Flags::RESPELLED);
            return (g.lemma, g.pos, flags);
        }
        // Short unknown words are names and abbreviations: *dvd* is no past tense.
        match guess.filter(|g| letters > 4 && g.lemma.contains(['a', 'e', 'i', 'o', 'u', 'y'])) {
            Some(g) => {
                let flags = grammar::flags(form, &g.lemma, g.pos).with(Flags::GUESSED);
                (g.lemma, g.pos, flags)
            }
            None => (form.to_owned(), Pos::Unknown, Flags::GUESSED),
        }
    }

    /// A known word that an unknown form may be meant for: *goin* → *going*, *recieve* → *receive*,
    /// *delivry* → *delivery*.
    fn respelled(&self, form: &str, letters: usize) -> Option<(String, Guess)> {
        let dropped = form.ends_with("in").then(|| (format!("{form}g"), 0));
        let repairs = repairs(form, &LETTERS, Swaps::InOdd)
            .into_iter()
            .map(|repair| (repair.text, repair.cost));
        let tried = dropped.into_iter().chain(repairs).filter_map(|(text, cost)| {
            let guess = self.table.guess_known(&text)?;
            let least = Standing::Known(if cost > 0 { FREQUENT } else { 1 });
            let enough = guess.standing >= least && (cost == 0 || letters >= LETTERS_OF_EDIT);
            enough.then_some((guess.score - cost, text, guess))
        });
        tried.max_by_key(|(score, _, _)| *score).map(|(_, text, guess)| (text, guess))
    }
}

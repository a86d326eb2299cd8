//! One clause as the composer sees it: words at positions, punctuation left out.

use crate::analyse::{Analysis, Clause, Flags, Word, WordId, Words};
use crate::lang::Lang;
use crate::record::Span;

use super::effect::Effect;
use super::matcher::Hit;
use super::scorer::Entry;

/// A clause with the tables to understand it.
pub(crate) struct View<'a> {
    pub(crate) analysis: &'a Analysis,
    pub(crate) clause: &'a Clause,
    pub(crate) words: &'a Words,
    /// What is known of the grammar of each word, apart: it is asked for everywhere.
    pub(crate) flags: &'a [Flags],
    pub(crate) ids: &'a [WordId],
    pub(crate) tokens: &'a [u32],
    pub(crate) entries: &'a [Entry],
    /// What each learned weight counts in a comment of this length.
    pub(crate) damp: f32,
}

impl View<'_> {
    pub(crate) fn len(&self) -> u16 {
        self.ids.len() as u16
    }

    pub(crate) fn effect(&self, hit: Hit) -> Effect {
        self.entries[hit.entry as usize].effect
    }

    pub(crate) fn word(&self, at: u16) -> &Word {
        self.words.get(self.ids[at as usize])
    }

    pub(crate) fn flags(&self, at: u16) -> Flags {
        self.flags[self.ids[at as usize].0 as usize]
    }

    /// Language of the clause, or of the comment where the clause does not tell.
    pub(crate) fn lang(&self) -> Option<Lang> {
        self.clause.lang.or(self.analysis.lang)
    }

    /// The form at a position; empty beyond the end.
    pub(crate) fn form(&self, at: u16) -> &str {
        self.ids.get(at as usize).map_or("", |&id| &self.words.get(id).form)
    }

    /// Whether punctuation stands between a position and the one before it.
    pub(crate) fn is_cut_before(&self, at: u16) -> bool {
        at > 0 && self.tokens[at as usize] > self.tokens[at as usize - 1] + 1
    }

    /// Whether the entry names the very word, not a beginning of it.
    pub(crate) fn is_own_form(&self, hit: Hit) -> bool {
        let word = self.word(hit.start);
        let entry = &self.entries[hit.entry as usize].text;
        *entry == word.form || *entry == word.lemma
    }

    pub(crate) fn is_loud(&self, hit: Hit) -> bool {
        (hit.start..hit.end).any(|at| {
            let token = self.analysis.tokens[self.tokens[at as usize] as usize];
            token.style.caps || token.style.stretched
        })
    }

    /// Whether an entry holds a negation of its own: *en kehdannut*, *not dared*.
    pub(crate) fn holds_negation(&self, hit: Hit) -> bool {
        (hit.start..hit.end).any(|at| self.flags(at).has(Flags::NEGATION))
    }

    pub(crate) fn span(&self, hit: Hit) -> Span {
        let token = |at: u16| self.analysis.tokens[self.tokens[at as usize] as usize].span;
        Span { start: token(hit.start).start, end: token(hit.end - 1).end }
    }
}

//! Polarity toward something a comment names: that of the clauses that name it.

use crate::analyse::{Analysis, Token, TokenKind, Word, Words};

use super::Scored;

/// What a comment says of one thing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Toward {
    /// Indices of the clauses that name it.
    pub clauses: Vec<usize>,
    /// Polarity in −1…+1; `None` without evidence in any of them.
    pub sentiment: Option<f32>,
}

/// Looks for a term, analysed with the same vocabulary: its words in any form, side by side, or a
/// single one inside a compound.
pub fn toward(words: &Words, analysis: &Analysis, scored: &Scored, term: &Analysis) -> Toward {
    let wanted: Vec<&Word> = spoken(&term.tokens).map(|token| words.get(token.word)).collect();
    let names =
        |said: &[&Word]| said.iter().zip(&wanted).all(|(said, wanted)| is_one(said, wanted));
    let clauses = analysis.clauses.iter().enumerate().filter(|(_, clause)| {
        let tokens = spoken(analysis.clause_tokens(clause));
        let said: Vec<&Word> = tokens.map(|token| words.get(token.word)).collect();
        !wanted.is_empty() && said.windows(wanted.len()).any(names)
    });
    let clauses: Vec<usize> = clauses.map(|(at, _)| at).collect();
    Toward { sentiment: scored.toward(clauses.iter().copied()), clauses }
}

fn spoken(tokens: &[Token]) -> impl Iterator<Item = &Token> {
    tokens.iter().filter(|token| matches!(token.kind, TokenKind::Word | TokenKind::Hashtag))
}

fn is_one(said: &Word, wanted: &Word) -> bool {
    said.lemma == wanted.lemma || said.form == wanted.form || said.parts.contains(&wanted.lemma)
}

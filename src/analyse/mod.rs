//! What do the words say? Language, clauses, tokens, base forms and grammar flags.
//!
//! Text is segmented once, here; every later stage and the search index take these tokens. Owns
//! the vocabulary: each distinct word form of a language is analysed once ([`Words`]).
//! Pure: cannot fail, does no input or output.

pub mod language;
pub mod segment;
pub mod understand;
pub mod finnish;
pub mod english;
pub mod other;
mod rules;
pub mod word;
pub mod corpus;
pub mod mask;

pub use corpus::{Analyser, Corpus, Text};
pub use word::{Flags, Word, WordId, Words};

use crate::lang::Lang;
use crate::record::Span;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenKind {
    /// Letters, with inner apostrophes, hyphens or colons (`VM:lla`, `it's` is split).
    Word,
    /// Digits with their separators: `12,50`, `1 200`, `3.`.
    Number,
    /// A number with a currency sign or unit attached: `5€`, `10e`, `20%`.
    Amount,
    /// A clock time or a date: `14:05`, `21.11.2026`.
    Time,
    /// A web or e-mail address.
    Address,
    /// `@someone`.
    Mention,
    /// `#something`; the word of the token is the text after the sign.
    Hashtag,
    /// An emoji (with its modifiers) or an emoticon.
    Emoji,
    /// Anything else that is not white space: `.`, `!!!`, `…`, `(`.
    Punctuation,
}

impl TokenKind {
    /// Whether word-list patterns see the token: everything but punctuation.
    pub const fn is_matched(self) -> bool {
        !matches!(self, Self::Punctuation)
    }
}

/// How a token was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Style {
    /// More than one letter and all of them capitals.
    pub caps: bool,
    /// A letter stretched to three or more (`hyväääää`); the word is analysed without it.
    pub stretched: bool,
    /// Begins with a capital letter.
    pub capital: bool,
}

/// One token of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Token {
    /// Where it stands in the original text.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// How it was written.
    pub style: Style,
    /// Its word form in the vocabulary the text was analysed with.
    pub word: WordId,
}

/// What joins a clause to the one before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Joiner {
    /// First clause of a sentence that begins with no conjunction.
    #[default]
    Sentence,
    /// A comma, semicolon, dash or brackets.
    Comma,
    /// mutta, but, however, silti, …
    Contrast,
    /// vaikka, although, though, …
    Concession,
    /// koska, kun, joten, because, so, …
    Cause,
    /// jos, if, unless, …
    Condition,
    /// ja, and, sekä, plus, …
    And,
}

/// The piece of a comment that carries one thought: a range of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Clause {
    /// Index of the first token.
    pub start: u32,
    /// One past the last token.
    pub end: u32,
    /// How it hangs on the clause before.
    pub joiner: Joiner,
    /// Whether it ends in a question mark or is a question by its form.
    pub question: bool,
    /// Its language where it has enough letters to tell, else the comment's.
    pub lang: Option<Lang>,
}

/// One comment, analysed.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Analysis {
    /// Language of the whole comment.
    pub lang: Option<Lang>,
    /// Tokens in text order.
    pub tokens: Box<[Token]>,
    /// Clauses in text order; they cover all tokens and do not overlap.
    pub clauses: Box<[Clause]>,
}

impl Analysis {
    /// The tokens of a clause.
    pub fn clause_tokens(&self, clause: &Clause) -> &[Token] {
        self.tokens.get(clause.start as usize..clause.end as usize).unwrap_or(&[])
    }

    /// The span of a clause in the text.
    pub fn clause_span(&self, clause: &Clause) -> Span {
        match self.clause_tokens(clause) {
            [] => Span { start: 0, end: 0 },
            [only] => only.span,
            [first, .., last] => Span { start: first.span.start, end: last.span.end },
        }
    }

    /// Whether the comment says nothing: no word, number or emoji in it.
    pub fn is_blank(&self) -> bool {
        !self.tokens.iter().any(|t| t.kind.is_matched())
    }
}

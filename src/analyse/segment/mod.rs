//! Where do tokens, clauses and sentences begin and end?
//!
//! Owns the cutting of a text and the normal form of what was cut. Works without knowing the
//! language of the text, in time linear in its length. Refuses to understand words (that is
//! [`understand`](crate::analyse::understand)) and to alter the text: spans point into it.

mod abbreviation;
mod address;
mod censored;
mod character;
mod clause;
mod clitic;
mod conjunction;
mod emoji;
mod emoticon;
mod form;
mod number;
mod question;
mod scan;
mod word;

pub use form::normal_form;

use super::{Clause, Style, TokenKind};
use crate::record::Span;

/// White space before a piece.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// None: the piece touches the one before, or begins the text.
    #[default]
    None,
    /// Blanks only.
    Space,
    /// One line end.
    Line,
    /// An empty line.
    Blank,
}

/// A token that has no number in a vocabulary yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands in the text.
    pub span: Span,
    /// Where its normal form stands in the buffer of forms.
    form: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// How it was written.
    pub style: Style,
    /// What stands before it.
    pub gap: Gap,
}

/// A text cut up. The buffers are re-used from text to text.
#[derive(Debug, Default)]
pub struct Segmented {
    forms: String,
    pieces: Vec<Piece>,
    clauses: Vec<Clause>,
}

impl Segmented {
    /// The tokens, in text order.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// The clauses, in text order, covering all tokens; their language is not told yet.
    pub fn clauses(&self) -> &[Clause] {
        &self.clauses
    }

    /// Normal form of a token: NFC, lower case, stretched letters shortened to two; the text after
    /// the sign for a hashtag, no blanks inside numbers, no skin tone in an emoji.
    pub fn form(&self, piece: &Piece) -> &str {
        piece.form.of(&self.forms)
    }
}

/// Cuts `text` into `out`, whose former content is dropped.
pub fn segment(text: &str, out: &mut Segmented) {
    out.forms.clear();
    out.pieces.clear();
    out.clauses.clear();
    scan::scan(text, out);
    clause::split(out);
}

#[cfg(test)]
mod tests;

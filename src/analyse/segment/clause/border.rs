//! Which punctuation is a border between thoughts.

use super::super::conjunction::{self, When};
use super::super::{Gap, Piece};
use super::Splitter;
use crate::analyse::{Joiner, TokenKind};

/// How far, in tokens, a closing bracket is looked for.
const BRACKET_REACH: usize = 60;
/// How many words after a border are counted at most.
const ENOUGH: usize = 3;

impl Splitter<'_> {
    pub(super) fn punctuation(&mut self, at: usize, piece: &Piece) {
        match self.form(at) {
            "," => self.comma(at),
            ";" if self.open.words > 0 && self.ahead(at + 1) > 0 => {
                self.close(at + 1, Joiner::Comma);
            }
            "-" | "–" | "—" | "--" | "+" => self.dash(at, piece),
            "(" | "[" => self.bracket(at),
            ")" | "]" if self.closing == Some(at) => {
                self.closing = None;
                if self.next(at).is_some_and(|next| next.kind != TokenKind::Punctuation) {
                    self.close(at + 1, Joiner::Comma);
                }
            }
            form if form.starts_with(['.', '!', '?', '…']) => self.stop(at, form),
            _ => {}
        }
    }

    fn comma(&mut self, at: usize) {
        let Some(next) = self.next(at).filter(|next| next.kind.is_matched()) else { return };
        let form = self.cut.form(next);
        let run = std::mem::take(&mut self.open.run);
        let joined = conjunction::find(form).is_some() || conjunction::completes(form);
        if next.kind == TokenKind::Emoji || joined {
            return;
        }
        let ahead = self.ahead(at + 1);
        let words = self.open.words;
        let border = run > 1 && ahead > 1
            || self.open.is_subordinate() && words > 1 && ahead > 0
            || conjunction::is_negation(form) && words > 0 && ahead > 1;
        if border {
            self.close(at + 1, Joiner::Comma);
        }
    }

    /// A dash, or a plus sign, between blanks.
    fn dash(&mut self, at: usize, piece: &Piece) {
        let Some(next) = self.next(at) else { return };
        let ahead = self.ahead(at + 1);
        let plus = self.form(at) == "+";
        let apart = piece.gap != Gap::None && next.gap != Gap::None;
        let long = matches!(self.form(at), "—" | "--");
        if (apart || long) && self.open.run > 1 && ahead > 1 {
            self.close(at + 1, if plus { Joiner::And } else { Joiner::Comma });
        }
    }

    fn bracket(&mut self, at: usize) {
        if self.closing.is_some_and(|end| end > at) {
            return;
        }
        let inner = self.cut.pieces.iter().enumerate().skip(at + 1).take(BRACKET_REACH);
        let mut words = 0;
        for (i, piece) in inner {
            match piece.kind {
                TokenKind::Punctuation if matches!(self.form(i), ")" | "]") => {
                    if words > 1 {
                        self.closing = Some(i);
                        self.close(at, Joiner::Comma);
                    }
                    return;
                }
                TokenKind::Punctuation | TokenKind::Emoji => {}
                TokenKind::Word
                | TokenKind::Number
                | TokenKind::Amount
                | TokenKind::Time
                | TokenKind::Address
                | TokenKind::Mention
                | TokenKind::Hashtag => words += 1,
            }
        }
    }

    /// A full stop, exclamation or question mark, or dots.
    fn stop(&mut self, at: usize, form: &str) {
        let before = at.checked_sub(1).map_or("", |i| self.form(i));
        let next = self.next(at);
        let touching = next.filter(|next| next.gap == Gap::None);
        // `(!)` and `(?)` comment on a word.
        if before == "(" && touching.is_some_and(|next| self.cut.form(next) == ")") {
            return;
        }
        let asks = form.contains('?');
        self.open.question |= asks;
        let over = if asks || form.contains('!') {
            true
        } else if form == "." {
            touching.is_none_or(|next| {
                let words = next.kind == TokenKind::Word && before.chars().nth(1).is_some();
                words || next.kind == TokenKind::Punctuation || next.kind == TokenKind::Emoji
            })
        } else {
            next.is_none_or(|next| next.style.capital || next.gap >= Gap::Line)
        };
        if over {
            self.ended = self.open.matched > 0;
        } else if form != "." && self.open.words > 0 && self.ahead(at + 1) > 0 {
            self.close(at + 1, Joiner::Comma);
        }
    }

    /// Words from `from` on up to the next possible border, [`ENOUGH`] at most.
    pub(super) fn ahead(&self, from: usize) -> usize {
        let mut count = 0;
        for piece in self.cut.pieces.iter().skip(from) {
            let form = self.cut.form(piece);
            match piece.kind {
                TokenKind::Punctuation if matches!(form, "\"" | "'" | "”" | "“" | "’" | "»") =>
                    {}
                TokenKind::Punctuation | TokenKind::Emoji => break,
                _ if count > 0 && (conjunction::lists(form) || is_border(form)) => break,
                TokenKind::Word
                | TokenKind::Number
                | TokenKind::Amount
                | TokenKind::Time
                | TokenKind::Address
                | TokenKind::Mention
                | TokenKind::Hashtag => count += 1,
            }
            if count == ENOUGH {
                break;
            }
        }
        count
    }
}

fn is_border(form: &str) -> bool {
    matches!(conjunction::find(form), Some((_, When::Always)))
}

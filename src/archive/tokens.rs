//! The tokens of `analyse` on their way into the index: they are written into one string, and a
//! tokenizer that only splits gives them to the index with their positions.
//!
//! `form␟lemma␟part␟part␞form␟lemma…`: ␞ (U+001E) stands between positions, ␟ (U+001F) between
//! what stands at one position.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::analyse::{Analysis, Words};

const NEXT: u8 = 0x1e;
const ALSO: u8 = 0x1f;

/// Writes the words of a comment. Punctuation takes no position, so a phrase runs across it.
pub(super) fn write(analysis: &Analysis, words: &Words) -> String {
    let mut out = String::with_capacity(analysis.tokens.len() * 18);
    for token in analysis.tokens.iter().filter(|token| token.kind.is_matched()) {
        let word = words.get(token.word);
        if !out.is_empty() {
            out.push(NEXT as char);
        }
        push(&mut out, &word.form);
        out.push(ALSO as char);
        push(&mut out, &word.lemma);
        for part in &word.parts {
            out.push(ALSO as char);
            push(&mut out, part);
        }
    }
    out
}

fn push(out: &mut String, term: &str) {
    if term.bytes().any(|byte| byte == NEXT || byte == ALSO) {
        out.extend(term.chars().filter(|c| *c != NEXT as char && *c != ALSO as char));
    } else {
        out.push_str(term);
    }
}

/// What of a position a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Take {
    /// The form: first at its position.
    Surface,
    /// The lemma and the parts: all but the first.
    Lemma,
}

/// Splits what [`write()`] has written.
#[derive(Clone, Debug)]
pub(super) struct Split(pub(super) Take);

impl Tokenizer for Split {
    type TokenStream<'a> = Terms<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Terms<'a> {
        Terms { take: self.0, text, at: 0, position: 0, first: true, token: Token::default() }
    }
}

/// The terms of one field.
pub(super) struct Terms<'a> {
    take: Take,
    text: &'a str,
    /// Where the next term begins.
    at: usize,
    /// Position of the next term.
    position: usize,
    /// Whether the next term is the first of its position.
    first: bool,
    token: Token,
}

impl TokenStream for Terms<'_> {
    fn advance(&mut self) -> bool {
        while let Some(rest) = self.text.get(self.at..).filter(|rest| !rest.is_empty()) {
            let end = rest.bytes().position(|byte| byte == NEXT || byte == ALSO);
            let term = end.map_or(rest, |end| rest.get(..end).unwrap_or(""));
            let last = end.is_none_or(|end| rest.as_bytes().get(end) == Some(&NEXT));
            let taken = self.first == (self.take == Take::Surface) && !term.is_empty();
            if taken {
                self.token.text.clear();
                self.token.text.push_str(term);
                self.token.position = self.position;
                self.token.offset_from = self.at;
                self.token.offset_to = self.at + term.len();
            }
            self.at += term.len() + 1;
            self.first = last;
            self.position += usize::from(last);
            if taken {
                return true;
            }
        }
        false
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_field_takes_its_terms_at_their_positions() {
        let text =
            "asiakaspalvelussa\u{1f}asiakaspalvelu\u{1f}asiakas\u{1f}palvelu\u{1e}oli\u{1f}olla";
        let terms = |take| {
            let mut split = Split(take);
            let mut stream = split.token_stream(text);
            let mut found = Vec::new();
            stream.process(&mut |token| found.push((token.position, token.text.clone())));
            found
        };
        assert_eq!(terms(Take::Surface), [(0, "asiakaspalvelussa".into()), (1, "oli".into())]);
        let lemmas = [(0, "asiakaspalvelu"), (0, "asiakas"), (0, "palvelu"), (1, "olla")];
        assert_eq!(terms(Take::Lemma), lemmas.map(|(at, term)| (at, term.to_string())));
    }
}

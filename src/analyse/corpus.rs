//! Stand-in for the analyser: letters and digits make words, the lower-cased form is its lemma.

use crate::analyse::understand::Understander;
use crate::analyse::{Analysis, Clause, Joiner, Style, Token, TokenKind, Words};
use crate::lang::Lang;
use crate::record::Span;

/// A text to analyse.
#[derive(Clone, Copy, Debug, Default)]
pub struct Text<'t> {
    /// As it was written.
    pub text: &'t str,
    /// Its language as the source declares it.
    pub declared: Option<Lang>,
}

/// Analyses texts one after the other with one vocabulary.
#[derive(Debug, Default)]
pub struct Analyser;

impl Analyser {
    /// A new analyser.
    pub fn new() -> Self {
        Self
    }

    /// Analyses one text whose language the source may have declared.
    pub fn analyse_declared(&self, text: Text<'_>, words: &mut Words) -> Analysis {
        self.analyse(text.text, words)
    }

    /// Language, clauses and tokens of a text; new word forms are added to `words`.
    pub fn analyse(&self, text: &str, words: &mut Words) -> Analysis {
        let lang = language(text);
        let understander = Understander::builtin();
        let mut tokens = Vec::new();
        let mut start = None;
        for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
            match (c.is_alphanumeric(), start) {
                (true, None) => start = Some(at),
                (false, Some(from)) => {
                    let form = text.get(from..at).unwrap_or("");
                    let word = words.add(understander.word(form, lang));
                    tokens.push(token(from, at, TokenKind::Word, word));
                    start = None;
                }
                (true, Some(_)) | (false, None) => {}
            }
            if !c.is_alphanumeric() && !c.is_whitespace() {
                let word = words.add(understander.word(&c.to_string(), lang));
                tokens.push(token(at, at + c.len_utf8(), TokenKind::Punctuation, word));
            }
        }
        let end = tokens.len() as u32;
        let clause = Clause { start: 0, end, joiner: Joiner::Sentence, question: false, lang };
        Analysis { lang, tokens: tokens.into(), clauses: [clause].into() }
    }
}

fn token(start: usize, end: usize, kind: TokenKind, word: crate::analyse::WordId) -> Token {
    Token { span: Span::new(start..end), kind, style: Style::default(), word }
}

fn language(text: &str) -> Option<Lang> {
    if !text.chars().any(char::is_alphabetic) {
        return None;
    }
    let padded = format!(" {} ", text.to_lowercase());
    let english = [" the ", " and ", " is ", " was ", " to "].iter().any(|w| padded.contains(w));
    Some(if english { Lang::En } else { Lang::Fi })
}

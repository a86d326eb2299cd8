//! The words of a query, understood by the very rules that understood the comments.

use crate::analyse::corpus::{Analyser, Text};
use crate::analyse::understand::Understander;
use crate::analyse::{Analysis, Flags, TokenKind, Word, Words};
use crate::lang::Lang;

/// Languages that a word of a query may be of. One word is too short to tell.
const LANGS: [Lang; 3] = [Lang::Fi, Lang::En, Lang::Sv];

/// The analyser, kept for all the queries and hits of an open archive.
#[derive(Debug, Default)]
pub(in crate::archive) struct Speech {
    analyser: Analyser,
}

/// One word of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    /// The form, as the index has surface forms.
    pub(super) form: Box<str>,
    /// What its base form may be: as found in the query, in each language, and as it was typed;
    /// the same number for every word, with repetitions.
    pub(super) lemmas: Vec<Box<str>>,
}

impl Speech {
    /// A text as it was analysed when it came in.
    pub(super) fn analyse(
        &self,
        text: &str,
        declared: Option<Lang>,
        words: &mut Words,
    ) -> Analysis {
        self.analyser.analyse_declared(Text { text, declared }, words)
    }

    /// The words of a piece of a query.
    pub(super) fn ask(&self, text: &str) -> Vec<Asked> {
        let mut words = Words::default();
        let analysis = self.analyse(text, None, &mut words);
        let tokens = analysis.tokens.iter().filter(|token| token.kind.is_matched());
        tokens
            .map(|token| {
                let word = words.get(token.word);
                let lemmas = match token.kind {
                    TokenKind::Word | TokenKind::Hashtag => lemmas(word),
                    TokenKind::Number
                    | TokenKind::Amount
                    | TokenKind::Time
                    | TokenKind::Address
                    | TokenKind::Mention
                    | TokenKind::Emoji
                    | TokenKind::Punctuation => {
                        vec![word.lemma.clone(); LANGS.len() + 2]
                    }
                };
                Asked { form: word.form.clone(), lemmas }
            })
            .collect()
    }
}

fn lemmas(word: &Word) -> Vec<Box<str>> {
    let read = LANGS.map(|lang| Understander::builtin().word(&word.form, Some(lang)));
    // A guess is worth nothing beside a language that knows the word.
    let known = read.iter().any(|word| !word.flags.has(Flags::GUESSED));
    let lemma = |read: &Word| {
        let guessed = known && read.flags.has(Flags::GUESSED);
        if guessed { word.form.clone() } else { read.lemma.clone() }
    };
    let mut lemmas = vec![word.lemma.clone()];
    lemmas.extend(read.iter().map(lemma));
    lemmas.push(word.form.clone());
    lemmas
}

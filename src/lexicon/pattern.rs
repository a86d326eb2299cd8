//! What an entry matches: a sequence of token patterns, on consecutive tokens of one clause.
//!
//! ```text
//! word      the token's base form or its surface form is this word
//! =word     only the surface form
//! word*     base form or surface form begins so
//! a|b       either
//! _         any one token
//! ...       up to three tokens
//! ```

use crate::lang::Lang;

/// How one word of a pattern is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Match {
    /// With base form and surface form.
    Either,
    /// With the surface form only.
    Surface,
    /// With the beginning of either.
    Prefix,
}

/// One word of a pattern.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Atom {
    /// The word, without its marks.
    pub text: Box<str>,
    /// How it is compared.
    pub how: Match,
}

/// One place of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Any of these words.
    Word(Vec<Atom>),
    /// Any one token.
    Any,
    /// Up to three tokens.
    Gap,
}

/// What is wrong with an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PatternFault {
    /// It begins or ends with a placeholder.
    #[error("an entry begins and ends with a word")]
    Edge,
    /// It has two spaces in a row, or none of any word.
    #[error("words are separated by one space")]
    Spaces,
    /// Nothing stands on one side of `|`.
    #[error("empty alternative beside `|`")]
    Alternative,
}

impl PatternFault {
    /// The fault in words.
    pub fn say(self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Edge, Lang::Fi) => "rivi alkaa ja päättyy sanaan".to_owned(),
            (Self::Spaces, Lang::Fi) => "sanojen välissä on yksi välilyönti".to_owned(),
            (Self::Alternative, Lang::Fi) => "merkin `|` vierestä puuttuu sana".to_owned(),
            (fault, Lang::En | Lang::Sv | Lang::Other) => fault.to_string(),
        }
    }
}

/// A whole entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// Its places, in order; begins and ends with a word.
    pub steps: Vec<Step>,
}

impl Pattern {
    /// Reads an entry.
    ///
    /// # Errors
    /// Says what is wrong with the entry.
    pub fn parse(entry: &str) -> Result<Self, PatternFault> {
        let steps: Vec<Step> = entry.split(' ').map(Step::parse).collect::<Result<_, _>>()?;
        let edge = |step: Option<&Step>| matches!(step, Some(Step::Word(_)));
        if !edge(steps.first()) || !edge(steps.last()) {
            return Err(PatternFault::Edge);
        }
        Ok(Self { steps })
    }

    /// The only word of a one-word entry, compared with base forms.
    pub fn single(&self) -> Option<&str> {
        match self.steps.as_slice() {
            [Step::Word(atoms)] => match atoms.as_slice() {
                [Atom { text, how: Match::Either }] => Some(text),
                _ => None,
            },
            _ => None,
        }
    }
}

impl Step {
    fn parse(text: &str) -> Result<Self, PatternFault> {
        match text {
            "" => Err(PatternFault::Spaces),
            "_" => Ok(Self::Any),
            "..." => Ok(Self::Gap),
            words => words.split('|').map(Atom::parse).collect::<Result<_, _>>().map(Self::Word),
        }
    }
}

impl Atom {
    fn parse(text: &str) -> Result<Self, PatternFault> {
        let (text, how) = if let Some(word) = text.strip_prefix('=').filter(|w| !w.is_empty()) {
            (word, Match::Surface)
        } else if let Some(word) = text.strip_suffix('*').filter(|w| w.chars().count() >= 2) {
            (word, Match::Prefix)
        } else {
            (text, Match::Either)
        };
        match text {
            "" => Err(PatternFault::Alternative),
            word => Ok(Self { text: word.into(), how }),
        }
    }
}

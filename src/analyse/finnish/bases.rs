//! What can be cut off a Finnish form before the rules look: clitics and possessive suffixes.

use std::borrow::Cow;

use crate::analyse::rules::Base;
use crate::analyse::word::Flags;

/// Scores for having cut, in sixths of a nat; the trainer uses the same.
const CLITIC: i32 = -10;
const POSSESSIVE: i32 = -6;

/// A form, or what is left of it, and the grammar of what was cut off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cut<'a> {
    pub(super) base: Base<'a>,
    pub(super) flags: Flags,
}

impl Cut<'_> {
    /// Whether a clitic was cut off, and nothing else.
    pub(super) const fn is_clitic(&self) -> bool {
        self.base.penalty == CLITIC
    }
}

const CLITICS: [(&str, Flags); 15] = [
    ("kin", Flags::CLITIC),
    ("kaan", Flags::CLITIC),
    ("kään", Flags::CLITIC),
    ("kohan", Flags::QUESTION),
    ("köhän", Flags::QUESTION),
    ("ko", Flags::QUESTION),
    ("kö", Flags::QUESTION),
    ("kos", Flags::QUESTION),
    ("kös", Flags::QUESTION),
    ("han", Flags::CLITIC),
    ("hän", Flags::CLITIC),
    ("pa", Flags::CLITIC),
    ("pä", Flags::CLITIC),
    ("pas", Flags::CLITIC),
    ("päs", Flags::CLITIC),
];

/// Endings before which the possessive suffix leaves the case ending whole.
const CASES: [&str; 13] =
    ["ssa", "ssä", "sta", "stä", "lla", "llä", "lta", "ltä", "lle", "na", "nä", "tta", "ttä"];

const PERSONS: [(&str, Flags); 6] = [
    ("ni", Flags::FIRST_PERSON),
    ("si", Flags::SECOND_PERSON),
    ("nsa", Flags(0)),
    ("nsä", Flags(0)),
    ("mme", Flags::FIRST_PERSON),
    ("nne", Flags::SECOND_PERSON),
];

/// The form itself first, then every reading with something cut off.
pub(super) fn cuts(form: &str) -> Vec<Cut<'_>> {
    let mut all = Vec::with_capacity(4);
    add_with_possessives(&mut all, form, 0, Flags::default());
    for (clitic, flags) in CLITICS {
        if let Some(rest) = form.strip_suffix(clitic).filter(|r| r.chars().nth(1).is_some()) {
            add_with_possessives(&mut all, rest, CLITIC, flags);
        }
    }
    all
}

fn add_with_possessives<'a>(all: &mut Vec<Cut<'a>>, text: &'a str, penalty: i32, flags: Flags) {
    let mut add = |text: Cow<'a, str>, penalty: i32, flags: Flags| {
        all.push(Cut { base: Base { text, penalty }, flags });
    };
    add(text.into(), penalty, flags);
    let penalty = penalty + POSSESSIVE;
    let case_of = |rest: &str| CASES.iter().any(|c| rest.ends_with(c));
    for (suffix, person) in PERSONS {
        let Some(rest) = text.strip_suffix(suffix) else { continue };
        let flags = flags.with(person);
        let letters = rest.chars().count();
        if letters > 4 && case_of(rest) {
            add(rest.into(), penalty, flags);
        }
        if let Some(stem) = rest.strip_suffix("kse").filter(|_| letters > 5) {
            add(format!("{stem}ksi").into(), penalty, flags);
            add(stem.into(), penalty, flags);
        }
    }
    if let Some(rest) = third_person(text) {
        if case_of(rest) || rest.ends_with("ta") || rest.ends_with("tä") {
            add(rest.into(), penalty, flags);
        }
        if let Some(stem) = rest.strip_suffix("kse") {
            add(format!("{stem}ksi").into(), penalty, flags);
            add(stem.into(), penalty, flags);
        }
    }
}

/// *talossaan* → *talossa*: the vowel of the case ending doubled, and n.
fn third_person(text: &str) -> Option<&str> {
    let rest = text.strip_suffix('n').filter(|r| r.chars().nth(5).is_some())?;
    ['a', 'ä', 'e'].iter().find_map(|&v| rest.strip_suffix(v).filter(|r| r.ends_with(v)))
}

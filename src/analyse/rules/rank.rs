//! Candidates of a form and the choice among them: odds of the rule plus what is known of the
//! lemma it leads to.

use std::borrow::Cow;

use super::hash::{FromEnd, endings};
use super::table::{Known, Rule, Table};
use crate::analyse::word::Pos;

/// What the rules look at: the form itself, or the form without a clitic or possessive suffix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Base<'a> {
    /// Text without what was cut off.
    pub(crate) text: Cow<'a, str>,
    /// Score for having cut (0 or less).
    pub(crate) penalty: i32,
}

impl<'a> Base<'a> {
    /// A form as it is written.
    pub(crate) const fn whole(form: &'a str) -> Self {
        Self { text: Cow::Borrowed(form), penalty: 0 }
    }
}

/// How well a lemma is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Standing {
    /// Nothing like it is known.
    Unknown,
    /// Known, but not in the word class of the rule.
    OtherClass,
    /// A known noun behind something unknown.
    Tail,
    /// A known noun behind a known first part.
    Compound,
    /// A known lemma; the number is its frequency, 0…7.
    Known(u8),
}

/// The best candidate of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Guess {
    /// Base form.
    pub(crate) lemma: String,
    /// Its word class.
    pub(crate) pos: Pos,
    /// How well the base form is known.
    pub(crate) standing: Standing,
    /// Index of the base that led to it; 0 is the form as written.
    pub(crate) base: usize,
    /// Sixths of a nat; only comparable within one form.
    pub(crate) score: i32,
}

impl Table {
    /// The best candidate among the exceptions and rules; the first of equals.
    pub(crate) fn guess<'b, B>(&self, bases: B) -> Option<Guess>
    where
        B: Iterator<Item = &'b Base<'b>> + Clone,
    {
        let first = bases.clone().next()?;
        if let Some(rule) = self.exception(&first.text) {
            let lemma = rule.apply(&first.text)?;
            let standing = Standing::Known(0);
            return Some(Guess { lemma, pos: rule.pos, standing, base: 0, score: 0 });
        }
        let mut guess = self.best(bases, Self::standing)?;
        if let (Standing::Known(_), Pos::Noun | Pos::Adjective) = (guess.standing, guess.pos) {
            let adjective = self.known(&guess.lemma).is_some_and(Known::is_adjective);
            guess.pos = if adjective { Pos::Adjective } else { Pos::Noun };
        }
        Some(guess)
    }

    /// The best candidate whose base form is known as a whole; for trying out spellings.
    pub(crate) fn guess_known(&self, form: &str) -> Option<Guess> {
        self.best(std::iter::once(&Base::whole(form)), Self::standing_whole)
            .filter(|g| g.standing >= Standing::Known(0))
    }

    /// The best candidate by the rules, with a measure of how well a lemma of a class is known.
    fn best<'b>(
        &self,
        bases: impl Iterator<Item = &'b Base<'b>>,
        standing: impl Fn(&Self, &str, u8) -> Standing,
    ) -> Option<Guess> {
        let mut best: Option<Guess> = None;
        let mut lemma = String::new();
        for (index, base) in bases.enumerate() {
            for (rule, odds) in self.rules_of(&base.text) {
                if !rule.apply_into(&base.text, &mut lemma) {
                    continue;
                }
                let standing = standing(self, &lemma, class_bit(rule.pos));
                let score = base.penalty - i32::from(odds) + self.worth(standing);
                match &mut best {
                    Some(b) if score <= b.score => {}
                    Some(b) => {
                        std::mem::swap(&mut b.lemma, &mut lemma);
                        (b.pos, b.standing, b.base, b.score) = (rule.pos, standing, index, score);
                    }
                    None => {
                        let (lemma, pos) = (lemma.clone(), rule.pos);
                        best = Some(Guess { lemma, pos, standing, base: index, score });
                    }
                }
            }
        }
        best
    }

    /// As [`Self::standing`], without looking for compounds.
    fn standing_whole(&self, lemma: &str, class: u8) -> Standing {
        match self.known(lemma) {
            Some(k) if k.classes() & class != 0 => Standing::Known(k.frequency()),
            Some(k) if k.classes() != 0 => Standing::OtherClass,
            Some(_) | None => Standing::Unknown,
        }
    }

    /// Rules of the longest listed ending.
    fn rules_of(&self, form: &str) -> impl Iterator<Item = (&Rule, u8)> {
        let mut keys = [0_u32; 16];
        let mut count = 0;
        let none = std::iter::once((form.len(), FromEnd::new().key()));
        for (slot, (_, key)) in
            keys.iter_mut().zip(none.chain(endings(form)).take(self.longest + 1))
        {
            *slot = key;
            count += 1;
        }
        let longest = keys.iter().take(count).rev().find_map(|&key| self.suffix(key));
        longest.into_iter().flatten()
    }

    /// How well a lemma is known in a word class (bit of the class).
    fn standing(&self, lemma: &str, class: u8) -> Standing {
        let whole = self.standing_whole(lemma, class);
        if whole == Standing::Unknown && class == NOUN {
            self.standing_of_compound(lemma)
        } else {
            whole
        }
    }

    /// The longest known noun at the end of a word, behind at least three letters.
    fn standing_of_compound(&self, lemma: &str) -> Standing {
        let mut keys = [(0_usize, 0_u32); 40];
        let mut count = 0;
        for (slot, ending) in keys.iter_mut().zip(endings(lemma)) {
            *slot = ending;
            count += 1;
        }
        let endings = keys.get(..count).unwrap_or(&[]);
        let mut best = Standing::Unknown;
        for (length, &(at, key)) in
            endings.iter().enumerate().rev().skip(3).map(|(i, e)| (i + 1, e))
        {
            if length < 3 {
                break;
            }
            let Some(tail) = self.known_key(key).filter(|k| k.classes() & NOUN != 0) else {
                continue;
            };
            if length == 3 && tail.frequency() < 3 {
                continue;
            }
            let head = lemma.get(..at).unwrap_or("").trim_end_matches('-');
            if self.known(head).is_some_and(Known::begins) {
                return Standing::Compound;
            }
            if length >= 5 {
                best = Standing::Tail;
            }
        }
        best
    }

    fn worth(&self, standing: Standing) -> i32 {
        let weights = &self.weights;
        i32::from(match standing {
            Standing::Unknown => 0,
            Standing::OtherClass => weights.other_class,
            Standing::Tail => weights.tail,
            Standing::Compound => weights.compound,
            Standing::Known(frequency) => {
                weights.known.get(frequency as usize).copied().unwrap_or_default()
            }
        })
    }
}

/// Class bit of nouns and adjectives in the known-lemma entries.
const NOUN: u8 = 1;

const fn class_bit(pos: Pos) -> u8 {
    match pos {
        Pos::Noun | Pos::Adjective => NOUN,
        Pos::Verb => 2,
        Pos::Adverb | Pos::Function | Pos::Unknown => 4,
    }
}

impl Rule {
    fn apply(&self, form: &str) -> Option<String> {
        let mut lemma = String::new();
        self.apply_into(form, &mut lemma).then_some(lemma)
    }

    /// Writes the base form; false where the form is too short for the rule.
    fn apply_into(&self, form: &str, lemma: &mut String) -> bool {
        let cut = match self.strip {
            0 => Some(form.len()),
            n => form.char_indices().rev().nth(n as usize - 1).map(|(at, _)| at),
        };
        let Some(stem) = cut.and_then(|at| form.get(..at)) else { return false };
        lemma.clear();
        lemma.push_str(stem);
        lemma.push_str(&self.add);
        !lemma.is_empty()
    }
}

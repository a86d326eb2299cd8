//! What a negation reaches, what is only imagined, and what is so no longer.
//!
//! A negation reaches the words after it in its clause, up to a few positions or to punctuation. Two
//! negations that reach the same word cancel. Where an entry holds the negation itself (*ei toimia*,
//! *no problem*) its own words are already turned; beyond them it reaches only what it opposes:
//! *ei toimi hyvin* turns *hyvin*, *ei vikoja, hyvä* turns nothing.

use crate::analyse::Flags;

use super::choose::Choice;
use super::effect::Effect;
use super::matcher::Hit;
use super::view::View;

/// Positions a negation reaches ahead within its clause.
const REACH: u16 = 6;
/// Positions that *without* reaches ahead.
const NEAR: u16 = 3;

/// Bits of a position's mark.
const PRAISE: u8 = 1;
const BLAME: u8 = 2;
const WORD: u8 = 4;

/// What stands under negation and imagination in one clause.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    marks: Vec<u8>,
    /// First position from which things are imagined.
    imagined_from: Option<u16>,
    could: bool,
    /// What remains of praise that is only imagined.
    left: f32,
    past: Option<f32>,
}

impl Scope {
    /// Works out the scopes of a clause.
    pub(crate) fn mark(&mut self, view: &View<'_>, hits: &[Hit], choice: &Choice) {
        self.marks.clear();
        self.marks.resize(view.ids.len(), 0);
        let mut seen = 0;
        for at in 0..view.len() {
            if view.flags(at).has(Flags::NEGATION) {
                self.negation(view, choice, at, at + 1, REACH);
                seen = at + 1;
            }
        }
        for &hit in hits {
            let negates = matches!(view.effect(hit), Effect::Negate);
            let covered = view.holds_negation(hit);
            if negates && !covered && hit.start >= seen {
                self.negation(view, choice, hit.start, hit.end, REACH);
                seen = hit.end;
            } else if matches!(view.effect(hit), Effect::Caritive)
                && choice.is_free(hit)
                && !covered
            {
                self.reach(view, hit.end, NEAR, PRAISE | BLAME | WORD);
            }
        }
        self.imagine(view, hits);
    }

    /// Whether a valence that begins at `at` is turned.
    pub(crate) fn turns(&self, at: u16, valence: f32) -> bool {
        let bit = if valence > 0.0 { PRAISE } else { BLAME };
        self.marks.get(at as usize).is_some_and(|mark| mark & bit != 0)
    }

    /// Whether a word stands under a negation, whatever it is worth.
    pub(crate) fn negates(&self, at: u16) -> bool {
        self.marks.get(at as usize).is_some_and(|mark| mark & WORD != 0)
    }

    /// What remains of praise at a position, if it is only imagined there.
    pub(crate) fn imagined(&self, at: u16) -> Option<f32> {
        self.imagined_from.filter(|from| at >= *from).map(|_| self.left)
    }

    /// What remains of a valence of the clause, if it speaks of what is so no longer.
    pub(crate) const fn past(&self) -> Option<f32> {
        self.past
    }

    /// Whether the clause speaks of what could be.
    pub(crate) const fn could(&self) -> bool {
        self.could
    }

    fn negation(&mut self, view: &View<'_>, choice: &Choice, start: u16, end: u16, reach: u16) {
        let next = view.form(end);
        let not_only = matches!(
            next,
            "vain" | "vaan" | "ainoastaan" | "pelkästään" | "only" | "just" | "merely" | "simply"
        );
        if not_only {
            return;
        }
        // *Ei hyvä eikä halpa*, *not good nor cheap*: the negation goes on, it does not cancel.
        if view.form(start).ends_with("kä") || view.form(start) == "nor" {
            self.marks[end as usize..].fill(0);
        }
        self.look_back(view, choice, start);
        match choice.owner(start) {
            None => self.reach(view, end, reach, PRAISE | BLAME | WORD),
            Some(hit) => {
                self.reach(view, end, hit.end.saturating_sub(end), WORD);
                let blames = view.effect(hit).value().is_some_and(|value| value < 0.0);
                let turned = if blames { PRAISE } else { BLAME };
                let reach = reach.saturating_sub(hit.end.saturating_sub(end));
                self.reach(view, hit.end, reach, turned | WORD);
            }
        }
    }

    /// *Vikoja ei ollut*: what is said not to be there stands before the verb.
    fn look_back(&mut self, view: &View<'_>, choice: &Choice, start: u16) {
        let is_absent = (start + 1 < view.len())
            && matches!(
                &*view.word(start + 1).lemma,
                "olla" | "löytyä" | "tulla" | "ilmetä" | "havaita" | "näkyä" | "esiintyä"
            );
        let before = start.checked_sub(1).and_then(|at| choice.owner(at));
        if let Some(hit) = before.filter(|_| is_absent && !view.is_cut_before(start)) {
            self.marks[hit.start as usize] ^= BLAME;
        }
    }

    fn reach(&mut self, view: &View<'_>, from: u16, reach: u16, bits: u8) {
        for at in from..(from + reach).min(view.len()) {
            if view.is_cut_before(at) || matches!(view.form(at), "kuin" | "but" | "mutta" | "vaan")
            {
                break;
            }
            self.marks[at as usize] ^= bits;
        }
    }

    fn imagine(&mut self, view: &View<'_>, hits: &[Hit]) {
        self.imagined_from = None;
        self.left = 1.0;
        self.could = false;
        self.past = None;
        for &hit in hits {
            if let Effect::Irrealis(left) = view.effect(hit) {
                self.from(hit.start, left);
            } else if let Effect::Past(left) = view.effect(hit)
                && !is_use(view, hit)
            {
                self.past = Some(left);
            }
        }
        for at in 0..view.len() {
            if view.flags(at).has(Flags::CONDITIONAL) {
                self.could = true;
                self.from(at.saturating_sub(2), 0.5);
            }
        }
        if view.clause.question {
            self.from(0, 0.5);
        }
    }

    fn from(&mut self, at: u16, left: f32) {
        self.imagined_from = Some(self.imagined_from.map_or(at, |from| from.min(at)));
        self.left = self.left.min(left);
    }
}

/// *Is used to*, *got used to*: a use or a custom, nothing that is over.
fn is_use(view: &View<'_>, hit: Hit) -> bool {
    let before = hit.start.checked_sub(1).map(|at| &*view.word(at).lemma);
    view.form(hit.start) == "used" && matches!(before, Some("be" | "get" | "become" | "grow"))
}

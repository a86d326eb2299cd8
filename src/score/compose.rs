//! Composes the valences of one clause: negation and its scope, intensifiers, softeners, wishes,
//! and what was learned of its words.
//!
//! Constants were chosen on development sets, not on single sentences; each says what it stands
//! for. A negated positive loses more than a negated negative gains: "not good" is criticism, "not
//! bad" is mild praise.

use crate::analyse::Flags;
use crate::evidence::{Evidence, Reason};

use super::choose::Choice;
use super::effect::Effect;
use super::learned::Weighed;
use super::matcher::Hit;
use super::scope::Scope;
use super::view::View;
use super::{Cue, CueSet, EmotionSet, cue, expectation, hot};

/// Half-saturation of a sum of valences: one clear word (±2) gives about ±0.46.
const SATURATION: f32 = 15.0;
/// What remains of praise under a negation.
const NEGATED_PRAISE: f32 = -0.5;
/// What remains of criticism under a negation. Denied faults are rarely praise, unless the phrase is
/// an entry of its own ("no complaints").
const NEGATED_BLAME: f32 = -0.3;
/// Positions an intensifier reaches ahead.
const NEAR: u16 = 2;
/// Bounds of all modifiers of one word together.
const MODIFIED: (f32, f32) = (0.3, 2.0);
/// What remains of criticism that is only imagined.
const IMAGINED_BLAME: f32 = 0.8;
/// "Could be better", "couldn't be worse": what a comparison in the conditional leaves of its word.
const COULD_BE_BETTER: f32 = -0.5;
/// Capitals and stretched letters strengthen.
const LOUD: f32 = 1.2;
/// Learned weights that add up to less than this are no evidence by themselves.
const FAINT: f32 = 0.3;

/// A sum of valences as a polarity in −1…+1 (the form x/√(x²+α) of Hutto & Gilbert 2014).
pub(crate) fn squash(sum: f32) -> f32 {
    sum / (sum * sum + SATURATION).sqrt()
}

/// What a clause adds up to.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Found {
    /// Sum of valences; `None` without evidence.
    pub(crate) sum: Option<f32>,
    /// Weight against the clauses before it.
    pub(crate) weight: f32,
    pub(crate) cues: CueSet,
    pub(crate) emotions: EmotionSet,
    pub(crate) hot: Option<hot::Found>,
    pub(crate) expectation: expectation::Found,
}

/// Buffers of one thread.
#[derive(Debug, Default)]
pub(crate) struct Composer {
    choice: Choice,
    pub(crate) scope: Scope,
}

impl Composer {
    pub(crate) fn compose(
        &mut self,
        view: &View<'_>,
        hits: &[Hit],
        learned: &Weighed,
        mut evidence: Option<&mut Vec<Evidence>>,
    ) -> Found {
        self.choice.choose(view, hits);
        self.scope.mark(view, hits, &self.choice);
        let cues = cue::find(view, hits, &self.scope, evidence.as_deref_mut());
        let mut emotions = EmotionSet::default();
        let mut sum = None;
        for &hit in self.choice.entries() {
            let (value, reason) = self.valence(view, hits, hit, cues);
            *sum.get_or_insert(0.0) += value;
            if let Some(e) = view.effect(hit).emotion().filter(|e| e.goes_with(value > 0.0)) {
                emotions.insert(e);
            }
            if let Some(evidence) = evidence.as_deref_mut() {
                evidence.push(Evidence {
                    span: view.span(hit),
                    entry: view.entries[hit.entry as usize].text.clone(),
                    reason,
                    contribution: value,
                });
            }
        }
        let (more, any) = self.learned(view, learned, evidence.as_deref_mut());
        if any && (sum.is_some() || more.abs() >= FAINT) {
            *sum.get_or_insert(0.0) += more;
        }
        Found {
            sum,
            weight: weight(view, hits),
            cues,
            emotions,
            hot: hot::find(view, hits, &self.scope, evidence.as_deref_mut()),
            expectation: expectation::find(view, hits, &self.scope, evidence),
        }
    }

    fn valence(&self, view: &View<'_>, hits: &[Hit], hit: Hit, cues: CueSet) -> (f32, Reason) {
        let (value, reason) = self.present(view, hits, hit, cues);
        match self.scope.past().filter(|_| reason != Reason::Emoji) {
            Some(left) => (value * left, Reason::Past),
            None => (value, reason),
        }
    }

    /// The valence of a hit as if the clause spoke of today.
    fn present(&self, view: &View<'_>, hits: &[Hit], hit: Hit, cues: CueSet) -> (f32, Reason) {
        let mut value = match view.effect(hit) {
            Effect::Emoji(value, _) => return (value, Reason::Emoji),
            Effect::Valence(value, _) => value,
            Effect::Scale(_)
            | Effect::Soften(_)
            | Effect::Negate
            | Effect::Caritive
            | Effect::Contrast(_)
            | Effect::Concession(_)
            | Effect::Irrealis(_)
            | Effect::Past(_)
            | Effect::Cue(_)
            | Effect::Hot(..)
            | Effect::Expectation(_)
            | Effect::Reference(_) => 0.0,
        };
        value *= self.modified(view, hits, hit, value);
        if view.is_loud(hit) {
            value *= LOUD;
        }
        let turned = self.is_turned(view, hit, value);
        // "Could be better", "better elsewhere".
        let better = view.flags(hit.start).has(Flags::COMPARATIVE)
            && (self.scope.could() || cues.has(Cue::Competitor));
        if better && !turned && value > 0.0 {
            return (value * COULD_BE_BETTER, Reason::Irrealis);
        }
        if better && turned {
            return (value, Reason::Valence);
        }
        if turned {
            return (
                value * if value > 0.0 { NEGATED_PRAISE } else { NEGATED_BLAME },
                Reason::Negated,
            );
        }
        match self.scope.imagined(hit.start) {
            Some(left) => {
                (value * if value > 0.0 { left } else { IMAGINED_BLAME }, Reason::Irrealis)
            }
            None => (value, Reason::Valence),
        }
    }

    /// The product of the modifiers before a hit; of two on the same word the stronger kind counts.
    fn modified(&self, view: &View<'_>, hits: &[Hit], hit: Hit, value: f32) -> f32 {
        let mut product = 1.0;
        let mut at = hit.start;
        while let Some((start, factor)) = hits
            .iter()
            .filter(|m| m.end <= at && at - m.end < NEAR && self.choice.is_free(**m))
            .filter_map(|m| view.effect(*m).factor(value).map(|(rank, f)| (m, rank, f)))
            .max_by_key(|(m, rank, _)| (m.end, m.end - m.start, *rank))
            .map(|(m, _, factor)| (m.start, factor))
        {
            product *= factor;
            at = start;
        }
        f32::clamp(product, MODIFIED.0, MODIFIED.1)
    }

    /// Whether an odd number of negations reaches the hit, its own ending counted: *tilaamatta*.
    fn is_turned(&self, view: &View<'_>, hit: Hit, value: f32) -> bool {
        let without = hit.end - hit.start == 1
            && view.flags(hit.start).has(Flags::CARITIVE)
            && !view.is_own_form(hit);
        self.scope.turns(hit.start, value) != without
    }

    /// The sum of what was learned of the words, and whether there was any.
    fn learned(
        &self,
        view: &View<'_>,
        learned: &Weighed,
        mut evidence: Option<&mut Vec<Evidence>>,
    ) -> (f32, bool) {
        let mut sum =
            if view.clause.question { view.damp * learned.question(view.lang()) } else { 0.0 };
        let mut any = false;
        for at in 0..view.len() {
            let weights = learned.of(view.ids[at as usize]);
            let negated = self.scope.negates(at);
            let value = view.damp * if negated { weights.negated } else { weights.plain };
            if value == 0.0 {
                continue;
            }
            any = true;
            sum += value;
            if let Some(evidence) = evidence.as_deref_mut() {
                let hit = Hit { start: at, end: at + 1, entry: 0 };
                evidence.push(Evidence {
                    span: view.span(hit),
                    entry: view.word(at).lemma.clone(),
                    reason: if negated { Reason::LearnedNegated } else { Reason::Learned },
                    contribution: value,
                });
            }
        }
        (sum, any)
    }
}

/// Weight of the clause by the word that opens it.
fn weight(view: &View<'_>, hits: &[Hit]) -> f32 {
    let opening =
        hits.iter().filter(|hit| hit.start == 0).filter_map(|&hit| match view.effect(hit) {
            Effect::Contrast(weight) | Effect::Concession(weight) => Some((hit.end, weight)),
            Effect::Valence(..)
            | Effect::Emoji(..)
            | Effect::Scale(_)
            | Effect::Soften(_)
            | Effect::Negate
            | Effect::Caritive
            | Effect::Irrealis(_)
            | Effect::Past(_)
            | Effect::Cue(_)
            | Effect::Hot(..)
            | Effect::Expectation(_)
            | Effect::Reference(_) => None,
        });
    opening.max_by_key(|(end, _)| *end).map_or(1.0, |(_, weight)| weight)
}

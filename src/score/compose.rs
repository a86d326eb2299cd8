//! Composes the valences of one clause: negation and its scope, intensifiers, softeners, wishes.
//!
//! Constants were chosen on development sets, not on single sentences; each says what it stands
//! for. A negated positive loses more than a negated negative gains: "not good" is criticism, "not
//! bad" is mild praise.

use crate::analyse::{Analysis, Flags, WordId, Words};
use crate::evidence::{Evidence, Reason};
use crate::record::Span;

use super::effect::Effect;
use super::matcher::Hit;
use super::scorer::Entry;
use super::{Cue, CueSet};

/// Half-saturation of a sum of valences: one clear word (±2) gives about ±0.46.
const SATURATION: f32 = 15.0;
/// What remains of praise under a negation.
const NEGATED_PRAISE: f32 = -0.7;
/// What remains of criticism under a negation.
const NEGATED_BLAME: f32 = -0.4;
/// Positions a negation reaches ahead within its clause.
const REACH: u16 = 5;
/// Positions an intensifier reaches ahead.
const NEAR: u16 = 2;
/// What remains of praise that is only wished for or imagined.
const IMAGINED_PRAISE: f32 = 0.4;
/// What remains of criticism that is only imagined.
const IMAGINED_BLAME: f32 = 0.8;
/// Capitals and stretched letters strengthen.
const LOUD: f32 = 1.2;

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
}

/// One clause as the composer sees it: words at positions, punctuation left out.
pub(crate) struct View<'a> {
    pub(crate) analysis: &'a Analysis,
    pub(crate) question: bool,
    pub(crate) words: &'a Words,
    pub(crate) ids: &'a [WordId],
    pub(crate) tokens: &'a [u32],
    pub(crate) entries: &'a [Entry],
}

/// Buffers of one thread.
#[derive(Debug, Default)]
pub(crate) struct Composer {
    order: Vec<usize>,
    taken: Vec<bool>,
    chosen: Vec<Hit>,
}

/// What stands at one position besides valences.
#[derive(Clone, Copy)]
struct Around {
    imagined: bool,
    weight: f32,
}

impl Composer {
    pub(crate) fn compose(
        &mut self,
        view: &View<'_>,
        hits: &[Hit],
        mut evidence: Option<&mut Vec<Evidence>>,
    ) -> Found {
        let cues = cues(view, hits, evidence.as_deref_mut());
        self.choose(view, hits);
        let around = around(view, hits);
        let mut sum = None;
        for &hit in &self.chosen {
            let (value, reason) = self.valence(view, hits, hit, around);
            *sum.get_or_insert(0.0) += value;
            if let Some(evidence) = evidence.as_deref_mut() {
                let entry = &view.entries[hit.entry as usize];
                evidence.push(Evidence {
                    span: view.span(hit),
                    entry: entry.text.clone(),
                    reason,
                    contribution: value,
                });
            }
        }
        Found { sum, weight: around.weight, cues }
    }

    /// Chooses valence entries that do not overlap: longest first, then leftmost, then the entry
    /// added last (a user's own row lies over a shipped one).
    fn choose(&mut self, view: &View<'_>, hits: &[Hit]) {
        self.order.clear();
        self.order.extend((0..hits.len()).filter(|&i| view.effect(hits[i]).value().is_some()));
        self.order.sort_unstable_by_key(|&i| {
            let hit = hits[i];
            (std::cmp::Reverse(hit.end - hit.start), hit.start, std::cmp::Reverse(hit.entry))
        });
        self.taken.clear();
        self.taken.resize(view.ids.len(), false);
        self.chosen.clear();
        for &i in &self.order {
            let range = hits[i].start as usize..hits[i].end as usize;
            if !self.taken[range.clone()].iter().any(|&t| t) {
                self.taken[range].fill(true);
                self.chosen.push(hits[i]);
            }
        }
        self.chosen.sort_unstable_by_key(|hit| hit.start);
    }

    fn valence(&self, view: &View<'_>, hits: &[Hit], hit: Hit, around: Around) -> (f32, Reason) {
        let mut value = view.effect(hit).value().unwrap_or(0.0);
        let mut reason = Reason::Valence;
        if matches!(view.effect(hit), Effect::Emoji(_)) {
            return (value, Reason::Emoji);
        }
        for modifier in hits.iter().filter(|m| m.end <= hit.start && hit.start - m.end < NEAR) {
            if self.is_free(*modifier) {
                value *= view.effect(*modifier).factor(value);
            }
        }
        if view.is_loud(hit) {
            value *= LOUD;
        }
        if self.is_negated(view, hits, hit) {
            value *= if value > 0.0 { NEGATED_PRAISE } else { NEGATED_BLAME };
            reason = Reason::Negated;
        } else if around.imagined {
            value *= if value > 0.0 { IMAGINED_PRAISE } else { IMAGINED_BLAME };
            reason = Reason::Irrealis;
        }
        (value, reason)
    }

    /// Whether an odd number of free negations reaches the hit.
    fn is_negated(&self, view: &View<'_>, hits: &[Hit], hit: Hit) -> bool {
        let from = hit.start.saturating_sub(REACH);
        let verbs = (from..hit.start)
            .filter(|&at| !self.taken[at as usize] && view.flags(at).has(Flags::NEGATION));
        let caritives = hits.iter().filter(|m| {
            matches!(view.effect(**m), Effect::Caritive)
                && self.is_free(**m)
                && m.end <= hit.start
                && hit.start - m.end < NEAR
        });
        let own = (hit.start..hit.end)
            .filter(|&at| hit.end - hit.start == 1 && view.flags(at).has(Flags::CARITIVE))
            .filter(|_| !view.is_own_form(hit));
        (verbs.count() + caritives.count() + own.count()) % 2 == 1
    }

    fn is_free(&self, hit: Hit) -> bool {
        !self.taken[hit.start as usize..hit.end as usize].iter().any(|&t| t)
    }
}

fn around(view: &View<'_>, hits: &[Hit]) -> Around {
    let mut around = Around { imagined: view.question, weight: 1.0 };
    for &hit in hits {
        let effect = view.effect(hit);
        around.imagined |= matches!(effect, Effect::Irrealis(_));
        if let (0, Effect::Contrast(weight) | Effect::Concession(weight)) = (hit.start, effect) {
            around.weight = weight;
        }
    }
    around.imagined |= (0..view.ids.len() as u16).any(|at| view.flags(at).has(Flags::CONDITIONAL));
    around
}

fn cues(view: &View<'_>, hits: &[Hit], mut evidence: Option<&mut Vec<Evidence>>) -> CueSet {
    let mut cues = CueSet::default();
    for &hit in hits {
        if let Effect::Cue(cue) = view.effect(hit) {
            cues.insert(cue);
            if let Some(evidence) = evidence.as_deref_mut() {
                evidence.push(Evidence::cue(view.span(hit), cue.name()));
            }
        }
    }
    if view.question {
        cues.insert(Cue::Question);
    }
    // "I would like to thank" is no wish.
    if cues.has(Cue::Politeness) {
        cues.remove(Cue::Wish);
    }
    cues
}

impl View<'_> {
    fn effect(&self, hit: Hit) -> Effect {
        self.entries[hit.entry as usize].effect
    }

    fn flags(&self, at: u16) -> Flags {
        self.words.get(self.ids[at as usize]).flags
    }

    fn is_own_form(&self, hit: Hit) -> bool {
        let word = self.words.get(self.ids[hit.start as usize]);
        let entry = &self.entries[hit.entry as usize].text;
        *entry == word.form || *entry == word.lemma
    }

    fn is_loud(&self, hit: Hit) -> bool {
        (hit.start..hit.end).any(|at| {
            let token = self.analysis.tokens[self.tokens[at as usize] as usize];
            token.style.caps || token.style.stretched
        })
    }

    fn span(&self, hit: Hit) -> Span {
        let token = |at: u16| self.analysis.tokens[self.tokens[at as usize] as usize].span;
        Span { start: token(hit.start).start, end: token(hit.end - 1).end }
    }
}

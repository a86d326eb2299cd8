//! Experience against expectation: −2 angered, −1 fell short, +1 exceeded, +2 delighted, and 0 for
//! what was as expected. Merely satisfied is 0, however friendly the words.

use serde::Serialize;

use crate::evidence::{Evidence, Reason};

use super::effect::Effect;
use super::matcher::Hit;
use super::scope::Scope;
use super::view::View;

/// What an experience is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reference {
    /// Others in the trade.
    Industry,
    /// What the company promises and is known for.
    Company,
    /// The customer's own past.
    Past,
}

impl Reference {
    /// All references, in their fixed order.
    pub const ALL: [Self; 3] = [Self::Industry, Self::Company, Self::Past];

    /// The name used in word lists and files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Industry => "industry",
            Self::Company => "company",
            Self::Past => "past",
        }
    }

    /// The reference of a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reference| reference.name() == name)
    }
}

/// What the cues of a clause say.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Found {
    /// Of the cue that says most; `None` without a cue.
    pub(crate) step: Option<i8>,
    pub(crate) reference: Option<Reference>,
}

impl Found {
    /// Both together: the larger step counts, of equal steps the unfavourable one.
    pub(crate) fn with(self, other: Self) -> Self {
        let key = |step: &i8| (step.abs(), -step);
        Self {
            step: self.step.into_iter().chain(other.step).max_by_key(key),
            reference: self.reference.or(other.reference),
        }
    }
}

/// The expectation of a clause. Longer cues hide the ones inside them; a denied cue does not count.
pub(super) fn find(
    view: &View<'_>,
    hits: &[Hit],
    scope: &Scope,
    mut evidence: Option<&mut Vec<Evidence>>,
) -> Found {
    let mut found = Found::default();
    for &hit in hits {
        let one = if let Effect::Reference(reference) = view.effect(hit) {
            Found { step: None, reference: Some(reference) }
        } else if let Effect::Expectation(step) = view.effect(hit)
            && !scope.negates(hit.start)
            && !is_hidden(view, hits, hit)
        {
            Found { step: Some(step), reference: None }
        } else {
            continue;
        };
        found = found.with(one);
        if let Some(evidence) = evidence.as_deref_mut() {
            let name = one.reference.map_or("expectation", Reference::name);
            evidence.push(Evidence {
                span: view.span(hit),
                entry: name.into(),
                reason: Reason::Expectation,
                contribution: f32::from(one.step.unwrap_or(0)),
            });
        }
    }
    found
}

fn is_hidden(view: &View<'_>, hits: &[Hit], hit: Hit) -> bool {
    hits.iter().any(|other| {
        matches!(view.effect(*other), Effect::Expectation(_))
            && other.start <= hit.start
            && other.end >= hit.end
            && other.end - other.start > hit.end - hit.start
    })
}

//! Dreams, problems and needs (in Finnish *haaveet, ongelmat, tarpeet*), told by their cues.

use serde::Serialize;

use crate::evidence::{Evidence, Reason};

use super::effect::Effect;
use super::matcher::Hit;
use super::scope::Scope;
use super::view::View;

/// What a clause is to those who act on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Hot {
    /// What people would love to have one day.
    Dream,
    /// What does not work.
    Problem,
    /// What people miss now.
    Need,
}

impl Hot {
    /// All kinds, in their fixed order.
    pub const ALL: [Self; 3] = [Self::Dream, Self::Problem, Self::Need];

    /// The name used in word lists and files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dream => "dream",
            Self::Problem => "problem",
            Self::Need => "need",
        }
    }

    /// The kind of a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|hot| hot.name() == name)
    }
}

/// The strongest cue of a clause.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Found {
    pub(crate) hot: Hot,
    pub(crate) strength: f32,
}

impl Found {
    /// The stronger of two; of equals the first.
    pub(crate) fn stronger(self, other: Option<Self>) -> Self {
        other.filter(|other| other.strength > self.strength).unwrap_or(self)
    }
}

/// The strongest cue of a clause: by strength, then by length. A problem that is denied is none.
pub(super) fn find(
    view: &View<'_>,
    hits: &[Hit],
    scope: &Scope,
    evidence: Option<&mut Vec<Evidence>>,
) -> Option<Found> {
    let cues = hits.iter().filter_map(|&hit| {
        if let Effect::Hot(hot, strength) = view.effect(hit) {
            Some((hit, hot, strength))
        } else {
            None
        }
    });
    let (hit, hot, strength) = cues
        .filter(|(hit, hot, _)| !(*hot == Hot::Problem && scope.negates(hit.start)))
        .max_by(|a, b| {
            let length = |hit: Hit| hit.end - hit.start;
            a.2.total_cmp(&b.2).then(length(a.0).cmp(&length(b.0))).then(b.1.cmp(&a.1))
        })?;
    if let Some(evidence) = evidence {
        evidence.push(Evidence {
            span: view.span(hit),
            entry: hot.name().into(),
            reason: Reason::Hot,
            contribution: 0.0,
        });
    }
    Some(Found { hot, strength })
}

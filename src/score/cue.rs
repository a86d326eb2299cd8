//! Lexical markers of something meant, and sets of them.

use serde::{Deserialize, Serialize};

use crate::evidence::Evidence;

use super::effect::Effect;
use super::matcher::Hit;
use super::scope::Scope;
use super::view::View;

/// A lexical marker of something meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "archive", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Cue {
    /// People say that they do not say.
    Silenced,
    /// Lukewarm praise.
    Faint,
    /// A need voiced without complaint.
    Wish,
    /// Getting the job done by hand or on the side.
    Workaround,
    /// Sent from one desk to the next.
    Handoff,
    /// "No error has happened."
    Dismissal,
    /// Leaving, or thinking of it.
    Churn,
    /// Another provider named or compared with.
    Competitor,
    /// A promise not kept.
    PromiseBroken,
    /// A promise kept.
    PromiseKept,
    /// Praise of a person of the staff.
    StaffPraise,
    /// Hedged statement.
    Hedge,
    /// Danger to people or property.
    Hazard,
    /// A question asked.
    Question,
    /// Compared with something else.
    Comparison,
    /// Compared with how it was.
    Past,
    /// Mere politeness.
    Politeness,
    /// Somebody else's words.
    Quote,
    /// Said with the opposite meaning.
    Sarcasm,
    /// Told on to others.
    Retell,
    /// Service beyond duty.
    BeyondDuty,
}

impl Cue {
    /// All cues, in their fixed order.
    pub const ALL: [Self; 21] = [
        Self::Silenced,
        Self::Faint,
        Self::Wish,
        Self::Workaround,
        Self::Handoff,
        Self::Dismissal,
        Self::Churn,
        Self::Competitor,
        Self::PromiseBroken,
        Self::PromiseKept,
        Self::StaffPraise,
        Self::Hedge,
        Self::Hazard,
        Self::Question,
        Self::Comparison,
        Self::Past,
        Self::Politeness,
        Self::Quote,
        Self::Sarcasm,
        Self::Retell,
        Self::BeyondDuty,
    ];

    /// The name used in word lists and files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Silenced => "silenced",
            Self::Faint => "faint",
            Self::Wish => "wish",
            Self::Workaround => "workaround",
            Self::Handoff => "handoff",
            Self::Dismissal => "dismissal",
            Self::Churn => "churn",
            Self::Competitor => "competitor",
            Self::PromiseBroken => "promise_broken",
            Self::PromiseKept => "promise_kept",
            Self::StaffPraise => "staff_praise",
            Self::Hedge => "hedge",
            Self::Hazard => "hazard",
            Self::Question => "question",
            Self::Comparison => "comparison",
            Self::Past => "past",
            Self::Politeness => "politeness",
            Self::Quote => "quote",
            Self::Sarcasm => "sarcasm",
            Self::Retell => "retell",
            Self::BeyondDuty => "beyond_duty",
        }
    }

    /// Whether a negation before it says that it is not so: *no danger*, *ei kerrottu muille*, *never
    /// passed around*.
    const fn is_vetoed_by_negation(self) -> bool {
        match self {
            Self::Silenced
            | Self::Faint
            | Self::Workaround
            | Self::Handoff
            | Self::Dismissal
            | Self::Churn
            | Self::Competitor
            | Self::PromiseBroken
            | Self::PromiseKept
            | Self::StaffPraise
            | Self::Hazard
            | Self::BeyondDuty => true,
            Self::Wish
            | Self::Hedge
            | Self::Question
            | Self::Comparison
            | Self::Past
            | Self::Politeness
            | Self::Quote
            | Self::Sarcasm
            | Self::Retell => false,
        }
    }

    /// Its name as a mark of what the lists found.
    pub(super) const fn mark(self) -> &'static str {
        match self {
            Self::Silenced => "cue:silenced",
            Self::Faint => "cue:faint",
            Self::Wish => "cue:wish",
            Self::Workaround => "cue:workaround",
            Self::Handoff => "cue:handoff",
            Self::Dismissal => "cue:dismissal",
            Self::Churn => "cue:churn",
            Self::Competitor => "cue:competitor",
            Self::PromiseBroken => "cue:promise_broken",
            Self::PromiseKept => "cue:promise_kept",
            Self::StaffPraise => "cue:staff_praise",
            Self::Hedge => "cue:hedge",
            Self::Hazard => "cue:hazard",
            Self::Question => "cue:question",
            Self::Comparison => "cue:comparison",
            Self::Past => "cue:past",
            Self::Politeness => "cue:politeness",
            Self::Quote => "cue:quote",
            Self::Sarcasm => "cue:sarcasm",
            Self::Retell => "cue:retell",
            Self::BeyondDuty => "cue:beyond_duty",
        }
    }

    /// The cue of a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|cue| cue.name() == name)
    }
}

/// A set of cues.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct CueSet(pub u32);

impl CueSet {
    /// Adds a cue.
    pub fn insert(&mut self, cue: Cue) {
        self.0 |= 1 << cue as u8;
    }

    /// Takes a cue away.
    pub fn remove(&mut self, cue: Cue) {
        self.0 &= !(1 << cue as u8);
    }

    /// Whether the cue is in the set.
    pub const fn has(self, cue: Cue) -> bool {
        self.0 & (1 << cue as u8) != 0
    }

    /// Both sets together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The set without those of another.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The cues in it, in their fixed order.
    pub fn iter(self) -> impl Iterator<Item = Cue> {
        Cue::ALL.into_iter().filter(move |cue| self.has(*cue))
    }
}

/// The cues of a clause.
pub(super) fn find(
    view: &View<'_>,
    hits: &[Hit],
    scope: &Scope,
    mut evidence: Option<&mut Vec<Evidence>>,
) -> CueSet {
    let mut cues = CueSet::default();
    for &hit in hits {
        let Effect::Cue(cue) = view.effect(hit) else { continue };
        if cue.is_vetoed_by_negation() && scope.negates(hit.start) && !view.holds_negation(hit) {
            continue;
        }
        cues.insert(cue);
        if let Some(evidence) = evidence.as_deref_mut() {
            evidence.push(Evidence::cue(view.span(hit), cue.name()));
        }
    }
    if view.clause.question {
        cues.insert(Cue::Question);
    }
    // "I would like to thank" is no wish.
    if cues.has(Cue::Politeness) {
        cues.remove(Cue::Wish);
    }
    if cues.has(Cue::PromiseBroken) {
        cues.remove(Cue::PromiseKept);
    }
    cues
}

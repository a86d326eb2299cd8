//! The narrow sub-streams: where the base rate is small, few comments are enough.

use super::Kind;
use super::panel::Panel;
use super::watch::Finding;
use crate::record::Source;
use crate::score::Cue;

/// A filter of comments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stream {
    /// Comments with one of these cues, found as this type.
    Cues(Kind, &'static [Cue]),
    /// Notes of the staff.
    Staff,
    /// Answers with high scores.
    HighScore,
}

/// All narrow sub-streams.
pub(crate) const ALL: [Stream; 6] = [
    Stream::Cues(Kind::Silenced, &[Cue::Silenced]),
    Stream::Cues(Kind::Wish, &[Cue::Wish]),
    Stream::Cues(Kind::Workaround, &[Cue::Workaround]),
    Stream::Cues(Kind::Deviation, &[Cue::PromiseBroken, Cue::Churn, Cue::Competitor]),
    Stream::Staff,
    Stream::HighScore,
];

/// Score from which an answer counts as high.
const HIGH: f32 = 8.5;
/// Share of the evidence that gives its type to a finding of all comments.
const MOSTLY: f64 = 0.8;
/// Probability of no note of the staff, and notes of them before, from which a rise is of customers
/// only: what the staff never spoke of is no change of theirs.
const SILENT_STAFF: (f64, usize) = (0.01, 3);
/// Share of the evidence with a cue that gives its type.
const CUED: f64 = 0.6;

impl Stream {
    /// Whether a comment is in it.
    pub(crate) fn holds(self, panel: &Panel, at: usize) -> bool {
        let c = &panel.comments[at];
        match self {
            Self::Cues(_, cues) => cues.iter().any(|cue| c.cues.has(*cue)),
            Self::Staff => c.source == Source::Staff,
            Self::HighScore => c.score.is_some_and(|s| s >= HIGH),
        }
    }

    /// The type of what rises in it.
    pub(crate) const fn kind(self) -> Kind {
        match self {
            Self::Cues(kind, _) => kind,
            Self::Staff => Kind::StaffAhead,
            Self::HighScore => Kind::Masked,
        }
    }

    /// Whether a rise in it is of its type.
    pub(crate) fn fits(self, panel: &Panel, found: &Finding) -> bool {
        match self {
            Self::Cues(..) | Self::Staff => true,
            Self::HighScore => mean(panel, &found.evidence) < 0.2,
        }
    }
}

/// The type of a rise among all comments, by what its evidence has in common.
pub(crate) fn kind_of(panel: &Panel, found: &Finding) -> Kind {
    let evidence = &found.evidence;
    if share(panel, evidence, |c| c.source == Source::Staff) >= MOSTLY {
        return Kind::StaffAhead;
    }
    if share(panel, evidence, |c| c.score.is_some_and(|s| s >= HIGH)) >= MOSTLY
        && mean(panel, evidence) < 0.2
    {
        return Kind::Masked;
    }
    for (kind, cue) in [
        (Kind::Silenced, Cue::Silenced),
        (Kind::Wish, Cue::Wish),
        (Kind::Workaround, Cue::Workaround),
    ] {
        if share(panel, evidence, |c| c.cues.has(cue)) >= CUED {
            return kind;
        }
    }
    if customers_only(panel, found) { Kind::CustomerOnly } else { Kind::Emergent }
}

/// Whether the staff, who used to speak of it, do not while customers do more and more.
fn customers_only(panel: &Panel, found: &Finding) -> bool {
    let staff = |e: &&u32| panel.comments[**e as usize].source == Source::Staff;
    let before = found.before.iter().filter(staff).count();
    let share = before as f64 / found.before.len().max(1) as f64;
    let none = (1.0 - share).powi(found.evidence.len() as i32);
    before >= SILENT_STAFF.1 && !found.evidence.iter().any(|e| staff(&e)) && none <= SILENT_STAFF.0
}

fn share(panel: &Panel, evidence: &[u32], holds: impl Fn(&super::panel::Comment) -> bool) -> f64 {
    let count = evidence.iter().filter(|e| holds(&panel.comments[**e as usize])).count();
    count as f64 / evidence.len().max(1) as f64
}

/// Mean polarity of the evidence.
fn mean(panel: &Panel, evidence: &[u32]) -> f64 {
    let of = |e: &u32| panel.comments[*e as usize].sentiment.map(f64::from);
    let known: Vec<f64> = evidence.iter().filter_map(of).collect();
    known.iter().sum::<f64>() / known.len().max(1) as f64
}

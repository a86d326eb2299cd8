//! What is quiet but changing? Typed detectors over one engine, inside a declared budget of false
//! alarms. Pure: takes what was observed, returns findings with their evidence.

use serde::Serialize;

use crate::record::{Source, Week};
use crate::score::CueSet;
use crate::theme::ThemeId;

/// What the detectors know of one comment.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation<'a> {
    /// When it was said; comments without a date are not observed.
    pub week: Week,
    /// 0 fi, 1 en, 2 sv, 3 other, 4 none.
    pub lang: u8,
    /// Kind of voice.
    pub source: Source,
    /// Channel, as an index into the channels of the archive.
    pub channel: u16,
    /// Score on the scale 0…10, `None` without one.
    pub score: Option<f32>,
    /// Polarity, `None` without evidence.
    pub sentiment: Option<f32>,
    /// Cues found.
    pub cues: CueSet,
    /// Themes, each once.
    pub themes: &'a [ThemeId],
    /// Hash of the normalised text: equal hashes are one voice.
    pub voice: u64,
}

/// Type of a signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A coherent group of comments that hardly existed before.
    Emergent,
    /// Text and score disagree more than usual.
    Masked,
}

impl Kind {
    /// The name used in files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Emergent => "emergent",
            Self::Masked => "masked",
        }
    }
}

/// A departure of a sub-stream from its own past.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Signal {
    /// Type.
    pub kind: Kind,
    /// The theme it is in.
    pub theme: ThemeId,
    /// Comments in the window.
    pub count: u32,
    /// Comments that the past and the exposure predict for the window.
    pub expected: f32,
    /// Lower 5 % bound of the ratio of the rate to the usual one.
    pub at_least: f32,
    /// Probability of as many or more if nothing had changed.
    pub p_value: f64,
    /// Weeks in the window.
    pub weeks: u32,
    /// The comments behind it: indices of the observations, newest first.
    pub members: Vec<u32>,
}

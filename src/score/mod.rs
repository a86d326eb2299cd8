//! How do people feel, and what do they mean? Sentiment by clause with negation, and cues.
//!
//! Owns the composition of word valences. Pure: cannot fail. Keeps *no evidence* (`None`) apart
//! from *neutral* (a score near 0).

mod choose;
mod compose;
mod cue;
mod effect;
mod emotion;
mod expectation;
mod hot;
mod learned;
mod matcher;
mod meant;
mod reading;
mod scope;
mod scorer;
mod sense;
mod toward;
mod view;

pub use cue::{Cue, CueSet};
pub use emotion::{Emotion, EmotionSet};
pub use expectation::Reference;
pub use hot::Hot;
pub use reading::{ReadWord, Reading};
pub use scorer::{Lensed, Scorer, Scratch};
pub use toward::{Toward, toward};

use serde::Serialize;

/// What one clause says.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ClauseScore {
    /// Polarity in −1…+1; `None` without evidence.
    pub sentiment: Option<f32>,
    /// Cues found.
    pub cues: CueSet,
    /// Emotions voiced.
    pub emotions: EmotionSet,
    /// Dream, problem or need.
    pub hot: Option<Hot>,
    /// Experience against expectation, −2…+2; `None` without a cue.
    pub expectation: Option<i8>,
    /// What the experience is compared with.
    pub reference: Option<Reference>,
}

/// What one comment says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scored {
    /// Polarity in −1…+1; `None` without evidence.
    pub sentiment: Option<f32>,
    /// Cues of all clauses.
    pub cues: CueSet,
    /// Emotions of all clauses.
    pub emotions: EmotionSet,
    /// Dream, problem or need of the clause that says it most clearly.
    pub hot: Option<Hot>,
    /// Expectation of the clause that departs most from 0.
    pub expectation: Option<i8>,
    /// The first reference named.
    pub reference: Option<Reference>,
    /// One per clause of the analysis, in order.
    pub clauses: Box<[ClauseScore]>,
}

impl Scored {
    /// The whole comment as if it were one clause.
    pub fn whole(&self) -> ClauseScore {
        ClauseScore {
            sentiment: self.sentiment,
            cues: self.cues,
            emotions: self.emotions,
            hot: self.hot,
            expectation: self.expectation,
            reference: self.reference,
        }
    }

    /// Polarity toward something said in these clauses (indices): the mean of those with evidence.
    pub fn toward(&self, clauses: impl IntoIterator<Item = usize>) -> Option<f32> {
        let found: Vec<f32> = clauses
            .into_iter()
            .filter_map(|i| self.clauses.get(i).and_then(|clause| clause.sentiment))
            .collect();
        (!found.is_empty()).then(|| found.iter().sum::<f32>() / found.len() as f32)
    }
}

/// Which side of the neutral band a score falls on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Polarity {
    /// Below the band.
    Negative,
    /// Inside the band.
    Neutral,
    /// Above the band.
    Positive,
}

/// Half-width of the neutral band on the −1…+1 scale.
pub const NEUTRAL_BAND: f32 = 0.15;

impl Polarity {
    /// The side on which a score falls.
    pub fn of(sentiment: f32) -> Self {
        if sentiment >= NEUTRAL_BAND {
            Self::Positive
        } else if sentiment <= -NEUTRAL_BAND {
            Self::Negative
        } else {
            Self::Neutral
        }
    }

    /// The name used in files and queries.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Negative => "negative",
            Self::Neutral => "neutral",
            Self::Positive => "positive",
        }
    }
}

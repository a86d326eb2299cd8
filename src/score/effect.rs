//! What an entry of the word lists does to a clause.

use crate::lexicon::{List, Row};

use super::Cue;

/// What an entry does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Effect {
    /// Carries a valence, −4…+4.
    Valence(f32),
    /// An emoji: a valence that no negation reaches.
    Emoji(f32),
    /// Multiplies the valence that follows, or weakens it.
    Scale(f32),
    /// Weakens praise only.
    Soften(f32),
    /// Turns what follows.
    Negate,
    /// Turns the word beside it: *without*, *ilman*.
    Caritive,
    /// Weight of this clause against what came before.
    Contrast(f32),
    /// Weight of this clause against the main one.
    Concession(f32),
    /// Damps what is only imagined.
    Irrealis(f32),
    /// Marks something meant.
    Cue(Cue),
}

impl Effect {
    /// The effect of a row; `None` where the list does not bear on sentiment and cues.
    pub(crate) fn of(list: List, row: &Row) -> Option<Self> {
        match list {
            List::Sentiment => Some(Self::Valence(row.value)),
            List::Emoji => Some(Self::Emoji(row.value)),
            List::Cues => Cue::parse(row.category).map(Self::Cue),
            List::Modifiers => Self::modifier(row.category, row.value),
            List::Hot | List::Expectation | List::Stopwords => None,
        }
    }

    fn modifier(category: &str, value: f32) -> Option<Self> {
        match category {
            "intensifier" | "diminisher" => Some(Self::Scale(value)),
            "softener" => Some(Self::Soften(value)),
            "negator" => Some(Self::Negate),
            "caritive" => Some(Self::Caritive),
            "contrast" => Some(Self::Contrast(value)),
            "concession" => Some(Self::Concession(value)),
            "irrealis" => Some(Self::Irrealis(value)),
            _ => None,
        }
    }

    /// The valence it carries.
    pub(crate) fn value(self) -> Option<f32> {
        if let Self::Valence(value) | Self::Emoji(value) = self { Some(value) } else { None }
    }

    /// What it multiplies a neighbouring valence by.
    pub(crate) fn factor(self, valence: f32) -> f32 {
        match self {
            Self::Scale(factor) => factor,
            Self::Soften(factor) if valence > 0.0 => factor,
            Self::Soften(_)
            | Self::Valence(_)
            | Self::Emoji(_)
            | Self::Negate
            | Self::Caritive
            | Self::Contrast(_)
            | Self::Concession(_)
            | Self::Irrealis(_)
            | Self::Cue(_) => 1.0,
        }
    }
}

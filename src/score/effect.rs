//! What an entry of the word lists does to a clause.

use crate::lexicon::{List, Row};

use super::expectation::Reference;
use super::{Cue, Emotion, Hot};

/// What an entry does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Effect {
    /// Carries a valence, −4…+4, and mostly voices an emotion.
    Valence(f32, Option<Emotion>),
    /// An emoji: a valence that no negation reaches.
    Emoji(f32, Option<Emotion>),
    /// Multiplies the valence that follows.
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
    /// Damps what is only imagined: what remains of praise.
    Irrealis(f32),
    /// Says that it is so no longer: what remains of praise and of criticism.
    Past(f32),
    /// Marks something meant.
    Cue(Cue),
    /// Marks a dream, a problem or a need, with a strength 0.1…1.0.
    Hot(Hot, f32),
    /// What it says of the experience against the expectation, −2…+2.
    Expectation(i8),
    /// Names what the experience is compared with.
    Reference(Reference),
}

impl Effect {
    /// The effect of a row; `None` where the list does not bear on scores.
    pub(crate) fn of(list: List, row: &Row) -> Option<Self> {
        match list {
            List::Sentiment => Some(Self::Valence(row.value, Emotion::parse(row.category))),
            List::Emoji => Some(Self::Emoji(row.value, Emotion::parse(row.category))),
            List::Cues => Cue::parse(row.category).map(Self::Cue),
            List::Hot => Hot::parse(row.category).map(|hot| Self::Hot(hot, row.value)),
            List::Expectation => match Reference::parse(row.category) {
                Some(reference) => Some(Self::Reference(reference)),
                None => Some(Self::Expectation(row.value as i8)),
            },
            List::Modifiers => Self::modifier(row.category, row.value),
            List::Valence | List::Meant | List::Stopwords => None,
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
            "bygone" => Some(Self::Past(value)),
            _ => None,
        }
    }

    /// The valence it carries.
    pub(crate) const fn value(self) -> Option<f32> {
        match self {
            Self::Valence(value, _) | Self::Emoji(value, _) => Some(value),
            Self::Scale(_)
            | Self::Soften(_)
            | Self::Negate
            | Self::Caritive
            | Self::Contrast(_)
            | Self::Concession(_)
            | Self::Irrealis(_)
            | Self::Past(_)
            | Self::Cue(_)
            | Self::Hot(..)
            | Self::Expectation(_)
            | Self::Reference(_) => None,
        }
    }

    /// The emotion it voices.
    pub(crate) const fn emotion(self) -> Option<Emotion> {
        if let Self::Valence(_, emotion) | Self::Emoji(_, emotion) = self { emotion } else { None }
    }

    /// What it multiplies a neighbouring valence by, and its rank where one word is several
    /// things: a word that strengthens is not also one that weakens.
    pub(crate) fn factor(self, valence: f32) -> Option<(u8, f32)> {
        match self {
            Self::Scale(factor) if factor > 1.0 => Some((2, factor)),
            Self::Soften(factor) => Some((1, if valence > 0.0 { factor } else { 1.0 })),
            Self::Scale(factor) => Some((0, factor)),
            Self::Valence(..)
            | Self::Emoji(..)
            | Self::Negate
            | Self::Caritive
            | Self::Contrast(_)
            | Self::Concession(_)
            | Self::Irrealis(_)
            | Self::Past(_)
            | Self::Cue(_)
            | Self::Hot(..)
            | Self::Expectation(_)
            | Self::Reference(_) => None,
        }
    }
}

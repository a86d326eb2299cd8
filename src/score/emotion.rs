//! The eight emotions that words voice, and sets of them.

use serde::Serialize;

/// An emotion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Emotion {
    /// Anger, indignation.
    Anger,
    /// Disappointment, frustration.
    Disappointment,
    /// Worry, fear, uncertainty.
    Worry,
    /// Sadness, regret.
    Sadness,
    /// Joy, delight, satisfaction.
    Joy,
    /// Gratitude.
    Gratitude,
    /// Trust, safety.
    Trust,
    /// Surprise.
    Surprise,
}

impl Emotion {
    /// All emotions, in their fixed order.
    pub const ALL: [Self; 8] = [
        Self::Anger,
        Self::Disappointment,
        Self::Worry,
        Self::Sadness,
        Self::Joy,
        Self::Gratitude,
        Self::Trust,
        Self::Surprise,
    ];

    /// The name used in word lists and files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Anger => "anger",
            Self::Disappointment => "disappointment",
            Self::Worry => "worry",
            Self::Sadness => "sadness",
            Self::Joy => "joy",
            Self::Gratitude => "gratitude",
            Self::Trust => "trust",
            Self::Surprise => "surprise",
        }
    }

    /// Its name as a mark of what the lists found.
    pub(super) const fn mark(self) -> &'static str {
        match self {
            Self::Anger => "emotion:anger",
            Self::Disappointment => "emotion:disappointment",
            Self::Worry => "emotion:worry",
            Self::Sadness => "emotion:sadness",
            Self::Joy => "emotion:joy",
            Self::Gratitude => "emotion:gratitude",
            Self::Trust => "emotion:trust",
            Self::Surprise => "emotion:surprise",
        }
    }

    /// The emotion of a name; `None` for `-` and unknown names.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|emotion| emotion.name() == name)
    }

    /// Whether it goes with this polarity; surprise goes with both.
    pub(crate) const fn goes_with(self, positive: bool) -> bool {
        match self {
            Self::Anger | Self::Disappointment | Self::Worry | Self::Sadness => !positive,
            Self::Joy | Self::Gratitude | Self::Trust => positive,
            Self::Surprise => true,
        }
    }
}

/// A set of emotions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct EmotionSet(pub u8);

impl EmotionSet {
    /// Adds an emotion.
    pub fn insert(&mut self, emotion: Emotion) {
        self.0 |= 1 << emotion as u8;
    }

    /// Whether the emotion is in the set.
    pub const fn has(self, emotion: Emotion) -> bool {
        self.0 & (1 << emotion as u8) != 0
    }

    /// Both sets together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The emotions in it, in their fixed order.
    pub fn iter(self) -> impl Iterator<Item = Emotion> {
        Emotion::ALL.into_iter().filter(move |emotion| self.has(*emotion))
    }
}

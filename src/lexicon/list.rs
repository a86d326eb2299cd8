//! Which lists there are, and what each may hold.

use std::ops::RangeInclusive;

/// One kind of word list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum List {
    /// Words and phrases with a valence −4…+4, never 0; the category is an emotion or `-`.
    Sentiment,
    /// Words that change the valence of others; the value is a multiplier.
    Modifiers,
    /// Markers of something meant; the value is their strength.
    Cues,
    /// Cues of dreams, problems and needs.
    Hot,
    /// Cues of experience against expectation, −2…+2, and of what it is compared with.
    Expectation,
    /// What training adds to the hand-made valences: `affirmed` where a word stands plainly,
    /// `negated` where a negation reaches it. Entries are single base forms.
    Valence,
    /// What training found words to say of dreams, problems, needs, expectation and cues. Entries are
    /// single base forms, `~` after those a negation reaches, or marks of what the lists found.
    Meant,
    /// Grammatical words, and words that never stand alone as a label.
    Stopwords,
    /// Emoji and emoticons, valued as sentiment is.
    Emoji,
}

const EMOTIONS: [&str; 9] =
    ["-", "anger", "disappointment", "gratitude", "joy", "sadness", "surprise", "trust", "worry"];

const MEANINGS: [&str; 20] = [
    "churn",
    "competitor",
    "dismissal",
    "dream",
    "faint",
    "handoff",
    "need",
    "none",
    "problem",
    "promise_broken",
    "promise_kept",
    "silenced",
    "staff_praise",
    "step+0",
    "step+1",
    "step+2",
    "step-1",
    "step-2",
    "wish",
    "workaround",
];

impl List {
    /// The list that a file of this name holds.
    pub fn of_file(name: &str) -> Option<Self> {
        match name.strip_suffix(".tsv")? {
            "sentiment" => Some(Self::Sentiment),
            "modifiers" => Some(Self::Modifiers),
            "cues" => Some(Self::Cues),
            "hot" => Some(Self::Hot),
            "expectation" => Some(Self::Expectation),
            "valence" => Some(Self::Valence),
            "meant" => Some(Self::Meant),
            "stopwords" => Some(Self::Stopwords),
            "emoji" => Some(Self::Emoji),
            _ => None,
        }
    }

    /// The categories its rows may have.
    pub const fn categories(self) -> &'static [&'static str] {
        match self {
            Self::Sentiment | Self::Emoji => &EMOTIONS,
            Self::Modifiers => &[
                "bygone",
                "caritive",
                "concession",
                "contrast",
                "diminisher",
                "intensifier",
                "irrealis",
                "negator",
                "softener",
            ],
            Self::Cues => &[
                "beyond_duty",
                "churn",
                "comparison",
                "competitor",
                "dismissal",
                "faint",
                "handoff",
                "hazard",
                "hedge",
                "past",
                "politeness",
                "promise_broken",
                "promise_kept",
                "question",
                "quote",
                "retell",
                "sarcasm",
                "silenced",
                "staff_praise",
                "wish",
                "workaround",
            ],
            Self::Hot => &["dream", "need", "problem"],
            Self::Expectation => &["company", "expectation", "industry", "past"],
            Self::Valence => &["affirmed", "negated"],
            Self::Meant => &MEANINGS,
            Self::Stopwords => &["function", "label"],
        }
    }

    /// The values its rows may have.
    pub const fn values(self) -> RangeInclusive<f32> {
        match self {
            Self::Sentiment | Self::Emoji | Self::Valence => -4.0..=4.0,
            Self::Modifiers => -1.0..=2.0,
            Self::Cues | Self::Hot => 0.1..=1.0,
            Self::Expectation => -2.0..=2.0,
            Self::Meant => -8.0..=8.0,
            Self::Stopwords => 0.0..=0.0,
        }
    }

    /// Whether a value of 0 says nothing in this list.
    pub const fn forbids_zero(self) -> bool {
        match self {
            Self::Sentiment | Self::Emoji | Self::Valence => true,
            Self::Modifiers
            | Self::Cues
            | Self::Hot
            | Self::Expectation
            | Self::Meant
            | Self::Stopwords => false,
        }
    }
}

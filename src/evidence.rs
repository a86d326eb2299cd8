//! What stands behind a number: the words, the entry that matched them, and what it did.

use serde::Serialize;

use crate::record::Span;

/// One contribution to a score.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Evidence {
    /// Where in the original text.
    pub span: Span,
    /// The word-list entry or rule, as written there.
    pub entry: Box<str>,
    /// Why it counts.
    pub reason: Reason,
    /// What it adds to the score, after negation, intensifiers and damping; in the score's unit.
    pub contribution: f32,
}

/// Why a piece of text counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// A word or phrase with a valence.
    Valence,
    /// An emoji or emoticon.
    Emoji,
    /// A valence turned by a negation in whose scope it stands.
    Negated,
    /// A word that strengthens its neighbour.
    Intensifier,
    /// A word that weakens its neighbour.
    Diminisher,
    /// A clause that weighs more or less than the others (contrast, concession).
    Contrast,
    /// Something wished, asked or imagined, not experienced.
    Irrealis,
    /// Something that was so before and is so no longer.
    Past,
    /// A lexical marker of something meant.
    Cue,
    /// What training found of a word beyond its hand-made valence.
    Learned,
    /// The same where a negation reaches the word.
    LearnedNegated,
    /// The cue of a dream, a problem or a need.
    Hot,
    /// The cue of an expectation, or of what the experience is compared with.
    Expectation,
}

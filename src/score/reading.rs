//! What the training of the learned weights needs to know of a comment.

use serde::Serialize;

/// A comment as the hand-made lists read it, and the words that learned weights may belong to.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Reading<'w> {
    /// Sum of the hand-made valences, composed; 0 without evidence.
    pub hand: f32,
    /// Words in text order; a question adds the word `?`.
    pub words: Vec<ReadWord<'w>>,
    /// What the lists found: `hot:need`, `cue:wish`, `emotion:joy`, `feeling>0.1`, …
    pub marks: Vec<&'static str>,
}

/// One word of a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ReadWord<'w> {
    /// Base form.
    pub lemma: &'w str,
    /// As it was written, in lower case; empty for `?`.
    pub form: &'w str,
    /// Whether a negation of its clause reaches it.
    pub negated: bool,
    /// Whether it is written like a name.
    pub name: bool,
}

//! Minimal pairs: two texts that differ in one thing, and which of them is kinder.

use serde::Serialize;

use super::classes::share;
use crate::score::Scored;

/// Polarities closer than this are equal.
const EQUAL: f32 = 0.1;

/// What is expected of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expect {
    /// The first is more positive than the second.
    Above,
    /// Both are about equally positive.
    Equal,
}

impl Expect {
    /// Reads `a>b` or `a=b`.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "a>b" => Some(Self::Above),
            "a=b" => Some(Self::Equal),
            _ => None,
        }
    }

    /// Whether two scores are as expected; no evidence counts as 0.
    pub fn holds(self, a: &Scored, b: &Scored) -> bool {
        let difference = a.sentiment.unwrap_or(0.0) - b.sentiment.unwrap_or(0.0);
        match self {
            Self::Above => difference > 0.0,
            Self::Equal => difference.abs() <= EQUAL,
        }
    }
}

/// Accuracy on pairs, as `kuiske evaluate pairs` prints it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PairFigures {
    /// Pairs.
    pub n: usize,
    /// Share that is as expected.
    pub accuracy: f64,
    /// Indices of the pairs that are not.
    pub wrong: Vec<usize>,
}

/// Compares the scores of pairs with what is expected of them.
pub fn pairs<'a>(rows: impl IntoIterator<Item = (&'a Scored, &'a Scored, Expect)>) -> PairFigures {
    let holds: Vec<bool> = rows.into_iter().map(|(a, b, expect)| expect.holds(a, b)).collect();
    let wrong: Vec<usize> = (0..holds.len()).filter(|&i| !holds[i]).collect();
    PairFigures { n: holds.len(), accuracy: share(holds.len() - wrong.len(), holds.len()), wrong }
}

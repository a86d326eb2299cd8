//! Customer Effort Score 2.0: "made it easy", 1 disagree … 7 agree.
//!
//! Version 1.0 ran the other way round (1 little effort … 5 much): never put both in one tally.

use super::mean::{self, Sums};
use super::{Estimate, proportion};

/// Lowest score that counts as easy.
pub const EASY: f64 = 5.0;

/// Answers to the effort question.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Effort {
    /// Scores 1…7.
    pub scores: Sums,
    /// Answers 5–7.
    pub easy: u32,
}

impl Effort {
    /// Adds one answer, 1…7.
    pub fn add(&mut self, score: f64) {
        self.scores.add(score);
        self.easy += u32::from(score >= EASY);
    }
}

/// Mean score, 1…7, with Student's interval.
pub fn mean(effort: Effort, z: f64) -> Option<Estimate> {
    mean::estimate(effort.scores, z)
}

/// Share of answers 5–7, with Wilson's interval.
pub fn easy_share(effort: Effort, z: f64) -> Option<Estimate> {
    proportion::share(effort.easy, effort.scores.n, z)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::near;
    use crate::measure::normal::Z95;

    #[test]
    fn mean_and_share_of_easy() {
        let mut effort = Effort::default();
        for score in [7.0, 6.0, 5.0, 4.0, 1.0] {
            effort.add(score);
        }
        near(mean(effort, Z95).unwrap().value, 4.6, 1e-12);
        near(easy_share(effort, Z95).unwrap().value, 0.6, 1e-12);
    }
}

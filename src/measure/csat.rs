//! Customer satisfaction: mean and top-two-box share.

use super::mean::{self, Sums};
use super::{Estimate, proportion};

/// Answers to a satisfaction question.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Satisfaction {
    /// Best score of the scale.
    best: f64,
    /// Scores as given.
    pub scores: Sums,
    /// Answers in the two best boxes.
    pub top_two: u32,
}

impl Satisfaction {
    /// No answers yet, on a scale of whole numbers whose best one is `best`.
    pub fn new(best: f64) -> Self {
        Self { best, scores: Sums::default(), top_two: 0 }
    }

    /// Adds one answer.
    pub fn add(&mut self, score: f64) {
        self.scores.add(score);
        self.top_two += u32::from(in_top_two(score, self.best));
    }
}

/// Whether a score is in the two best boxes of a scale of whole numbers that ends at `best`.
pub fn in_top_two(score: f64, best: f64) -> bool {
    score >= best - 1.0
}

/// Mean score with Student's interval.
pub fn mean(satisfaction: Satisfaction, z: f64) -> Option<Estimate> {
    mean::estimate(satisfaction.scores, z)
}

/// CSAT: share of the two best boxes, with Wilson's interval.
pub fn top_two_share(satisfaction: Satisfaction, z: f64) -> Option<Estimate> {
    proportion::share(satisfaction.top_two, satisfaction.scores.n, z)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::near;
    use crate::measure::normal::Z95;

    #[test]
    fn top_two_boxes_of_five() {
        let mut answers = Satisfaction::new(5.0);
        for score in [5.0, 5.0, 4.0, 3.0, 1.0] {
            answers.add(score);
        }
        near(top_two_share(answers, Z95).unwrap().value, 0.6, 1e-12);
        near(mean(answers, Z95).unwrap().value, 3.6, 1e-12);
    }
}

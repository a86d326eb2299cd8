//! How far themes can be trusted to stay: figures of themes found again.

use serde::{Deserialize, Serialize};

/// Stability of the themes of an archive.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Stability {
    /// Comments looked at.
    pub comments: u32,
    /// Themes of the codebook.
    pub themes: u32,
    /// Agreement of the themes with those found anew in resamples of the comments: adjusted Rand
    /// index, 0 is chance, 1 the same themes; mean, least and most. `None` with too few comments.
    pub bootstrap: Option<Range>,
    /// Agreement of the themes found anew with all comments up to a week, with those found up to
    /// the week before, by week, oldest first.
    pub weekly: Vec<(String, f64)>,
    /// Share of comments whose main theme differs now from the one they were given when they came,
    /// 0…1: what changed without anybody saying anything new. `None` without comments.
    pub changed: Option<f64>,
    /// Themes born after the first ones.
    pub born: u32,
    /// Themes that fade.
    pub fading: u32,
}

/// A mean with the least and the most.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Range {
    /// Mean.
    pub mean: f64,
    /// Least.
    pub least: f64,
    /// Most.
    pub most: f64,
}

impl Range {
    /// Of some values; `None` of none.
    pub fn of(values: &[f64]) -> Option<Self> {
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        let least = values.iter().copied().reduce(f64::min)?;
        Some(Self { mean, least, most: values.iter().copied().reduce(f64::max)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_of_nothing_is_none() {
        assert_eq!(Range::of(&[]), None);
        assert_eq!(Range::of(&[0.5, 1.0]), Some(Range { mean: 0.75, least: 0.5, most: 1.0 }));
    }
}

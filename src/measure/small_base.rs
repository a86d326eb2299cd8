//! Small bases: which figures deserve a warning, and which may not be shown at all.

use serde::{Deserialize, Serialize};

/// How far a base carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "archive", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Base {
    /// Under 10 cases: anecdotes.
    Anecdotal,
    /// Under 30 cases: a small base.
    Small,
    /// 30 cases or more.
    Sound,
}

/// Cases under which a base is small.
pub const SMALL: u32 = 30;
/// Cases under which a base is anecdotal.
pub const ANECDOTAL: u32 = 10;

impl Base {
    /// The base of `n` cases.
    pub const fn of(n: u32) -> Self {
        if n < ANECDOTAL {
            Self::Anecdotal
        } else if n < SMALL {
            Self::Small
        } else {
            Self::Sound
        }
    }
}

/// Which groups of a whole must be hidden, in the order of `sizes`.
///
/// The groups divide a whole whose own figure is shown. A group with cases, but fewer than
/// `threshold`, is hidden. Whatever is hidden could be found by subtracting the shown groups from
/// the whole, so the next smallest groups are hidden with it until at least two groups are hidden
/// and together they hold at least `threshold` cases. `spare` is a group that is hidden before
/// the others, as nobody misses it ("not given"). Empty groups are shown: they hide nobody.
pub fn hidden(sizes: &[u32], threshold: u32, spare: Option<usize>) -> Vec<bool> {
    let mut hidden: Vec<bool> = sizes.iter().map(|n| *n > 0 && *n < threshold).collect();
    let mut groups = hidden.iter().filter(|h| **h).count();
    let mut cases: u32 = sizes.iter().zip(&hidden).filter(|(_, h)| **h).map(|(n, _)| n).sum();
    if groups == 0 {
        return hidden;
    }
    let mut by_size: Vec<usize> = (0..sizes.len()).collect();
    by_size.sort_by_key(|at| (spare != Some(*at), sizes.get(*at)));
    for at in by_size {
        let (Some(size), Some(flag)) = (sizes.get(at), hidden.get_mut(at)) else { continue };
        if groups >= 2 && cases >= threshold {
            break;
        }
        if *size > 0 && !*flag {
            *flag = true;
            groups += 1;
            cases += size;
        }
    }
    hidden
}

/// Whether a part of a whole may be shown when the whole is: neither the part nor the rest is a
/// group with cases but fewer than `threshold`.
pub const fn shows(part: u32, whole: u32, threshold: u32) -> bool {
    let rest = whole.saturating_sub(part);
    part >= threshold && (rest == 0 || rest >= threshold)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bases_are_flagged() {
        let bases = [9, 10, 29, 30].map(Base::of);
        assert_eq!(bases, [Base::Anecdotal, Base::Small, Base::Small, Base::Sound]);
    }

    #[test]
    fn nothing_hidden_can_be_found_by_subtraction() {
        for (sizes, want) in [
            (vec![40, 30, 20], vec![]),
            (vec![40, 3, 20], vec![1, 2]),
            (vec![40, 3, 2, 20], vec![1, 2]),
            (vec![40, 1, 2, 20], vec![1, 2, 3]),
            (vec![40, 0, 3, 5, 5], vec![2, 3]),
            (vec![3], vec![0]),
            (vec![0, 9], vec![]),
        ] {
            let got: Vec<usize> = hidden(&sizes, 5, None)
                .iter()
                .enumerate()
                .filter(|(_, h)| **h)
                .map(|(i, _)| i)
                .collect();
            assert_eq!(got, want, "{sizes:?}");
        }
        assert_eq!(hidden(&[40, 3, 20], 5, Some(0)), [true, true, false]);
    }

    #[test]
    fn a_part_is_hidden_with_too_small_a_rest() {
        assert!(shows(5, 5, 5) && shows(5, 10, 5));
        assert!(!shows(4, 20, 5) && !shows(17, 20, 5));
    }
}

//! Praise by what it is about. Themes are found in all that is said, and praise of one thing is often
//! spread over several of them; here kind comments alone are grouped by meaning, the direction from
//! warm to lukewarm taken away, so that a group stays the same when its praise fades.

use super::panel::{Panel, UNIT};
use crate::theme::kmeans;
use crate::vectors::{Matrix, add_scaled, dot, normalise};

/// Groups that praise is divided into.
const GROUPS: usize = 16;
/// Kind comments from which groups are learned.
const FEWEST: usize = 200;
/// Where the groups start from.
const SEED: u64 = 0x009e_a15e;

/// The group of each kind comment.
#[derive(Clone, Debug, Default)]
pub(crate) struct Praise {
    groups: Vec<Option<u8>>,
}

impl Praise {
    /// Groups learned from the comments before a week. `warmth` tells of a comment whether it is kind
    /// and, if so, whether its praise is faint.
    pub(crate) fn new(panel: &Panel, until: i32, warmth: impl Fn(usize) -> Option<bool>) -> Self {
        let said = |at: usize| {
            let says = panel.starts[at] < panel.starts[at + 1];
            if says && !panel.blank[at] && !panel.echo[at] { warmth(at) } else { None }
        };
        let kind: Vec<(usize, bool)> =
            (0..panel.len()).filter_map(|at| Some((at, said(at)?))).collect();
        let early = kind.partition_point(|(at, _)| panel.comments[*at].week < until);
        if early < FEWEST {
            return Self { groups: vec![None; panel.len()] };
        }
        let fading = fading(panel, &kind[..early]);
        let mut rows = Matrix::new(panel.dim);
        let mut row = vec![0.0; panel.dim];
        for (at, _) in &kind {
            let whole = &panel.vectors(*at)[..panel.dim];
            row.iter_mut().zip(whole).for_each(|(to, x)| *to = f32::from(*x) / UNIT);
            let along = dot(&row, &fading);
            add_scaled(&mut row, &fading, -along);
            normalise(&mut row);
            rows.push(&row);
        }
        let mut first = Matrix::new(panel.dim);
        rows.rows().take(early).for_each(|row| first.push(row));
        let centres = kmeans::centres(&first, GROUPS, SEED);
        let mut groups = vec![None; panel.len()];
        for ((at, _), (group, _)) in kind.iter().zip(kmeans::assign(&rows, &centres)) {
            groups[*at] = Some(group as u8);
        }
        Self { groups }
    }

    /// The group of a comment; `None` for one that is not kind, or where there were too few to learn
    /// from.
    pub(crate) fn group(&self, at: usize) -> Option<u8> {
        self.groups.get(at).copied().flatten()
    }
}

/// The direction from other praise to the faint; zeros where one of them is missing.
fn fading(panel: &Panel, kind: &[(usize, bool)]) -> Vec<f32> {
    let mut means = [vec![0.0; panel.dim], vec![0.0; panel.dim]];
    let mut counts = [0.0_f32; 2];
    for (at, faint) in kind {
        let side = usize::from(*faint);
        counts[side] += 1.0;
        let whole = &panel.vectors(*at)[..panel.dim];
        means[side].iter_mut().zip(whole).for_each(|(sum, x)| *sum += f32::from(*x) / UNIT);
    }
    let [mut warm, mut faint] = means;
    if counts.contains(&0.0) {
        return vec![0.0; panel.dim];
    }
    warm.iter_mut().for_each(|x| *x /= counts[0]);
    faint.iter_mut().for_each(|x| *x /= counts[1]);
    add_scaled(&mut faint, &warm, -1.0);
    normalise(&mut faint);
    faint
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::panel::{Comment, whole_numbers};

    /// Comments on as many things as there are groups, in turn, every fifth one lukewarm and every
    /// seventh unkind.
    fn panel(count: usize) -> (Panel, impl Fn(usize) -> Option<bool>) {
        let warmth = |at: usize| (!at.is_multiple_of(7)).then_some(at.is_multiple_of(5));
        let row = |at: usize| {
            let mut row = [0.0; GROUPS + 1];
            row[at % GROUPS] = 0.6;
            row[GROUPS] = if warmth(at) == Some(true) { 0.8 } else { -0.8 };
            whole_numbers(&row)
        };
        let comments = (0..count).map(|at| Comment::plain(at as i32 / 40, None)).collect();
        (Panel::plain(comments, (0..count).flat_map(row).collect(), GROUPS + 1), warmth)
    }

    #[test]
    fn a_group_is_of_one_thing_however_warm_the_praise() {
        let (panel, warmth) = panel(1200);
        let praise = Praise::new(&panel, 24, &warmth);
        let mut of = [None; GROUPS];
        for at in 0..1200 {
            let group = praise.group(at);
            assert_eq!(group.is_some(), warmth(at).is_some(), "{at}");
            if let Some(group) = group {
                assert_eq!(*of[at % GROUPS].get_or_insert(group), group, "{at}");
            }
        }
        of.sort_unstable();
        assert!(of.windows(2).all(|pair| pair[0] < pair[1]), "{of:?}");
    }

    #[test]
    fn too_little_praise_makes_no_groups() {
        let (panel, warmth) = panel(FEWEST);
        let praise = Praise::new(&panel, 12, &warmth);
        assert!((0..FEWEST).all(|at| praise.group(at).is_none()));
    }
}

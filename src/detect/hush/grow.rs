//! Words joined with the nearest others that fall silent, as far as that makes the silence most
//! unlikely.

use rustc_hash::FxHashMap;

use super::{Heard, Word};
use crate::detect::Kind;
use crate::detect::levels::Levels;
use crate::detect::mind::discord;

/// Words together.
pub(super) struct Group {
    pub(super) strength: f64,
    /// Strength that is asked of it.
    pub(super) least: f64,
    /// Comments, each with how many of the words it has.
    pub(super) members: Vec<(u32, u32)>,
}

impl Heard<'_> {
    /// The strongest group over its level of the words joined one after the other, and the strongest
    /// of those of which people felt alike: less is asked of them.
    pub(super) fn grow(&self, words: &[Word], near: &[usize], levels: Levels) -> Vec<Group> {
        let mut members: Vec<u32> = Vec::new();
        let mut best: [Option<(f64, f64, usize)>; 2] = [None; 2];
        for (taken, at) in (1..).zip(near) {
            members.extend(&words[*at].members);
            members.sort_unstable();
            members.dedup();
            let strength = self.silent(&members).unwrap_or(0.0);
            if strength < levels.felt(Kind::Vanish, Some(0.0)) {
                continue;
            }
            let before = members[..self.before(&members)].iter().map(|i| self.comment(*i));
            let least = levels.felt(Kind::Vanish, discord(self.panel, before));
            if strength < least {
                continue;
            }
            let best = &mut best[usize::from(least < levels.of(Kind::Vanish))];
            if best.is_none_or(|(most, ..)| strength > most) {
                *best = Some((strength, least, taken));
            }
        }
        best.into_iter()
            .flatten()
            .map(|(strength, least, taken)| {
                let members = counted(words, &near[..taken]);
                Group { strength, least, members }
            })
            .collect()
    }
}

/// The comments of some words, each with how many of them it has.
fn counted(words: &[Word], some: &[usize]) -> Vec<(u32, u32)> {
    let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
    for i in some.iter().flat_map(|at| &words[*at].members) {
        *counts.entry(*i).or_default() += 1;
    }
    let mut members: Vec<(u32, u32)> = counts.into_iter().collect();
    members.sort_unstable();
    members
}

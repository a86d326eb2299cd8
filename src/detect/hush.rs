//! Words that fall silent together: a subject too narrow to be a theme that used to be said and is
//! not said any more.
//!
//! One word is said too seldom to be missed. Words of one subject stand in comments that mean alike,
//! in whatever language, so each word that is said less is joined with the nearest others that are,
//! and together they are missed. A group counts only if its comments belong together, if all kinds
//! of voices stopped, if its surroundings did not fall with it, and if no other word took its place.

mod grow;

use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::levels::Levels;
use super::panel::{Panel, UNIT};
use super::statistics::{at_least, upper_tail};
use super::twin::is_another_word;
use super::vanish::{LEFT, LOUD, SILENCE, SPREAD, STEADY};
use super::watch::{Finding, Moment};
use crate::record::Source;
use grow::Group;

/// Comments with a word, and of those before the silence: fewer tell nothing, more are no subject.
const WORD: Range<usize> = 3..251;
const BEFORE: usize = 3;
/// Share of the comments of a word from one source above which the silence may be that source's own.
const ONE_SOURCE: f64 = 0.8;
/// Strength (−log10 p) with which a word must be said less to be joined with others.
const LESS: f64 = 1.0;
/// Words looked at, those joined with one, and the cosine of their comments from which they are.
const WORDS: usize = 400;
const JOINED: usize = 25;
const ALIKE: f32 = 0.4;
/// Comments of a group before the silence, and of both sides.
const FEWEST: usize = 12;
const MOST: usize = 250;
/// Strength that is left without the most frequent kind of voice, and what the strength without the
/// main source of each language may fall short of.
const WITHOUT: f64 = 2.0;
const SHORT: f64 = 2.0;
/// Mean cosine of the comments of a group from which they belong together.
const TOGETHER: f64 = 0.1;
/// Comments around a group that tell whether its surroundings fell too.
const AROUND: usize = 400;
/// Groups examined, strongest first.
const EXAMINED: usize = 60;
/// Over-dispersion of the counts of words.
const PHI: f64 = 0.004;

/// The comments that are heard up to now, those before the silence first.
struct Heard<'a> {
    panel: &'a Panel,
    members: Vec<u32>,
    before: usize,
    share: Vec<f64>,
    mean: Vec<f32>,
    several: bool,
}

/// A word that is said less: its comments, and where they stand.
struct Word {
    strength: f64,
    members: Vec<u32>,
    centre: Vec<f32>,
}

/// Subjects that went silent, told by their words.
pub(crate) fn hush(panel: &Panel, now: Moment, levels: Levels) -> Vec<Finding> {
    let border = now.week - SILENCE;
    if border - STEADY + 1 < now.first {
        return Vec::new();
    }
    let heard = Heard::new(panel, now, border);
    let words = heard.words();
    let near = |word: &Word| -> Vec<usize> {
        let mut near: Vec<(f32, usize)> = words
            .iter()
            .enumerate()
            .map(|(at, other)| (dot(&word.centre, &other.centre), at))
            .filter(|(cosine, _)| *cosine >= ALIKE)
            .collect();
        near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        near.into_iter().take(JOINED).map(|(_, at)| at).collect()
    };
    let mut groups: Vec<Group> =
        words.par_iter().flat_map_iter(|word| heard.grow(&words, &near(word), levels)).collect();
    groups
        .sort_by(|a, b| b.strength.total_cmp(&a.strength).then_with(|| a.members.cmp(&b.members)));
    groups.dedup_by(|a, b| a.members == b.members);
    groups.truncate(EXAMINED);
    if groups.is_empty() {
        return Vec::new();
    }
    let lengths = heard.lengths();
    let mut found: Vec<Finding> = groups
        .into_par_iter()
        .filter_map(|group| {
            heard.examine(&group, &lengths, now).filter(|found| found.strength >= group.least)
        })
        .collect();
    found.sort_by(|a, b| b.strength.total_cmp(&a.strength).then(a.evidence.cmp(&b.evidence)));
    found
}

impl<'a> Heard<'a> {
    fn new(panel: &'a Panel, now: Moment, border: i32) -> Self {
        let all = panel.between(now.first, now.week);
        let says = |at: &usize| {
            !panel.blank[*at] && !panel.echo[*at] && panel.starts[*at] < panel.starts[*at + 1]
        };
        let members: Vec<u32> = all.filter(says).map(|at| at as u32).collect();
        let before = members.partition_point(|at| panel.comments[*at as usize].week <= border);
        let mut strata: FxHashMap<_, (f64, f64)> = FxHashMap::default();
        for (i, at) in members.iter().enumerate() {
            let (inside, total) = strata.entry(panel.stratum(*at as usize)).or_default();
            *inside += f64::from(u8::from(i < before));
            *total += 1.0;
        }
        // Drawn to the overall share by five comments' worth of it.
        let overall = before as f64 / members.len().max(1) as f64;
        let of = |at: &u32| {
            let (inside, total) = strata[&panel.stratum(*at as usize)];
            (inside + 5.0 * overall) / (total + 5.0)
        };
        let share = members.iter().map(of).collect();
        let mut mean = vec![0.0; panel.dim];
        members.iter().for_each(|at| add(&mut mean, row(panel, *at), 1.0));
        mean.iter_mut().for_each(|x| *x /= members.len().max(1) as f32);
        let sources = strata.keys().fold(0_u8, |all, (_, source, _)| all | (1 << source));
        let several = sources.count_ones() > 1;
        Self { panel, members, before, share, mean, several }
    }

    /// The words that are said less than before, those that fell most first.
    fn words(&self) -> Vec<Word> {
        let mut of_stem: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for (i, at) in self.members.iter().enumerate() {
            for stem in self.panel.stems.of(*at as usize) {
                of_stem.entry(*stem).or_default().push(i as u32);
            }
        }
        let mut words: Vec<(u32, Word)> = of_stem
            .into_par_iter()
            .filter(|(_, members)| WORD.contains(&members.len()))
            .filter_map(|(stem, members)| {
                let before = self.before(&members);
                if before < BEFORE || self.several && self.is_of_one_source(&members) {
                    return None;
                }
                let strength = self.strength(&members, |_| true, 1.0);
                let centre = if strength >= LESS { self.centre(&members) } else { vec![] };
                (strength >= LESS).then_some((stem, Word { strength, members, centre }))
            })
            .collect();
        words.sort_by(|a, b| b.1.strength.total_cmp(&a.1.strength).then(a.0.cmp(&b.0)));
        words.truncate(WORDS);
        words.into_iter().map(|(_, word)| word).collect()
    }

    fn before(&self, members: &[u32]) -> usize {
        members.partition_point(|i| (*i as usize) < self.before)
    }

    fn comment(&self, member: u32) -> usize {
        self.members[member as usize] as usize
    }

    fn is_of_one_source(&self, members: &[u32]) -> bool {
        let mut sources = [0_u32; Source::ALL.len()];
        for i in members {
            sources[usize::from(self.panel.stratum(self.comment(*i)).1)] += 1;
        }
        let most = sources.into_iter().max().unwrap_or(0);
        f64::from(most) > ONE_SOURCE * members.len() as f64
    }

    /// −log10 of the probability that as few of the members that count fall into the silence;
    /// `odds` is how many times as often as all comments say they were to be expected before it.
    fn strength(&self, members: &[u32], counts: impl Fn(u32) -> bool, odds: f64) -> f64 {
        let (mut all, mut before, mut shares) = (0_u32, 0_u32, 0.0);
        for i in members.iter().filter(|i| counts(**i)) {
            all += 1;
            before += u32::from((*i as usize) < self.before);
            shares += self.share[*i as usize];
        }
        if all == 0 || f64::from(before) <= shares {
            return 0.0;
        }
        let share = (shares / f64::from(all)).min(0.999);
        let odds = odds * share / (1.0 - share);
        -upper_tail(before, all, odds / (1.0 + odds), PHI).max(1e-300).log10()
    }

    /// Where the comments of some members stand, as seen from the middle of all.
    fn centre(&self, members: &[u32]) -> Vec<f32> {
        let mut sum = vec![0.0; self.panel.dim];
        for i in members {
            add(&mut sum, row(self.panel, self.members[*i as usize]), 1.0);
        }
        let n = members.len() as f32;
        sum.iter_mut().zip(&self.mean).for_each(|(s, m)| *s -= n * m);
        unit(sum)
    }

    /// The strength of a silence that is quiet, steady before and of several voices.
    fn silent(&self, members: &[u32]) -> Option<f64> {
        let before = self.before(members);
        let loud = LOUD * self.before as f64;
        if before < FEWEST || before as f64 > loud || members.len() > MOST {
            return None;
        }
        let expected = self.expected(&members[..before]);
        let mut weeks: FxHashMap<i32, f64> = FxHashMap::default();
        for i in &members[..before] {
            *weeks.entry(self.panel.comments[self.comment(*i)].week).or_default() += 1.0;
        }
        let squares: f64 = weeks.values().map(|n| n * n).sum();
        let left = (members.len() - before) as f64;
        if left > LEFT * expected || (before as f64).powi(2) < SPREAD * squares {
            return None;
        }
        let voice = |i: u32| {
            let (lang, source, _) = self.panel.stratum(self.comment(i));
            (lang, source)
        };
        let mut voices: FxHashMap<(u8, u8), u32> = FxHashMap::default();
        members[..before].iter().for_each(|i| *voices.entry(voice(*i)).or_default() += 1);
        let main = voices.into_iter().max_by_key(|(voice, n)| (*n, *voice)).map(|(voice, _)| voice);
        let others = |i: u32| Some(voice(i)) != main;
        if self.several && self.strength(members, others, 1.0) < WITHOUT {
            return None;
        }
        Some(self.strength(members, |_| true, 1.0))
    }

    /// Comments that the silence would have held.
    fn expected(&self, before: &[u32]) -> f64 {
        let odds = |share: f64| (1.0 - share) / share.max(0.02);
        before.iter().map(|i| odds(self.share[*i as usize])).sum()
    }

    /// How far the comments are from the middle of all.
    fn lengths(&self) -> Vec<f32> {
        let of = |at: &u32| {
            let squares = row(self.panel, *at).iter().zip(&self.mean).map(|(x, m)| {
                let x = f32::from(*x) / UNIT - m;
                x * x
            });
            squares.sum::<f32>().sqrt().max(f32::MIN_POSITIVE)
        };
        self.members.par_iter().map(of).collect()
    }

    fn examine(&self, group: &Group, lengths: &[f32], now: Moment) -> Option<Finding> {
        let members: Vec<u32> = group.members.iter().map(|(i, _)| *i).collect();
        let before = self.before(&members);
        // The sum of their directions, as seen from the middle of all.
        let mut sum = vec![0.0_f32; self.panel.dim];
        for i in &members[..before] {
            let weight = 1.0 / lengths[*i as usize];
            add(&mut sum, row(self.panel, self.members[*i as usize]), weight);
            sum.iter_mut().zip(&self.mean).for_each(|(s, m)| *s -= weight * m);
        }
        let n = before as f64;
        if (f64::from(dot(&sum, &sum)) - n) / (n * (n - 1.0)) < TOGETHER {
            return None;
        }
        let odds = self.around(&members, &sum, lengths);
        let others = |i: u32| self.is_of_another_source(&members[..before], i);
        let whole = self.strength(&members, |_| true, odds);
        let others =
            if self.several { self.strength(&members, others, odds) + SHORT } else { whole };
        let evidence = self.evidence(&group.members[..before]);
        let (before_it, in_it) = self.members.split_at(self.before);
        let numbers = |list: &[u32]| -> Vec<usize> { list.iter().map(|at| *at as usize).collect() };
        if is_another_word(self.panel, &evidence, numbers(before_it), numbers(in_it)) {
            return None;
        }
        let expected = self.expected(&members[..before]);
        let left: Vec<u32> = members[before..].iter().map(|i| self.members[*i as usize]).collect();
        let mut channels: Vec<_> =
            evidence.iter().map(|at| self.panel.stratum(*at as usize)).collect();
        channels.sort_unstable();
        channels.dedup();
        Some(Finding {
            at_least: at_least(before as u32, left.len() as f64 * n / expected.max(0.1)),
            evidence,
            before: left,
            expected,
            strength: whole.min(others),
            weeks: SILENCE,
            now: now.week,
            channels: channels.len(),
            ..Finding::default()
        })
    }

    /// How many times as often as all comments the surroundings of a group were said before.
    fn around(&self, members: &[u32], sum: &[f32], lengths: &[f32]) -> f64 {
        let middle = dot(sum, &self.mean);
        let towards = |i: u32| {
            let own = row(self.panel, self.members[i as usize]).iter().zip(sum);
            let product = own.map(|(x, s)| f32::from(*x) * s).sum::<f32>() / UNIT;
            (product - middle) / lengths[i as usize]
        };
        let mut near: Vec<(f32, u32)> = (0..self.members.len() as u32)
            .filter(|i| members.binary_search(i).is_err())
            .map(|i| (towards(i), i))
            .collect();
        near.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        near.truncate(AROUND);
        let n = near.len().max(1) as f64;
        let overall = self.before as f64 / self.members.len() as f64;
        let inside = near.iter().filter(|(_, i)| (*i as usize) < self.before).count() as f64;
        let share = (inside + 5.0 * overall) / (n + 5.0);
        let base = near.iter().map(|(_, i)| self.share[*i as usize]).sum::<f64>() / n;
        let odds = |share: f64| share / (1.0 - share).max(1e-3);
        (odds(share) / odds(base)).max(1.0)
    }

    /// Whether a member is not of the source that most of some members of its language are of.
    fn is_of_another_source(&self, among: &[u32], member: u32) -> bool {
        let (lang, own, _) = self.panel.stratum(self.comment(member));
        let mut sources = [0_u32; Source::ALL.len()];
        for i in among {
            let (other, source, _) = self.panel.stratum(self.comment(*i));
            sources[usize::from(source)] += u32::from(other == lang);
        }
        let main = (0..sources.len()).max_by_key(|source| (sources[*source], *source));
        main != Some(usize::from(own))
    }

    /// The comments before the silence: those with most of the words first, then the latest.
    fn evidence(&self, before: &[(u32, u32)]) -> Vec<u32> {
        let mut list = before.to_vec();
        list.sort_unstable_by_key(|(i, words)| (std::cmp::Reverse(*words), std::cmp::Reverse(*i)));
        list.into_iter().map(|(i, _)| self.members[i as usize]).collect()
    }
}

/// The vector of a whole comment.
fn row(panel: &Panel, at: u32) -> &[i16] {
    &panel.vectors(at as usize)[..panel.dim]
}

fn add(sum: &mut [f32], row: &[i16], weight: f32) {
    sum.iter_mut().zip(row).for_each(|(s, x)| *s += weight * f32::from(*x) / UNIT);
}

fn unit(mut v: Vec<f32>) -> Vec<f32> {
    let length = dot(&v, &v).sqrt().max(f32::MIN_POSITIVE);
    v.iter_mut().for_each(|x| *x /= length);
    v
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

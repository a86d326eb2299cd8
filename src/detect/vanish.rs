//! Something that used to be said steadily and is not said any more: a theme that falls silent in
//! more than one kind of voice.

use rustc_hash::FxHashMap;

use super::panel::Panel;
use super::statistics::{at_least, upper_tail};
use super::watch::{Finding, Moment};
use crate::theme::ThemeId;

/// Weeks of silence looked at.
pub(crate) const SILENCE: i32 = 12;
/// Weeks before it in which the subject must have been steady.
pub(crate) const STEADY: i32 = 28;
/// Weeks that the mentions must have been spread over.
pub(crate) const SPREAD: f64 = 12.0;
/// Share of the expected mentions that may be left.
pub(crate) const LEFT: f64 = 0.2;
/// Share of the comments above which a subject is loud, not quiet.
pub(crate) const LOUD: f64 = 0.02;
/// Share of the mentions from one kind of voice above which, where counts alone are known, the
/// silence may be that voice's own.
pub(crate) const ONE_VOICE: f64 = 0.85;
/// Mentions below which nothing is said.
const FEWEST: usize = 12;
/// Over-dispersion of the counts of a theme.
const PHI: f64 = 0.004;
/// Strength (−log10 p) that the silence must have without its most frequent kind of voice: else a
/// channel closed, or a question is not asked any more.
const WITHOUT: f64 = 2.0;

/// Language and source.
type Voice = (u8, u8);

/// The mentions of a theme: comment, and the share of its stratum's comments that were said before
/// the silence.
#[derive(Default)]
struct Mentions {
    steady: Vec<(u32, f64)>,
    left: Vec<(u32, f64)>,
}

/// Themes that went silent.
pub(crate) fn vanish(panel: &Panel, now: Moment, least: f64) -> Vec<Finding> {
    let border = now.week - SILENCE;
    if border - STEADY + 1 < now.first {
        return Vec::new();
    }
    let all = panel.between(border - STEADY + 1, now.week);
    let silence = panel.between(border + 1, now.week).start;
    let heard = |at: &usize| !panel.blank[*at] && !panel.echo[*at];
    let mut strata: FxHashMap<_, (f64, f64)> = FxHashMap::default();
    for at in all.clone().filter(heard) {
        let (before, total) = strata.entry(panel.stratum(at)).or_default();
        *before += f64::from(u8::from(at < silence));
        *total += 1.0;
    }
    let overall = (silence - all.start) as f64 / all.len().max(1) as f64;
    let mut themes: FxHashMap<ThemeId, Mentions> = FxHashMap::default();
    for at in all.clone().filter(heard) {
        let (before, total) = strata[&panel.stratum(at)];
        let share = (before + 5.0 * overall) / (total + 5.0);
        for theme in &panel.comments[at].themes {
            let mentions = themes.entry(*theme).or_default();
            (if at < silence { &mut mentions.steady } else { &mut mentions.left })
                .push((at as u32, share));
        }
    }
    let loud = LOUD * (silence - all.start) as f64;
    let several = strata.keys().any(|s| strata.keys().any(|t| (s.0, s.1) != (t.0, t.1)));
    let mut found: Vec<Finding> = themes
        .into_values()
        .filter(|m| m.steady.len() >= FEWEST && m.steady.len() as f64 <= loud)
        .filter_map(|mentions| silent(panel, &mentions, several, now))
        .filter(|found| found.strength >= least)
        .collect();
    found.sort_by(|a, b| b.strength.total_cmp(&a.strength).then(a.evidence.cmp(&b.evidence)));
    found
}

fn silent(panel: &Panel, mentions: &Mentions, several: bool, now: Moment) -> Option<Finding> {
    let Mentions { steady, left } = mentions;
    let odds = |share: f64| (1.0 - share) / share.max(0.02);
    let expected: f64 = steady.iter().map(|(_, share)| odds(*share)).sum();
    let mut weeks: FxHashMap<i32, f64> = FxHashMap::default();
    for (at, _) in steady {
        *weeks.entry(panel.comments[*at as usize].week).or_default() += 1.0;
    }
    let count = steady.len() as f64;
    let squares: f64 = weeks.values().map(|n| n * n).sum();
    if left.len() as f64 > LEFT * expected || count * count < SPREAD * squares {
        return None;
    }
    let voice = |at: u32| -> Voice {
        let (lang, source, _) = panel.stratum(at as usize);
        (lang, source)
    };
    let mut voices: FxHashMap<Voice, u32> = FxHashMap::default();
    steady.iter().for_each(|(at, _)| *voices.entry(voice(*at)).or_default() += 1);
    let main = voices.into_iter().max_by_key(|&(voice, n)| (n, voice)).map(|(voice, _)| voice);
    if several && strength(mentions, |at| Some(voice(at)) != main) < WITHOUT {
        return None;
    }
    let mut evidence: Vec<u32> = steady.iter().map(|(at, _)| *at).collect();
    evidence.reverse();
    let mut channels: Vec<_> = evidence.iter().map(|&at| panel.stratum(at as usize)).collect();
    channels.sort_unstable();
    channels.dedup();
    let back = odds(1.0 - steady.iter().map(|(_, share)| share).sum::<f64>() / count);
    Some(Finding {
        evidence,
        before: left.iter().map(|(at, _)| *at).collect(),
        expected,
        at_least: at_least(steady.len() as u32, left.len() as f64 * back),
        strength: strength(mentions, |_| true),
        weeks: SILENCE,
        now: now.week,
        channels: channels.len(),
        ..Finding::default()
    })
}

/// −log10 of the probability that as few of the mentions fall into the silence, over those that
/// count.
fn strength(mentions: &Mentions, counts: impl Fn(u32) -> bool) -> f64 {
    let of = |list: &[(u32, f64)]| {
        let shares = list.iter().filter(|(at, _)| counts(*at)).map(|(_, share)| share);
        (shares.clone().count() as u32, shares.sum::<f64>())
    };
    let ((steady, a), (left, b)) = (of(&mentions.steady), of(&mentions.left));
    let all = steady + left;
    let share = (a + b) / f64::from(all.max(1));
    -upper_tail(steady, all, share, PHI).max(1e-300).log10()
}

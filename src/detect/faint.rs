//! Praise that turns lukewarm: within a theme or a group of praise, the share of faint praise among
//! all that is said kindly grows, whatever the volume does. Faint praise alone means nothing, only its change does.

use rustc_hash::FxHashMap;

use super::panel::{Comment, Panel};
use super::praise::Praise;
use super::rise::WINDOW;
use super::statistics::{Weighed, upper_tail};
use super::watch::{Finding, Moment};
use crate::score::Cue;
use crate::theme::ThemeId;

/// Scores that are good but not the best, and the score from which an answer is kind.
const GOOD: (f32, f32) = (6.5, 8.5);
/// Polarity below which a text is not kind whatever its score.
const UNKIND: f32 = -0.3;
/// Faint comments in the window below which nothing is said.
const FEWEST: usize = 8;
/// Kind comments of a theme in the window and before it, below which it is not looked at.
const ENOUGH: (f64, f64) = (15.0, 30.0);
/// Lower bound of the rate ratio below which a departure is too small to tell anyone.
const SMALLEST_EFFECT: f64 = 1.3;
/// Over-dispersion of the share: channels mix, people differ.
const PHI: f64 = 0.01;

/// What praise is about.
#[derive(PartialEq, Eq, Hash)]
enum Subject {
    Theme(ThemeId),
    Group(u8),
}

/// One subject: faint comments in the window and before, and all kind ones.
#[derive(Default)]
struct Praised {
    window: Vec<u32>,
    before: Vec<u32>,
    kind: (f64, f64),
}

/// Themes, and groups of praise, in which it fades.
pub(crate) fn faint(panel: &Panel, groups: &Praise, now: Moment, least: f64) -> Vec<Finding> {
    let known = panel.comments.partition_point(|c| c.week <= now.week);
    let border = panel.comments.partition_point(|c| c.week <= now.week - WINDOW);
    let mut subjects: FxHashMap<Subject, Praised> = FxHashMap::default();
    for at in (0..known).filter(|&at| !panel.blank[at] && !panel.echo[at]) {
        let comment = &panel.comments[at];
        let (kind, faint) = praise(comment);
        if !kind {
            continue;
        }
        let themes = comment.themes.iter().map(|theme| Subject::Theme(*theme));
        for subject in themes.chain(groups.group(at).map(Subject::Group)) {
            let praise = subjects.entry(subject).or_default();
            *(if at >= border { &mut praise.kind.0 } else { &mut praise.kind.1 }) += 1.0;
            if faint {
                (if at >= border { &mut praise.window } else { &mut praise.before })
                    .push(at as u32);
            }
        }
    }
    let mut found: Vec<Finding> = subjects
        .into_values()
        .filter_map(|praise| fading(praise, now))
        .filter(|found| found.strength >= least)
        .collect();
    found.sort_by(|a, b| b.strength.total_cmp(&a.strength).then(a.evidence.cmp(&b.evidence)));
    found
}

fn is_faint(comment: &Comment) -> bool {
    comment.cues.has(Cue::Faint)
        && comment.score.is_some_and(|score| (GOOD.0..=GOOD.1).contains(&score))
}

/// What the faint comments of a theme and all its kind ones, in the window and before it, say.
pub(crate) fn weigh((count, past): (u32, u32), (inside, outside): (f64, f64)) -> Option<Weighed> {
    if (count as usize) < FEWEST || inside < ENOUGH.0 || outside < ENOUGH.1 {
        return None;
    }
    let expected = f64::from(past.max(1)) * inside / outside;
    Weighed::of(count, expected, SMALLEST_EFFECT, || {
        upper_tail(count, count + past, inside / (inside + outside), PHI)
    })
}

/// Praise by what it is about, learned from the comments before a week.
pub(crate) fn groups(panel: &Panel, until: i32) -> Praise {
    Praise::new(panel, until, |at| {
        let (kind, faint) = praise(&panel.comments[at]);
        kind.then_some(faint)
    })
}

/// Whether a comment is kind, and whether its praise is faint.
pub(crate) fn praise(comment: &Comment) -> (bool, bool) {
    let faint = is_faint(comment);
    let good = comment.score.is_some_and(|score| score >= GOOD.0)
        && comment.sentiment.is_none_or(|sentiment| sentiment >= UNKIND);
    (good || faint, faint)
}

fn fading(praise: Praised, now: Moment) -> Option<Finding> {
    let count = (praise.window.len() as u32, praise.before.len() as u32);
    let weighed = weigh(count, praise.kind)?;
    let mut evidence = praise.window;
    evidence.reverse();
    Some(Finding {
        evidence,
        before: praise.before,
        expected: weighed.expected,
        at_least: weighed.at_least,
        strength: weighed.strength,
        weeks: WINDOW,
        now: now.week,
        channels: 1,
        ..Finding::default()
    })
}

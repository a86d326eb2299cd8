//! Empty answers with low scores that grow in a channel.

use super::panel::Panel;
use super::statistics::{at_least, upper_tail};
use super::watch::{Finding, Moment};
use crate::record::Source;

/// Windows looked at, in weeks.
const WINDOWS: [i32; 3] = [6, 10, 14];
/// Score up to which an empty answer is unhappy.
const LOW: f32 = 4.0;
/// Empty answers below which nothing is said.
const FEWEST: usize = 5;
/// Answers of a channel below which it is not looked at.
const SMALL: usize = 40;
/// Weeks of history without which nothing is tested.
const HISTORY: i32 = 8;
/// Lower bound of the rate ratio below which a departure is too small.
const SMALLEST_EFFECT: f64 = 1.4;
/// Weeks the answers must be spread over.
const WEEKS: usize = 4;
/// Over-dispersion of the share of empty answers.
const PHI: f64 = 0.005;

/// Channels in which unhappy empty answers grow.
pub(crate) fn blank_low(panel: &Panel, now: Moment, least: f64) -> Vec<Finding> {
    let known = panel.comments.partition_point(|c| c.week <= now.week);
    let mut channels: Vec<u16> = panel.comments[..known].iter().map(|c| c.channel).collect();
    channels.sort_unstable();
    channels.dedup();
    let of = |channel: u16| {
        WINDOWS
            .iter()
            .filter_map(|&weeks| in_channel(panel, known, channel, now, weeks))
            .filter(|found| found.strength >= least && found.at_least >= SMALLEST_EFFECT)
            .max_by(|a, b| a.strength.total_cmp(&b.strength))
    };
    channels.into_iter().filter_map(of).collect()
}

fn in_channel(
    panel: &Panel,
    known: usize,
    channel: u16,
    now: Moment,
    weeks: i32,
) -> Option<Finding> {
    if now.week - weeks - now.first < HISTORY {
        return None;
    }
    let (mut inside, mut outside) = (0_usize, 0_usize);
    let (mut evidence, mut before) = (Vec::new(), Vec::new());
    for (i, c) in panel.comments[..known].iter().enumerate().rev() {
        let Some(score) = c.score else { continue };
        if c.channel != channel || c.source != Source::Survey {
            continue;
        }
        let recent = c.week > now.week - weeks;
        *(if recent { &mut inside } else { &mut outside }) += 1;
        if panel.blank[i] && score <= LOW {
            (if recent { &mut evidence } else { &mut before }).push(i as u32);
        }
    }
    if evidence.len() < FEWEST || outside < SMALL || inside == 0 {
        return None;
    }
    let mut heard: Vec<i32> = evidence.iter().map(|e| panel.comments[*e as usize].week).collect();
    heard.dedup();
    if heard.len() < WEEKS {
        return None;
    }
    let share = inside as f64 / (inside + outside) as f64;
    let (count, past) = (evidence.len() as u32, before.len() as u32);
    let expected = f64::from(past.max(1)) * inside as f64 / outside as f64;
    let p = upper_tail(count, count + past, share, PHI);
    Some(Finding {
        evidence,
        before,
        expected,
        at_least: at_least(count, expected),
        strength: -p.max(1e-300).log10(),
        weeks,
        now: now.week,
        channels: 1,
        ..Finding::default()
    })
}

//! Empty answers with low scores that grow in a channel.

use super::panel::{Comment, Panel};
use super::statistics::{Weighed, upper_tail};
use super::watch::{Finding, Moment};
use crate::record::Source;

/// Windows looked at, in weeks.
pub(crate) const WINDOWS: [i32; 3] = [6, 10, 14];
/// Score up to which an empty answer is unhappy.
const LOW: f32 = 4.0;
/// Empty answers below which nothing is said.
const FEWEST: usize = 5;
/// Answers of a channel below which it is not looked at.
const SMALL: usize = 40;
/// Weeks of history without which nothing is tested.
const HISTORY: i32 = 8;
/// Lower bound of the rate ratio below which a departure is too small.
const SMALLEST_EFFECT: f64 = 1.3;
/// Weeks the answers must be spread over.
const WEEKS: usize = 4;
/// Channels at which the level of the type was measured; where more are looked at, more is asked, so
/// that chance finds no more in all of them together.
const CHANNELS: f64 = 3.0;
/// Over-dispersion of the share of empty answers.
const PHI: f64 = 0.005;

/// Channels in which unhappy empty answers grow.
pub(crate) fn blank_low(panel: &Panel, now: Moment, least: f64) -> Vec<Finding> {
    let known = panel.comments.partition_point(|c| c.week <= now.week);
    let answered = panel.comments[..known].iter().filter(|c| scored(c).0);
    let mut channels: Vec<u16> = answered.map(|c| c.channel).collect();
    channels.sort_unstable();
    channels.dedup();
    let least = least + (channels.len() as f64 / CHANNELS).max(1.0).log10();
    let of = |channel: u16| {
        WINDOWS
            .iter()
            .filter_map(|&weeks| in_channel(panel, known, channel, now, weeks))
            .filter(|found| found.strength >= least)
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
    if !is_looked_at(now, weeks) {
        return None;
    }
    let (mut inside, mut outside) = (0_usize, 0_usize);
    let (mut evidence, mut before) = (Vec::new(), Vec::new());
    for (i, c) in panel.comments[..known].iter().enumerate().rev() {
        let (answered, low) = scored(c);
        if c.channel != channel || !answered {
            continue;
        }
        let recent = c.week > now.week - weeks;
        *(if recent { &mut inside } else { &mut outside }) += 1;
        if panel.blank[i] && low {
            (if recent { &mut evidence } else { &mut before }).push(i as u32);
        }
    }
    let mut heard: Vec<i32> = evidence.iter().map(|e| panel.comments[*e as usize].week).collect();
    heard.dedup();
    let counts = (evidence.len() as u32, before.len() as u32);
    let weighed = weigh(counts, heard.len(), (inside, outside))?;
    Some(Finding {
        evidence,
        before,
        expected: weighed.expected,
        at_least: weighed.at_least,
        strength: weighed.strength,
        weeks,
        now: now.week,
        channels: 1,
        ..Finding::default()
    })
}

/// Whether there is history enough for a window of so many weeks.
pub(crate) const fn is_looked_at(now: Moment, weeks: i32) -> bool {
    now.week - weeks - now.first >= HISTORY
}

/// Whether an answer has a score that counts, and whether it would be unhappy if it were empty.
pub(crate) fn scored(comment: &Comment) -> (bool, bool) {
    let score = comment.score.filter(|_| comment.source == Source::Survey);
    (score.is_some(), score.is_some_and(|score| score <= LOW))
}

/// What unhappy empty answers in the window and before it, the weeks in which they came, and all
/// answers in the window and before it say.
pub(crate) fn weigh(
    (count, past): (u32, u32),
    weeks: usize,
    (inside, outside): (usize, usize),
) -> Option<Weighed> {
    if (count as usize) < FEWEST || outside < SMALL || inside == 0 || weeks < WEEKS {
        return None;
    }
    let share = inside as f64 / (inside + outside) as f64;
    let expected = f64::from(past.max(1)) * inside as f64 / outside as f64;
    Weighed::of(count, expected, SMALLEST_EFFECT, || upper_tail(count, count + past, share, PHI))
}

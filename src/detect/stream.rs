//! Counts of a group in a sub-stream, now and before, against the exposure of each stratum.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::record::Week;

use super::Observation;
use super::statistics::{at_least, upper_tail};

/// Weeks between the window and the history, so that the start of a slow rise does not hide it.
const GUARD: i32 = 2;
/// Weeks of history without which nothing is tested.
const HISTORY: i32 = 8;
/// Over-dispersion of weekly counts: topics drift even when nothing happens.
const PHI: f64 = 0.02;

/// Language × source × channel: volumes of these move on their own.
type Stratum = (u8, u8, u16);

/// The comments of a sub-stream, split at the window.
pub(crate) struct Stream<'a> {
    now: FxHashMap<Stratum, u32>,
    before: FxHashMap<Stratum, u32>,
    window: Vec<(u32, &'a Observation<'a>)>,
    history: Vec<(u32, &'a Observation<'a>)>,
}

/// What a group shows in the window.
pub(crate) struct Departure {
    pub(crate) count: u32,
    pub(crate) expected: f64,
    pub(crate) at_least: f64,
    pub(crate) p_value: f64,
    pub(crate) members: Vec<u32>,
}

impl<'a> Stream<'a> {
    /// Splits the observations that pass `filter` into the window of `weeks` weeks that ends with
    /// `now`, and the history before it; `None` while there is too little history.
    pub(crate) fn split(
        observations: &'a [Observation<'a>],
        now: Week,
        weeks: u32,
        filter: impl Fn(&Observation<'_>) -> bool,
    ) -> Option<Self> {
        let mut stream = Self {
            now: FxHashMap::default(),
            before: FxHashMap::default(),
            window: Vec::new(),
            history: Vec::new(),
        };
        let mut oldest = 0;
        for (i, observation) in (0..).zip(observations) {
            let age = now.since(observation.week);
            if age < 0 || !filter(observation) {
                continue;
            }
            if age < weeks as i32 {
                *stream.now.entry(stratum(observation)).or_default() += 1;
                stream.window.push((i, observation));
            } else if age >= weeks as i32 + GUARD {
                *stream.before.entry(stratum(observation)).or_default() += 1;
                stream.history.push((i, observation));
                oldest = oldest.max(age);
            }
        }
        (oldest >= weeks as i32 + GUARD + HISTORY).then_some(stream)
    }

    /// Tests whether a group is more frequent now than its own past and the exposure predict.
    /// Comments with the same text are one voice.
    pub(crate) fn test(&self, group: impl Fn(&Observation<'_>) -> bool) -> Departure {
        let (members, now) = voices(&self.window, &group);
        let (_, before) = voices(&self.history, &group);
        let (count, past) = (now.values().sum::<u32>(), before.values().sum::<u32>());
        let expected = self.expected(&before);
        let total = f64::from(past) + expected;
        let share = if past == 0 { self.overall() } else { expected / total };
        Departure {
            count,
            expected,
            at_least: at_least(count, expected),
            p_value: upper_tail(count, count + past, share, PHI),
            members,
        }
    }

    /// Comments of the group that the window's exposure predicts, stratum by stratum; a stratum
    /// without history counts at the overall rate.
    fn expected(&self, before: &FxHashMap<Stratum, u32>) -> f64 {
        let exposure: u32 = self.before.values().sum();
        let rate = f64::from(before.values().sum::<u32>()) / f64::from(exposure.max(1));
        let mut strata: Vec<_> = self.now.iter().collect();
        strata.sort_unstable();
        let of = |stratum: &Stratum, n: u32| match self.before.get(stratum) {
            // Shrunk towards the overall rate by ten comments' worth of it.
            Some(&past) => {
                let seen = f64::from(before.get(stratum).copied().unwrap_or(0));
                f64::from(n) * (seen + 10.0 * rate) / (f64::from(past) + 10.0)
            }
            None => f64::from(n) * rate,
        };
        strata.into_iter().map(|(stratum, &n)| of(stratum, n)).sum()
    }

    fn overall(&self) -> f64 {
        let now: u32 = self.now.values().sum();
        let before: u32 = self.before.values().sum();
        f64::from(now) / f64::from((now + before).max(1))
    }
}

/// The distinct voices of a group, newest first, and how many there are per stratum.
fn voices(
    from: &[(u32, &Observation<'_>)],
    group: impl Fn(&Observation<'_>) -> bool,
) -> (Vec<u32>, FxHashMap<Stratum, u32>) {
    let mut heard = FxHashSet::default();
    let mut members = Vec::new();
    let mut counts: FxHashMap<Stratum, u32> = FxHashMap::default();
    for (i, observation) in from.iter().rev() {
        if group(observation) && heard.insert(observation.voice) {
            members.push(*i);
            *counts.entry(stratum(observation)).or_default() += 1;
        }
    }
    (members, counts)
}

fn stratum(observation: &Observation<'_>) -> Stratum {
    (observation.lang, observation.source as u8, observation.channel)
}

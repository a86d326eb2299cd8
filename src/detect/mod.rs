//! What is quiet but changing? Typed detectors over one engine, inside a declared budget of false
//! alarms. Pure: takes what was observed, returns findings with their evidence.

mod kind;
mod statistics;
mod blank;
mod strip;
mod echo;
mod panel;
mod near;
mod flow;
mod seek;
mod ball;
mod levels;
mod rise;
mod substream;
mod vanish;
mod blank_low;
mod cooc;
mod lone;
mod thread;
mod watch;
mod emergent;
mod masked;
mod stream;

pub use kind::Kind;
pub use panel::{Comment, Panel};
pub use watch::{Finding, Watch};

use std::collections::BTreeSet;

use serde::Serialize;

use crate::record::{Source, Week};
use crate::score::CueSet;
use crate::theme::ThemeId;

/// What the detectors know of one comment.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation<'a> {
    /// When it was said; comments without a date are not observed.
    pub week: Week,
    /// 0 fi, 1 en, 2 sv, 3 other, 4 none.
    pub lang: u8,
    /// Kind of voice.
    pub source: Source,
    /// Channel, as an index into the channels of the archive.
    pub channel: u16,
    /// Score on the scale 0…10, `None` without one.
    pub score: Option<f32>,
    /// Polarity, `None` without evidence.
    pub sentiment: Option<f32>,
    /// Cues found.
    pub cues: CueSet,
    /// Themes, each once.
    pub themes: &'a [ThemeId],
    /// Hash of the normalised text: equal hashes are one voice.
    pub voice: u64,
}

/// A departure of a sub-stream from its own past.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Signal {
    /// Type.
    pub kind: Kind,
    /// The theme it is in.
    pub theme: ThemeId,
    /// Comments in the window.
    pub count: u32,
    /// Comments that the past and the exposure predict for the window.
    pub expected: f32,
    /// Lower 5 % bound of the ratio of the rate to the usual one.
    pub at_least: f32,
    /// Probability of as many or more if nothing had changed.
    pub p_value: f64,
    /// Weeks in the window.
    pub weeks: u32,
    /// The comments behind it: indices of the observations, newest first.
    pub members: Vec<u32>,
}

/// Windows looked at every week, in weeks.
const WINDOWS: [u32; 2] = [4, 8];
/// Lower bound of the rate ratio below which a departure is too small to tell anyone.
const SMALLEST_EFFECT: f64 = 1.5;
/// Share of the comments of a window above which a theme is loud, not quiet.
const LOUD: f64 = 0.1;

/// What the detectors are told to keep to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Budget {
    /// False alarms per 52 weeks, over everything that is looked at.
    pub per_year: f64,
}

impl Default for Budget {
    fn default() -> Self {
        Self { per_year: 2.0 }
    }
}

/// One look: a window, a share of the budget, the themes.
struct Test<'a> {
    observations: &'a [Observation<'a>],
    themes: &'a [ThemeId],
    now: Week,
    weeks: u32,
    /// Probability below which a departure is reported.
    level: f64,
    /// Comments in the window.
    volume: u32,
}

/// What is quiet but changing at the end of week `now`. `observations` are in a fixed order (that
/// of the archive); those after `now` are not looked at.
///
/// Every theme is tested in every window for every type: the budget is divided by all of these
/// (Bonferroni per look, 52 looks a year), so that its expectation holds over everything.
pub fn detect(observations: &[Observation<'_>], now: Week, budget: Budget) -> Vec<Signal> {
    let themes: BTreeSet<ThemeId> = observations.iter().flat_map(|o| o.themes).copied().collect();
    let themes: Vec<ThemeId> = themes.into_iter().collect();
    let looks = (themes.len() * WINDOWS.len() * 2).max(1) as f64;
    let mut found: Vec<Signal> = Vec::new();
    for weeks in WINDOWS {
        let inside = |o: &&Observation<'_>| (0..weeks as i32).contains(&now.since(o.week));
        let test = Test {
            observations,
            themes: &themes,
            now,
            weeks,
            level: budget.per_year / 52.0 / looks,
            volume: observations.iter().filter(inside).count() as u32,
        };
        found.extend(emergent::emergent(&test));
        found.extend(masked::masked(&test));
    }
    found.sort_by(|a, b| a.p_value.total_cmp(&b.p_value).then(a.theme.cmp(&b.theme)));
    let mut seen = BTreeSet::new();
    found.retain(|signal| seen.insert((signal.kind, signal.theme)));
    found
}

impl Test<'_> {
    fn passes(&self, found: &stream::Departure) -> bool {
        found.p_value <= self.level
            && found.at_least >= SMALLEST_EFFECT
            && f64::from(found.count) <= LOUD * f64::from(self.volume)
    }

    fn signal(&self, kind: Kind, theme: ThemeId, found: stream::Departure) -> Signal {
        Signal {
            kind,
            theme,
            count: found.count,
            expected: found.expected as f32,
            at_least: found.at_least as f32,
            p_value: found.p_value,
            weeks: self.weeks,
            members: found.members,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const THEMES: [ThemeId; 2] = [ThemeId(1), ThemeId(2)];

    /// Forty comments a week on theme 1; `extra(week)` on theme 2.
    fn weeks(extra: impl Fn(i32) -> u32) -> Vec<Observation<'static>> {
        let start = Week::of(date(2026, 1, 5));
        let mut list = Vec::new();
        for w in 0..40 {
            let n = extra(w);
            for i in 0..40 + n {
                list.push(Observation {
                    week: start.plus(w),
                    lang: 0,
                    source: Source::Survey,
                    channel: 0,
                    score: Some(10.0),
                    sentiment: Some(0.5),
                    cues: CueSet::default(),
                    themes: if i < n { &THEMES[1..] } else { &THEMES[..1] },
                    voice: list.len() as u64,
                });
            }
        }
        list
    }

    fn found(list: &[Observation<'_>]) -> Vec<(Kind, ThemeId)> {
        let now = Week::of(date(2026, 1, 5)).plus(39);
        detect(list, now, Budget::default()).iter().map(|s| (s.kind, s.theme)).collect()
    }

    #[test]
    fn a_rise_is_found_a_level_is_not() {
        assert_eq!(found(&weeks(|_| 1)), []);
        assert_eq!(found(&weeks(|w| u32::from(w >= 33) * 3)), [(Kind::Emergent, ThemeId(2))]);
    }

    #[test]
    fn a_campaign_is_one_voice() {
        let mut list = weeks(|w| u32::from(w >= 33) * 3);
        for o in list.iter_mut().filter(|o| o.themes.contains(&ThemeId(2))) {
            o.voice = 7;
        }
        assert_eq!(found(&list), []);
    }

    #[test]
    fn high_marks_with_unhappy_words_are_masked() {
        let mut list = weeks(|_| 2);
        let now = Week::of(date(2026, 1, 5)).plus(39);
        for o in list.iter_mut().filter(|o| o.themes.contains(&ThemeId(2))) {
            if now.since(o.week) < 4 {
                o.sentiment = Some(-0.6);
            }
        }
        assert_eq!(found(&list), [(Kind::Masked, ThemeId(2))]);
    }
}

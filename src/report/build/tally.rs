//! Counts of the rows of a period, in one pass: what all figures of the report rest on.
//!
//! A record counts once for scores, a comment once for everything else.

use rustc_hash::FxHashMap;

use crate::measure::mean::{self, Sums};
use crate::measure::nps::{self, Band, Bands};
use crate::measure::{Estimate, ces, csat, proportion};
use crate::score::{Cue, Polarity};
use crate::theme::ThemeId;

use crate::report::findings::{Scale, Weeks};
use crate::report::model::{HotCounts, Split};
use crate::report::rows::{Row, Rows};

use super::level::Levels;

/// What was counted over a period.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    /// Comments with text.
    pub(crate) comments: u32,
    /// Records.
    pub(crate) records: u32,
    /// Blank answers.
    pub(crate) blank: u32,
    /// Comments in no theme.
    pub(crate) without_theme: u32,
    /// Comments by polarity.
    pub(crate) split: Split,
    /// Comments with each cue, in the order of the cues.
    cues: [u32; Cue::ALL.len()],
    /// Scores of the records of the main level.
    pub(crate) scores: Scores,
    /// Scores of the records of the other level.
    pub(crate) other_scores: Scores,
    /// By theme, in the order of the index.
    pub(crate) themes: Vec<ThemeTally>,
}

/// What was counted of a theme.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ThemeTally {
    /// Comments.
    pub(crate) n: u32,
    /// Comments by what they say in the theme.
    pub(crate) split: Split,
    /// Comments by dream, problem and need.
    pub(crate) hot: HotCounts,
    /// Scores of the records with the theme.
    pub(crate) scores: Scores,
}

/// Scores of a group of records.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Scores {
    /// For the mean.
    pub(crate) sums: Sums,
    /// For NPS; empty on other scales.
    pub(crate) bands: Bands,
    /// Easy answers or top-two boxes; 0 on other scales.
    pub(crate) good: u32,
}

impl Scores {
    /// Adds a record's score.
    pub(crate) fn add(&mut self, score: f32, scale: Scale) {
        let score = f64::from(score);
        self.sums.add(score);
        match scale {
            Scale::Recommend => self.bands.add(Band::of(score)),
            Scale::Effort => self.good += u32::from(score >= ces::EASY),
            Scale::Satisfaction { best } => {
                self.good += u32::from(csat::in_top_two(score, f64::from(best)));
            }
            Scale::Other => {}
        }
    }

    /// The measure of the scale.
    pub(crate) fn measure(self, scale: Scale, z: f64) -> Option<Estimate> {
        match scale {
            Scale::Recommend => nps::estimate(self.bands, z),
            Scale::Effort | Scale::Satisfaction { .. } => {
                proportion::share(self.good, self.sums.n, z)
            }
            Scale::Other => mean::estimate(self.sums, z),
        }
    }

    /// The change of the measure since `before`.
    pub(crate) fn change(self, before: Self, scale: Scale, z: f64) -> Option<Estimate> {
        match scale {
            Scale::Recommend => nps::difference(self.bands, before.bands, z),
            Scale::Effort | Scale::Satisfaction { .. } => {
                proportion::difference((self.good, self.sums.n), (before.good, before.sums.n), z)
            }
            Scale::Other => mean::difference(self.sums, before.sums, z),
        }
    }
}

impl Split {
    /// Adds a comment.
    pub(crate) fn add(&mut self, sentiment: Option<f32>) {
        match sentiment.map(Polarity::of) {
            None => self.none += 1,
            Some(Polarity::Negative) => self.negative += 1,
            Some(Polarity::Neutral) => self.neutral += 1,
            Some(Polarity::Positive) => self.positive += 1,
        }
    }
}

/// Places of the themes in every tally.
pub(crate) type ThemeIndex = FxHashMap<ThemeId, usize>;

/// Whether a row counts in the period; `None` takes every row.
pub(crate) fn counts(row: &Row<'_>, weeks: Option<Weeks>) -> bool {
    weeks.is_none_or(|weeks| row.week.is_some_and(|week| weeks.hold(week)))
}

/// Counts the rows of `weeks`.
pub(crate) fn tally(
    rows: &Rows,
    weeks: Option<Weeks>,
    scale: Scale,
    levels: &Levels<'_>,
    index: &ThemeIndex,
) -> Tally {
    let mut tally = Tally { themes: vec![ThemeTally::default(); index.len()], ..Tally::default() };
    let mut open = Open::default();
    for row in rows.iter().filter(|row| counts(row, weeks)) {
        if open.record != Some(row.record) {
            tally.close(&mut open, scale);
            open.record = Some(row.record);
            open.score = row.score;
            open.main = levels.level(&row) == levels.main;
        }
        tally.add(&row, index, &mut open.themes);
    }
    tally.close(&mut open, scale);
    tally
}

/// The record being read: its themes are known only after its last comment.
#[derive(Default)]
struct Open {
    record: Option<u32>,
    score: Option<f32>,
    main: bool,
    themes: Vec<usize>,
}

impl Tally {
    /// Comments with a cue.
    pub(crate) fn cue(&self, cue: Cue) -> u32 {
        Cue::ALL.into_iter().zip(self.cues).filter(|(of, _)| *of == cue).map(|(_, n)| n).sum()
    }

    fn add(&mut self, row: &Row<'_>, index: &ThemeIndex, seen: &mut Vec<usize>) {
        if row.blank {
            self.blank += 1;
            return;
        }
        self.comments += 1;
        self.split.add(row.sentiment);
        for (n, cue) in self.cues.iter_mut().zip(Cue::ALL) {
            *n += u32::from(row.cues.has(cue));
        }
        let before = seen.len();
        for member in row.themes {
            let Some(at) = index.get(&member.theme) else { continue };
            if let Some(theme) = self.themes.get_mut(*at) {
                theme.n += 1;
                theme.split.add(member.sentiment);
                theme.hot.add(row.hot);
                seen.push(*at);
            }
        }
        self.without_theme += u32::from(seen.len() == before);
    }

    fn close(&mut self, open: &mut Open, scale: Scale) {
        self.records += u32::from(open.record.is_some());
        open.themes.sort_unstable();
        open.themes.dedup();
        if let Some(score) = open.score.filter(|_| !open.main) {
            self.other_scores.add(score, scale);
        } else if let Some(score) = open.score {
            self.scores.add(score, scale);
            for at in &open.themes {
                if let Some(theme) = self.themes.get_mut(*at) {
                    theme.scores.add(score, scale);
                }
            }
        }
        open.themes.clear();
    }
}

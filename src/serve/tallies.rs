//! Comments by theme and week, for lists and trends: read once from the archive's columns, counted
//! again whenever the themes are edited.

use rustc_hash::FxHashMap;

use crate::archive::History;
use crate::record::Week;
use crate::report::model::Split;
use crate::score::Polarity;
use crate::theme::{Codebook, ThemeId};

/// Weeks of a trend at most; earlier ones are left out.
const WEEKS: i32 = 104;

/// What is needed of every comment, in a few bytes each.
#[derive(Debug, Default)]
pub(super) struct Columns {
    week: Vec<Option<Week>>,
    side: Vec<Option<Polarity>>,
    /// Where the themes of each comment end.
    ends: Vec<u32>,
    themes: Vec<ThemeId>,
}

/// Counts of one theme.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    /// Comments.
    pub(super) n: u32,
    /// Comments by polarity.
    pub(super) split: Split,
    /// Comments in each of [`Tallies::weeks`].
    pub(super) by_week: Vec<u32>,
}

/// Counts of all themes.
#[derive(Debug, Default)]
pub(super) struct Tallies {
    /// Weeks, oldest first, none left out.
    pub(super) weeks: Vec<Week>,
    pub(super) themes: FxHashMap<ThemeId, Tally>,
    /// All comments.
    pub(super) all: Tally,
    /// Comments in no theme.
    pub(super) themeless: u32,
}

impl Columns {
    pub(super) fn of(history: &History) -> Self {
        let mut columns = Self { week: history.week.clone(), ..Self::default() };
        columns.side = history.sentiment.iter().map(|s| s.map(Polarity::of)).collect();
        for at in 0..history.len() {
            let first = columns.themes.len();
            for member in history.members(at) {
                if !columns.themes.iter().skip(first).any(|theme| *theme == member.theme) {
                    columns.themes.push(member.theme);
                }
            }
            columns.ends.push(columns.themes.len() as u32);
        }
        columns
    }

    /// Counts by the themes as they are now: a comment of two themes that were merged counts once.
    pub(super) fn tally(&self, codebook: &Codebook) -> Tallies {
        let gone = codebook.gone.iter().map(|gone| (gone.id, codebook.resolve(gone.id)));
        let moved: FxHashMap<ThemeId, Option<ThemeId>> = gone.collect();
        let weeks = self.weeks();
        let first = weeks.first().copied();
        let mut tallies = Tallies { all: empty(weeks.len()), weeks, ..Tallies::default() };
        let (mut start, mut own) = (0, Vec::new());
        for ((end, week), side) in self.ends.iter().zip(&self.week).zip(&self.side) {
            let themes = self.themes.get(start..*end as usize).unwrap_or_default();
            start = *end as usize;
            own.clear();
            for theme in themes {
                let now = moved.get(theme).copied().unwrap_or(Some(*theme));
                own.extend(now.filter(|now| !own.contains(now)));
            }
            let at =
                week.zip(first).and_then(|(week, first)| usize::try_from(week.since(first)).ok());
            tallies.all.add(*side, at);
            tallies.themeless += u32::from(own.is_empty());
            let width = tallies.weeks.len();
            for theme in &own {
                tallies.themes.entry(*theme).or_insert_with(|| empty(width)).add(*side, at);
            }
        }
        tallies
    }

    fn weeks(&self) -> Vec<Week> {
        let dated = || self.week.iter().flatten().copied();
        let Some((first, last)) = dated().min().zip(dated().max()) else { return Vec::new() };
        let n = (last.since(first) + 1).min(WEEKS);
        (0..n).map(|back| last.plus(back - n + 1)).collect()
    }
}

impl Tally {
    fn add(&mut self, side: Option<Polarity>, week: Option<usize>) {
        self.n += 1;
        let count = match side {
            Some(Polarity::Negative) => &mut self.split.negative,
            Some(Polarity::Neutral) => &mut self.split.neutral,
            Some(Polarity::Positive) => &mut self.split.positive,
            None => &mut self.split.none,
        };
        *count += 1;
        if let Some(count) = week.and_then(|week| self.by_week.get_mut(week)) {
            *count += 1;
        }
    }
}

fn empty(weeks: usize) -> Tally {
    Tally { by_week: vec![0; weeks], ..Tally::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::{Gone, Theme};

    #[test]
    fn a_comment_of_two_merged_themes_counts_once() {
        let week = |n| Some(Week::of("2026-11-16".parse().unwrap()).plus(n));
        let [one, two, three] = [1, 2, 3].map(ThemeId);
        let columns = Columns {
            week: vec![week(0), week(2), None, None],
            side: vec![Some(Polarity::Negative), None, Some(Polarity::Positive), None],
            ends: vec![2, 3, 4, 4],
            themes: vec![one, two, one, three],
        };
        let mut book = Codebook::empty(2);
        book.themes = vec![Theme {
            id: two,
            label_fi: "Jono".into(),
            label_en: "Queue".into(),
            centre: vec![1.0, 0.0],
            ..Theme::default()
        }];
        let before = columns.tally(&book);
        assert_eq!(before.themes[&one].n, 2);
        book.gone = vec![Gone { id: one, into: Some(two) }, Gone { id: three, into: None }];
        let tallies = columns.tally(&book);
        assert_eq!(tallies.weeks.len(), 3);
        assert_eq!((tallies.all.n, tallies.themeless), (4, 2));
        let tally = &tallies.themes[&two];
        assert_eq!((tally.n, tally.split.negative, &*tally.by_week), (2, 1, &[1, 0, 1][..]));
        assert_eq!(tallies.themes.len(), 1);
    }
}

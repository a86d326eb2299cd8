//! How often each theme is spoken of: by week, and by group of comments, always against all that
//! was said there.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::archive::{History, Labels, lang_of};
use crate::lang::Lang;
use crate::measure::normal::Z95;
use crate::measure::trend::{Span, Trend};
use crate::measure::{Estimate, proportion};
use crate::record::Week;
use crate::theme::{Codebook, ThemeId, WEAK};

/// Weeks that count as late in a trend.
const LATE: usize = 4;
/// Weeks that a trend compares with.
const BEFORE: usize = 26;

/// What comments can be divided by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Division {
    /// Kind of voice.
    Source,
    /// Way in which it was said.
    Channel,
    /// Encounter.
    Touchpoint,
    /// Group of customers or staff.
    Segment,
    /// Language found.
    Language,
}

/// A theme in one group of comments, against all others.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Group {
    /// Name of the group.
    pub value: String,
    /// Share of the group's comments in the theme, 0…1.
    pub share: Estimate,
    /// That share minus the share among all other comments, −1…1; `None` without others.
    pub difference: Option<Estimate>,
}

/// Counts of one theme over an archive.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    pub(super) comments: u32,
    pub(super) weak: u32,
    pub(super) sentiments: (f64, u32),
    pub(super) weeks: BTreeMap<Week, u32>,
}

/// The comments of an archive with their themes as the codebook names them now.
pub(super) struct Counted<'h> {
    pub(super) history: &'h History,
    /// Themes of each comment with its best clause in it: (theme, clause, degree).
    pub(super) members: Vec<Vec<(ThemeId, u16, f32)>>,
    /// Comments that say something, by week.
    weeks: BTreeMap<Week, u32>,
    /// Comments that say something.
    pub(super) all: u32,
}

impl<'h> Counted<'h> {
    pub(super) fn new(history: &'h History, codebook: &Codebook) -> Self {
        let mut counted = Self { history, members: Vec::new(), weeks: BTreeMap::new(), all: 0 };
        for i in 0..history.len() {
            let mut own: Vec<(ThemeId, u16, f32)> = Vec::new();
            for m in history.members(i) {
                let Some(theme) = codebook.resolve(m.theme) else { continue };
                match own.iter_mut().find(|known| known.0 == theme) {
                    Some(known) if known.2 >= m.degree => {}
                    Some(known) => *known = (theme, m.clause, m.degree),
                    None => own.push((theme, m.clause, m.degree)),
                }
            }
            if !own.is_empty() || lang_of(history.lang[i]).is_some() {
                counted.all += 1;
                if let Some(week) = history.week[i] {
                    *counted.weeks.entry(week).or_default() += 1;
                }
            }
            counted.members.push(own);
        }
        counted
    }

    pub(super) fn tallies(&self) -> BTreeMap<ThemeId, Tally> {
        let mut tallies: BTreeMap<ThemeId, Tally> = BTreeMap::new();
        for (i, members) in self.members.iter().enumerate() {
            for (theme, _, degree) in members {
                let tally = tallies.entry(*theme).or_default();
                tally.comments += 1;
                tally.weak += u32::from(*degree < WEAK);
                if let Some(sentiment) = self.history.sentiment[i] {
                    tally.sentiments.0 += f64::from(sentiment);
                    tally.sentiments.1 += 1;
                }
                if let Some(week) = self.history.week[i] {
                    *tally.weeks.entry(week).or_default() += 1;
                }
            }
        }
        tallies
    }

    /// Cases and exposure of every week from the first to the last that has comments.
    pub(super) fn by_week(&self, tally: &Tally) -> Vec<(Week, Span)> {
        let (Some((&first, _)), Some((&last, _))) =
            (self.weeks.first_key_value(), self.weeks.last_key_value())
        else {
            return Vec::new();
        };
        let of = |counts: &BTreeMap<Week, u32>, week| counts.get(&week).copied().unwrap_or(0);
        let weeks = (0..=last.since(first)).map(|n| first.plus(n));
        weeks
            .map(|week| (week, Span { k: of(&tally.weeks, week), n: of(&self.weeks, week) }))
            .collect()
    }

    pub(super) fn trend(&self, tally: &Tally) -> Option<Trend> {
        let weeks: Vec<Span> = self.by_week(tally).into_iter().map(|(_, span)| span).collect();
        let late = LATE.min(weeks.len() / 3).max(1);
        Trend::of(&weeks, late, BEFORE, Z95)
    }

    /// A theme in the groups of a division that hold at least `least` comments, largest first.
    pub(super) fn groups(&self, theme: ThemeId, division: Division, least: u32) -> Vec<Group> {
        let mut spans: BTreeMap<&str, Span> = BTreeMap::new();
        let mut whole = Span::default();
        for (i, members) in self.members.iter().enumerate() {
            if members.is_empty() && lang_of(self.history.lang[i]).is_none() {
                continue;
            }
            let inside = u32::from(members.iter().any(|m| m.0 == theme));
            whole = Span { k: whole.k + inside, n: whole.n + 1 };
            if let Some(value) = self.value(i, division) {
                let span = spans.entry(value).or_default();
                *span = Span { k: span.k + inside, n: span.n + 1 };
            }
        }
        let group = |(value, own): (&str, Span)| {
            let rest = (whole.k - own.k, whole.n - own.n);
            Some(Group {
                value: value.to_owned(),
                share: proportion::share(own.k, own.n, Z95)?,
                difference: proportion::difference((own.k, own.n), rest, Z95),
            })
        };
        let enough = spans.into_iter().filter(|(_, span)| span.n >= least);
        let mut groups: Vec<Group> = enough.filter_map(group).collect();
        groups.sort_by(|a, b| b.share.n.cmp(&a.share.n).then_with(|| a.value.cmp(&b.value)));
        groups
    }

    fn value(&self, i: usize, division: Division) -> Option<&str> {
        let named = |labels: &'h Labels| labels.get(i);
        match division {
            Division::Source => Some(self.history.source[i].name()),
            Division::Channel => named(&self.history.channel),
            Division::Touchpoint => named(&self.history.touchpoint),
            Division::Segment => named(&self.history.segment),
            Division::Language => lang_of(self.history.lang[i]).map(Lang::code),
        }
    }
}

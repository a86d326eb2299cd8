//! A watch over counts: what is quiet but changing at the end of each week, by the tests that look at
//! comments, wherever these need numbers only. What lies between comments (places in the space of
//! meaning, lone voices) cannot be seen here.

mod departs;
mod series;

use std::collections::BTreeMap;

use super::{Counts, Group, Mark, Quote, Stream};
use crate::detect::blank_low::{self, WINDOWS};
use crate::detect::levels::Levels;
use crate::detect::rise::WINDOW;
use crate::detect::statistics::Weighed;
use crate::detect::watch::{Moment, SHOWN};
use crate::detect::{Kind, cooc, faint};
use crate::theme::ThemeId;
use departs::{rises, vanishes};
use series::Series;

/// Weeks after which a silent finding begins anew.
const FORGOTTEN: i32 = 30;
/// Quotes of a finding.
const SHOWN_QUOTES: usize = 5;
/// Marks in which a rise is looked for, by the type that it is then, and what it is measured against.
const RISES: [(Stream, Kind); 7] = [
    (Stream::Said, Kind::Emergent),
    (Stream::Silenced, Kind::Silenced),
    (Stream::Wish, Kind::Wish),
    (Stream::Workaround, Kind::Workaround),
    (Stream::Deviation, Kind::Deviation),
    (Stream::Staff, Kind::StaffAhead),
    (Stream::Masked, Kind::Masked),
];

/// What was found in counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Counted {
    /// Type.
    pub kind: Kind,
    /// What rose, fell or met.
    pub mark: Mark,
    /// The channel, where only one was looked at.
    pub channel: Option<Box<str>>,
    /// Comments in the window; of what vanished, in the weeks before.
    pub n: u32,
    /// Comments that past and exposure predict.
    pub expected: f64,
    /// Lower 5 % bound of the ratio of the rates.
    pub at_least: f64,
    /// −log10 of the probability of as many if nothing had changed.
    pub strength: f64,
    /// Weeks in the window.
    pub weeks: i32,
    /// Week of the look.
    pub now: i32,
    /// Samples of what was said, lowest rank first.
    pub quotes: Vec<Quote>,
    /// Place among all things found so far, by type, mark and channel.
    pub thread: usize,
    /// Whether it was not found in the weeks before.
    pub new: bool,
}

/// A thing through the weeks.
#[derive(Debug)]
struct Thread {
    kind: Kind,
    mark: Mark,
    channel: Option<Box<str>>,
    last: i32,
}

/// Looks week after week.
#[derive(Debug)]
pub struct CountWatch<'c> {
    counts: &'c Counts,
    series: BTreeMap<Mark, Series>,
    levels: Levels,
    threads: Vec<Thread>,
    first: i32,
    last: i32,
}

impl<'c> CountWatch<'c> {
    /// A watch that has seen nothing yet; `per_year` is the declared number of false alarms in 52
    /// weeks over everything that is looked at.
    pub fn new(counts: &'c Counts, per_year: f64) -> Self {
        let series = series::of(counts);
        let weeks = || counts.iter().map(|(cell, _)| cell.week);
        Self {
            counts,
            series,
            levels: Levels::new(per_year),
            threads: Vec::new(),
            first: weeks().min().unwrap_or(0),
            last: weeks().max().unwrap_or(0),
        }
    }

    /// The first and the last week of the counts.
    pub const fn weeks(&self) -> (i32, i32) {
        (self.first, self.last)
    }

    /// What is to be told at the end of week `now`, by what was known then.
    pub fn look(&mut self, now: i32) -> Vec<Counted> {
        let all = self.of(Stream::Comments, Group::All);
        let volume = all.map_or(0, |all| all.sum(now - WINDOW + 1, now));
        let moment = Moment { week: now, first: self.first, volume };
        let mut found = self.collect(moment);
        found.sort_by(|a, b| {
            let over = |f: &Counted| f.strength - self.levels.of_counts(f.kind);
            let place = |f: &Counted| (f.mark, f.kind, f.channel.clone());
            over(b).total_cmp(&over(a)).then_with(|| place(a).cmp(&place(b)))
        });
        for finding in &mut found {
            (finding.thread, finding.new) = self.join(finding);
        }
        found.sort_by_key(|finding| !finding.new);
        found.truncate(SHOWN);
        for finding in &mut found {
            finding.quotes = self.quotes(finding);
        }
        found
    }

    fn join(&mut self, found: &Counted) -> (usize, bool) {
        let same = |thread: &Thread| {
            (thread.kind, thread.mark) == (found.kind, found.mark)
                && thread.channel == found.channel
                && found.now - thread.last <= FORGOTTEN
        };
        if let Some(at) = self.threads.iter().position(same) {
            self.threads[at].last = found.now;
            return (at, false);
        }
        let Counted { kind, mark, ref channel, now, .. } = *found;
        self.threads.push(Thread { kind, mark, channel: channel.clone(), last: now });
        (self.threads.len() - 1, true)
    }

    fn of(&self, stream: Stream, group: Group) -> Option<&Series> {
        self.series.get(&Mark { stream, group })
    }

    /// All findings over their level.
    fn collect(&self, now: Moment) -> Vec<Counted> {
        let mut found = Vec::new();
        for (&mark, series) in &self.series {
            let Some((kind, base)) = self.against(mark) else { continue };
            found
                .extend(rises(series, base, now).map(|(w, n)| told(kind, mark, n, w, WINDOW, now)));
        }
        for (&mark, series) in &self.series {
            let (Stream::Said, Group::Theme(_)) = (mark.stream, mark.group) else { continue };
            let Some(base) = self.of(Stream::Said, Group::All) else { continue };
            let gone = vanishes(series, base, now);
            found.extend(gone.map(|(w, n, weeks)| told(Kind::Vanish, mark, n, w, weeks, now)));
        }
        found.extend(self.faint(now));
        found.extend(self.cooc(now));
        found.extend(self.blank_low(now));
        found.retain(|finding| finding.strength >= self.levels.of_counts(finding.kind));
        found
    }

    /// The type of a rise of a mark, and the counts that it is measured against.
    fn against(&self, mark: Mark) -> Option<(Kind, &Series)> {
        let (_, kind) = *RISES.iter().find(|(stream, _)| *stream == mark.stream)?;
        let base = match (mark.stream, mark.group) {
            (_, Group::Pair(..)) | (Stream::Said | Stream::Staff, Group::All) => return None,
            (Stream::Masked, group) => self.of(Stream::High, group),
            (stream, Group::Theme(_)) => self.of(stream, Group::All),
            (_, Group::All) => self.of(Stream::Said, Group::All),
        };
        Some((kind, base?))
    }

    /// As of comments: within a theme, lukewarm praise among all that is kind.
    pub(super) fn faint(&self, now: Moment) -> Vec<Counted> {
        let (from, to) = (now.week - WINDOW + 1, now.week);
        let split = |series: &Series| (series.sum(from, to), series.sum(i32::MIN, from - 1));
        let of = |(mark, series): (&Mark, &Series)| {
            let (Stream::Faint, Group::Theme(_)) = (mark.stream, mark.group) else { return None };
            let kind = split(self.of(Stream::Kind, mark.group)?);
            let count = split(series);
            let weighed = faint::weigh(count, (f64::from(kind.0), f64::from(kind.1)))?;
            Some(told(Kind::Faint, *mark, count.0, weighed, WINDOW, now))
        };
        self.series.iter().filter_map(of).collect()
    }

    /// As of comments: pairs of themes that meet more than both grow.
    pub(super) fn cooc(&self, now: Moment) -> Vec<Counted> {
        let (from, to) = (now.week - WINDOW + 1, now.week);
        let split = |series: &Series| (series.sum(from, to), series.sum(i32::MIN, from - 1));
        let Some((inside, outside)) = self.of(Stream::Comments, Group::All).map(split) else {
            return Vec::new();
        };
        if !cooc::is_looked_at(now) || inside == 0 || outside == 0 {
            return Vec::new();
        }
        let exposure = f64::from(inside) / f64::from(outside);
        // Its own growth, without that of the pair.
        let alone = |theme: ThemeId, met: (u32, u32)| {
            let (inside, outside) =
                self.of(Stream::Said, Group::Theme(theme)).map_or((0, 0), split);
            let without = |all: u32, met: u32| f64::from(all) - f64::from(met);
            cooc::growth((without(inside, met.0), without(outside, met.1)), exposure)
        };
        let of = |(mark, series): (&Mark, &Series)| {
            let (Stream::Said, Group::Pair(a, b)) = (mark.stream, mark.group) else { return None };
            let weeks: Vec<u32> = series.between(from, to).map(|(_, n)| n).collect();
            let (met, past) = split(series);
            let odds = exposure * alone(a, (met, past)) * alone(b, (met, past));
            let weighed = cooc::weigh(&weeks, past, odds)?;
            Some(told(Kind::Cooc, *mark, weeks.iter().sum(), weighed, WINDOW, now))
        };
        self.series.iter().filter_map(of).collect()
    }

    /// As of comments: in a channel, unhappy empty answers among all with a score.
    pub(super) fn blank_low(&self, now: Moment) -> Vec<Counted> {
        let (blank, scored) =
            (self.of(Stream::BlankLow, Group::All), self.of(Stream::Scored, Group::All));
        let (Some(blank), Some(scored)) = (blank, scored) else { return Vec::new() };
        let mark = Mark { stream: Stream::BlankLow, group: Group::All };
        let of = |channel: &str| {
            let (blank, scored) = (blank.in_channel(channel), scored.in_channel(channel));
            let looked = WINDOWS.into_iter().filter(|&weeks| blank_low::is_looked_at(now, weeks));
            let weighed = looked.filter_map(|weeks| {
                let from = now.week - weeks + 1;
                let split =
                    |series: &Series| (series.sum(from, now.week), series.sum(i32::MIN, from - 1));
                let (count, (inside, outside)) = (split(&blank), split(&scored));
                let heard = blank.between(from, now.week).count();
                let weighed = blank_low::weigh(count, heard, (inside as usize, outside as usize))?;
                Some((weighed, count.0, weeks))
            });
            let best = weighed.max_by(|a, b| a.0.strength.total_cmp(&b.0.strength))?;
            let found = told(Kind::BlankLow, mark, best.1, best.0, best.2, now);
            Some(Counted { channel: Some(channel.into()), ..found })
        };
        blank.channels().into_iter().filter_map(of).collect()
    }

    /// Samples of what a finding counts.
    fn quotes(&self, found: &Counted) -> Vec<Quote> {
        let weeks = match found.kind {
            Kind::Vanish => departs::steady(found.now),
            Kind::Emergent
            | Kind::Silenced
            | Kind::Wish
            | Kind::Faint
            | Kind::Masked
            | Kind::Workaround
            | Kind::StaffAhead
            | Kind::CustomerOnly
            | Kind::BlankLow
            | Kind::Cooc
            | Kind::Lone
            | Kind::Deviation => (found.now - found.weeks + 1, found.now),
        };
        let inside = |channel: &str| found.channel.as_deref().is_none_or(|own| own == channel);
        let mut quotes: Vec<Quote> = self
            .counts
            .cells
            .iter()
            .filter(|(cell, _)| cell.mark == found.mark && inside(&cell.stratum.channel))
            .filter(|(cell, _)| (weeks.0..=weeks.1).contains(&cell.week))
            .filter_map(|(_, count)| count.quote.clone())
            .collect();
        quotes.sort_unstable();
        quotes.dedup();
        quotes.truncate(SHOWN_QUOTES);
        quotes
    }
}

fn told(kind: Kind, mark: Mark, n: u32, weighed: Weighed, weeks: i32, now: Moment) -> Counted {
    let Weighed { strength, expected, at_least } = weighed;
    Counted {
        kind,
        mark,
        channel: None,
        n,
        expected,
        at_least,
        strength,
        weeks,
        now: now.week,
        quotes: Vec::new(),
        thread: 0,
        new: false,
    }
}

//! Counts in place of comments: how many of a week, a language, a kind of voice and a channel bear a
//! mark. They add up, so that any number of machines may count, each its own part; a week of a channel is one
//! part, since copies in it count once.
//!
//! Owns what is counted and how counts are joined. What the counts of weeks say is told by the same
//! tests as of comments, in [`CountWatch`]; groups that are found by meaning, such as those of praise,
//! are not counted.

mod watch;

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use super::panel::Comment;
use super::{blank_low, cooc, faint};
use crate::record::Source;
use crate::score::{Cue, Polarity};
use crate::theme::ThemeId;

pub use watch::{CountWatch, Counted};

/// Score from which an answer counts as high, on 0…10.
const HIGH: f32 = 8.5;

/// What part of the comments is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stream {
    /// All comments, copies and empty ones among them.
    Comments,
    /// Those that say something of their own.
    Said,
    /// Those that say that they do not say.
    Silenced,
    /// Wishes.
    Wish,
    /// Those that tell of doing it by hand or on the side.
    Workaround,
    /// Those that tell of leaving, comparing, broken promises.
    Deviation,
    /// Notes of the staff.
    Staff,
    /// Answers with high scores.
    High,
    /// Answers with high scores and unhappy words.
    Masked,
    /// Kind ones.
    Kind,
    /// Kind ones whose praise is lukewarm.
    Faint,
    /// Answers of surveys with a score, copies and empty ones among them.
    Scored,
    /// Empty answers with low scores.
    BlankLow,
}

impl Stream {
    /// All streams, in their fixed order.
    pub const ALL: [Self; 13] = [
        Self::Comments,
        Self::Said,
        Self::Silenced,
        Self::Wish,
        Self::Workaround,
        Self::Deviation,
        Self::Staff,
        Self::High,
        Self::Masked,
        Self::Kind,
        Self::Faint,
        Self::Scored,
        Self::BlankLow,
    ];

    /// The name used in files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Comments => "comments",
            Self::Said => "said",
            Self::Silenced => "silenced",
            Self::Wish => "wish",
            Self::Workaround => "workaround",
            Self::Deviation => "deviation",
            Self::Staff => "staff",
            Self::High => "high",
            Self::Masked => "masked",
            Self::Kind => "kind",
            Self::Faint => "faint",
            Self::Scored => "scored",
            Self::BlankLow => "blank_low",
        }
    }

    /// Whether copies of one text count as often as they come.
    pub const fn counts_copies(self) -> bool {
        matches!(self, Self::Comments | Self::Scored | Self::BlankLow)
    }
}

/// What the comments of a stream are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Anything.
    All,
    /// A theme.
    Theme(ThemeId),
    /// Two themes at once, the lower first.
    Pair(ThemeId, ThemeId),
}

/// A stream and a group of it, written `wish:T0003`, `said:T0003+T0007`, `said`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark {
    /// The stream.
    pub stream: Stream,
    /// The group.
    pub group: Group,
}

impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => Ok(()),
            Self::Theme(theme) => write!(f, "{theme}"),
            Self::Pair(a, b) => write!(f, "{a}+{b}"),
        }
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.group {
            Group::All => f.write_str(self.stream.name()),
            Group::Theme(_) | Group::Pair(..) => write!(f, "{}:{}", self.stream.name(), self.group),
        }
    }
}

impl Mark {
    /// The mark of two names as [`Stream::name`] and [`Group`] write them; `None` if there is none.
    pub fn parse(stream: &str, group: &str) -> Option<Self> {
        let stream = Stream::ALL.into_iter().find(|known| known.name() == stream.trim())?;
        let theme = |text: &str| ThemeId::try_from(text.trim().to_owned()).ok();
        let group = match group.trim().split_once('+') {
            None if group.trim().is_empty() => Group::All,
            None => Group::Theme(theme(group)?),
            Some((a, b)) => Group::Pair(theme(a)?, theme(b)?),
        };
        Some(Self { stream, group })
    }
}

/// The marks of a comment, in their order; `blank` tells that it says nothing.
pub fn marks(comment: &Comment, blank: bool) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut mark = |stream, group| marks.push(Mark { stream, group });
    mark(Stream::Comments, Group::All);
    let (scored, low) = blank_low::scored(comment);
    if scored {
        mark(Stream::Scored, Group::All);
        if blank && low {
            mark(Stream::BlankLow, Group::All);
        }
    }
    if blank {
        return marks;
    }
    let themes = &comment.themes;
    let cued = |cues: &[Cue]| cues.iter().any(|cue| comment.cues.has(*cue));
    let high = comment.score.is_some_and(|score| score >= HIGH);
    let unhappy = comment.sentiment.is_some_and(|s| Polarity::of(s) == Polarity::Negative);
    let (kind, faint) = faint::praise(comment);
    for (stream, holds) in [
        (Stream::Said, true),
        (Stream::Silenced, cued(&[Cue::Silenced])),
        (Stream::Wish, cued(&[Cue::Wish])),
        (Stream::Workaround, cued(&[Cue::Workaround])),
        (Stream::Deviation, cued(&[Cue::PromiseBroken, Cue::Churn, Cue::Competitor])),
        (Stream::Staff, comment.source == Source::Staff),
        (Stream::High, high),
        (Stream::Masked, high && unhappy),
        (Stream::Kind, kind),
        (Stream::Faint, faint),
    ] {
        if holds {
            mark(stream, Group::All);
            themes.iter().for_each(|theme| mark(stream, Group::Theme(*theme)));
        }
    }
    if cooc::speaks_of(themes.len()) {
        for (i, a) in themes.iter().enumerate() {
            themes[i + 1..].iter().for_each(|b| mark(Stream::Said, Group::Pair(*a, *b)));
        }
    }
    marks
}

/// Where comments come from, whose volumes move on their own.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stratum {
    /// Code of the language, blank where it is unknown.
    pub language: Box<str>,
    /// Kind of voice.
    pub source: Source,
    /// Channel, blank without one.
    pub channel: Box<str>,
}

/// A comment kept as a sample. The one of the lowest rank stays, whoever counted it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Quote {
    /// A number that looks like chance.
    pub rank: i64,
    /// Key of the record.
    pub key: Box<str>,
    /// What was said.
    pub text: Box<str>,
}

/// How often, and a sample of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Comments.
    pub n: u32,
    /// The sample.
    pub quote: Option<Quote>,
}

impl Count {
    fn join(&mut self, other: Self) {
        self.n = self.n.saturating_add(other.n);
        self.quote = self.quote.take().into_iter().chain(other.quote).min();
    }
}

/// What is counted: mark, week (counted from any fixed week), stratum.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// The mark.
    pub mark: Mark,
    /// The week.
    pub week: i32,
    /// Where the comments come from.
    pub stratum: Stratum,
}

/// Counts of comments. In whatever order they are added and joined, they are the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    cells: BTreeMap<Cell, Count>,
}

impl Counts {
    /// Adds to one count.
    pub fn add(&mut self, cell: Cell, count: Count) {
        self.cells.entry(cell).or_default().join(count);
    }

    /// Adds all counts of another table.
    pub fn join(&mut self, other: Self) {
        other.cells.into_iter().for_each(|(cell, count)| self.add(cell, count));
    }

    /// All counts, by mark, week and stratum.
    pub fn iter(&self) -> impl Iterator<Item = (&Cell, &Count)> {
        self.cells.iter()
    }

    /// Number of counts.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether nothing was counted.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }
}

#[cfg(test)]
mod tests;

//! How hits spread: counts of comments by the values of a column.

use rustc_hash::FxHashMap;
use tantivy::columnar::Column;
use tantivy::{DocId, SegmentReader};

use super::filter::NONE;
use crate::archive::columns::names;
use crate::archive::schema::{civil, column, lang_of, source_of, week_of};
use crate::score::{Cue, Emotion, Hot, Polarity, Reference};
use crate::theme::ThemeId;

/// Something to count by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Facet {
    /// Themes; a comment counts once for each of its themes.
    Theme,
    /// Sides of the neutral band.
    Sentiment,
    /// Kinds of voice.
    Source,
    /// Channels.
    Channel,
    /// Touchpoints.
    Touchpoint,
    /// Segments.
    Segment,
    /// Languages.
    Lang,
    /// Cues; a comment counts once for each of its cues.
    Cue,
    /// Dreams, problems and needs.
    Hot,
    /// Steps of experience against expectation, −2…2.
    Expectation,
    /// Emotions; a comment counts once for each of its emotions.
    Emotion,
    /// What experiences are compared with.
    Reference,
    /// Questions.
    Question,
    /// ISO weeks.
    Week,
    /// Calendar months.
    Month,
}

impl Facet {
    /// All facets, in their fixed order.
    pub const ALL: [Self; 15] = [
        Self::Theme,
        Self::Sentiment,
        Self::Source,
        Self::Channel,
        Self::Touchpoint,
        Self::Segment,
        Self::Lang,
        Self::Cue,
        Self::Hot,
        Self::Expectation,
        Self::Emotion,
        Self::Reference,
        Self::Question,
        Self::Week,
        Self::Month,
    ];

    /// The name used in commands and files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Theme => "theme",
            Self::Sentiment => "sentiment",
            Self::Source => "source",
            Self::Channel => "channel",
            Self::Touchpoint => "touchpoint",
            Self::Segment => "segment",
            Self::Lang => "lang",
            Self::Cue => "cue",
            Self::Hot => "hot",
            Self::Expectation => "expectation",
            Self::Emotion => "emotion",
            Self::Reference => "reference",
            Self::Question => "question",
            Self::Week => "week",
            Self::Month => "month",
        }
    }

    /// The facet of a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|facet| facet.name() == name)
    }

    /// Whether its values have an order of their own.
    pub const fn is_ordered(self) -> bool {
        matches!(self, Self::Week | Self::Month | Self::Question)
    }

    /// The value of a number in the facet's column.
    fn value(self, number: i64) -> Box<str> {
        match self {
            Self::Theme => ThemeId(number as u32).to_string().into(),
            Self::Source => source_of(number as u64).name().into(),
            Self::Lang => lang_of(number as u8).map_or(NONE, |lang| lang.code()).into(),
            Self::Cue => Cue::ALL.get(number as usize).map_or(NONE, |cue| cue.name()).into(),
            Self::Hot => Hot::ALL.get(number as usize).map_or(NONE, |hot| hot.name()).into(),
            Self::Emotion => Emotion::ALL.get(number as usize).map_or(NONE, |e| e.name()).into(),
            Self::Reference => {
                Reference::ALL.get(number as usize).map_or(NONE, |of| of.name()).into()
            }
            Self::Week => week_of(number).to_string().into(),
            Self::Month => civil(number * DAY).strftime("%Y-%m").to_string().into(),
            Self::Sentiment => POLARITIES.get(number as usize).map_or(NONE, |p| p.name()).into(),
            Self::Expectation
            | Self::Question
            | Self::Channel
            | Self::Touchpoint
            | Self::Segment => number.to_string().into(),
        }
    }
}

const POLARITIES: [Polarity; 3] = [Polarity::Negative, Polarity::Neutral, Polarity::Positive];
const DAY: i64 = 86_400;

/// A value and the number of comments that have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetCount {
    /// The value, as a query would name it; `none` for comments without one.
    pub value: Box<str>,
    /// Comments.
    pub count: u64,
}

/// The counts of one facet: the most frequent value first, or in order of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetCounts {
    /// What was counted by.
    pub facet: Facet,
    /// The counts; values without comments are left out.
    pub counts: Vec<FacetCount>,
}

/// Counts one facet over one segment.
pub(super) struct Counter {
    facet: Facet,
    values: Values,
    /// Names of the numbers, for columns of names.
    names: Option<Vec<Box<str>>>,
    tally: Tally,
}

/// Counts of whole numbers in a row.
struct Tally {
    /// Number of the first slot.
    first: i64,
    slots: Vec<u64>,
    absent: u64,
    scratch: Vec<u64>,
}

impl Tally {
    fn one<T>(&mut self, value: Option<T>, number: impl Fn(T) -> i64) {
        let Some(value) = value else {
            self.absent += 1;
            return;
        };
        if let Some(slot) = self.slots.get_mut((number(value) - self.first) as usize) {
            *slot += 1;
        }
    }

    /// The values of one comment, each counted once.
    fn several(&mut self, values: impl Iterator<Item = u64>) {
        self.scratch.clear();
        for value in values {
            if !self.scratch.contains(&value) {
                self.scratch.push(value);
                if let Some(slot) = self.slots.get_mut((value as i64 - self.first) as usize) {
                    *slot += 1;
                }
            }
        }
        self.absent += u64::from(self.scratch.is_empty());
    }
}

/// Comments whose values are read together.
const BLOCK: usize = 64;

/// The first value of each comment, read in blocks.
fn firsts<T>(column: &Column<T>, docs: &[DocId], mut take: impl FnMut(Option<T>))
where
    T: PartialOrd + Copy + std::fmt::Debug + Send + Sync + 'static,
{
    for docs in docs.chunks(BLOCK) {
        let mut values = [None; BLOCK];
        if let Some(values) = values.get_mut(..docs.len()) {
            column.first_vals(docs, values);
            for value in values {
                take(*value);
            }
        }
    }
}

/// The column a facet is read from, as small whole numbers.
enum Values {
    Natural(Column<u64>),
    Integer(Column<i64>),
    /// Seconds, counted by day.
    Days(Column<i64>),
    Polarity(Column<f64>),
}

impl Counter {
    pub(super) fn open(facet: Facet, segment: &SegmentReader) -> tantivy::Result<Self> {
        let columns = segment.fast_fields();
        let mut labels = None;
        let mut label = |name| {
            let column = columns.str(name)?;
            labels = Some(names(column.as_ref())?);
            let empty = || Column::build_empty_column(segment.max_doc());
            Ok::<_, tantivy::TantivyError>(column.map_or_else(empty, |c| c.ords().clone()))
        };
        let values = match facet {
            Facet::Theme => Values::Natural(columns.u64(column::THEME)?),
            Facet::Source => Values::Natural(columns.u64(column::SOURCE)?),
            Facet::Lang => Values::Natural(columns.u64(column::LANG)?),
            Facet::Cue => Values::Natural(columns.u64(column::CUE)?),
            Facet::Hot => Values::Natural(columns.u64(column::HOT)?),
            Facet::Expectation => Values::Integer(columns.i64(column::EXPECTATION)?),
            Facet::Emotion => Values::Natural(columns.u64(column::EMOTION)?),
            Facet::Reference => Values::Natural(columns.u64(column::REFERENCE)?),
            Facet::Question => Values::Natural(columns.u64(column::QUESTION)?),
            Facet::Channel => Values::Natural(label(column::CHANNEL)?),
            Facet::Touchpoint => Values::Natural(label(column::TOUCHPOINT)?),
            Facet::Segment => Values::Natural(label(column::SEGMENT)?),
            Facet::Week => Values::Integer(columns.i64(column::WEEK)?),
            Facet::Month => Values::Days(columns.i64(column::DATE)?),
            Facet::Sentiment => Values::Polarity(columns.f64(column::SENTIMENT)?),
        };
        let (first, last) = values.bounds();
        let slots = vec![0; usize::try_from(last - first + 1).unwrap_or(0)];
        let tally = Tally { first, slots, absent: 0, scratch: Vec::new() };
        Ok(Self { facet, values, names: labels, tally })
    }

    pub(super) fn count(&mut self, docs: &[DocId]) {
        let Self { values, tally, .. } = self;
        match values {
            Values::Natural(column) if column.get_cardinality().is_multivalue() => {
                for doc in docs {
                    tally.several(column.values_for_doc(*doc));
                }
            }
            Values::Natural(column) => firsts(column, docs, |value| tally.one(value, |v| v as i64)),
            Values::Integer(column) => firsts(column, docs, |value| tally.one(value, |v| v)),
            Values::Days(column) => {
                firsts(column, docs, |value| tally.one(value, |time| time.div_euclid(DAY)));
            }
            Values::Polarity(column) => firsts(column, docs, |value| tally.one(value, side)),
        }
    }

    /// Adds the counts to those of other segments.
    fn add_to(self, all: &mut FxHashMap<Box<str>, u64>) {
        let counted =
            self.tally.slots.into_iter().zip(self.tally.first..).filter(|(count, _)| *count > 0);
        for (count, number) in counted {
            let name = self.names.as_ref().and_then(|names| names.get(number as usize).cloned());
            *all.entry(name.unwrap_or_else(|| self.facet.value(number))).or_default() += count;
        }
        if self.tally.absent > 0 {
            *all.entry(NONE.into()).or_default() += self.tally.absent;
        }
    }
}

impl Values {
    /// Least and greatest number; the least is above the greatest in an empty column.
    fn bounds(&self) -> (i64, i64) {
        let empty = (1, 0);
        match self {
            Self::Natural(column) if column.values.num_vals() > 0 => {
                (column.min_value() as i64, column.max_value() as i64)
            }
            Self::Integer(column) if column.values.num_vals() > 0 => {
                (column.min_value(), column.max_value())
            }
            Self::Days(column) if column.values.num_vals() > 0 => {
                (column.min_value().div_euclid(DAY), column.max_value().div_euclid(DAY))
            }
            Self::Polarity(_) => (0, 2),
            Self::Natural(_) | Self::Integer(_) | Self::Days(_) => empty,
        }
    }
}

fn side(sentiment: f64) -> i64 {
    match Polarity::of(sentiment as f32) {
        Polarity::Negative => 0,
        Polarity::Neutral => 1,
        Polarity::Positive => 2,
    }
}

/// The counts of all segments together.
pub(super) fn merge(facets: &[Facet], segments: Vec<Vec<Counter>>) -> Vec<FacetCounts> {
    let mut all: Vec<FxHashMap<Box<str>, u64>> = vec![FxHashMap::default(); facets.len()];
    for counters in segments {
        all.iter_mut().zip(counters).for_each(|(all, counter)| counter.add_to(all));
    }
    let sorted = |(facet, counts): (&Facet, FxHashMap<Box<str>, u64>)| {
        let count = |(value, count)| FacetCount { value, count };
        let mut counts: Vec<FacetCount> = counts.into_iter().map(count).collect();
        counts.sort_unstable_by(|a, b| a.value.cmp(&b.value));
        if !facet.is_ordered() {
            counts.sort_by_key(|count| std::cmp::Reverse(count.count));
        }
        FacetCounts { facet: *facet, counts }
    };
    facets.iter().zip(all).map(sorted).collect()
}

//! Tests on columns, as queries of the index: they narrow the hits and add nothing to their rank.

use std::ops::Bound;

use jiff::civil::Date;
use tantivy::columnar::Column;
use tantivy::query::doc_predicate_query::{DocPredicateQuery, FunctionPredicate};
use tantivy::{DocId, SegmentReader, TantivyError};

use crate::archive::columns::names;
use crate::archive::hash::key_hash;
use crate::archive::schema::{column, lang_code, seconds, source_code};
use crate::lang::Lang;
use crate::record::{RecordKey, Source};
use crate::score::{Cue, Emotion, Hot, NEUTRAL_BAND, Polarity};
use crate::theme::ThemeId;

/// The value that stands for having none.
pub(super) const NONE: &str = "none";

/// Conditions beside a query. Each must hold; within one, any of its values will do; an empty one
/// is no condition.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filters {
    /// Languages found; `None` for comments without one.
    pub langs: Vec<Option<Lang>>,
    /// Kinds of voice.
    pub sources: Vec<Source>,
    /// Channels, in any case.
    pub channels: Vec<String>,
    /// Touchpoints, in any case.
    pub touchpoints: Vec<String>,
    /// Segments, in any case.
    pub segments: Vec<String>,
    /// Themes.
    pub themes: Vec<ThemeId>,
    /// Sides of the neutral band; `None` for comments without evidence.
    pub sentiments: Vec<Option<Polarity>>,
    /// Cues.
    pub cues: Vec<Cue>,
    /// Dreams, problems, needs.
    pub hots: Vec<Hot>,
    /// Emotions.
    pub emotions: Vec<Emotion>,
    /// Steps of experience against expectation, −2…2.
    pub expectations: Vec<i8>,
    /// Keys of records.
    pub keys: Vec<RecordKey>,
    /// Questions.
    pub questions: Vec<u16>,
    /// These comments only: [`key_hash`] of the record's key, number of the question; here an empty
    /// list is none of them.
    pub comments: Option<Vec<(u64, u16)>>,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// Lowest score.
    pub score_from: Option<f64>,
    /// Highest score.
    pub score_to: Option<f64>,
}

impl Filters {
    /// The tests, all of which must hold.
    pub(super) fn tests(&self) -> Vec<Test> {
        let codes = |column, codes: Vec<u64>| Test::OneOf(column, codes);
        let labels = |column, names: &[String]| {
            Test::Label(column, names.iter().map(|name| name.to_lowercase()).collect())
        };
        let langs = self.langs.iter().map(|lang| u64::from(lang_code(*lang))).collect();
        let sources = self.sources.iter().map(|source| source_code(*source)).collect();
        let sentiments = self.sentiments.iter().map(|side| match side {
            Some(polarity) => Test::polarity(*polarity),
            None => Test::Absent(column::SENTIMENT),
        });
        let steps = self.expectations.iter().map(|step| {
            let step = Bound::Included(i64::from(*step));
            Test::Integers(column::EXPECTATION, step, step)
        });
        let mut tests = vec![
            codes(column::LANG, langs),
            codes(column::SOURCE, sources),
            labels(column::CHANNEL, &self.channels),
            labels(column::TOUCHPOINT, &self.touchpoints),
            labels(column::SEGMENT, &self.segments),
            codes(column::THEME, self.themes.iter().map(|id| u64::from(id.0)).collect()),
            Test::Any(sentiments.collect()),
            codes(column::CUE, self.cues.iter().map(|cue| *cue as u64).collect()),
            codes(column::HOT, self.hots.iter().map(|hot| *hot as u64).collect()),
            codes(column::EMOTION, self.emotions.iter().map(|e| *e as u64).collect()),
            Test::Any(steps.collect()),
            codes(column::KEY, self.keys.iter().map(key_hash).collect()),
            codes(column::QUESTION, self.questions.iter().map(|q| u64::from(*q)).collect()),
        ];
        tests.retain(|test| !test.is_empty());
        tests.extend(self.comments.clone().map(Test::Comments));
        if self.from.is_some() || self.to.is_some() {
            tests.push(Test::dates(self.from, self.to));
        }
        if self.score_from.is_some() || self.score_to.is_some() {
            let bound = |value: Option<f64>| value.map_or(Bound::Unbounded, Bound::Included);
            tests.push(Test::Reals(column::SCORE, bound(self.score_from), bound(self.score_to)));
        }
        tests
    }
}

/// A test on a column. Several values of a comment pass if one of them does.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Test {
    /// A number among these.
    OneOf(&'static str, Vec<u64>),
    /// A number between bounds.
    Naturals(&'static str, Bound<u64>, Bound<u64>),
    /// A number between bounds.
    Integers(&'static str, Bound<i64>, Bound<i64>),
    /// A number between bounds.
    Reals(&'static str, Bound<f64>, Bound<f64>),
    /// A name among these, in lower case; stars are wildcards.
    Label(&'static str, Vec<String>),
    /// One of these comments: hash of the record's key, number of the question.
    Comments(Vec<(u64, u16)>),
    /// No value.
    Absent(&'static str),
    /// One of these holds.
    Any(Vec<Test>),
    /// All of these hold.
    All(Vec<Test>),
    /// This does not hold.
    Not(Box<Test>),
}

type Predicate = Box<dyn Fn(DocId) -> bool + Send + Sync>;

impl Test {
    pub(super) fn reals(column: &'static str, low: f64, high: f64) -> Self {
        Self::Reals(column, Bound::Included(low), Bound::Included(high))
    }

    /// That the sentiment falls on a side of the neutral band.
    pub(super) fn polarity(side: Polarity) -> Self {
        let band = f64::from(NEUTRAL_BAND);
        let (low, high) = match side {
            Polarity::Negative => (Bound::Unbounded, Bound::Included(-band)),
            Polarity::Neutral => (Bound::Excluded(-band), Bound::Excluded(band)),
            Polarity::Positive => (Bound::Included(band), Bound::Unbounded),
        };
        Self::Reals(column::SENTIMENT, low, high)
    }

    /// That the date is on these days or between them.
    pub(super) fn dates(from: Option<Date>, to: Option<Date>) -> Self {
        let low = from.map(|date| Bound::Included(seconds(date.at(0, 0, 0, 0))));
        let high = to.map(|date| Bound::Included(seconds(date.at(23, 59, 59, 0))));
        let open = Bound::Unbounded;
        Self::Integers(column::DATE, low.unwrap_or(open), high.unwrap_or(open))
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::OneOf(_, values) => values.is_empty(),
            Self::Label(_, names) => names.is_empty(),
            Self::Any(tests) => tests.is_empty(),
            Self::Naturals(..)
            | Self::Integers(..)
            | Self::Reals(..)
            | Self::Comments(_)
            | Self::Absent(_)
            | Self::All(_)
            | Self::Not(_) => false,
        }
    }

    /// The comments that pass, as a query.
    pub(super) fn into_query(self) -> DocPredicateQuery {
        let predicate = FunctionPredicate::from(move |segment: &SegmentReader| self.open(segment));
        DocPredicateQuery::from(predicate)
    }

    fn open(&self, segment: &SegmentReader) -> tantivy::Result<Predicate> {
        let columns = segment.fast_fields();
        Ok(match self {
            Self::OneOf(name, values) => {
                let mut values = values.clone();
                values.sort_unstable();
                among(columns.u64(name)?, move |value| values.binary_search(&value).is_ok())
            }
            Self::Naturals(name, low, high) => among(columns.u64(name)?, between(*low, *high)),
            Self::Integers(name, low, high) => among(columns.i64(name)?, between(*low, *high)),
            Self::Reals(name, low, high) => among(columns.f64(name)?, between(*low, *high)),
            Self::Label(name, patterns) => labelled(segment, name, patterns)?,
            Self::Comments(comments) => {
                let mut comments = comments.clone();
                comments.sort_unstable();
                let (keys, questions) = (columns.u64(column::KEY)?, columns.u64(column::QUESTION)?);
                Box::new(move |doc| {
                    let question = questions.first(doc).and_then(|n| u16::try_from(n).ok());
                    let comment = keys.first(doc).zip(question);
                    comment.is_some_and(|comment| comments.binary_search(&comment).is_ok())
                })
            }
            Self::Absent(name) => {
                let (column, _) = columns
                    .u64_lenient(name)?
                    .ok_or_else(|| TantivyError::FieldNotFound((*name).to_owned()))?;
                Box::new(move |doc| column.first(doc).is_none())
            }
            Self::Any(tests) | Self::All(tests) if tests.len() == 1 => {
                return tests.first().map_or(Ok(Box::new(|_| true)), |test| test.open(segment));
            }
            Self::Any(tests) => {
                let tests = open_all(tests, segment)?;
                Box::new(move |doc| tests.iter().any(|test| test(doc)))
            }
            Self::All(tests) => {
                let tests = open_all(tests, segment)?;
                Box::new(move |doc| tests.iter().all(|test| test(doc)))
            }
            Self::Not(test) => {
                let test = test.open(segment)?;
                Box::new(move |doc| !test(doc))
            }
        })
    }
}

fn open_all(tests: &[Test], segment: &SegmentReader) -> tantivy::Result<Vec<Predicate>> {
    tests.iter().map(|test| test.open(segment)).collect()
}

fn among<T>(column: Column<T>, passes: impl Fn(T) -> bool + Send + Sync + 'static) -> Predicate
where
    T: PartialOrd + Copy + std::fmt::Debug + Send + Sync + 'static,
{
    Box::new(move |doc| column.values_for_doc(doc).any(&passes))
}

fn between<T: PartialOrd + Copy>(low: Bound<T>, high: Bound<T>) -> impl Fn(T) -> bool {
    move |value| {
        let above = match low {
            Bound::Included(low) => value >= low,
            Bound::Excluded(low) => value > low,
            Bound::Unbounded => true,
        };
        above
            && match high {
                Bound::Included(high) => value <= high,
                Bound::Excluded(high) => value < high,
                Bound::Unbounded => true,
            }
    }
}

fn labelled(
    segment: &SegmentReader,
    name: &str,
    patterns: &[String],
) -> tantivy::Result<Predicate> {
    let Some(column) = segment.fast_fields().str(name)? else {
        return Ok(Box::new(|_| false));
    };
    let passes: Vec<bool> = names(Some(&column))?
        .iter()
        .map(|name| name.trim().to_lowercase())
        .map(|name| patterns.iter().any(|pattern| glob(pattern, &name)))
        .collect();
    let ords = column.ords().clone();
    Ok(Box::new(move |doc| {
        ords.first(doc).is_some_and(|ord| passes.get(ord as usize).copied().unwrap_or(false))
    }))
}

/// Whether a text has the form of a pattern, in which a star stands for any letters.
pub(super) fn glob(pattern: &str, text: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else { return pattern == text };
    let Some(mut text) = text.strip_prefix(start) else { return false };
    let mut pieces = rest.split('*').peekable();
    while let Some(piece) = pieces.next() {
        if pieces.peek().is_none() {
            return text.ends_with(piece);
        }
        match text.split_once(piece) {
            Some((_, after)) => text = after,
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stand_for_any_letters() {
        for (pattern, text, fits) in [
            ("toimit*", "toimitus", true),
            ("toimit*", "toimit", true),
            ("*palvelu", "asiakaspalvelu", true),
            ("as*pal*lu", "asiakaspalvelu", true),
            ("as*pal*lu", "asiakaspalvelut", false),
            ("a*a", "a", false),
            ("*", "", true),
            ("a*b*b", "ab", false),
            ("sama", "sama", true),
            ("sama", "samat", false),
        ] {
            assert_eq!(glob(pattern, text), fits, "{pattern} {text}");
        }
    }
}

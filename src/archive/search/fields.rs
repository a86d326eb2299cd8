//! The fields a query may name, and what their values mean.

use std::ops::Bound;

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};

use super::QueryError;
use super::filter::{NONE, Test};
use super::query::Ask;
use crate::analyse::mask::masked_key;
use crate::archive::hash::key_hash;
use crate::archive::schema::{column, lang_code, source_code};
use crate::lang::Lang;
use crate::record::{RecordKey, Source};
use crate::score::{Cue, Emotion, Hot, Polarity, Reference};
use crate::theme::ThemeId;

/// A field of the query language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name {
    Text,
    Surface,
    Lang,
    Source,
    Label(&'static str),
    Theme,
    Sentiment,
    Real(&'static str),
    Date,
    Cue,
    Hot,
    Expectation,
    Emotion,
    Reference,
    Key,
    Natural(&'static str),
}

/// All names, those to show first.
pub(super) const KNOWN: [(&str, Name); 22] = [
    ("text", Name::Text),
    ("surface", Name::Surface),
    ("lang", Name::Lang),
    ("source", Name::Source),
    ("channel", Name::Label(column::CHANNEL)),
    ("touchpoint", Name::Label(column::TOUCHPOINT)),
    ("segment", Name::Label(column::SEGMENT)),
    ("theme", Name::Theme),
    ("sentiment", Name::Sentiment),
    ("score", Name::Real(column::SCORE)),
    ("value", Name::Real(column::VALUE)),
    ("date", Name::Date),
    ("week", Name::Date),
    ("month", Name::Date),
    ("cue", Name::Cue),
    ("hot", Name::Hot),
    ("expectation", Name::Expectation),
    ("emotion", Name::Emotion),
    ("reference", Name::Reference),
    ("key", Name::Key),
    ("question", Name::Natural(column::QUESTION)),
    ("row", Name::Natural(column::ROW)),
];

/// Other names that mean the same.
const ALIASES: [(&str, &str); 3] =
    [("lemma", "text"), ("language", "lang"), ("polarity", "sentiment")];

/// The field of a name.
pub(super) fn field(name: &str) -> Result<(&'static str, Name), QueryError> {
    let lower = name.to_ascii_lowercase();
    let meant = ALIASES.iter().find(|(alias, _)| *alias == lower).map_or(lower.as_str(), |a| a.1);
    let found = KNOWN.into_iter().find(|(known, _)| *known == meant);
    found.ok_or_else(|| {
        let near = KNOWN.iter().map(|(known, _)| (distance(known, &lower), *known)).min();
        let nearest = near.filter(|(edits, known)| *edits <= 1 + known.len() / 3).map(|n| n.1);
        QueryError::UnknownField { name: name.to_owned(), nearest }
    })
}

/// The test that a filter field means.
pub(super) fn test(
    (shown, name): (&'static str, Name),
    ask: &Ask,
    labels: &[(String, ThemeId)],
) -> Result<Test, QueryError> {
    let reader = Reader { shown, name, labels };
    match ask {
        Ask::Word(text) | Ask::Phrase { text, .. } => reader.value(text),
        Ask::OneOf(values) => {
            let tests: Result<_, _> = values.iter().map(|value| reader.value(value)).collect();
            Ok(Test::Any(tests?))
        }
        Ask::Range(low, high) => reader.range(low.as_ref(), high.as_ref()),
    }
}

struct Reader<'a> {
    shown: &'static str,
    name: Name,
    labels: &'a [(String, ThemeId)],
}

impl Reader<'_> {
    fn value(&self, text: &str) -> Result<Test, QueryError> {
        if text == "*" {
            return Ok(Test::Not(Box::new(self.absent())));
        }
        if text == NONE && !matches!(self.name, Name::Lang | Name::Key | Name::Natural(_)) {
            return Ok(self.absent());
        }
        let found = match self.name {
            Name::Text | Name::Surface => None,
            Name::Lang => lang(text).map(|code| Test::OneOf(column::LANG, vec![code])),
            Name::Source => {
                let source = Source::ALL.into_iter().find(|s| s.name().eq_ignore_ascii_case(text));
                source.map(|source| Test::OneOf(column::SOURCE, vec![source_code(source)]))
            }
            Name::Label(column) => Some(Test::Label(column, vec![text.to_lowercase()])),
            Name::Theme => self.theme(text),
            Name::Sentiment => polarity(text)
                .map(Test::polarity)
                .or_else(|| real(text).map(|value| Test::reals(column::SENTIMENT, value, value))),
            Name::Real(column) => real(text).map(|value| Test::reals(column, value, value)),
            Name::Date => dates(text).map(|(from, to)| Test::dates(Some(from), Some(to))),
            Name::Cue => Cue::parse(&text.to_ascii_lowercase())
                .map(|cue| Test::OneOf(column::CUE, vec![cue as u64])),
            Name::Hot => Hot::parse(&text.to_ascii_lowercase())
                .map(|hot| Test::OneOf(column::HOT, vec![hot as u64])),
            Name::Expectation => {
                expectation(text).map(|(low, high)| Test::Integers(column::EXPECTATION, low, high))
            }
            Name::Emotion => Emotion::parse(&text.to_ascii_lowercase())
                .map(|emotion| Test::OneOf(column::EMOTION, vec![emotion as u64])),
            Name::Reference => Reference::parse(&text.to_ascii_lowercase())
                .map(|reference| Test::OneOf(column::REFERENCE, vec![reference as u64])),
            Name::Key => {
                let key = RecordKey(text.into());
                let keys = masked_key(&key).into_iter().chain([key]);
                Some(Test::OneOf(column::KEY, keys.map(|key| key_hash(&key)).collect()))
            }
            Name::Natural(column) => {
                text.parse().ok().map(|number| Test::OneOf(column, vec![number]))
            }
        };
        found.ok_or_else(|| self.bad(text))
    }

    fn range(&self, low: Bound<&String>, high: Bound<&String>) -> Result<Test, QueryError> {
        let reals = |column| {
            let (low, high) = (self.bound(low, real)?, self.bound(high, real)?);
            Ok(Test::Reals(column, low, high))
        };
        match self.name {
            Name::Sentiment => reals(column::SENTIMENT),
            Name::Real(column) => reals(column),
            Name::Natural(column) => {
                let number = |text: &str| text.parse::<u64>().ok();
                Ok(Test::Naturals(column, self.bound(low, number)?, self.bound(high, number)?))
            }
            Name::Expectation => {
                let number = |text: &str| text.parse::<i64>().ok();
                let (low, high) = (self.bound(low, number)?, self.bound(high, number)?);
                Ok(Test::Integers(column::EXPECTATION, low, high))
            }
            Name::Date => {
                let from = match self.bound(low, dates)? {
                    Bound::Included((from, _)) => Some(from),
                    Bound::Excluded((_, to)) => to.tomorrow().ok(),
                    Bound::Unbounded => None,
                };
                let to = match self.bound(high, dates)? {
                    Bound::Included((_, to)) => Some(to),
                    Bound::Excluded((from, _)) => from.yesterday().ok(),
                    Bound::Unbounded => None,
                };
                Ok(Test::dates(from, to))
            }
            Name::Text
            | Name::Surface
            | Name::Lang
            | Name::Source
            | Name::Label(_)
            | Name::Theme
            | Name::Cue
            | Name::Hot
            | Name::Emotion
            | Name::Reference
            | Name::Key => Err(self.bad("a range")),
        }
    }

    fn bound<T>(
        &self,
        bound: Bound<&String>,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Bound<T>, QueryError> {
        let value = |text: &String| read(text).ok_or_else(|| self.bad(text));
        Ok(match bound {
            Bound::Included(text) => Bound::Included(value(text)?),
            Bound::Excluded(text) => Bound::Excluded(value(text)?),
            Bound::Unbounded => Bound::Unbounded,
        })
    }

    fn theme(&self, text: &str) -> Option<Test> {
        let id = ThemeId::try_from(text.to_ascii_uppercase()).ok();
        let lower = text.to_lowercase();
        let named = self.labels.iter().filter(|(label, _)| label.to_lowercase() == lower);
        let ids: Vec<u64> =
            id.into_iter().chain(named.map(|n| n.1)).map(|id| u64::from(id.0)).collect();
        (!ids.is_empty()).then_some(Test::OneOf(column::THEME, ids))
    }

    /// That a comment has nothing in this field.
    fn absent(&self) -> Test {
        match self.name {
            Name::Text | Name::Surface => Test::OneOf(column::VOICE, vec![0]),
            Name::Lang => Test::OneOf(column::LANG, vec![u64::from(lang_code(None))]),
            Name::Source => Test::Absent(column::SOURCE),
            Name::Theme => Test::Absent(column::THEME),
            Name::Sentiment => Test::Absent(column::SENTIMENT),
            Name::Date => Test::Absent(column::DATE),
            Name::Cue => Test::Absent(column::CUE),
            Name::Hot => Test::Absent(column::HOT),
            Name::Expectation => Test::Absent(column::EXPECTATION),
            Name::Emotion => Test::Absent(column::EMOTION),
            Name::Reference => Test::Absent(column::REFERENCE),
            Name::Key => Test::Absent(column::KEY),
            Name::Label(column) | Name::Real(column) | Name::Natural(column) => {
                Test::Absent(column)
            }
        }
    }

    fn bad(&self, value: &str) -> QueryError {
        let names = |all: Vec<&str>| format!("it is one of {}", all.join(", "));
        let expected = match self.name {
            Name::Text | Name::Surface => "give words".to_owned(),
            Name::Lang => names(vec!["fi", "en", "sv", "other", NONE]),
            Name::Source => names(Source::ALL.map(Source::name).to_vec()),
            Name::Label(_) => "give its name, in quotation marks if it has spaces".to_owned(),
            Name::Theme => "give an ID as in T0012, or a label of the codebook".to_owned(),
            Name::Sentiment => {
                "it is negative, neutral, positive, none, or a range as in [-1 TO -0.5]".to_owned()
            }
            Name::Real(_) => "give a number, or a range as in [0 TO 6] or >=9".to_owned(),
            Name::Date => "give 2026-11-21, 21.11.2026, 2026-W47, 2026-11, 2026, or a range as \
                           in [2026-11-01 TO 2026-11-30]"
                .to_owned(),
            Name::Cue => names(Cue::ALL.map(Cue::name).to_vec()),
            Name::Hot => names(Hot::ALL.map(Hot::name).to_vec()),
            Name::Expectation => "it is under, met, over, none, a step from -2 to 2, or a range \
                                  as in [-2 TO -1]"
                .to_owned(),
            Name::Emotion => names(Emotion::ALL.map(Emotion::name).to_vec()),
            Name::Reference => names(Reference::ALL.map(Reference::name).to_vec()),
            Name::Key => "give one key".to_owned(),
            Name::Natural(_) => "give a whole number, or a range as in [1 TO 9]".to_owned(),
        };
        QueryError::BadValue { field: self.shown, value: value.to_owned(), expected }
    }
}

fn lang(text: &str) -> Option<u64> {
    let lower = text.to_ascii_lowercase();
    if lower == NONE {
        return Some(u64::from(lang_code(None)));
    }
    // Whatever is not known as a language parses as `other`; here it is more likely a typo.
    let lang = Lang::parse(&lower).filter(|lang| *lang != Lang::Other || lower == "other")?;
    Some(u64::from(lang_code(Some(lang))))
}

/// The steps that a word or a number stands for.
fn expectation(text: &str) -> Option<(Bound<i64>, Bound<i64>)> {
    Some(match text.to_ascii_lowercase().as_str() {
        "under" => (Bound::Unbounded, Bound::Excluded(0)),
        "met" => (Bound::Included(0), Bound::Included(0)),
        "over" => (Bound::Excluded(0), Bound::Unbounded),
        number => {
            let step = number.parse().ok().filter(|step| (-2..=2).contains(step))?;
            (Bound::Included(step), Bound::Included(step))
        }
    })
}

fn polarity(text: &str) -> Option<Polarity> {
    let all = [Polarity::Negative, Polarity::Neutral, Polarity::Positive];
    all.into_iter().find(|polarity| polarity.name().eq_ignore_ascii_case(text))
}

/// A number, with a decimal point or comma.
fn real(text: &str) -> Option<f64> {
    text.replace(',', ".").parse().ok().filter(|value: &f64| value.is_finite())
}

/// First and last day of what is written: a day, a week, a month or a year.
fn dates(text: &str) -> Option<(Date, Date)> {
    let upper = text.to_ascii_uppercase();
    if let Some((year, week)) = upper.split_once("-W") {
        let week = ISOWeekDate::new(year.parse().ok()?, week.parse().ok()?, Weekday::Monday);
        let monday = week.ok()?.date();
        return Some((monday, monday.checked_add(6.days()).ok()?));
    }
    let finnish: Vec<&str> = text.split('.').collect();
    let parts = match finnish.as_slice() {
        [day, month, year] => vec![*year, *month, *day],
        _ => text.split('-').collect(),
    };
    let number = |at: usize| parts.get(at)?.parse::<i16>().ok();
    let year = number(0).filter(|_| parts.first().is_some_and(|year| year.len() == 4))?;
    let day = |month: i16, day: i16| Date::new(year, month as i8, day as i8).ok();
    match parts.len() {
        1 => Some((day(1, 1)?, day(12, 31)?)),
        2 => {
            let first = day(number(1)?, 1)?;
            Some((first, first.last_of_month()))
        }
        3 => day(number(1)?, number(2)?).map(|date| (date, date)),
        _ => None,
    }
}

/// Letters to insert, remove or change to get from one name to the other.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (at, left) in a.bytes().enumerate() {
        let mut diagonal = at;
        let mut before = at + 1;
        for (cell, right) in row.iter_mut().skip(1).zip(b.bytes()) {
            let change = diagonal + usize::from(left != right);
            diagonal = *cell;
            before = change.min(diagonal + 1).min(before + 1);
            *cell = before;
        }
        if let Some(first) = row.first_mut() {
            *first = at + 1;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistyped_field_leads_to_the_nearest() {
        for (name, nearest) in [
            ("chanel", Some("channel")),
            ("scor", Some("score")),
            ("sentimentti", Some("sentiment")),
            ("maailma", None),
        ] {
            let error = field(name).unwrap_err();
            assert_eq!(error, QueryError::UnknownField { name: name.into(), nearest });
            assert!(error.to_string().contains("touchpoint"));
        }
    }

    #[test]
    fn dates_are_read_as_days_weeks_months_and_years() {
        for (text, days) in [
            ("2026-11-21", Some(("2026-11-21", "2026-11-21"))),
            ("21.11.2026", Some(("2026-11-21", "2026-11-21"))),
            ("2026-W47", Some(("2026-11-16", "2026-11-22"))),
            ("2026-02", Some(("2026-02-01", "2026-02-28"))),
            ("2026", Some(("2026-01-01", "2026-12-31"))),
            ("2026-13", None),
            ("26-11-21", None),
            ("eilen", None),
        ] {
            let days = days.map(|(a, b)| (a.parse().unwrap(), b.parse().unwrap()));
            assert_eq!(dates(text), days, "{text}");
        }
    }
}

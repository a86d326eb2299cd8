//! The hits over time: a column and a table row for each week, or for each month where there are
//! many weeks.

use std::collections::BTreeMap;

use super::Frame;
use super::facets::{counting, label, week_monday};
use crate::archive::ArchiveError;
use crate::archive::search::{Facet, SearchRequest};
use crate::report::charts::{self, Caption, Column};
use crate::report::model::Split;
use crate::serve::live::Now;
use crate::serve::state::{State, View};

/// Weeks up to which each has its column.
const WEEKS: usize = 110;
const DAYS_OF_WEEK: i32 = 7;

/// A stretch of time with its comments.
#[derive(Clone, Debug)]
pub(super) struct TimeRow {
    pub(super) label: String,
    pub(super) url: String,
    pub(super) n: String,
    pub(super) negative: u32,
    pub(super) none: u32,
    pub(super) neutral: u32,
    pub(super) positive: u32,
}

/// Comments over time.
#[derive(Clone, Debug)]
pub(super) struct TimeView {
    pub(super) caption: &'static str,
    pub(super) unit: &'static str,
    pub(super) chart: String,
    pub(super) rows: Vec<TimeRow>,
    /// How many have no date.
    pub(super) undated: Option<String>,
}

/// The hits of a state over time.
pub(super) fn view(state: &State, now: &Now, frame: &Frame) -> Result<TimeView, ArchiveError> {
    let (facet, mut splits) = counts(state, now)?;
    let undated = splits.remove("none").map(|split| split.felt() + split.none);
    let words = frame.words;
    let weekly = facet == Facet::Week;
    let (caption, unit) =
        if weekly { (words.weekly, frame.report.week) } else { (words.monthly, words.month) };
    let splits: Vec<(String, Split)> = with_gaps(facet, splits);
    let named = |value: &str| label(facet, value, &now.codebook, frame);
    let columns: Vec<Column> = splits
        .iter()
        .map(|(value, split)| Column {
            label: short(value),
            split: *split,
            n: split.felt() + split.none,
            in_period: false,
        })
        .collect();
    let mut comments = state.clone();
    comments.view = View::Comments;
    let rows = splits.iter().rev().filter(|(_, split)| split.felt() + split.none > 0);
    let rows = rows.map(|(value, split)| TimeRow {
        label: named(value),
        url: comments.without(facet).toggled(facet, value).url(),
        n: frame.numbers.count(split.felt() + split.none),
        negative: split.negative,
        none: split.none,
        neutral: split.neutral,
        positive: split.positive,
    });
    let description = frame.report.volume_description.split('.').next().unwrap_or("");
    let picture = Caption { id: "time", title: caption, description };
    Ok(TimeView {
        caption,
        unit,
        chart: charts::columns(&picture, &columns),
        rows: rows.collect(),
        undated: undated.map(|n| {
            let n = frame.comments_in_words(u64::from(n));
            frame.say("Ilman päivämäärää: {}", "Without a date: {}").replace("{}", &n)
        }),
    })
}

/// A week or month under the axis: `2026-W47` is 47/26.
pub(super) fn short(value: &str) -> String {
    let (year, number) =
        value.split_once("-W").or_else(|| value.split_once('-')).unwrap_or(("", value));
    let year: String = year.chars().skip(2).collect();
    format!("{}/{year}", number.trim_start_matches('0'))
}

/// Counts by week or month, and sentiment.
fn counts(state: &State, now: &Now) -> Result<(Facet, BTreeMap<String, Split>), ArchiveError> {
    let by = |state: &State, facet: Facet| {
        let request = counting(state, now);
        let found = now.archive.search(&SearchRequest { facets: vec![facet], ..request })?;
        Ok::<_, ArchiveError>(found.facets.into_iter().flat_map(|counts| counts.counts))
    };
    let weeks: Vec<_> = by(state, Facet::Week)?.collect();
    let dated = |value: &str| value != "none";
    let facet = if span(weeks.iter().map(|week| &*week.value).filter(|week| dated(week))) > WEEKS {
        Facet::Month
    } else {
        Facet::Week
    };
    let mut splits: BTreeMap<String, Split> = BTreeMap::new();
    let picked = state.picked(Facet::Sentiment);
    for side in ["negative", "neutral", "positive", "none"] {
        if !picked.is_empty() && !picked.iter().any(|own| own == side) {
            continue;
        }
        let own = state.without(Facet::Sentiment).toggled(Facet::Sentiment, side);
        for count in by(&own, facet)? {
            let split = splits.entry(count.value.into_string()).or_default();
            let n = match side {
                "negative" => &mut split.negative,
                "neutral" => &mut split.neutral,
                "positive" => &mut split.positive,
                _ => &mut split.none,
            };
            *n = count.count as u32;
        }
    }
    Ok((facet, splits))
}

/// Weeks from the first to the last.
fn span<'a>(mut weeks: impl Iterator<Item = &'a str>) -> usize {
    let Some(first) = weeks.next() else { return 0 };
    let last = weeks.last().unwrap_or(first);
    let day = |week: &str| week_monday(week).and_then(|day| day.parse::<jiff::civil::Date>().ok());
    let days = day(first).zip(day(last)).and_then(|(a, b)| b.since(a).ok());
    days.map_or(0, |span| (span.get_days() / DAYS_OF_WEEK) as usize + 1)
}

/// Weeks in order, those without comments too; months as they are.
fn with_gaps(facet: Facet, splits: BTreeMap<String, Split>) -> Vec<(String, Split)> {
    let monday = |week: &str| week_monday(week)?.parse::<jiff::civil::Date>().ok();
    let ends = splits.first_key_value().zip(splits.last_key_value());
    let dates = ends.and_then(|(first, last)| monday(first.0).zip(monday(last.0)));
    let Some((first, last)) = dates.filter(|_| facet == Facet::Week) else {
        return splits.into_iter().collect();
    };
    let (first, last) = (crate::record::Week::of(first), crate::record::Week::of(last));
    (0..=last.since(first))
        .map(|n| first.plus(n).to_string())
        .map(|week| (week.clone(), splits.get(&week).copied().unwrap_or_default()))
        .collect()
}

//! The comments a report counts, one row each, as columns: a million rows fit in a few dozen
//! megabytes.

use rustc_hash::FxHashMap;

use crate::lang::Lang;
use crate::record::{Source, Week};
use crate::score::{CueSet, EmotionSet, Hot, Reference};
use crate::theme::ThemeId;

/// One comment, as it is put in and taken out.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Row<'a> {
    /// Number of its record: rows of one record stand together and share it.
    pub record: u32,
    /// When it was said.
    pub week: Option<Week>,
    /// Language; `None` when the text has none.
    pub lang: Option<Lang>,
    /// Kind of voice.
    pub source: Source,
    /// Channel.
    pub channel: Option<&'a str>,
    /// Encounter.
    pub touchpoint: Option<&'a str>,
    /// Group of people.
    pub segment: Option<&'a str>,
    /// The record's score, as given.
    pub score: Option<f32>,
    /// Polarity −1…+1, `None` without evidence.
    pub sentiment: Option<f32>,
    /// Cues.
    pub cues: CueSet,
    /// Dream, problem or need.
    pub hot: Option<Hot>,
    /// Experience against expectation, −2…+2; `None` without a cue.
    pub expectation: Option<i8>,
    /// Emotions voiced.
    pub emotions: EmotionSet,
    /// What the experience is compared with.
    pub reference: Option<Reference>,
    /// Whether nothing was answered; such rows count for scores only.
    pub blank: bool,
    /// Themes, each once.
    pub themes: &'a [RowTheme],
}

/// A theme of a comment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RowTheme {
    /// The theme.
    pub theme: ThemeId,
    /// How well its best clause fits, 0…1.
    pub degree: f32,
    /// Polarity toward the theme: the mean over its clauses, `None` without evidence in any.
    pub sentiment: Option<f32>,
}

/// Many comments.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    record: Vec<u32>,
    week: Vec<Option<Week>>,
    lang: Vec<Option<Lang>>,
    source: Vec<Source>,
    channel: Names,
    touchpoint: Names,
    segment: Names,
    score: Vec<Option<f32>>,
    sentiment: Vec<Option<f32>>,
    cues: Vec<CueSet>,
    hot: Vec<Option<Hot>>,
    expectation: Vec<Option<i8>>,
    emotions: Vec<EmotionSet>,
    reference: Vec<Option<Reference>>,
    blank: Vec<bool>,
    themes: Vec<RowTheme>,
    themes_end: Vec<u32>,
}

impl Rows {
    /// Adds a row.
    pub fn push(&mut self, row: &Row<'_>) {
        self.record.push(row.record);
        self.week.push(row.week);
        self.lang.push(row.lang);
        self.source.push(row.source);
        self.channel.push(row.channel);
        self.touchpoint.push(row.touchpoint);
        self.segment.push(row.segment);
        self.score.push(row.score);
        self.sentiment.push(row.sentiment);
        self.cues.push(row.cues);
        self.hot.push(row.hot);
        self.expectation.push(row.expectation);
        self.emotions.push(row.emotions);
        self.reference.push(row.reference);
        self.blank.push(row.blank);
        self.themes.extend_from_slice(row.themes);
        self.themes_end.push(self.themes.len() as u32);
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.record.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.record.is_empty()
    }

    /// The rows, in the order they were put in.
    pub fn iter(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.len()).filter_map(|at| self.get(at))
    }

    /// The row at `at`.
    pub fn get(&self, at: usize) -> Option<Row<'_>> {
        let start = at.checked_sub(1).and_then(|before| self.themes_end.get(before));
        let start = start.map_or(0, |end| *end as usize);
        let end = *self.themes_end.get(at)? as usize;
        Some(Row {
            record: *self.record.get(at)?,
            week: *self.week.get(at)?,
            lang: *self.lang.get(at)?,
            source: *self.source.get(at)?,
            channel: self.channel.get(at),
            touchpoint: self.touchpoint.get(at),
            segment: self.segment.get(at),
            score: *self.score.get(at)?,
            sentiment: *self.sentiment.get(at)?,
            cues: *self.cues.get(at)?,
            hot: *self.hot.get(at)?,
            expectation: *self.expectation.get(at)?,
            emotions: *self.emotions.get(at)?,
            reference: *self.reference.get(at)?,
            blank: *self.blank.get(at)?,
            themes: self.themes.get(start..end)?,
        })
    }
}

/// A column of few different names.
#[derive(Clone, Debug, Default)]
struct Names {
    known: Vec<Box<str>>,
    codes: FxHashMap<Box<str>, u32>,
    rows: Vec<Option<u32>>,
}

impl Names {
    fn push(&mut self, name: Option<&str>) {
        let code = name.filter(|name| !name.is_empty()).map(|name| self.code(name));
        self.rows.push(code);
    }

    fn code(&mut self, name: &str) -> u32 {
        if let Some(code) = self.codes.get(name) {
            return *code;
        }
        let code = self.known.len() as u32;
        self.known.push(name.into());
        self.codes.insert(name.into(), code);
        code
    }

    fn get(&self, at: usize) -> Option<&str> {
        let code = (*self.rows.get(at)?)?;
        self.known.get(code as usize).map(AsRef::as_ref)
    }
}

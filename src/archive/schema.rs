//! What a document of the index holds: one document is one comment.
//!
//! Raise [`super::generation::FORMAT`] with any change here.

use jiff::civil::{Date, DateTime};
use tantivy::schema::{
    FAST, Field, IndexRecordOption, STORED, Schema, SchemaBuilder, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::RAW_TOKENIZER_NAME;

use crate::lang::Lang;
use crate::record::{Source, Week};

/// Tokenizer that gives lemmas and compound parts.
pub(super) const LEMMA_TOKENIZER: &str = "kuiske_lemma";
/// Tokenizer that gives surface forms.
pub(super) const SURFACE_TOKENIZER: &str = "kuiske_surface";

/// Names of the columns, for readers that ask for columns by name.
pub(super) mod column {
    pub(in crate::archive) const SEQ: &str = "seq";
    pub(in crate::archive) const KEY: &str = "key_hash";
    pub(in crate::archive) const CONTENT: &str = "content";
    pub(in crate::archive) const VOICE: &str = "voice";
    pub(in crate::archive) const QUESTION: &str = "question";
    pub(in crate::archive) const ROW: &str = "row";
    pub(in crate::archive) const DATE: &str = "date";
    pub(in crate::archive) const WEEK: &str = "week";
    pub(in crate::archive) const LANG: &str = "lang";
    pub(in crate::archive) const SOURCE: &str = "source";
    pub(in crate::archive) const CHANNEL: &str = "channel";
    pub(in crate::archive) const TOUCHPOINT: &str = "touchpoint";
    pub(in crate::archive) const SEGMENT: &str = "segment";
    pub(in crate::archive) const SCORE: &str = "score";
    pub(in crate::archive) const VALUE: &str = "value";
    pub(in crate::archive) const SENTIMENT: &str = "sentiment";
    pub(in crate::archive) const CUE: &str = "cue";
    pub(in crate::archive) const THEME: &str = "theme";
    pub(in crate::archive) const DEGREE: &str = "degree";
    pub(in crate::archive) const HOT: &str = "hot";
    pub(in crate::archive) const EXPECTATION: &str = "expectation";
    pub(in crate::archive) const EMOTION: &str = "emotion";
    pub(in crate::archive) const REFERENCE: &str = "reference";
}

/// Handles of the fields.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    /// Base forms and compound parts, with positions.
    pub(super) lemma: Field,
    /// Lower-cased forms, with positions.
    pub(super) surface: Field,
    /// Order of entry.
    pub(super) seq: Field,
    /// Hash of the record's key.
    pub(super) key: Field,
    /// Hash of the record's content.
    pub(super) content: Field,
    /// Hash of the comment's words.
    pub(super) voice: Field,
    pub(super) question: Field,
    pub(super) row: Field,
    /// Seconds since 1970-01-01T00:00 as if the civil time were UTC.
    pub(super) date: Field,
    /// Weeks since that of 1970-01-01.
    pub(super) week: Field,
    /// [`lang_code`].
    pub(super) lang: Field,
    /// [`source_code`].
    pub(super) source: Field,
    pub(super) channel: Field,
    pub(super) touchpoint: Field,
    pub(super) segment: Field,
    pub(super) score: Field,
    pub(super) value: Field,
    pub(super) sentiment: Field,
    /// Numbers of the cues, each once.
    pub(super) cue: Field,
    /// Numbers of the themes, one per membership.
    pub(super) theme: Field,
    /// [`Bond`], parallel to `theme`.
    pub(super) degree: Field,
    pub(super) stored_key: Field,
    pub(super) text: Field,
    /// The record as it came, JSON.
    pub(super) record: Field,
    pub(super) author: Field,
    /// Language as declared by the source.
    pub(super) declared: Field,
    /// Place in [`Hot::ALL`](crate::score::Hot::ALL).
    pub(super) hot: Field,
    /// Experience against expectation, −2…+2.
    pub(super) expectation: Field,
    /// Numbers of the emotions, each once.
    pub(super) emotion: Field,
    /// Place in [`Reference::ALL`](crate::score::Reference::ALL).
    pub(super) reference: Field,
}

/// The schema and its handles; the text fields come first, as documents list them. New fields come
/// last, so that records of an older format are found under the same handles.
pub(super) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let b = &mut builder;
    let label = || TextOptions::default().set_fast(RAW_TOKENIZER_NAME);
    let fields = Fields {
        lemma: b.add_text_field("lemma", words(LEMMA_TOKENIZER)),
        surface: b.add_text_field("surface", words(SURFACE_TOKENIZER)),
        seq: b.add_u64_field(column::SEQ, FAST),
        key: b.add_u64_field(column::KEY, FAST),
        content: b.add_u64_field(column::CONTENT, FAST),
        voice: b.add_u64_field(column::VOICE, FAST),
        question: b.add_u64_field(column::QUESTION, FAST),
        row: b.add_u64_field(column::ROW, FAST),
        date: b.add_i64_field(column::DATE, FAST),
        week: b.add_i64_field(column::WEEK, FAST),
        lang: b.add_u64_field(column::LANG, FAST),
        source: b.add_u64_field(column::SOURCE, FAST),
        channel: b.add_text_field(column::CHANNEL, label()),
        touchpoint: b.add_text_field(column::TOUCHPOINT, label()),
        segment: b.add_text_field(column::SEGMENT, label()),
        score: b.add_f64_field(column::SCORE, FAST),
        value: b.add_f64_field(column::VALUE, FAST),
        sentiment: b.add_f64_field(column::SENTIMENT, FAST),
        cue: b.add_u64_field(column::CUE, FAST),
        theme: b.add_u64_field(column::THEME, FAST),
        degree: b.add_u64_field(column::DEGREE, FAST),
        stored_key: stored(b, "key"),
        text: stored(b, "text"),
        record: stored(b, "record"),
        author: stored(b, "author"),
        declared: stored(b, "declared"),
        hot: b.add_u64_field(column::HOT, FAST),
        expectation: b.add_i64_field(column::EXPECTATION, FAST),
        emotion: b.add_u64_field(column::EMOTION, FAST),
        reference: b.add_u64_field(column::REFERENCE, FAST),
    };
    (builder.build(), fields)
}

fn words(tokenizer: &str) -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(tokenizer)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    TextOptions::default().set_indexing_options(indexing)
}

fn stored(builder: &mut SchemaBuilder, name: &str) -> Field {
    builder.add_text_field(name, STORED)
}

/// Number of a language in a column: 0 fi, 1 en, 2 sv, 3 other, 4 none.
pub const fn lang_code(lang: Option<Lang>) -> u8 {
    match lang {
        Some(Lang::Fi) => 0,
        Some(Lang::En) => 1,
        Some(Lang::Sv) => 2,
        Some(Lang::Other) => 3,
        None => 4,
    }
}

/// The language of a number.
pub fn lang_of(code: u8) -> Option<Lang> {
    Lang::ALL.get(usize::from(code)).copied()
}

/// Number of a kind of voice in a column: its place in [`Source::ALL`].
pub(super) const fn source_code(source: Source) -> u64 {
    match source {
        Source::Survey => 0,
        Source::Social => 1,
        Source::Staff => 2,
    }
}

/// The kind of voice of a number.
pub(super) fn source_of(code: u64) -> Source {
    Source::ALL.get(code as usize).copied().unwrap_or_default()
}

/// What a membership holds beside its theme.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bond {
    pub(super) clause: u16,
    pub(super) degree: f32,
    /// Polarity of the clause, kept to a thousandth; `None` without evidence.
    pub(super) polarity: Option<f32>,
}

/// Steps of polarity in a whole.
const STEPS: f32 = 1000.0;

impl Bond {
    /// All of it in one number: the degree's bits below, the clause above, the polarity on top.
    pub(super) fn code(self) -> u64 {
        let steps = |value: f32| (value.clamp(-1.0, 1.0) * STEPS + STEPS).round() as u64 + 1;
        let polarity = self.polarity.filter(|value| !value.is_nan()).map_or(0, steps);
        polarity << 48 | u64::from(self.clause) << 32 | u64::from(self.degree.to_bits())
    }

    /// What a number holds.
    pub(super) fn of(code: u64) -> Self {
        let steps = (code >> 48) as u16;
        let polarity = steps.checked_sub(1).map(|steps| f32::from(steps) / STEPS - 1.0);
        Self { clause: (code >> 32) as u16, degree: f32::from_bits(code as u32), polarity }
    }
}

const EPOCH: Date = jiff::civil::date(1970, 1, 1);
const DAY: i64 = 86_400;

/// Seconds since the epoch, of a civil time taken as UTC.
pub(super) fn seconds(time: DateTime) -> i64 {
    let days = time.date().since(EPOCH).map_or(0, |span| i64::from(span.get_days()));
    let clock = i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60;
    days * DAY + clock + i64::from(time.second())
}

/// The civil time of so many seconds since the epoch.
pub(super) fn civil(seconds: i64) -> DateTime {
    EPOCH
        .checked_add(jiff::Span::new().days(seconds.div_euclid(DAY)))
        .and_then(|date| {
            let clock = jiff::Span::new().seconds(seconds.rem_euclid(DAY));
            date.at(0, 0, 0, 0).checked_add(clock)
        })
        .unwrap_or(DateTime::MIN)
}

/// Number of a week in a column.
pub(super) fn week_code(week: Week) -> i64 {
    i64::from(week.since(Week::of(EPOCH)))
}

/// The week of a number.
pub(super) fn week_of(code: i64) -> Week {
    Week::of(EPOCH).plus(code as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_weeks_survive_their_numbers() {
        for text in ["2026-11-21T14:05:09", "1969-12-31T23:59:59", "1970-01-01T00:00:00"] {
            let time: DateTime = text.parse().unwrap();
            assert_eq!(civil(seconds(time)), time);
            let week = Week::of(time.date());
            assert_eq!(week_of(week_code(week)), week);
        }
        for polarity in [None, Some(-1.0), Some(0.0), Some(1.0)] {
            let bond = Bond { clause: 7, degree: 0.37, polarity };
            assert_eq!(Bond::of(bond.code()), bond);
        }
    }
}

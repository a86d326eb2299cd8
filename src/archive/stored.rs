//! Comments and records given back as they came, in any number and from any place.

use std::fmt::Debug;

use jiff::civil::DateTime;
use tantivy::columnar::{Column, DynamicColumn, HasAssociatedColumnType, StrColumn};
use tantivy::schema::{Field, Value};
use tantivy::{DocAddress, DocId, Searcher, SegmentReader, TantivyDocument};

use super::schema::{self, Bond, Fields, column};
use crate::lang::Lang;
use crate::record::{Comment, Record, RecordKey, Source, Week};
use crate::score::{Cue, CueSet, Emotion, EmotionSet, Hot, Reference};
use crate::theme::{Membership, ThemeId};

/// One comment of the archive, with its record and its tags.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredComment {
    /// Order of entry.
    pub seq: u64,
    /// What identifies its record.
    pub key: RecordKey,
    /// Number of the record in its file, from 1.
    pub row: u64,
    /// Question of the comment.
    pub question: u16,
    /// The text, exactly as it was written.
    pub text: Box<str>,
    /// The record as it came: a JSON object, fields in source order.
    pub record: Box<str>,
    /// When it was said, to the second.
    pub date: Option<DateTime>,
    /// Language found.
    pub lang: Option<Lang>,
    /// Language declared by the source.
    pub declared: Option<Lang>,
    /// Kind of voice.
    pub source: Source,
    /// Channel.
    pub channel: Option<Box<str>>,
    /// Touchpoint.
    pub touchpoint: Option<Box<str>>,
    /// Segment.
    pub segment: Option<Box<str>>,
    /// Who said it. Personal data: never shown in a report.
    pub author: Option<Box<str>>,
    /// Main score, on the scale of the source.
    pub score: Option<f32>,
    /// Value at stake.
    pub value: Option<f64>,
    /// Polarity in −1…+1; `None` without evidence.
    pub sentiment: Option<f32>,
    /// Cues found.
    pub cues: CueSet,
    /// Dream, problem or need.
    pub hot: Option<Hot>,
    /// Experience against expectation, −2…+2.
    pub expectation: Option<i8>,
    /// Emotions voiced.
    pub emotions: EmotionSet,
    /// What the experience is compared with.
    pub reference: Option<Reference>,
    /// Themes of its clauses.
    pub themes: Vec<Membership>,
    /// Polarity of the clause of each membership, parallel to `themes`; `None` without evidence.
    pub polarities: Vec<Option<f32>>,
}

impl StoredComment {
    /// The week in which it was said.
    pub fn week(&self) -> Option<Week> {
        self.date.map(|date| Week::of(date.date()))
    }

    /// The record it belongs to, with this comment as its only one.
    pub fn into_record(self) -> Record {
        Record {
            key: self.key,
            row: self.row,
            date: self.date,
            source: self.source,
            channel: self.channel,
            touchpoint: self.touchpoint,
            segment: self.segment,
            author: self.author,
            score: self.score,
            value: self.value,
            language: self.declared,
            comments: vec![Comment { question: self.question, text: self.text }],
            fields: self.record,
        }
    }
}

/// Reads comments at these places.
pub(super) fn fetch(
    searcher: &Searcher,
    fields: &Fields,
    places: impl IntoIterator<Item = DocAddress>,
) -> tantivy::Result<Vec<StoredComment>> {
    let mut open: Vec<Option<Columns>> = Vec::new();
    open.resize_with(searcher.segment_readers().len(), || None);
    let mut comments = Vec::new();
    for place in places {
        let Some(slot) = open.get_mut(place.segment_ord as usize) else { continue };
        let columns = match slot {
            Some(columns) => columns,
            None => slot.insert(Columns::open(searcher.segment_reader(place.segment_ord))?),
        };
        let document: TantivyDocument = searcher.doc(place)?;
        comments.push(columns.comment(place.doc_id, &Stored { document: &document, fields }));
    }
    Ok(comments)
}

/// The stored fields of one document.
struct Stored<'a> {
    document: &'a TantivyDocument,
    fields: &'a Fields,
}

impl Stored<'_> {
    fn text(&self, field: Field) -> Option<Box<str>> {
        self.document.get_first(field).and_then(|value| value.as_str()).map(Into::into)
    }
}

/// The columns of one segment.
struct Columns {
    seq: Column<u64>,
    row: Column<u64>,
    question: Column<u64>,
    date: Column<i64>,
    lang: Column<u64>,
    source: Column<u64>,
    labels: [Option<StrColumn>; 3],
    score: Column<f64>,
    value: Column<f64>,
    sentiment: Column<f64>,
    cue: Column<u64>,
    theme: Column<u64>,
    degree: Column<u64>,
    hot: Column<u64>,
    expectation: Column<i64>,
    emotion: Column<u64>,
    reference: Column<u64>,
}

impl Columns {
    fn open(segment: &SegmentReader) -> tantivy::Result<Self> {
        let columns = segment.fast_fields();
        Ok(Self {
            seq: columns.u64(column::SEQ)?,
            row: columns.u64(column::ROW)?,
            question: columns.u64(column::QUESTION)?,
            date: columns.i64(column::DATE)?,
            lang: columns.u64(column::LANG)?,
            source: columns.u64(column::SOURCE)?,
            labels: [
                columns.str(column::CHANNEL)?,
                columns.str(column::TOUCHPOINT)?,
                columns.str(column::SEGMENT)?,
            ],
            score: columns.f64(column::SCORE)?,
            value: columns.f64(column::VALUE)?,
            sentiment: columns.f64(column::SENTIMENT)?,
            cue: columns.u64(column::CUE)?,
            theme: columns.u64(column::THEME)?,
            degree: columns.u64(column::DEGREE)?,
            hot: later(segment, column::HOT)?,
            expectation: later(segment, column::EXPECTATION)?,
            emotion: later(segment, column::EMOTION)?,
            reference: later(segment, column::REFERENCE)?,
        })
    }

    fn comment(&self, doc: DocId, stored: &Stored<'_>) -> StoredComment {
        let fields = stored.fields;
        let [channel, touchpoint, segment] =
            self.labels.each_ref().map(|column| label(column.as_ref(), doc));
        let mut cues = CueSet::default();
        for number in self.cue.values_for_doc(doc) {
            Cue::ALL.get(number as usize).into_iter().for_each(|cue| cues.insert(*cue));
        }
        let mut emotions = EmotionSet::default();
        for number in self.emotion.values_for_doc(doc) {
            Emotion::ALL.get(number as usize).into_iter().for_each(|e| emotions.insert(*e));
        }
        let reference = self.reference.first(doc);
        let (themes, polarities) = self.members(doc);
        StoredComment {
            seq: self.seq.first(doc).unwrap_or(0),
            key: RecordKey(stored.text(fields.stored_key).unwrap_or_default()),
            row: self.row.first(doc).unwrap_or(0),
            question: self.question.first(doc).unwrap_or(0) as u16,
            text: stored.text(fields.text).unwrap_or_default(),
            record: stored.text(fields.record).unwrap_or_default(),
            date: self.date.first(doc).map(schema::civil),
            lang: self.lang.first(doc).and_then(|code| schema::lang_of(code as u8)),
            declared: stored.text(fields.declared).and_then(|code| Lang::parse(&code)),
            source: schema::source_of(self.source.first(doc).unwrap_or(0)),
            channel,
            touchpoint,
            segment,
            author: stored.text(fields.author),
            score: self.score.first(doc).map(|score| score as f32),
            value: self.value.first(doc),
            sentiment: self.sentiment.first(doc).map(|sentiment| sentiment as f32),
            cues,
            hot: self.hot.first(doc).and_then(|number| Hot::ALL.get(number as usize).copied()),
            expectation: self.expectation.first(doc).map(|step| step as i8),
            emotions,
            reference: reference.and_then(|number| Reference::ALL.get(number as usize).copied()),
            themes,
            polarities,
        }
    }

    fn members(&self, doc: DocId) -> (Vec<Membership>, Vec<Option<f32>>) {
        let bonds = self.degree.values_for_doc(doc).map(Bond::of);
        let themes = self.theme.values_for_doc(doc).map(|theme| ThemeId(theme as u32));
        let member = |(theme, Bond { clause, degree, polarity })| {
            (Membership { theme, clause, degree }, polarity)
        };
        themes.zip(bonds).map(member).unzip()
    }
}

/// A column that older formats have not: empty there.
fn later<T>(segment: &SegmentReader, name: &str) -> tantivy::Result<Column<T>>
where
    T: HasAssociatedColumnType + PartialOrd + Copy + Default + Debug + Send + Sync + 'static,
    DynamicColumn: Into<Option<Column<T>>>,
{
    let column = segment.fast_fields().column_opt(name)?;
    Ok(column.unwrap_or_else(|| Column::build_empty_column(segment.max_doc())))
}

fn label(column: Option<&StrColumn>, doc: DocId) -> Option<Box<str>> {
    let column = column?;
    let mut name = String::new();
    let found = column.ord_to_str(column.ords().first(doc)?, &mut name);
    found.is_ok_and(|found| found).then(|| name.into())
}

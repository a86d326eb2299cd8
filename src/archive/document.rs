//! One comment on its way into the index, with all that is known of it.

use std::iter::Empty;

use tantivy::schema::Field;
use tantivy::schema::document::{Document, ReferenceValue, ReferenceValueLeaf, Value};

use super::schema::{self, Bond, Fields};
use super::{hash, tokens};
use crate::analyse::{Analysis, Words};
use crate::record::{Record, Week};
use crate::score::Scored;
use crate::theme::Membership;

/// One comment as the archive takes it.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// The record that holds the comment.
    pub record: &'a Record,
    /// Which of its comments.
    pub comment_index: usize,
    /// The comment, analysed.
    pub analysis: &'a Analysis,
    /// The vocabulary it was analysed with.
    pub words: &'a Words,
    /// What it says.
    pub scored: &'a Scored,
    /// The themes its clauses belong to.
    pub themes: &'a [Membership],
}

/// Hashes of a record, shared by its comments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marks {
    pub(super) key: u64,
    pub(super) content: u64,
}

/// A document of the index. Boxed, because the index moves documents through its queues.
#[derive(Debug)]
pub(super) struct Doc(Box<Body>);

#[derive(Debug)]
struct Body {
    terms: String,
    values: Vec<(Field, Cell)>,
}

#[derive(Debug)]
enum Cell {
    Terms,
    Text(Box<str>),
    Natural(u64),
    Integer(i64),
    Real(f64),
}

impl Doc {
    /// The document of an entry; `seq` is its place in the order of entry. The values are listed
    /// in the order of the schema, which spares the index a sort.
    pub(super) fn new(fields: &Fields, entry: &Entry<'_>, marks: Marks, seq: u64) -> Self {
        let comment = entry.record.comments.get(entry.comment_index);
        let mut row = Row { values: Vec::with_capacity(36) };
        row.push(fields.lemma, Cell::Terms);
        row.push(fields.surface, Cell::Terms);
        row.natural(fields.seq, seq);
        row.natural(fields.key, marks.key);
        row.natural(fields.content, marks.content);
        row.natural(fields.voice, hash::voice_hash(entry.analysis, entry.words));
        row.natural(fields.question, comment.map_or(0, |comment| u64::from(comment.question)));
        row.record(fields, entry);
        row.tags(fields, entry);
        row.text(fields.stored_key, Some(&entry.record.key.0));
        row.text(fields.text, comment.map(|comment| &*comment.text));
        row.text(fields.record, Some(&entry.record.fields));
        row.text(fields.author, entry.record.author.as_deref());
        if let Some(lang) = entry.record.language {
            row.push(fields.declared, Cell::Text(lang.code().into()));
        }
        row.feelings(fields, entry);
        let terms = tokens::write(entry.analysis, entry.words);
        Self(Box::new(Body { terms, values: row.values }))
    }
}

struct Row {
    values: Vec<(Field, Cell)>,
}

impl Row {
    fn record(&mut self, fields: &Fields, entry: &Entry<'_>) {
        let record = entry.record;
        self.natural(fields.row, record.row);
        if let Some(date) = record.date {
            self.push(fields.date, Cell::Integer(schema::seconds(date)));
            let week = schema::week_code(Week::of(date.date()));
            self.push(fields.week, Cell::Integer(week));
        }
        self.natural(fields.lang, u64::from(schema::lang_code(entry.analysis.lang)));
        self.natural(fields.source, schema::source_code(record.source));
        self.text(fields.channel, record.channel.as_deref());
        self.text(fields.touchpoint, record.touchpoint.as_deref());
        self.text(fields.segment, record.segment.as_deref());
        self.real(fields.score, record.score.map(f64::from));
        self.real(fields.value, record.value);
    }

    fn tags(&mut self, fields: &Fields, entry: &Entry<'_>) {
        self.real(fields.sentiment, entry.scored.sentiment.map(f64::from));
        for cue in entry.scored.cues.iter() {
            self.natural(fields.cue, cue as u64);
        }
        for member in entry.themes {
            self.natural(fields.theme, u64::from(member.theme.0));
        }
        for member in entry.themes {
            let clause = entry.scored.clauses.get(usize::from(member.clause));
            let polarity = clause.and_then(|clause| clause.sentiment);
            let bond = Bond { clause: member.clause, degree: member.degree, polarity };
            self.natural(fields.degree, bond.code());
        }
    }

    fn feelings(&mut self, fields: &Fields, entry: &Entry<'_>) {
        let scored = entry.scored;
        if let Some(hot) = scored.hot {
            self.natural(fields.hot, hot as u64);
        }
        if let Some(step) = scored.expectation {
            self.push(fields.expectation, Cell::Integer(i64::from(step)));
        }
        for emotion in scored.emotions.iter() {
            self.natural(fields.emotion, emotion as u64);
        }
        if let Some(reference) = scored.reference {
            self.natural(fields.reference, reference as u64);
        }
    }

    fn push(&mut self, field: Field, cell: Cell) {
        self.values.push((field, cell));
    }

    fn natural(&mut self, field: Field, value: u64) {
        self.push(field, Cell::Natural(value));
    }

    fn real(&mut self, field: Field, value: Option<f64>) {
        // The index has no order for NaN.
        if let Some(value) = value.filter(|value| !value.is_nan()) {
            self.push(field, Cell::Real(value));
        }
    }

    fn text(&mut self, field: Field, text: Option<&str>) {
        if let Some(text) = text {
            self.push(field, Cell::Text(text.into()));
        }
    }
}

/// A value of a document.
#[derive(Clone, Copy, Debug)]
pub(super) enum View<'a> {
    Text(&'a str),
    Natural(u64),
    Integer(i64),
    Real(f64),
}

impl<'a> Value<'a> for View<'a> {
    type ArrayIter = Empty<Self>;
    type ObjectIter = Empty<(&'a str, Self)>;

    fn as_value(&self) -> ReferenceValue<'a, Self> {
        ReferenceValue::Leaf(match *self {
            Self::Text(text) => ReferenceValueLeaf::Str(text),
            Self::Natural(value) => ReferenceValueLeaf::U64(value),
            Self::Integer(value) => ReferenceValueLeaf::I64(value),
            Self::Real(value) => ReferenceValueLeaf::F64(value),
        })
    }
}

/// The values of a document, in the order of the schema.
pub(super) struct Views<'a> {
    terms: &'a str,
    values: std::slice::Iter<'a, (Field, Cell)>,
}

impl<'a> Iterator for Views<'a> {
    type Item = (Field, View<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let (field, cell) = self.values.next()?;
        let view = match cell {
            Cell::Terms => View::Text(self.terms),
            Cell::Text(text) => View::Text(text),
            Cell::Natural(value) => View::Natural(*value),
            Cell::Integer(value) => View::Integer(*value),
            Cell::Real(value) => View::Real(*value),
        };
        Some((*field, view))
    }
}

impl Document for Doc {
    type Value<'a> = View<'a>;
    type FieldsValuesIter<'a> = Views<'a>;

    fn iter_fields_and_values(&self) -> Views<'_> {
        Views { terms: &self.0.terms, values: self.0.values.iter() }
    }
}

//! Rows and columns, whatever the format: the places of the rows in the bytes, and one row's cells.
//!
//! Owns access to cells by column. Refuses to interpret them.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;

use memchr::memchr_iter;
use serde_json::{Map, Value};

use super::charset::Charset;
use super::error::RejectReason;
use super::grid::Grid;
use super::scan::{self, Dialect};
use super::{MAX_CELL, OWN_PREFIX};
use crate::record::ContentHash;

/// A column of the source.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Column {
    /// Its name: that of the header, made unique, or the path of a JSON member.
    pub(crate) name: String,
    /// What a second header record or the question says of it.
    pub(crate) label: Option<String>,
    /// Its name as a JSON string with colon, ready for `fields`.
    pub(super) json: String,
    /// Members to follow in a JSON object.
    pub(super) path: Vec<String>,
    /// It has no name in the source; `name` says where it stands.
    pub(super) generated: bool,
    /// The program that wrote the source says that it holds open answers.
    pub(super) open: bool,
}

/// Where a row stands in the bytes of the input.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// It opens a quote that is not properly closed.
    pub(crate) broken: bool,
}

/// An input that is held in memory.
pub(super) struct Table<'a> {
    pub(super) columns: Vec<Column>,
    pub(super) rows: Rows<'a>,
}

/// Its rows.
pub(super) enum Rows<'a> {
    Text(Text<'a>),
    Grid(Grid),
}

/// Rows that are pieces of text.
pub(super) struct Text<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) charset: Charset,
    pub(super) layout: Layout,
    pub(super) places: Vec<Place>,
}

/// What a piece of text holds.
#[derive(Clone, Copy)]
pub(super) enum Layout {
    /// Cells.
    Cells(Dialect),
    /// A JSON object.
    Object,
    /// One cell, whatever is in it.
    Whole,
}

/// One row's cells.
pub(super) enum Row<'a> {
    Cells { text: Cow<'a, str>, places: Vec<Range<usize>>, quote: u8 },
    Object { line: Cow<'a, str>, members: Map<String, Value> },
    Whole(Cow<'a, str>),
    Grid { grid: &'a Grid, row: usize },
}

/// What is wrong with a row, and the column where it is one.
pub(super) type Fault = (Option<Box<str>>, RejectReason);

impl Table<'_> {
    /// Number of rows.
    pub(super) fn len(&self) -> usize {
        match &self.rows {
            Rows::Text(text) => text.places.len(),
            Rows::Grid(grid) => grid.len(),
        }
    }

    /// The cells of row number `row`, from 0.
    pub(super) fn row(&self, row: usize) -> Result<Row<'_>, Fault> {
        match &self.rows {
            Rows::Text(text) => match text.places.get(row) {
                Some(&place) => text.row(place, &self.columns),
                None => Ok(Row::Whole(Cow::Borrowed(""))),
            },
            Rows::Grid(grid) => {
                if let Some(fault) = grid.fault(row) {
                    return Err(fault.clone());
                }
                for (index, column) in self.columns.iter().enumerate() {
                    not_too_long(grid.get(row, index).len(), column)?;
                }
                Ok(Row::Grid { grid, row })
            }
        }
    }

    /// Bytes of `rows`, for the progress.
    pub(super) fn size(&self, rows: Range<usize>) -> u64 {
        match &self.rows {
            Rows::Text(text) => {
                let places = text.places.get(rows).unwrap_or(&[]);
                places.iter().map(|place| (place.end - place.start) as u64).sum()
            }
            Rows::Grid(grid) => (grid.bytes() * rows.len() / grid.len().max(1)) as u64,
        }
    }

    /// Where each of `rows` (from 0, rising) begins in its source: a line or the row of a sheet, from 1.
    pub(super) fn lines(&self, rows: &[usize]) -> Vec<u64> {
        let text = match &self.rows {
            Rows::Grid(grid) => return rows.iter().map(|&row| grid.line(row)).collect(),
            Rows::Text(text) => text,
        };
        let (mut counted, mut line) = (0, 1);
        let line_of = |&row: &usize| {
            let start = text.places.get(row).map_or(counted, |place| place.start);
            let bytes = text.bytes.get(counted..start).unwrap_or(&[]);
            let ends = memchr_iter(b'\n', bytes).count();
            line += if ends > 0 { ends } else { memchr_iter(b'\r', bytes).count() } as u64;
            counted = start;
            line
        };
        rows.iter().map(line_of).collect()
    }
}

impl Text<'_> {
    /// The cells of the row at `place`.
    pub(super) fn row(&self, place: Place, columns: &[Column]) -> Result<Row<'_>, Fault> {
        if place.broken {
            return Err((None, RejectReason::OpenQuote));
        }
        let bytes = self.bytes.get(place.start..place.end).unwrap_or(&[]);
        let Some(text) = self.charset.decode(bytes) else {
            return Err((
                self.broken_column(bytes, columns),
                RejectReason::NotEncoded { encoding: self.charset.name() },
            ));
        };
        match self.layout {
            Layout::Cells(dialect) => cells(text, dialect, columns),
            Layout::Object => object(text),
            Layout::Whole => {
                columns.first().map_or(Ok(()), |column| not_too_long(text.len(), column))?;
                Ok(Row::Whole(text))
            }
        }
    }

    /// The column in which undecodable bytes stand.
    fn broken_column(&self, bytes: &[u8], columns: &[Column]) -> Option<Box<str>> {
        let Layout::Cells(dialect) = self.layout else { return None };
        if self.charset.unit() > 1 {
            return None;
        }
        let mut places = Vec::new();
        scan::cells(bytes, dialect, &mut places);
        let broken = |place: &Range<usize>| {
            bytes.get(place.clone()).is_some_and(|cell| self.charset.decode(cell).is_none())
        };
        let (_, column) = places.iter().zip(columns).find(|(place, _)| broken(place))?;
        Some(column.name.as_str().into())
    }
}

fn cells<'t>(text: Cow<'t, str>, dialect: Dialect, columns: &[Column]) -> Result<Row<'t>, Fault> {
    let expected = columns.len();
    let mut places = Vec::with_capacity(expected);
    scan::cells(text.as_bytes(), dialect, &mut places);
    let found = places.len();
    if found < expected {
        return Err((None, RejectReason::TooFewCells { expected, found }));
    }
    if places.iter().skip(expected).any(|place| !place.is_empty()) {
        return Err((None, RejectReason::TooManyCells { expected, found }));
    }
    places.truncate(expected);
    for (place, column) in places.iter().zip(columns) {
        not_too_long(place.len(), column)?;
    }
    Ok(Row::Cells { text, places, quote: dialect.quote })
}

fn not_too_long(bytes: usize, column: &Column) -> Result<(), Fault> {
    if bytes < MAX_CELL {
        return Ok(());
    }
    let reason = RejectReason::TooLong { bytes, limit: MAX_CELL };
    Err((Some(column.name.as_str().into()), reason))
}

fn object(line: Cow<'_, str>) -> Result<Row<'_>, Fault> {
    if line.len() >= MAX_CELL {
        return Err((None, RejectReason::TooLong { bytes: line.len(), limit: MAX_CELL }));
    }
    match serde_json::from_str(&line) {
        Ok(Value::Object(members)) => Ok(Row::Object { line, members }),
        Ok(_) => Err((None, RejectReason::NotJson { message: "another value".to_owned() })),
        Err(error) => Err((None, RejectReason::NotJson { message: error.to_string() })),
    }
}

impl Row<'_> {
    /// The cell in column number `index`, blank if there is none.
    pub(super) fn get(&self, index: usize, column: &Column) -> Cow<'_, str> {
        match self {
            Self::Cells { text, places, quote } => {
                let cell = places.get(index).and_then(|place| text.get(place.clone()));
                cell.map_or(Cow::Borrowed(""), |cell| scan::unquote(cell, *quote))
            }
            Self::Object { members, .. } => {
                member(members, &column.path).map_or(Cow::Borrowed(""), plain)
            }
            Self::Whole(text) => Cow::Borrowed(if index == 0 { text } else { "" }),
            Self::Grid { grid, row } => Cow::Borrowed(grid.get(*row, index)),
        }
    }

    /// The row as a JSON object, fields in the source's order.
    pub(super) fn fields(&self, columns: &[Column]) -> Box<str> {
        match self {
            Self::Object { line, .. } => line.trim().into(),
            Self::Cells { .. } | Self::Whole(_) | Self::Grid { .. } => {
                let size = |(index, column): (usize, &Column)| {
                    self.get(index, column).len() + column.json.len() + 3
                };
                let size: usize = columns.iter().enumerate().map(size).sum();
                let mut out = String::with_capacity(size + 2);
                for (index, column) in columns.iter().enumerate() {
                    out.push(if index == 0 { '{' } else { ',' });
                    out.push_str(&column.json);
                    json_string(&self.get(index, column), &mut out);
                }
                out.push('}');
                out.into_boxed_str()
            }
        }
    }

    /// A hash of the content, but for columns that Kuiske itself has added.
    pub(super) fn content(&self, columns: &[Column]) -> u64 {
        let mut hash = ContentHash::new();
        match self {
            Self::Cells { .. } | Self::Whole(_) | Self::Grid { .. } => {
                let own = |column: &Column| column.name.starts_with(OWN_PREFIX);
                for (index, column) in columns.iter().enumerate().filter(|(_, column)| !own(column))
                {
                    hash.add(&self.get(index, column));
                }
            }
            Self::Object { members, .. } => {
                for (name, value) in
                    members.iter().filter(|(name, _)| !name.starts_with(OWN_PREFIX))
                {
                    hash.add(name);
                    hash.add(&plain(value));
                }
            }
        }
        hash.value()
    }
}

fn member<'v>(members: &'v Map<String, Value>, path: &[String]) -> Option<&'v Value> {
    let (first, rest) = path.split_first()?;
    rest.iter().try_fold(members.get(first)?, |value, name| value.get(name))
}

/// A JSON value as a cell: lists joined by a comma, what is nested as JSON.
pub(super) fn plain(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Null => Cow::Borrowed(""),
        Value::String(text) => Cow::Borrowed(text),
        Value::Array(items) if items.iter().all(|item| !item.is_object() && !item.is_array()) => {
            let items: Vec<_> = items.iter().map(plain).collect();
            Cow::Owned(items.join(", "))
        }
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            Cow::Owned(value.to_string())
        }
    }
}

/// Appends `text` as a JSON string.
pub(crate) fn json_string(text: &str, out: &mut String) {
    out.push('"');
    let mut rest = text;
    while let Some(place) =
        rest.bytes().position(|byte| byte < 0x20 || byte == b'"' || byte == b'\\')
    {
        let (plain, from) = rest.split_at_checked(place).unwrap_or((rest, ""));
        out.push_str(plain);
        match from.bytes().next() {
            Some(b'\n') => out.push_str("\\n"),
            Some(b'\r') => out.push_str("\\r"),
            Some(b'\t') => out.push_str("\\t"),
            Some(sign @ (b'"' | b'\\')) => out.extend(['\\', char::from(sign)]),
            Some(control) => {
                let _ = write!(out, "\\u{control:04x}");
            }
            None => {}
        }
        rest = from.get(1..).unwrap_or("");
    }
    out.push_str(rest);
    out.push('"');
}

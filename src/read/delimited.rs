//! Delimited text: CSV, TSV and their kin.

use super::error::ReadError;
use super::header;
use super::scan::{self, Step, unquote};
use super::sniff::SourceShape;
use super::table::{Layout, Place, Rows, Table, Text};
use crate::config::{Profile, Settings};

/// More columns are taken for a wrong delimiter.
const MOST_COLUMNS: usize = 16_384;

/// Rows and columns of `bytes`; header and profile of `shape` are set.
pub(super) fn open<'a>(
    bytes: &'a [u8],
    shape: &mut SourceShape,
    settings: &Settings,
    input: &str,
) -> Result<Table<'a>, ReadError> {
    let mut places = places(bytes, shape);
    let columns = places.first().map_or(0, |&place| width(bytes, shape, place));
    not_too_wide(columns, input)?;
    let first: Vec<Vec<String>> =
        places.iter().take(header::MOST + 20).map(|&place| cells(bytes, shape, place)).collect();
    let header = header::find(&first, settings.header, settings.profile);
    shape.header = header.records.min(places.len());
    shape.profile = header.profile;
    if shape.profile == Profile::Webropol && settings.decimal.is_none() {
        // Finnish exports; where no number shows a sign this is the likelier one.
        shape.decimal = crate::config::Decimal::Comma;
    }
    places.drain(..shape.header);
    let charset = shape.encoding;
    let layout = shape.dialect().map_or(Layout::Whole, Layout::Cells);
    let rows = Rows::Text(Text { bytes, charset, layout, places });
    Ok(Table { columns: header.columns, rows })
}

/// Plain text: one row a line, with one column.
pub(super) fn lines<'a>(bytes: &'a [u8], shape: &SourceShape) -> Table<'a> {
    let places = places(bytes, shape);
    let columns = vec![header::column("text".to_owned(), None, false)];
    let text = Text { bytes, charset: shape.encoding, layout: Layout::Whole, places };
    Table { columns, rows: Rows::Text(text) }
}

/// Refuses tables that are none.
pub(super) fn not_too_wide(columns: usize, input: &str) -> Result<(), ReadError> {
    if columns <= MOST_COLUMNS {
        return Ok(());
    }
    Err(ReadError::TooManyColumns { input: input.to_owned(), columns, limit: MOST_COLUMNS })
}

/// Places of all records of `bytes`, header records too.
pub(super) fn places(bytes: &[u8], shape: &SourceShape) -> Vec<Place> {
    let unit = shape.encoding.unit();
    let content = bytes.get(shape.preamble..).unwrap_or(&[]);
    let structure = shape.encoding.structure(content);
    let (mut at, mut places) = (0, Vec::new());
    loop {
        match shape.step(&structure, at, true) {
            Step::Blank { next } => at = next,
            Step::Record { end, next, broken } => {
                let (start, end) = (shape.preamble + at * unit, shape.preamble + end * unit);
                places.push(Place { start, end, broken });
                at = next;
            }
            Step::More | Step::End => return places,
        }
    }
}

/// Number of cells in a record.
fn width(bytes: &[u8], shape: &SourceShape, place: Place) -> usize {
    let structure = shape.encoding.structure(bytes.get(place.start..place.end).unwrap_or(&[]));
    let mut places = Vec::new();
    if let Some(dialect) = shape.dialect() {
        scan::cells(&structure, dialect, &mut places);
    }
    places.len()
}

/// The cells of one record as text; what does not decode is left out.
fn cells(bytes: &[u8], shape: &SourceShape, place: Place) -> Vec<String> {
    let record = bytes.get(place.start..place.end).unwrap_or(&[]);
    let (Some(text), Some(dialect)) = (shape.encoding.decode(record), shape.dialect()) else {
        return Vec::new();
    };
    let mut places = Vec::new();
    scan::cells(text.as_bytes(), dialect, &mut places);
    let cell = |place: &std::ops::Range<usize>| {
        unquote(text.get(place.clone()).unwrap_or(""), dialect.quote).into_owned()
    };
    places.iter().map(cell).collect()
}

//! Delimited text: CSV, TSV and their kin.

use super::error::ReadError;
use super::header;
use super::scan::{self, Step, unquote};
use super::sniff::SourceShape;
use super::table::{Place, Table};

/// More columns are taken for a wrong delimiter.
const MOST_COLUMNS: usize = 16_384;

/// Rows and columns of `bytes`; `shape.header` is set. `header` is the user's word on whether there
/// is one.
pub(super) fn open<'a>(
    bytes: &'a [u8],
    shape: &mut SourceShape,
    header: Option<bool>,
    input: &str,
) -> Result<Table<'a>, ReadError> {
    let mut rows = places(bytes, shape);
    let columns = rows.first().map_or(0, |&place| width(bytes, shape, place));
    if columns > MOST_COLUMNS {
        let input = input.to_owned();
        return Err(ReadError::TooManyColumns { input, columns, limit: MOST_COLUMNS });
    }
    let first: Vec<Vec<String>> =
        rows.iter().take(header::MOST + 20).map(|&place| cells(bytes, shape, place)).collect();
    let header = header::find(&first, header);
    shape.header = header.records.min(rows.len());
    rows.drain(..shape.header);
    Ok(Table {
        bytes,
        charset: shape.encoding,
        dialect: shape.dialect(),
        columns: header.columns,
        rows,
    })
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

//! New columns in delimited text: after all others, the bytes of the others as they were.

use std::io::{self, Write};
use std::ops::Range;

use super::Plan;
use super::cell::{Cell, NewColumn, json_text, quoted};
use super::stream::Piece;
use crate::config::Profile;
use crate::formula::is_formula;
use crate::read::SourceShape;
use crate::read::scan;

/// Writes header record number `index` with the new names.
pub(super) fn header(
    piece: &Piece<'_>,
    index: usize,
    shape: &SourceShape,
    plan: &Plan,
    out: &mut dyn Write,
) -> io::Result<()> {
    // Qualtrics repeats names as questions and says in JSON where a column came from.
    let import = memchr::memmem::find(piece.structure, b"ImportId").is_some();
    let cells: Vec<String> = (plan.new.iter())
        .map(|column| quoted(header_cell(column, index, import, shape), shape))
        .collect();
    record(piece, &cells, shape, plan, out)
}

/// What header record number `index` says of a new column; `import` if it is the record of JSON.
pub(super) fn header_cell(
    column: &NewColumn,
    index: usize,
    import: bool,
    shape: &SourceShape,
) -> String {
    match (index, import, shape.profile) {
        (0, ..) => column.name.clone(),
        (_, true, _) => format!("{{\"ImportId\":{}}}", json_text(&column.name, false)),
        (1, false, Profile::Qualtrics) => column.title().to_owned(),
        _ => String::new(),
    }
}

/// Writes a row with its new cells, blank ones for `None`. A row with a broken quote is kept as it
/// is: nothing can be put behind it.
pub(super) fn row(
    piece: &Piece<'_>,
    cells: Option<&[Cell]>,
    shape: &SourceShape,
    plan: &Plan,
    out: &mut dyn Write,
) -> io::Result<()> {
    if piece.broken {
        return out.write_all(piece.all);
    }
    let cells = match cells {
        Some(cells) => cells.iter().map(|cell| cell.delimited(shape)).collect(),
        None => vec![String::new(); plan.added.len()],
    };
    record(piece, &cells, shape, plan, out)
}

fn record(
    piece: &Piece<'_>,
    cells: &[String],
    shape: &SourceShape,
    plan: &Plan,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (kept, extra) = kept(piece, shape, plan);
    let delimiter =
        shape.encoding.encode(char::from(shape.delimiter).encode_utf8(&mut [0; 4])).into_owned();
    let mut first = true;
    let mut next = |out: &mut dyn Write, bytes: &[u8]| {
        if !std::mem::take(&mut first) {
            out.write_all(&delimiter)?;
        }
        out.write_all(bytes)
    };
    let unit = shape.encoding.unit();
    let old = |place: &Range<usize>| {
        piece.content.get(place.start * unit..place.end * unit).unwrap_or(&[])
    };
    for place in &kept {
        match plan.guard.then(|| guarded(old(place), piece, place, shape)).flatten() {
            Some(cell) => next(out, &cell)?,
            None => next(out, old(place))?,
        }
    }
    for cell in cells {
        next(out, &shape.encoding.encode(cell))?;
    }
    if let Some(extra) = extra {
        next(out, old(&extra))?;
    }
    out.write_all(piece.end())
}

/// An old cell with an apostrophe before what a spreadsheet would take for a formula; `None` where it
/// would not. A header is never a formula's place, but it is guarded alike.
fn guarded(
    cell: &[u8],
    piece: &Piece<'_>,
    place: &Range<usize>,
    shape: &SourceShape,
) -> Option<Vec<u8>> {
    let text = shape.encoding.decode(cell)?;
    is_formula(&scan::unquote(&text, shape.quote)).then_some(())?;
    let quoted = piece.structure.get(place.start) == Some(&shape.quote);
    let (quote, rest) = cell.split_at_checked(usize::from(quoted) * shape.encoding.unit())?;
    Some([quote, &shape.encoding.encode("'"), rest].concat())
}

/// What is kept of a record, in pieces to be joined by the delimiter: before the new cells, and
/// behind them what stands beyond the columns of the header.
///
/// A row that is too short keeps all its cells; blank ones that an earlier writing put behind them
/// give way.
fn kept(
    piece: &Piece<'_>,
    shape: &SourceShape,
    plan: &Plan,
) -> (Vec<Range<usize>>, Option<Range<usize>>) {
    let all = 0..piece.structure.len();
    let Some(dialect) = shape.dialect() else { return (vec![all], None) };
    let mut places = Vec::new();
    scan::cells(piece.structure, dialect, &mut places);
    let extra = places.get(plan.width).map(|place| place.start..all.end);
    if places.len() < plan.width {
        let old = places.len().saturating_sub(plan.dropped.len());
        let trailing =
            plan.dropped.first().is_some_and(|first| first + plan.dropped.len() == plan.width);
        let blank = places.get(old..).is_some_and(|new| new.iter().all(Range::is_empty));
        if trailing && blank && old > 0 {
            places.truncate(old);
        }
        return (places, None);
    }
    places.truncate(plan.width);
    let mut index = 0..;
    places
        .retain(|_| index.next().is_some_and(|index| plan.dropped.binary_search(&index).is_err()));
    (places, extra)
}

//! A new table: columns and rows that are no copy of a source, in any format that can hold them.

use std::io::Write;
use std::path::Path;

use super::cell::{Cell, NewColumn, quoted};
use super::tags::Failure;
use super::{FeedError, Written, atomic};
use crate::config::Format;
use crate::read::{Packing, SourceShape};

/// Gives the next row, as many cells as there are columns; `None` at the end.
pub(super) type Next<'a> = dyn FnMut() -> Result<Option<Vec<Cell>>, Failure> + 'a;

/// A table to be written: for shapes that are not one row a record, and for codebooks.
#[derive(Clone, Debug)]
pub struct NewTable<R> {
    /// Its name, in formats where a table has one.
    pub name: String,
    /// Its columns, their names all different.
    pub columns: Vec<NewColumn>,
    /// Its rows, as many cells each as there are columns.
    pub rows: R,
}

/// Writes a table to a file, in the format of its ending, CSV (UTF-8 with commas) where that says
/// none. The file is whole or not there.
///
/// # Errors
/// The target cannot be written, or the format cannot hold a table.
pub fn write_table<R>(target: &Path, table: NewTable<R>) -> Result<Written, FeedError>
where
    R: Iterator<Item = Vec<Cell>>,
{
    let NewTable { columns, mut rows, .. } = table;
    let name = target.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let (packing, plain) = Packing::of_name(&name);
    let ending = Path::new(plain).extension().map(|end| end.to_string_lossy().into_owned());
    let format = ending.as_deref().and_then(Format::of_extension).unwrap_or(Format::Csv);
    let mut written = Written { rows: 0, tagged: 0 };
    let mut next = || {
        let row = rows.next();
        written.rows += u64::from(row.is_some());
        Ok(row)
    };
    let done = atomic::write(target, |out| {
        packing.write(out, |out| write(format, &columns, &mut next, out))
    });
    let shown = || target.display().to_string();
    done.map_err(|failure| match failure {
        Failure::Read(reason) | Failure::Write(reason) => {
            FeedError::Target { target: shown(), reason }
        }
        Failure::Reread(error) => FeedError::Reread(error),
        Failure::Cells { row, expected, found } => FeedError::Cells { row, expected, found },
        Failure::Changed { found } => FeedError::Cells { row: found, expected: 0, found: 0 },
        Failure::Format(message) => FeedError::Refused { target: shown(), message },
    })?;
    written.tagged = written.rows;
    Ok(written)
}

/// Writes the rows in `format`.
pub(super) fn write(
    format: Format,
    columns: &[NewColumn],
    next: &mut Next<'_>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    match format {
        Format::Csv => delimited(columns, next, out),
        Format::Jsonl => json(columns, next, ["", "\n", ""], out),
        Format::Json => json(columns, next, ["[\n", ",\n", "\n]\n"], out),
        #[cfg(feature = "archive")]
        Format::Xlsx => super::new_workbook::write(columns, next, out),
        #[cfg(not(feature = "archive"))]
        Format::Xlsx => Err(Failure::Format("this build does not write workbooks".to_owned())),
        Format::Parquet
        | Format::Sav
        | Format::Sqlite
        | Format::Lines
        | Format::Folder
        | Format::Xls
        | Format::Ods
        | Format::Postgres => {
            Err(Failure::Format(format!("a new table cannot be written as {}", format.name())))
        }
    }
}

fn delimited(
    columns: &[NewColumn],
    next: &mut Next<'_>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let shape = SourceShape::comma();
    let mut line = |cells: Vec<String>| {
        out.write_all(cells.join(",").as_bytes())?;
        out.write_all(b"\n")
    };
    line(columns.iter().map(|column| quoted(column.name.clone(), &shape)).collect())?;
    while let Some(cells) = next()? {
        line(cells.iter().map(|cell| cell.delimited(&shape)).collect())?;
    }
    Ok(())
}

/// Objects with `between` of the last two signs: nothing is written after the last but the end.
fn json(
    columns: &[NewColumn],
    next: &mut Next<'_>,
    [before, between, after]: [&str; 3],
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let names: Vec<String> =
        columns.iter().map(|column| super::cell::json_text(&column.name, false)).collect();
    let mut first = true;
    out.write_all(before.as_bytes())?;
    while let Some(cells) = next()? {
        if !std::mem::take(&mut first) {
            out.write_all(between.as_bytes())?;
        }
        let members = names.iter().zip(&cells);
        let members: Vec<String> =
            members.map(|(name, cell)| format!("{name}: {}", cell.json(false))).collect();
        out.write_all(format!("{{{}}}", members.join(", ")).as_bytes())?;
    }
    let end = if after.is_empty() && !first { between } else { after };
    out.write_all(end.as_bytes())?;
    Ok(())
}

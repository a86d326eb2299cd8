//! A new table: columns and rows that are no copy of a source, in any format that can hold them.

use std::io::Write;
use std::path::Path;

use super::cell::{Cell, NewColumn, json_text, quoted};
use super::tags::Failure;
use super::{FeedError, atomic};
use crate::config::Format;
use crate::read::{Packing, SourceShape};

/// Gives the next row, as many cells as there are columns; `None` at the end.
pub(super) type Next<'a> = dyn FnMut() -> Result<Option<Vec<Cell>>, Failure> + 'a;

/// Writes a table to a file, whole or not at all, in the format of its ending: delimited text as
/// `like` is written where that is such text, else UTF-8 with commas; JSON, JSON Lines, a workbook.
/// Gives the number of rows.
///
/// # Errors
/// What `rows` says; the target cannot be written, or the format cannot hold a table.
pub fn write_table<E: From<FeedError>>(
    target: &Path,
    like: &SourceShape,
    columns: &[NewColumn],
    mut rows: impl Iterator<Item = Result<Vec<Cell>, E>>,
) -> Result<u64, E> {
    let name = target.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let (packing, plain) = Packing::of_name(&name);
    let ending = Path::new(plain).extension().map(|end| end.to_string_lossy().to_lowercase());
    let format = ending.as_deref().and_then(Format::of_extension).unwrap_or(Format::Csv);
    let shape = match ending.as_deref() {
        Some("tsv" | "tab") => SourceShape { delimiter: b'\t', ..SourceShape::comma() },
        Some(_) | None if like.format == Format::Csv => like.clone(),
        Some(_) | None => SourceShape::comma(),
    };
    let (mut written, mut stopped) = (0, None);
    let mut next = || match rows.next() {
        None => Ok(None),
        Some(Ok(row)) => {
            written += 1;
            Ok(Some(row))
        }
        Some(Err(error)) => {
            stopped = Some(error);
            Err(Failure::Changed { found: written })
        }
    };
    let done = atomic::write(target, |out| {
        packing.write(out, |out| write(format, &shape, columns, &mut next, out))
    });
    if let Some(error) = stopped {
        return Err(error);
    }
    done.map_err(|failure| failure.of_table(&target.display().to_string()))?;
    Ok(written)
}

/// Writes the rows in `format`; delimited text as `shape` is.
pub(super) fn write(
    format: Format,
    shape: &SourceShape,
    columns: &[NewColumn],
    next: &mut Next<'_>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    match format {
        Format::Csv => delimited(shape, columns, next, out),
        Format::Jsonl => json(columns, next, ["", "\n", ""], out),
        Format::Json => json(columns, next, ["[\n", ",\n", "\n]\n"], out),
        #[cfg(feature = "archive")]
        Format::Xlsx => super::new_workbook::write(columns, next, out),
        #[cfg(not(feature = "archive"))]
        Format::Xlsx => Err(Failure::Format("this build does not write workbooks".to_owned())),
        Format::Parquet
        | Format::Arrow
        | Format::Sav
        | Format::Sqlite
        | Format::Lines
        | Format::Folder
        | Format::Xls
        | Format::Ods
        | Format::Postgres => Err(Failure::New(format.name())),
    }
}

fn delimited(
    shape: &SourceShape,
    columns: &[NewColumn],
    next: &mut Next<'_>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let (encoding, end) = (shape.encoding, shape.line_end.text());
    let delimiter = char::from(shape.delimiter).to_string();
    let mut line =
        |cells: Vec<String>| out.write_all(&encoding.encode(&(cells.join(&delimiter) + end)));
    let mark = if shape.bom { "\u{feff}" } else { "" };
    let mut names: Vec<String> =
        columns.iter().map(|column| quoted(column.name.clone(), shape)).collect();
    if let Some(first) = names.first_mut() {
        first.insert_str(0, mark);
    }
    line(names)?;
    while let Some(cells) = next()? {
        line(cells.iter().map(|cell| cell.delimited(shape)).collect())?;
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
    let names: Vec<String> = columns.iter().map(|column| json_text(&column.name, false)).collect();
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

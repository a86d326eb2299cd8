//! A table of our own beside the source: delimited text in the source's manner, or JSON Lines.
//!
//! Owns tables that have no rows of the source in them: one row a statement, or the key with the
//! new columns only.

use std::io::{self, Write};
use std::path::Path;

use super::cell::{Cell, json_text, quoted};
use super::{FeedError, atomic};
use crate::config::Format;
use crate::read::SourceShape;

/// How a table is written.
#[derive(Clone, Debug)]
pub struct TableStyle {
    shape: SourceShape,
}

impl TableStyle {
    /// The style of `target`: by its extension JSON Lines, tabs, or delimited text, which is
    /// encoded and set apart as the source is, where that is delimited text too.
    pub fn of(target: &Path, source: &SourceShape) -> Self {
        let extension = target.extension().map(|end| end.to_string_lossy().to_lowercase());
        let plain = SourceShape::comma();
        let shape = match extension.as_deref() {
            Some("jsonl" | "ndjson" | "json") => SourceShape { format: Format::Jsonl, ..plain },
            Some("tsv" | "tab") => SourceShape { delimiter: b'\t', ..plain },
            _ if source.format == Format::Csv => source.clone(),
            _ => plain,
        };
        Self { shape }
    }
}

/// Writes a table, whole or not at all; gives the number of rows.
///
/// # Errors
/// What `rows` says, or that the target cannot be written.
pub fn write_table<E: From<FeedError>>(
    target: &Path,
    style: &TableStyle,
    names: &[String],
    rows: impl Iterator<Item = Result<Vec<Cell>, E>>,
) -> Result<u64, E> {
    let failed = |reason| FeedError::Target { target: target.display().to_string(), reason };
    atomic::write(target, |out| {
        let mut table = Table { style, names, out };
        table.header().map_err(Failure::Write)?;
        let mut count = 0;
        for row in rows {
            table.row(&row.map_err(Failure::Rows)?).map_err(Failure::Write)?;
            count += 1;
        }
        Ok(count)
    })
    .map_err(|failure| match failure {
        Failure::Write(reason) => failed(reason).into(),
        Failure::Rows(error) => error,
    })
}

enum Failure<E> {
    Write(io::Error),
    Rows(E),
}

impl<E> From<io::Error> for Failure<E> {
    fn from(reason: io::Error) -> Self {
        Self::Write(reason)
    }
}

struct Table<'a> {
    style: &'a TableStyle,
    names: &'a [String],
    out: &'a mut dyn Write,
}

impl Table<'_> {
    fn header(&mut self) -> io::Result<()> {
        let shape = &self.style.shape;
        if shape.format == Format::Jsonl {
            return Ok(());
        }
        if shape.bom {
            self.out.write_all(&shape.encoding.encode("\u{feff}"))?;
        }
        let cells: Vec<String> =
            self.names.iter().map(|name| quoted(name.clone(), shape)).collect();
        self.line(&cells.join(char::from(shape.delimiter).encode_utf8(&mut [0; 4])))
    }

    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        let shape = &self.style.shape;
        let line = if shape.format == Format::Jsonl {
            let members: Vec<String> = self
                .names
                .iter()
                .zip(cells)
                .map(|(name, cell)| format!("{}:{}", json_text(name, false), cell.json(false)))
                .collect();
            format!("{{{}}}", members.join(","))
        } else {
            let cells: Vec<String> = cells.iter().map(|cell| cell.delimited(shape)).collect();
            cells.join(char::from(shape.delimiter).encode_utf8(&mut [0; 4]))
        };
        self.line(&line)
    }

    fn line(&mut self, line: &str) -> io::Result<()> {
        let shape = &self.style.shape;
        self.out.write_all(&shape.encoding.encode(line))?;
        self.out.write_all(&shape.encoding.encode(shape.line_end.text()))
    }
}

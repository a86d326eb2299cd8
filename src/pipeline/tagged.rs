//! The tables of a run: the source with its tags, the rejected rows.

use std::io;
use std::ops::Range;
use std::path::Path;

use super::columns::{TagColumns, Tags, row_cells};
use super::file::put;
use super::line::Line;
use super::outputs::Outputs;
use crate::config::Format;
use crate::error::Error;
use crate::feed::{self, Cell, NewColumns};
use crate::formula::guarded;
use crate::read::{Input, Packing, Reading};

/// The list of rows that could not be used.
pub(super) const REJECTED: &str = "rejected.csv";

/// The source files with the tags beside every row.
pub(super) fn tagged_files(outputs: &Outputs<'_>, folder: &Path) -> Result<(), Error> {
    let columns = TagColumns::new(outputs.codebook);
    let inputs = outputs.job.inputs.iter().zip(&outputs.intake.readings);
    for (i, ((input, reading), name)) in inputs.zip(file_names(outputs)).enumerate() {
        if outputs.settings.mask {
            // A copy of the source would hold what was masked.
            subset(outputs, i, &folder.join(name), &columns)?;
            continue;
        }
        let lines = outputs.intake.of_file(i);
        let rows =
            row_cells(&columns, reading, lines.map(|line| (line.0.row, tags(outputs, line))));
        let new = NewColumns { columns: columns.columns(), rows };
        feed::write(input, &reading.source, &reading.columns, &folder.join(name), new)?;
    }
    Ok(())
}

/// The keys of the records of a file with their tags, and nothing of what they said.
fn subset(
    outputs: &Outputs<'_>,
    file: usize,
    target: &Path,
    columns: &TagColumns,
) -> Result<(), Error> {
    let Some(reading) = outputs.intake.readings.get(file) else { return Ok(()) };
    let records = reading.records.iter().zip(outputs.intake.of_file(file));
    let rows = records.map(|(record, line)| -> Result<Vec<Cell>, Error> {
        let key = Cell::Text(record?.key.0.into());
        Ok(std::iter::once(key).chain(columns.cells(tags(outputs, line).as_deref())).collect())
    });
    feed::write_table(target, &reading.source, &columns.with_key(reading), rows)?;
    Ok(())
}

/// The names of the tagged files, in the order of the inputs.
pub(super) fn file_names(outputs: &Outputs<'_>) -> Vec<String> {
    let (inputs, readings) = (&outputs.job.inputs, &outputs.intake.readings);
    let named = inputs.iter().zip(readings).enumerate();
    let name = |(i, (input, reading))| -> String {
        file_name(i, input, reading, inputs.len(), outputs.settings.mask)
    };
    named.map(name).collect()
}

/// `tagged.csv`; with several inputs, `tagged-1-NAME.csv`.
fn file_name(
    number: usize,
    input: &Input,
    reading: &Reading,
    inputs: usize,
    masked: bool,
) -> String {
    let extension = match reading.source.format {
        // What is masked is no copy, but a small table.
        Format::Parquet | Format::Arrow | Format::Sav | Format::Sqlite if masked => {
            "csv".to_owned()
        }
        Format::Csv
        | Format::Jsonl
        | Format::Json
        | Format::Lines
        | Format::Folder
        | Format::Xlsx
        | Format::Xls
        | Format::Ods
        | Format::Parquet
        | Format::Arrow
        | Format::Sav
        | Format::Sqlite
        | Format::Postgres => feed::extension(input, &reading.source),
    };
    if inputs == 1 {
        return format!("tagged.{extension}");
    }
    let stem = match input {
        Input::File(path) => {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let (_, plain) = Packing::of_name(&name);
            Path::new(plain).file_stem().unwrap_or_default().to_string_lossy().into_owned()
        }
        Input::Stdin(_) => "stdin".to_owned(),
        Input::Database(address) => address.table.clone().unwrap_or_else(|| "query".to_owned()),
    };
    format!("tagged-{}-{stem}.{extension}", number + 1)
}

/// The tags of a record's comments; `None` where nothing was answered.
fn tags(outputs: &Outputs<'_>, (line, comments): (&Line, Range<usize>)) -> Option<Vec<Tags>> {
    (!line.unanswered).then(|| comments.map(|at| outputs.outlines.tags(at)).collect())
}

/// The list of rejected rows, if there are any.
pub(super) fn rejected(outputs: &Outputs<'_>, folder: &Path) -> Result<(), Error> {
    let path = folder.join(REJECTED);
    let all: Vec<_> = outputs
        .job
        .inputs
        .iter()
        .zip(&outputs.intake.readings)
        .flat_map(|(input, reading)| reading.rejected.iter().map(move |row| (input.name(), row)))
        .collect();
    if all.is_empty() {
        return Ok(());
    }
    let table = || -> io::Result<Vec<u8>> {
        let mut table = csv::Writer::from_writer(Vec::new());
        table.write_record(["file", "row", "line", "column", "reason", "sheet"])?;
        for (file, row) in &all {
            let column = row.column.as_deref().unwrap_or("");
            let sheet = row.sheet.as_deref().unwrap_or("");
            let (number, line) = (row.row.to_string(), row.line.to_string());
            let reason = row.reason.to_string();
            let [file, column, reason, sheet] = [file, column, &reason, sheet].map(guarded);
            table.write_record([&file, number.as_str(), &line, &column, &reason, &sheet])?;
        }
        table.flush()?;
        table.into_inner().map_err(|e| io::Error::other(e.to_string()))
    };
    let bytes = table().map_err(|reason| Error::File { path: path.clone(), reason })?;
    put(&path, &bytes)
}

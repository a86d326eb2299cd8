//! The tables of a run: who belongs to which theme, the source with its tags, the rejected rows.

use std::io;
use std::path::Path;

use rustc_hash::FxHashMap;

use super::columns::{TagColumns, Tags, is_unanswered, row_cells};
use super::file::put;
use super::outputs::Outputs;
use crate::analyse::mask::mask;
use crate::config::Format;
use crate::error::Error;
use crate::feed::{self, Cell, NewColumns, atomic};
use crate::read::{Input, Packing, Reading};
use crate::record::Record;
use crate::report::{Member, themes_csv as members_table};
use crate::theme::ThemeId;

/// The list of rows that could not be used.
pub(super) const REJECTED: &str = "rejected.csv";

/// `themes.csv`: every clause of this run's comments with its theme.
pub(super) fn themes_csv(outputs: &Outputs<'_>, folder: &Path) -> Result<(), Error> {
    let questions: Vec<Vec<&str>> = outputs
        .intake
        .readings
        .iter()
        .map(|reading| reading.columns.texts().map(|guess| guess.column.as_str()).collect())
        .collect();
    let intake = outputs.intake;
    let masked: FxHashMap<usize, String> =
        (0..intake.len()).filter_map(|at| Some((at, mask(&intake.comment(at).1.text)?))).collect();
    let mut places: Vec<(ThemeId, f32, u32, u32)> = Vec::new();
    for at in 0..outputs.intake.len() {
        let clauses = (0..).zip(outputs.outlines.clauses(at));
        places.extend(clauses.map(|(i, clause)| (clause.theme, clause.degree, at as u32, i)));
    }
    places.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)));
    let members = places.iter().map(|(theme, degree, at, i)| {
        let (file, record, comment) = outputs.intake.place(*at as usize);
        let text = masked.get(&(*at as usize)).map_or(&*comment.text, String::as_str);
        let clause = &outputs.outlines.clauses(*at as usize)[*i as usize];
        let question = questions.get(file).and_then(|n| n.get(usize::from(comment.question)));
        Member {
            theme: *theme,
            key: &record.key,
            question: question.copied().unwrap_or(""),
            text: clause.span.of(text),
            degree: *degree,
            sentiment: clause.sentiment,
        }
    });
    let path = folder.join("themes.csv");
    atomic::write(&path, |out| members_table(&outputs.plain_entries(), members, out))?;
    Ok(())
}

/// The source files with the tags beside every row.
pub(super) fn tagged_files(outputs: &Outputs<'_>, folder: &Path) -> Result<(), Error> {
    let columns = TagColumns::new(outputs.codebook);
    let inputs = outputs.job.inputs.iter().zip(&outputs.intake.readings);
    for (i, ((input, reading), name)) in inputs.zip(file_names(outputs)).enumerate() {
        let records = outputs.intake.by_record(i);
        let tagged = records.map(|(record, own)| (record, tags(outputs, record, &own)));
        if outputs.settings.mask {
            // A copy of the source would hold what was masked.
            subset(&folder.join(name), &columns, reading, tagged)?;
            continue;
        }
        let rows = row_cells(&columns, reading, tagged);
        let new = NewColumns { columns: columns.columns(), rows };
        feed::write(input, &reading.source, &reading.columns, &folder.join(name), new)?;
    }
    Ok(())
}

/// The keys of the records with their tags, and nothing of what they said.
fn subset<'r>(
    target: &Path,
    columns: &TagColumns,
    reading: &Reading,
    tagged: impl Iterator<Item = (&'r Record, Option<Vec<Tags>>)>,
) -> Result<(), Error> {
    let rows = tagged.map(|(record, tags)| -> Result<Vec<Cell>, Error> {
        let key = Cell::Text(record.key.0.to_string());
        Ok(std::iter::once(key).chain(columns.cells(tags.as_deref())).collect())
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
fn tags(outputs: &Outputs<'_>, record: &Record, comments: &[usize]) -> Option<Vec<Tags>> {
    let own = || comments.iter().map(|&at| outputs.outlines.tags(at)).collect();
    (!is_unanswered(record)).then(own)
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
            table.write_record([file, &number, &line, column, &row.reason.to_string(), sheet])?;
        }
        table.flush()?;
        table.into_inner().map_err(|e| io::Error::other(e.to_string()))
    };
    let bytes = table().map_err(|reason| Error::File { path: path.clone(), reason })?;
    put(&path, &bytes)
}

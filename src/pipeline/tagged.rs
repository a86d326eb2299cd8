//! The tables of a run: who belongs to which theme, the source with its tags, the rejected rows.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use rustc_hash::{FxHashMap, FxHashSet};

use super::file::put;
use super::outputs::Outputs;
use crate::analyse::mask::mask;
use crate::config::Format;
use crate::error::Error;
use crate::feed::{self, Cell, NewColumns, atomic};
use crate::read::{Input, Reading};
use crate::record::Record;
use crate::report::{Member, themes_csv as members_table};
use crate::score::{CueSet, EmotionSet, Hot, Polarity};
use crate::theme::ThemeId;

/// The list of rows that could not be used.
pub(super) const REJECTED: &str = "rejected.csv";

/// Columns every tagged file gets before those of the themes.
const COLUMNS: [&str; 8] = [
    "kuiske_language",
    "kuiske_sentiment",
    "kuiske_polarity",
    "kuiske_emotions",
    "kuiske_hot",
    "kuiske_expectation",
    "kuiske_cues",
    "kuiske_themes",
];

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
    let ids: Vec<ThemeId> = outputs.codebook.themes.iter().map(|theme| theme.id).collect();
    let mut names: Vec<String> = COLUMNS.iter().map(|&name| name.to_owned()).collect();
    names.extend(ids.iter().map(|id| format!("kuiske_{id}")));
    let inputs = outputs.job.inputs.iter().zip(&outputs.intake.readings);
    for (i, ((input, reading), name)) in inputs.zip(file_names(outputs)).enumerate() {
        let mut records = outputs.intake.by_record(i).peekable();
        let mut repeats = reading.repeats.iter().peekable();
        let repeated: FxHashSet<u64> = reading.repeats.iter().map(|repeat| repeat.first).collect();
        let mut first: FxHashMap<u64, Vec<Cell>> = FxHashMap::default();
        let rows = |row: u64| {
            // Rows that come again have the tags of the first; rejected ones stay blank.
            if let Some(repeat) = repeats.next_if(|repeat| repeat.row == row) {
                return first.get(&repeat.first).cloned();
            }
            let (record, comments) = records.next_if(|(record, _)| record.row == row)?;
            let cells = cells(outputs, record, &comments, &ids);
            if repeated.contains(&row) {
                first.insert(row, cells.clone());
            }
            Some(cells)
        };
        let new = NewColumns { names: names.clone(), rows };
        feed::write(input, &reading.source, &reading.columns, &folder.join(name), new)?;
    }
    Ok(())
}

/// The names of the tagged files, in the order of the inputs.
pub(super) fn file_names(outputs: &Outputs<'_>) -> Vec<String> {
    let (inputs, readings) = (&outputs.job.inputs, &outputs.intake.readings);
    let named = inputs.iter().zip(readings).enumerate();
    named.map(|(i, (input, reading))| file_name(i, input, reading, inputs.len())).collect()
}

/// `tagged.csv`; with several inputs, `tagged-NAME.csv`.
fn file_name(number: usize, input: &Input, reading: &Reading, inputs: usize) -> String {
    let usual = match reading.source.format {
        Format::Csv => "csv",
        Format::Jsonl => "jsonl",
    };
    let (stem, extension) = match input {
        Input::File(path) => (path.file_stem(), path.extension()),
        Input::Stdin(_) => (None, None),
    };
    let extension = extension.map_or(usual.into(), |e| e.to_string_lossy());
    if inputs == 1 {
        return format!("tagged.{extension}");
    }
    let stem = stem.map_or_else(|| "stdin".into(), |s| s.to_string_lossy());
    format!("tagged-{}-{stem}.{extension}", number + 1)
}

fn cells(outputs: &Outputs<'_>, record: &Record, comments: &[usize], ids: &[ThemeId]) -> Vec<Cell> {
    if record.comments.iter().all(|comment| comment.text.trim().is_empty()) {
        return vec![Cell::Blank; COLUMNS.len() + ids.len()];
    }
    let of = |at: &usize| outputs.outlines.of(*at);
    let found: Vec<f32> = comments.iter().filter_map(|at| of(at).sentiment).collect();
    let mean = (!found.is_empty()).then(|| found.iter().sum::<f32>() / found.len() as f32);
    let cues = comments.iter().fold(CueSet::default(), |all, at| all.with(of(at).cues));
    let themes: BTreeSet<ThemeId> =
        comments.iter().flat_map(|at| outputs.outlines.clauses(*at)).map(|c| c.theme).collect();
    let lang = comments.iter().find_map(|at| of(at).lang);
    let emotions = comments.iter().fold(EmotionSet::default(), |all, at| all.with(of(at).emotions));
    let hots: BTreeSet<Hot> = comments.iter().filter_map(|at| of(at).hot).collect();
    // Of several answers the one that departs most from what was expected, of equal ones the worse.
    let steps = comments.iter().filter_map(|at| of(at).expectation);
    let step = steps.max_by_key(|step| (step.abs(), -step));
    let list = |names: Vec<String>| Cell::Text(names.join(" "));
    let mut cells = vec![
        lang.map_or(Cell::Blank, |lang| Cell::Text(lang.code().to_owned())),
        mean.map_or(Cell::Blank, |value| Cell::Number(f64::from(value), 3)),
        mean.map_or(Cell::Blank, |value| Cell::Text(Polarity::of(value).name().to_owned())),
        list(emotions.iter().map(|emotion| emotion.name().to_owned()).collect()),
        list(hots.iter().map(|hot| hot.name().to_owned()).collect()),
        step.map_or(Cell::Blank, |step| Cell::Int(i64::from(step))),
        list(cues.iter().map(|cue| cue.name().to_owned()).collect()),
        list(themes.iter().map(ToString::to_string).collect()),
    ];
    cells.extend(ids.iter().map(|id| Cell::Int(i64::from(themes.contains(id)))));
    cells
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
        table.write_record(["file", "row", "line", "column", "reason"])?;
        for (file, row) in &all {
            let column = row.column.as_deref().unwrap_or("");
            let (number, line) = (row.row.to_string(), row.line.to_string());
            table.write_record([file, &number, &line, column, &row.reason.to_string()])?;
        }
        table.flush()?;
        table.into_inner().map_err(|e| io::Error::other(e.to_string()))
    };
    let bytes = table().map_err(|reason| Error::File { path: path.clone(), reason })?;
    put(&path, &bytes)
}

//! What is in a file, and what is weak in it? For those who look before they run.

use serde::Serialize;

use super::{
    Columns, Input, LineEnd, ReadError, Reading, Role, Said, SourceShape, decide, open, read,
};
use crate::config::{Config, Scale, Settings};
use crate::progress::Silent;
use crate::record::{Record, Week};

/// Below this many answers figures are anecdotes.
const FEW: usize = 30;

/// Weeks of past that a quiet signal has to stand out from, and the one that is looked at.
pub const WEEKS: usize = crate::detect::WARM as usize + 1;

/// A look at a file.
#[derive(Clone, Debug, Serialize)]
pub struct Inspection {
    /// How it is written.
    pub source: SourceShape,
    /// Its columns and their roles, with reasons.
    pub columns: Columns,
    /// Every column with what its first thousand values are like.
    pub views: Vec<ColumnView>,
    /// Rows that can be used.
    pub records: usize,
    /// Rows that cannot.
    pub rejected: usize,
    /// Open answers that are not blank.
    pub answers: usize,
    /// Scale of the score.
    pub scale: Option<Scale>,
    /// What the user should know of guesses.
    pub notes: Vec<Said>,
    /// What is weak in the data, one sentence each.
    pub weak: Vec<Said>,
    /// The settings that pin all this down.
    #[serde(skip)]
    pub settings: Config,
}

/// One column at a glance.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ColumnView {
    /// Its name.
    pub name: String,
    /// Its role, if it has one.
    pub role: Option<Role>,
    /// Share of values that are not blank, 0 … 1.
    pub filled: f32,
    /// Number of different values.
    pub different: usize,
    /// Words in a value, on average.
    pub words: f32,
}

/// Looks at one input without keeping its rows.
///
/// # Errors
/// As `read`.
pub fn inspect(input: &Input, config: &Config) -> Result<Inspection, ReadError> {
    let reading = read(input, config, &Silent)?;
    let settings = Settings::new(config)?;
    let name = input.name();
    let content = input.load(settings.max_bytes)?;
    let (table, mut shape) = open::open(&content, &name, &settings, &mut Vec::new())?;
    let profiles = decide::decide(&table, &mut shape, &settings, &name, &mut Vec::new())?.profiles;
    let role = |index: usize| {
        reading.columns.guesses.iter().find(|guess| guess.index == index).map(|guess| guess.role)
    };
    let views =
        table.columns.iter().zip(&profiles).enumerate().map(|(index, (column, profile))| {
            ColumnView {
                name: column.name.clone(),
                role: role(index),
                filled: 1.0 - profile.blank,
                different: profile.different,
                words: profile.words,
            }
        });
    let views = views.collect();
    let rows = reading.records.each(Row::of)?;
    let answers = rows.iter().map(|row| row.answers).sum();
    Ok(Inspection {
        views,
        weak: weak(&reading, &rows, answers),
        records: reading.records.len(),
        rejected: reading.rejected.len(),
        answers,
        scale: reading.scale,
        settings: reading.guessed(),
        source: reading.source,
        columns: reading.columns,
        notes: reading.notes,
    })
}

/// What is looked at in a record.
struct Row {
    answers: usize,
    week: Option<Week>,
}

impl Row {
    fn of(record: &Record) -> Self {
        let answers = record.comments.iter().filter(|comment| !comment.text.trim().is_empty());
        Self { answers: answers.count(), week: record.date.map(|date| Week::of(date.date())) }
    }
}

fn weak(reading: &Reading, rows: &[Row], answers: usize) -> Vec<Said> {
    let records = reading.records.len();
    let lacks = |role| reading.columns.one(role).is_none();
    let mut weak = Vec::new();
    let mut say = |holds: bool, en: String, fi: String| {
        if holds {
            weak.push(Said { en, fi });
        }
    };
    say(
        answers < FEW,
        format!("few answers ({answers}): themes and signals need more"),
        format!("vastauksia on vähän ({answers}): teemat ja signaalit vaativat enemmän"),
    );
    let asked = records * reading.columns.texts().count();
    let blank = asked - answers;
    say(
        answers * 2 < asked,
        format!("blank answers: {blank} of {asked}"),
        format!("tyhjiä vastauksia: {blank}/{asked}"),
    );
    let absent = [
        (
            Role::Date,
            "no date: nothing can be followed over time, and no quiet signal found",
            "ei päivämäärää: ajallista kehitystä ei voi seurata eikä hiljaisia signaaleja löytää",
        ),
        (
            Role::Key,
            "no key: a row is known by its content, so an edited row counts as new",
            "ei tunnistetta: rivi tunnetaan sisällöstään, joten muokattu rivi lasketaan uudeksi",
        ),
        (
            Role::Score,
            "no score: feelings can be counted, but not set against what was given",
            "ei arvosanaa: tunnesävyt voi laskea, mutta niitä ei voi verrata annettuun arvosanaan",
        ),
    ];
    for (role, en, fi) in absent {
        say(lacks(role), en.to_owned(), fi.to_owned());
    }
    counts(reading, rows, &mut say);
    weak
}

/// What is weak in the rows that are there.
fn counts(reading: &Reading, rows: &[Row], say: &mut dyn FnMut(bool, String, String)) {
    let dated = reading.columns.one(Role::Date).is_some();
    let mut weeks: Vec<Week> = rows.iter().filter_map(|row| row.week).collect();
    let undated = rows.len() - weeks.len();
    weeks.sort_unstable();
    weeks.dedup();
    say(
        dated && weeks.len() < WEEKS,
        format!("few weeks ({}): quiet signals need {WEEKS} of them", weeks.len()),
        format!(
            "viikkoja on vähän ({}): hiljaiset signaalit vaativat {WEEKS} viikon historian",
            weeks.len()
        ),
    );
    say(
        dated && undated > 0,
        format!("rows without a date: {undated}"),
        format!("rivejä ilman päivämäärää: {undated}"),
    );
    let (rejected, rows) = (reading.rejected.len(), reading.source.rows);
    say(
        rejected > 0,
        format!("rows that cannot be used: {rejected} of {rows}"),
        format!("käyttökelvottomia rivejä: {rejected}/{rows}"),
    );
    let repeats = reading.repeats.len();
    say(
        repeats > 0,
        format!("rows that come twice: {repeats}"),
        format!("kahdesti esiintyviä rivejä: {repeats}"),
    );
    say(
        reading.source.line_end == LineEnd::Cr,
        "old Macintosh line ends".to_owned(),
        "rivinvaihdot vanhaan Macintosh-tapaan".to_owned(),
    );
}

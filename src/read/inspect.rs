//! What is in a file, and what is weak in it? For those who look before they run.

use serde::Serialize;

use super::{Columns, Input, LineEnd, ReadError, Reading, Role, SourceShape, decide, open, read};
use crate::config::{Config, Scale, Settings};
use crate::progress::Silent;

/// Below this many answers figures are anecdotes.
const FEW: usize = 30;

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
    pub notes: Vec<String>,
    /// What is weak in the data, one sentence each.
    pub weak: Vec<String>,
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
    let bytes = input.bytes()?;
    let (table, mut shape) = open(&bytes, &name, &settings)?;
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
    let answers = answers(&reading);
    Ok(Inspection {
        views,
        weak: weak(&reading, answers),
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

fn answers(reading: &Reading) -> usize {
    let comments = reading.records.iter().flat_map(|record| &record.comments);
    comments.filter(|comment| !comment.text.trim().is_empty()).count()
}

fn weak(reading: &Reading, answers: usize) -> Vec<String> {
    let records = reading.records.len();
    let lacks = |role| reading.columns.one(role).is_none();
    let mut weak = Vec::new();
    let mut say = |holds: bool, text: String| {
        if holds {
            weak.push(text);
        }
    };
    say(answers < FEW, format!("only {answers} answers: themes and signals need more"));
    let asked = records * reading.columns.texts().count();
    say(answers * 2 < asked, format!("{} of {asked} answers are blank", asked - answers));
    say(
        lacks(Role::Date),
        "no date: nothing can be followed over time, and no quiet signal found".to_owned(),
    );
    let mut dates: Vec<_> = reading
        .records
        .iter()
        .filter_map(|record| record.date)
        .map(|date| crate::record::Week::of(date.date()))
        .collect();
    let undated = records - dates.len();
    dates.sort_unstable();
    dates.dedup();
    say(
        !lacks(Role::Date) && dates.len() < 8,
        format!("answers from {} weeks only: quiet signals need a past of some eight", dates.len()),
    );
    say(!lacks(Role::Date) && undated > 0, format!("{undated} rows without a date"));
    say(
        lacks(Role::Key),
        "no key: a row is known by its content, so an edited row counts as new".to_owned(),
    );
    say(
        lacks(Role::Score),
        "no score: feelings can be counted, but not set against what was given".to_owned(),
    );
    let rejected = reading.rejected.len();
    say(rejected > 0, format!("{rejected} of {} rows cannot be used", reading.source.rows));
    let repeats = reading.repeats.len();
    say(repeats > 0, format!("{repeats} rows come twice"));
    say(reading.source.line_end == LineEnd::Cr, "old Macintosh line ends".to_owned());
    weak
}

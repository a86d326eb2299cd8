//! SPSS, .sav and .zsav: labels for codes, nothing for missing values, sets of answers joined.
//!
//! A variable that is a score by its name keeps its codes; one whose codes have labels is read as the
//! labels. What cannot be shown in a cell stays in the file, which is written back by its own writer.

use std::io::Cursor;

use ambers::{MissingSpec, MrType, SpssMetadata, Value};
use arrow57::array::{
    Array, Date32Array, DurationMicrosecondArray, Float64Array, StringViewArray,
    TimestampMicrosecondArray,
};

use super::delimited::not_too_wide;
use super::error::ReadError;
use super::grid::Grid;
use super::header;
use super::names::{self, Meaning};
use super::note::Said;
use super::packed;
use super::table::{Rows, Table};
use super::zsav;
use crate::config::Settings;

/// A name that speaks this strongly for a score keeps its codes.
const SCORE: f32 = 0.4;
/// Rows decoded at a time: what a damaged head says of their number asks for no more.
const BATCH: usize = 16_384;

/// Rows and columns of `bytes`.
pub(super) fn open(
    bytes: &[u8],
    settings: &Settings,
    input: &str,
    notes: &mut Vec<Said>,
) -> Result<Table<'static>, ReadError> {
    let damaged = |why: &dyn ToString| ReadError::Damaged {
        input: input.to_owned(),
        message: why.to_string(),
    };
    let plain = zsav::plain(bytes, settings.max_bytes).map_err(|fault| match fault {
        zsav::Fault::Damaged(what) => damaged(&what),
        zsav::Fault::TooLarge(bound) => packed::too_large(input, bound, settings.max_bytes),
    })?;
    let mut scanner = ambers::scan_sav_from_reader(Cursor::new(&*plain), BATCH)
        .map_err(|error| damaged(&error))?;
    let meta = scanner.metadata().clone();
    let names: Vec<String> =
        scanner.schema().fields().iter().map(|field| field.name().clone()).collect();
    not_too_wide(names.len(), input)?;
    if let Some(weight) = &meta.weight_variable {
        notes.push(Said::new(
            format!(
                "weighted by \"{weight}\": the weights stay in the record, figures are unweighted"
            ),
            format!(
                "painomuuttuja ”{weight}”: painot säilyvät tietueessa, luvut ovat painottamattomia"
            ),
        ));
    }
    let sets: Vec<(&str, Vec<(usize, String)>)> = sets(&meta, &names);
    let mut grid = Grid::new(names.len() + sets.len());
    let mut number = 0;
    while let Some(batch) = scanner.next_batch().map_err(|error| damaged(&error))? {
        let variables: Vec<Variable<'_>> = names
            .iter()
            .zip(batch.columns())
            .map(|(name, column)| Variable::of(name, column.as_ref(), &meta))
            .collect();
        for row in 0..batch.num_rows() {
            variables.iter().for_each(|variable| grid.cell(&variable.text(row)));
            for (_, members) in &sets {
                let chosen = members.iter().filter(|(index, _)| {
                    variables.get(*index).is_some_and(|variable| variable.counted(row, &meta))
                });
                let labels: Vec<&str> = chosen.map(|(_, label)| label.as_str()).collect();
                grid.cell(&labels.join("; "));
            }
            number += 1;
            grid.end_row(number);
        }
    }
    // -1 where the program that wrote the file did not know.
    let told = meta.number_rows.and_then(|rows| u64::try_from(rows).ok());
    if let Some(told) = told.filter(|told| *told > number) {
        return Err(damaged(&format!("it is cut off: {number} of its {told} rows are there")));
    }
    let label = |name: &String| meta.label(name).filter(|label| !label.trim().is_empty());
    let plain = names
        .iter()
        .map(|name| header::column(name.clone(), label(name).map(str::to_owned), false));
    let joined = sets.iter().map(|(name, _)| header::column((*name).to_owned(), None, false));
    Ok(Table { columns: plain.chain(joined).collect(), rows: Rows::Grid(grid) })
}

/// The sets of yes-or-no variables, each with its members and their labels.
fn sets<'m>(meta: &'m SpssMetadata, names: &[String]) -> Vec<(&'m str, Vec<(usize, String)>)> {
    let dichotomies = meta.mr_sets.values().filter(|set| set.mr_type == MrType::MultipleDichotomy);
    dichotomies
        .map(|set| {
            let member = |name: &String| {
                let index = names.iter().position(|other| other.eq_ignore_ascii_case(name))?;
                let own = names.get(index)?;
                Some((index, meta.label(own).unwrap_or(own).to_owned()))
            };
            (set.name.as_str(), set.variables.iter().filter_map(member).collect())
        })
        .collect()
}

/// A variable and what its values stand for.
struct Variable<'b> {
    name: &'b str,
    column: &'b dyn Array,
    labels: Vec<(f64, &'b str)>,
    texts: Vec<(&'b str, &'b str)>,
    missing: &'b [MissingSpec],
}

impl<'b> Variable<'b> {
    fn of(name: &'b str, column: &'b dyn Array, meta: &'b SpssMetadata) -> Self {
        let words = |text: &str| names::strength(&names::words(text), Meaning::Score) >= SCORE;
        let score = words(name) || meta.label(name).is_some_and(words);
        let labels = meta.value_labels(name).filter(|_| !score);
        let (mut codes, mut texts) = (Vec::new(), Vec::new());
        for (value, label) in labels.into_iter().flatten() {
            match value {
                Value::Numeric(code) => codes.push((*code, label.as_str())),
                Value::String(code) => texts.push((code.trim_end(), label.as_str())),
            }
        }
        let missing = meta.variable_missing_values.get(name).map_or(&[][..], Vec::as_slice);
        Self { name, column, labels: codes, texts, missing }
    }

    /// Whether a member of a set was chosen.
    fn counted(&self, row: usize, meta: &SpssMetadata) -> bool {
        let set = meta.mr_sets.values().find(|set| {
            set.variables.iter().any(|variable| variable.eq_ignore_ascii_case(self.name))
        });
        let counted = set.and_then(|set| set.counted_value.as_deref()).unwrap_or("1").trim();
        self.plain(row).is_some_and(|value| value == counted)
    }

    /// The value without its label; `None` if it is missing.
    fn plain(&self, row: usize) -> Option<String> {
        let column = self.column.as_any();
        if self.column.is_null(row) {
            return None;
        }
        if let Some(numbers) = column.downcast_ref::<Float64Array>() {
            let number = numbers.value(row);
            return (!number.is_nan() && !self.is_missing(number)).then(|| number.to_string());
        }
        if let Some(texts) = column.downcast_ref::<StringViewArray>() {
            let text = texts.value(row).trim_end();
            let missing = |spec: &MissingSpec| matches!(spec, MissingSpec::StringValue(value) if value.trim_end() == text);
            return (!self.missing.iter().any(missing)).then(|| text.to_owned());
        }
        if let Some(days) = column.downcast_ref::<Date32Array>() {
            return day(i64::from(days.value(row)), 0);
        }
        if let Some(stamps) = column.downcast_ref::<TimestampMicrosecondArray>() {
            let seconds = stamps.value(row).div_euclid(1_000_000);
            return day(seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
        }
        let spans = column.downcast_ref::<DurationMicrosecondArray>()?;
        Some(time(spans.value(row).div_euclid(1_000_000)))
    }

    fn is_missing(&self, number: f64) -> bool {
        self.missing.iter().any(|spec| match spec {
            MissingSpec::Value(value) => value.to_bits() == number.to_bits(),
            MissingSpec::Range { lo, hi } => (*lo..=*hi).contains(&number),
            MissingSpec::StringValue(_) => false,
        })
    }

    fn text(&self, row: usize) -> String {
        let Some(plain) = self.plain(row) else { return String::new() };
        let number = self.column.as_any().downcast_ref::<Float64Array>().map(|n| n.value(row));
        let label = match number {
            Some(number) => {
                let same = |(code, _): &&(f64, &str)| code.to_bits() == number.to_bits();
                self.labels.iter().find(same).map(|(_, label)| *label)
            }
            None => self.texts.iter().find(|(code, _)| *code == plain).map(|(_, label)| *label),
        };
        label.map_or(plain, str::to_owned)
    }
}

/// A day since 1970 and seconds of it.
fn day(days: i64, seconds: i64) -> Option<String> {
    let epoch = jiff::civil::Date::new(1970, 1, 1).ok()?;
    let date = epoch.checked_add(jiff::Span::new().try_days(days).ok()?).ok()?;
    Some(if seconds == 0 { date.to_string() } else { format!("{date} {}", time(seconds)) })
}

fn time(seconds: i64) -> String {
    format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use ambers::Compression;
    use arrow57::array::{ArrayRef, RecordBatch};
    use arrow57::datatypes::{DataType, Field, Schema};

    use super::*;
    use crate::config::Config;

    #[test]
    fn a_file_that_is_cut_off_is_damaged() {
        let schema = Schema::new(vec![Field::new("nps", DataType::Float64, true)]);
        let scores: Float64Array = (0..900).map(|i| Some(f64::from(i) + 0.5)).collect();
        let columns: Vec<ArrayRef> = vec![Arc::new(scores)];
        let batch = RecordBatch::try_new(Arc::new(schema), columns).unwrap();
        let meta = SpssMetadata {
            variable_names: vec!["nps".into()],
            number_columns: 1,
            ..SpssMetadata::default()
        };
        let settings = Settings::new(&Config::default()).unwrap();
        for packing in [Compression::None, Compression::Bytecode] {
            let mut out = Cursor::new(Vec::new());
            ambers::write_sav_to_writer(&mut out, &batch, &meta, packing, None).unwrap();
            let bytes = out.into_inner();
            let read = |bytes: &[u8]| open(bytes, &settings, "x.sav", &mut Vec::new());
            assert_eq!(read(&bytes).unwrap().len(), 900);
            let mut cut = bytes.clone();
            cut.truncate(bytes.len() - 3000);
            assert!(matches!(read(&cut), Err(ReadError::Damaged { .. })), "{packing:?}");
            // The head may not know how many rows there are: -1.
            let mut unknown = bytes;
            unknown[80..84].copy_from_slice(&(-1_i32).to_le_bytes());
            assert_eq!(read(&unknown).unwrap().len(), 900, "{packing:?}");
        }
    }
}

//! The report as plain tables: what the workbook and the Markdown file are written from.
//!
//! Figures stand in columns of their own (value, low, high, n), so that they can be reckoned with;
//! what is hidden stays hidden and is blank.

use super::Report;
use super::findings::Language;
use super::model::{Cell, Change, Figure};
use super::terms::Terms;
use super::words::Words;

mod parts;
mod board;
mod insight;
mod method;

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Table {
    /// What it holds.
    pub(crate) name: String,
    /// Headers.
    pub(crate) columns: Vec<String>,
    /// Rows, each as long as the headers.
    pub(crate) rows: Vec<Vec<Datum>>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Datum {
    /// Nothing, or nothing that may be shown.
    Blank,
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
}

impl From<&str> for Datum {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Datum {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<u32> for Datum {
    fn from(n: u32) -> Self {
        Self::Number(f64::from(n))
    }
}

impl From<f64> for Datum {
    fn from(x: f64) -> Self {
        Self::Number(x)
    }
}

impl<T: Into<Self>> From<Option<T>> for Datum {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Blank, Into::into)
    }
}

/// All tables of a report, in the order of the page; empty ones are left out.
pub(crate) fn tables(report: &Report, language: Language) -> Vec<Table> {
    let with = With { report, language, words: Words::of(language), terms: Terms::of(language) };
    let mut all = with.all();
    all.retain(|table| !table.rows.is_empty());
    all
}

/// A table of its parts.
fn table(name: &str, columns: &[&str], rows: Vec<Vec<Datum>>) -> Table {
    let columns = columns.iter().map(|name| (*name).to_owned()).collect();
    Table { name: name.to_owned(), columns, rows }
}

/// What the tables are made with.
pub(super) struct With<'a> {
    pub(super) report: &'a Report,
    pub(super) language: Language,
    pub(super) words: &'static Words,
    pub(super) terms: &'static Terms,
}

impl With<'_> {
    /// Value, low, high, n.
    pub(super) fn figure(figure: Option<&Figure>) -> [Datum; 4] {
        [
            figure.map(|f| f.value).into(),
            figure.map(|f| f.low).into(),
            figure.map(|f| f.high).into(),
            figure.map(|f| f.n).into(),
        ]
    }

    /// The same of a cell that may be hidden.
    pub(super) fn cell(cell: &Cell) -> [Datum; 4] {
        Self::figure(cell.figure())
    }

    /// Difference, low, high.
    pub(super) fn change(change: Option<&Change>) -> [Datum; 3] {
        [
            change.map(|c| c.difference).into(),
            change.map(|c| c.low).into(),
            change.map(|c| c.high).into(),
        ]
    }

    pub(super) fn say<'t>(&self, fi: &'t str, en: &'t str) -> &'t str {
        match self.language {
            Language::Fi => fi,
            Language::En => en,
        }
    }
}

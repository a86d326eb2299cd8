//! A source read once more, for those who write it anew in another form.
//!
//! Owns the same rows in the same order as the first reading. Refuses to give them roles.

use super::error::ReadError;
use super::input::{Content, Input};
use super::open;
use super::sniff::SourceShape;
use super::table::Table;
use crate::config::{ColumnsConfig, Config, Settings};

/// What a source holds, to be looked at as often as needed.
pub struct Again<'a> {
    content: Content<'a>,
    name: String,
    settings: Settings,
}

/// The rows of a source, as text.
pub struct Rows<'a>(Table<'a>);

impl<'a> Again<'a> {
    /// Loads `input` by the question that gave `shape`.
    ///
    /// # Errors
    /// The source is gone.
    pub fn load(input: &'a Input, shape: &SourceShape) -> Result<Self, ReadError> {
        let config = Config { input: shape.asked.clone(), ..Config::default() };
        let settings = Settings::new(&config)?;
        let content = input.load(settings.max_bytes)?;
        Ok(Self { content, name: input.name(), settings })
    }

    /// Its rows; `names` are columns that must be among them even where the first rows lack them.
    ///
    /// # Errors
    /// The source has changed and cannot be read.
    pub fn rows(&self, names: &[String]) -> Result<Rows<'_>, ReadError> {
        let columns = ColumnsConfig { text: Some(names.to_vec()), ..ColumnsConfig::default() };
        let settings = Settings { columns, ..self.settings.clone() };
        let (table, _) = open::open(&self.content, &self.name, &settings, &mut Vec::new())?;
        Ok(Rows(table))
    }

    /// Bytes that a source may have, unpacked.
    #[cfg(any(feature = "spss", feature = "parquet"))]
    pub(crate) const fn max_bytes(&self) -> u64 {
        self.settings.max_bytes
    }

    /// The bytes of a file, unpacked; `None` for folders and databases.
    pub fn bytes(&self) -> Option<&[u8]> {
        match &self.content {
            Content::Bytes(bytes, _) => Some(bytes),
            Content::Folder(_) | Content::Sqlite(_) | Content::Database(_) => None,
        }
    }
}

impl Rows<'_> {
    /// Names of the columns.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.columns.iter().map(|column| column.name.as_str())
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Where each row stands in its source, from 1: a line of a file, a row of a sheet.
    pub fn lines(&self) -> Vec<u64> {
        self.0.lines(&(0..self.len()).collect::<Vec<_>>())
    }

    /// The cells of row number `row`, from 0; `None` for a row that cannot be read.
    pub fn cells(&self, row: usize) -> Option<Vec<String>> {
        let row = self.0.row(row).ok()?;
        let columns = self.0.columns.iter().enumerate();
        Some(columns.map(|(index, column)| row.get(index, column).into_owned()).collect())
    }
}

//! New cells, and how they are written.

use std::fmt::Write as _;

use crate::config::Decimal;
use crate::formula::guarded;
use crate::read::SourceShape;
use crate::read::table::json_string;

/// New columns for a source.
#[derive(Clone, Debug)]
pub struct NewColumns<F> {
    /// The columns, their names all different. Names that begin with `read::OWN_PREFIX` are known as
    /// ours when the file is read again.
    pub columns: Vec<NewColumn>,
    /// Gives the new cells of row number `r` (`Record::row`, from 1), as many as there are columns;
    /// `None` leaves them all blank. Called once for every row, in order.
    pub rows: F,
}

/// A new column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewColumn {
    /// Its name.
    pub name: String,
    /// What it says, for formats that keep labels beside names; the name where blank.
    pub label: String,
    /// What its cells hold.
    pub kind: Kind,
}

/// What the cells of a new column hold; any may be blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// 0 or 1.
    Flag,
    /// Whole numbers.
    Int,
    /// Numbers with so many decimals.
    Number(u8),
    /// Text.
    Text,
}

impl NewColumn {
    /// A column without a label.
    pub fn new(name: impl Into<String>, kind: Kind) -> Self {
        Self { name: name.into(), label: String::new(), kind }
    }

    /// The column with a label.
    #[must_use]
    pub fn labelled(self, label: impl Into<String>) -> Self {
        Self { label: label.into(), ..self }
    }

    /// The label, or the name where there is none.
    pub fn title(&self) -> &str {
        if self.label.is_empty() { &self.name } else { &self.label }
    }
}

/// One new cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing was answered; not the same as 0.
    Blank,
    /// A whole number.
    Int(i64),
    /// A number with so many decimals. One that is not finite is blank.
    Number(f64, u8),
    /// Text.
    Text(String),
}

impl Cell {
    /// As a cell of a delimited file, quoted where needed. A text that a spreadsheet would take for
    /// a formula is kept from being one by an apostrophe before it; see [`guarded`].
    pub(super) fn delimited(&self, shape: &SourceShape) -> String {
        let text = match self {
            Self::Text(text) => guarded(text).into_owned(),
            Self::Blank | Self::Int(_) | Self::Number(..) => {
                self.number(shape.decimal).unwrap_or_default()
            }
        };
        quoted(text, shape)
    }

    /// As a JSON value; `ascii` writes all other characters as escapes.
    pub(super) fn json(&self, ascii: bool) -> String {
        match self {
            Self::Text(text) => json_text(text, ascii),
            Self::Blank | Self::Int(_) | Self::Number(..) => {
                self.number(Decimal::Point).unwrap_or_else(|| "null".to_owned())
            }
        }
    }

    /// A number with a decimal point; `None` for text and blank cells.
    pub(super) fn plain_number(&self) -> Option<String> {
        self.number(Decimal::Point)
    }

    fn number(&self, decimal: Decimal) -> Option<String> {
        match *self {
            Self::Int(number) => Some(number.to_string()),
            Self::Number(number, decimals) if number.is_finite() => {
                let text = format!("{number:.*}", usize::from(decimals));
                // What rounds to nothing has no sign.
                let zero = text.bytes().all(|byte| matches!(byte, b'-' | b'0' | b'.'));
                let text = if zero { text.trim_start_matches('-').to_owned() } else { text };
                Some(if decimal == Decimal::Comma { text.replace('.', ",") } else { text })
            }
            Self::Blank | Self::Number(..) | Self::Text(_) => None,
        }
    }
}

/// A string as JSON.
pub(super) fn json_text(text: &str, ascii: bool) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    json_string(text, &mut out);
    if !ascii || out.is_ascii() {
        return out;
    }
    let mut escaped = String::with_capacity(out.len() * 2);
    for character in out.chars() {
        if character.is_ascii() {
            escaped.push(character);
        } else {
            let mut units = [0; 2];
            for unit in character.encode_utf16(&mut units) {
                let _ = write!(escaped, "\\u{unit:04x}");
            }
        }
    }
    escaped
}

/// `text` in quotes if it needs them.
pub(super) fn quoted(text: String, shape: &SourceShape) -> String {
    let (quote, delimiter) = (char::from(shape.quote), char::from(shape.delimiter));
    let outside = text.starts_with(' ') || text.ends_with(' ');
    if outside || text.contains([quote, delimiter, '\n', '\r']) {
        let doubled = text.replace(quote, &format!("{quote}{quote}"));
        format!("{quote}{doubled}{quote}")
    } else {
        text
    }
}

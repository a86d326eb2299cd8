//! Why a query can't be understood, and what would be.

use super::fields::KNOWN;

/// A query that can't be understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum QueryError {
    /// It is no sentence of the query language.
    #[error(
        "query, character {position}: {message}\n\
         hint: put \\ before a sign that is meant as it stands, or the words in quotation marks"
    )]
    Syntax {
        /// Character at which reading stopped, from 1.
        position: usize,
        /// What is wrong there.
        message: String,
    },
    /// It asks for a field that is not there.
    #[error("query: there is no field `{name}`{}\nhint: {}", suggestion(*nearest), known())]
    UnknownField {
        /// Name as typed.
        name: String,
        /// The field that was probably meant.
        nearest: Option<&'static str>,
    },
    /// A field is asked for a value it can't have.
    #[error("query: `{value}` is no value of `{field}`\nhint: {expected}")]
    BadValue {
        /// The field.
        field: &'static str,
        /// Value as typed.
        value: String,
        /// What the field can be asked for.
        expected: String,
    },
    /// It has signs, but no word to look for.
    #[error("query: there is no word in `{0}` to look for\nhint: give a word, or a field filter")]
    NoWord(String),
    /// A wildcard that stands for too many words.
    #[error("query: `{0}` stands for too many words\nhint: give more letters")]
    TooWide(String),
}

fn suggestion(nearest: Option<&str>) -> String {
    nearest.map(|name| format!("; did you mean `{name}`?")).unwrap_or_default()
}

fn known() -> String {
    let names: Vec<&str> = KNOWN.iter().map(|(name, _)| *name).collect();
    format!(
        "fields are {}; to look for a colon, put the words in quotation marks",
        names.join(", ")
    )
}

//! Roles of columns: what can be set, and what was found.

use serde::Serialize;

use super::note::Said;

/// What a column is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Identifies the record.
    Key,
    /// An open-text answer.
    Text,
    /// When it was said.
    Date,
    /// Kind of voice.
    Source,
    /// Way in which it was said.
    Channel,
    /// Encounter it is about.
    Touchpoint,
    /// Group of customers or staff.
    Segment,
    /// Main score.
    Score,
    /// Declared language.
    Language,
    /// Money or other value at stake.
    Value,
    /// Who said it.
    Author,
}

impl Role {
    /// All roles, in the order of the settings.
    pub const ALL: [Self; 11] = [
        Self::Key,
        Self::Text,
        Self::Date,
        Self::Source,
        Self::Channel,
        Self::Touchpoint,
        Self::Segment,
        Self::Score,
        Self::Language,
        Self::Value,
        Self::Author,
    ];

    /// The setting that fixes it.
    pub const fn option(self) -> &'static str {
        match self {
            Self::Key => "columns.key",
            Self::Text => "columns.text",
            Self::Date => "columns.date",
            Self::Source => "columns.source",
            Self::Channel => "columns.channel",
            Self::Touchpoint => "columns.touchpoint",
            Self::Segment => "columns.segment",
            Self::Score => "columns.score",
            Self::Language => "columns.language",
            Self::Value => "columns.value",
            Self::Author => "columns.author",
        }
    }

    /// Its name in Finnish.
    pub const fn finnish(self) -> &'static str {
        match self {
            Self::Key => "tunniste",
            Self::Text => "teksti",
            Self::Date => "päivä",
            Self::Source => "lähde",
            Self::Channel => "kanava",
            Self::Touchpoint => "kosketuspiste",
            Self::Segment => "ryhmä",
            Self::Score => "arvosana",
            Self::Language => "kieli",
            Self::Value => "arvo",
            Self::Author => "kirjoittaja",
        }
    }

    /// Its name in the settings.
    pub fn name(self) -> &'static str {
        self.option().strip_prefix("columns.").unwrap_or("")
    }
}

/// A column and its role.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Guess {
    /// The role.
    pub role: Role,
    /// Name of the column.
    pub column: String,
    /// Its place among the columns, from 0.
    pub index: usize,
    /// How sure the guess is, 0 … 1; 1 where the settings say so.
    pub confidence: f32,
    /// Why, in a few words.
    pub why: Said,
}

/// The columns of a source and their roles.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Columns {
    /// Names of all columns, in the source's order.
    pub names: Vec<String>,
    /// Roles, in the order of the settings; several for `Role::Text` only.
    pub guesses: Vec<Guess>,
}

impl Columns {
    /// The first column with this role.
    pub fn one(&self, role: Role) -> Option<&Guess> {
        self.guesses.iter().find(|guess| guess.role == role)
    }

    /// The text columns, in question order.
    pub fn texts(&self) -> impl Iterator<Item = &Guess> {
        self.guesses.iter().filter(|guess| guess.role == Role::Text)
    }
}

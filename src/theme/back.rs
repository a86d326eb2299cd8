//! How a change of a codebook is taken back: what it took away, and what it made.

use serde::{Deserialize, Serialize};

use super::ThemeId;
use super::codebook::{Codebook, Moved};
use super::edit::Gone;
use super::form::{Row, pack, unpack};

/// What a change took away and made, as the log keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Back {
    /// IDs that the change gave.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    made: Vec<ThemeId>,
    /// Forbidden words before, where the change touched them.
    #[serde(skip_serializing_if = "Option::is_none")]
    forbidden: Option<Vec<String>>,
    /// Moved clauses that the change added, as vectors.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    placed: Vec<String>,
    /// Themes as they were before, where the change touched or ended them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    before: Vec<Row>,
    /// Moved clauses that the change took away.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    displaced: Vec<Displaced>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Displaced {
    key: String,
    theme: ThemeId,
    vector: String,
}

impl Back {
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What leads from the codebook after a change to the one before it.
    pub(crate) fn between(old: &Codebook, new: &Codebook) -> Self {
        let touched = old.themes.iter().filter(|theme| new.theme(theme.id) != Some(theme));
        let made = new.themes.iter().filter(|theme| old.theme(theme.id).is_none());
        let placed = new.moved.iter().filter(|moved| !old.moved.contains(moved));
        let displaced = old.moved.iter().filter(|moved| !new.moved.contains(moved));
        Self {
            made: made.map(|theme| theme.id).collect(),
            forbidden: (old.forbidden != new.forbidden).then(|| old.forbidden.clone()),
            placed: placed.map(|moved| pack(&moved.vector)).collect(),
            before: touched.map(Row::of).collect(),
            displaced: displaced
                .map(|m| Displaced { key: m.key.clone(), theme: m.theme, vector: pack(&m.vector) })
                .collect(),
        }
    }

    /// Takes the change back in a codebook. IDs that the change gave stay used: they lead to the
    /// theme that comes back.
    pub(crate) fn restore(&self, book: &mut Codebook) {
        let restored: Vec<_> = self.before.iter().cloned().map(Row::theme).collect();
        let into = restored.first().map(|theme| theme.id);
        book.themes.retain(|theme| !self.made.contains(&theme.id));
        for theme in restored {
            book.gone.retain(|gone| gone.id != theme.id);
            book.themes.retain(|other| other.id != theme.id);
            book.themes.push(theme);
        }
        book.themes.sort_by_key(|theme| theme.id);
        book.gone.extend(self.made.iter().map(|&id| Gone { id, into }));
        if let Some(words) = &self.forbidden {
            book.forbidden.clone_from(words);
        }
        book.moved.retain(|moved| !self.placed.contains(&pack(&moved.vector)));
        book.moved.extend(self.displaced.iter().filter_map(|d| {
            Some(Moved { key: d.key.clone(), theme: d.theme, vector: unpack(&d.vector)? })
        }));
    }
}

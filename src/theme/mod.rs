//! What recurs? Clause vectors, themes with stable IDs, labels, and who belongs to them.
//!
//! Owns the codebook. Joining a theme is a pure function of (comment, codebook, vectors).

mod embed;
pub(crate) mod kmeans;
mod neighbours;
mod community;
mod merge;
mod name;
mod group;
mod fit;
mod assign;
mod terms;
mod ready;
mod pairs;
mod phrases;
mod told;
mod label;
mod codebook;
mod form;
mod back;
mod log;
mod edit;
mod grow;
mod renew;
mod regroup;

pub use assign::Assigner;
pub use back::Back;
pub use codebook::{Codebook, Core, Frame, Moved, Seed, Theme, as_written, middle};
pub use edit::{Edit, EditError, Gone};
pub use embed::{Embedder, Embedding};
pub use fit::{FitOptions, assign_all, fit, fit_within, label_missing};
pub use form::CodebookError;
pub use grow::{LOOSE, grow};
pub use label::Labeller;
pub use log::{Act, Change};
pub use name::name_groups;
pub use regroup::{regroup, resamples};

use std::fmt;

use serde::{Deserialize, Serialize};

/// Stable identity of a theme; never re-used, never renumbered. Written `T0001`.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[cfg_attr(feature = "archive", derive(schemars::JsonSchema))]
#[serde(try_from = "String", into = "String")]
pub struct ThemeId(pub u32);

impl fmt::Display for ThemeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "T{:04}", self.0)
    }
}

impl From<ThemeId> for String {
    fn from(id: ThemeId) -> Self {
        id.to_string()
    }
}

impl TryFrom<String> for ThemeId {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.strip_prefix('T')
            .and_then(|digits| digits.parse().ok())
            .map(Self)
            .ok_or_else(|| format!("`{text}` is no theme ID; one looks like T0012"))
    }
}

/// That a clause of a comment belongs to a theme.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Membership {
    /// The theme.
    pub theme: ThemeId,
    /// Index of the clause in the comment's analysis.
    pub clause: u16,
    /// How well it fits: cosine to the theme's centre, 0…1; below [`WEAK`] it is shown as weak.
    pub degree: f32,
}

/// Degree under which a member is shown as weak.
pub const WEAK: f32 = 0.25;

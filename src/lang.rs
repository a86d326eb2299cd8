//! The languages Kuiske tells apart. A detection result is `Option<Lang>`: `None` is a text without
//! enough letters to have a language, never a default.

use serde::{Deserialize, Serialize};

/// A language, or the knowledge that it is none of those analysed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Finnish: analysed in full.
    Fi,
    /// English: analysed in full.
    En,
    /// Swedish: stemmed, searchable, clustered.
    Sv,
    /// Any other language: searchable as written.
    Other,
}

impl Lang {
    /// All values, in their fixed order.
    pub const ALL: [Self; 4] = [Self::Fi, Self::En, Self::Sv, Self::Other];

    /// ISO 639-1 code, or `other`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Fi => "fi",
            Self::En => "en",
            Self::Sv => "sv",
            Self::Other => "other",
        }
    }

    /// The language of a code as sources write it: `fi`, `FI`, `fin`, `fi-FI`, `suomi`, `Finnish`.
    pub fn parse(code: &str) -> Option<Self> {
        let code = code.trim().to_lowercase();
        let primary = code.split(['-', '_']).next().unwrap_or("");
        match primary {
            "" => None,
            "fi" | "fin" | "suomi" | "finnish" | "finska" => Some(Self::Fi),
            "en" | "eng" | "englanti" | "english" | "engelska" => Some(Self::En),
            "sv" | "swe" | "se" | "ruotsi" | "swedish" | "svenska" => Some(Self::Sv),
            _ => Some(Self::Other),
        }
    }
}

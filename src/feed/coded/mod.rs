//! The codebook and coded comments for other programs: a table, and the exchange formats of
//! programs for qualitative analysis (REFI-QDA 1.0).
//!
//! Owns identities that never change: the same theme of the same archive has the same GUID in
//! every export. Refuses to show personal data: texts are handed over masked.

mod project;
mod qdc;
mod table;

pub use project::{Coded, Selection, qdpx};
pub use qdc::qdc;
pub use table::codebook_csv;

use uuid::Uuid;

use crate::theme::{Codebook, Theme, ThemeId};

/// What the standard's namespace is called; identities are derived from it.
const NAMESPACE: &str = "urn:QDA-XML:codebook:1.0";
/// Colours of codes, told apart by the colour-blind; used in turn.
const COLOURS: [&str; 8] =
    ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#7F7F7F"];

/// A theme's typical quote, personal data masked.
pub type Anchors = std::collections::BTreeMap<ThemeId, String>;

/// Identities within one archive.
#[derive(Clone, Copy, Debug)]
struct Identities(Uuid);

impl Identities {
    /// Those of a codebook: the frame its themes are measured in is found once and then kept.
    fn of(codebook: &Codebook) -> Self {
        let standard = Uuid::new_v5(&Uuid::NAMESPACE_URL, NAMESPACE.as_bytes());
        Self(Uuid::new_v5(&standard, &codebook.frame.identity()))
    }

    /// The GUID of what has this name, upper case as the standard's examples write it.
    fn guid(self, kind: &str, name: &str) -> String {
        let uuid = Uuid::new_v5(&self.0, format!("{kind}\n{name}").as_bytes());
        uuid.hyphenated().to_string().to_uppercase()
    }

    fn code(self, theme: ThemeId) -> String {
        self.guid("code", &theme.to_string())
    }
}

fn colour(place: usize) -> &'static str {
    COLOURS.get(place % COLOURS.len()).copied().unwrap_or("#7F7F7F")
}

/// What a theme is about, in both languages, by its key phrases.
fn description(theme: &Theme) -> String {
    let said = |phrases: &[String]| phrases.join(", ");
    match (theme.phrases_fi.is_empty(), theme.phrases_en.is_empty()) {
        (true, true) => String::new(),
        (false, true) => said(&theme.phrases_fi),
        (true, false) => said(&theme.phrases_en),
        (false, false) => format!("{} / {}", said(&theme.phrases_fi), said(&theme.phrases_en)),
    }
}

/// The name under which people know a theme: both labels where they differ.
fn name(theme: &Theme) -> String {
    match (theme.label_fi.trim(), theme.label_en.trim()) {
        ("", "") => theme.id.to_string(),
        (fi, "") => fi.to_owned(),
        ("", en) => en.to_owned(),
        (fi, en) if fi == en => fi.to_owned(),
        (fi, en) => format!("{fi} / {en}"),
    }
}

/// A text as XML shows it; what XML cannot hold at all is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push_str(&format!("&#{};", sign as u32)),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => out.push(sign),
        }
    }
    out
}

#[cfg(test)]
mod tests;

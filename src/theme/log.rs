//! The log of a codebook: what was done by hand, when and why, told in both languages.

use serde::{Deserialize, Serialize};

use crate::lang::Lang;

use super::ThemeId;
use super::back::Back;

/// One change, as the log keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// Day of the change, as the caller gives it.
    pub date: String,
    /// What was done.
    pub act: Act,
    /// The theme that was changed, if it was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme: Option<ThemeId>,
    /// Labels, words, phrases, IDs or keys that it was done with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<String>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Whether it was taken back.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub undone: bool,
    /// How to take it back.
    #[serde(default, skip_serializing_if = "Back::is_empty")]
    pub back: Back,
}

/// What can be done to a codebook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Act {
    /// Another label.
    Rename,
    /// Themes put into one.
    Merge,
    /// A theme put apart.
    Split,
    /// Fixed.
    Pin,
    /// No longer fixed.
    Unpin,
    /// Words kept out of labels.
    Forbid,
    /// Words let into labels again.
    Allow,
    /// Phrases that draw comments.
    Seed,
    /// A theme made of phrases.
    New,
    /// A comment put into a theme.
    Move,
    /// Themes found anew.
    Renew,
    /// A change taken back.
    Undo,
}

impl Act {
    const ALL: [Self; 12] = [
        Self::Rename,
        Self::Merge,
        Self::Split,
        Self::Pin,
        Self::Unpin,
        Self::Forbid,
        Self::Allow,
        Self::Seed,
        Self::New,
        Self::Move,
        Self::Renew,
        Self::Undo,
    ];

    /// The name in files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rename => "rename",
            Self::Merge => "merge",
            Self::Split => "split",
            Self::Pin => "pin",
            Self::Unpin => "unpin",
            Self::Forbid => "forbid",
            Self::Allow => "allow",
            Self::Seed => "seed",
            Self::New => "new",
            Self::Move => "move",
            Self::Renew => "renew",
            Self::Undo => "undo",
        }
    }

    fn told(self, with: &[String], lang: Lang) -> String {
        let finnish = lang == Lang::Fi;
        let list = with.join(", ");
        let (fi, en) = match self {
            Self::Rename => {
                let quoted = |name: &String| {
                    if finnish { format!("”{name}”") } else { format!("“{name}”") }
                };
                let names: Vec<String> = with.iter().map(quoted).collect();
                return format!("{} {}", if finnish { "nimi" } else { "label" }, names.join(" → "));
            }
            Self::Merge => ("liitetty mukaan:", "took in"),
            Self::Split => ("jaettu teemoiksi", "split into"),
            Self::Pin => ("lukittu", "pinned"),
            Self::Unpin => ("lukitus poistettu", "no longer pinned"),
            Self::Forbid => ("kielletty sanat:", "words forbidden:"),
            Self::Allow => ("sallittu taas sanat:", "words allowed again:"),
            Self::Seed => ("esimerkki-ilmaukset:", "example phrases:"),
            Self::New => ("tehty ilmauksista:", "made of the phrases"),
            Self::Move => ("tähän siirretty kommentti", "a comment moved here:"),
            Self::Renew => ("teemat etsitty uudelleen, uusia:", "themes found anew, new ones:"),
            Self::Undo => {
                let (name, rest) = with.split_first().map_or(("", with), |(n, r)| (n.as_str(), r));
                let act = Self::ALL.into_iter().find(|act| act.name() == name);
                let told = act.filter(|act| *act != Self::Undo).map(|act| act.told(rest, lang));
                let told = told.unwrap_or_else(|| name.to_owned());
                return format!("{}: {told}", if finnish { "peruttu" } else { "taken back" });
            }
        };
        let words = if finnish { fi } else { en };
        if list.is_empty() { words.to_owned() } else { format!("{words} {list}") }
    }
}

impl Change {
    /// What was done, in words; the theme is not named.
    pub fn told(&self, lang: Lang) -> String {
        self.act.told(&self.with, lang)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_act_is_told_by_its_name_in_the_file() {
        for act in Act::ALL {
            let json = serde_json::to_string(&act).unwrap();
            assert_eq!(json, format!("\"{}\"", act.name()));
            assert_ne!(act.told(&[], Lang::Fi), act.told(&[], Lang::En));
        }
        let with = ["rename", "Jonot", "Kassajonot"].map(str::to_owned);
        assert_eq!(Act::Undo.told(&with, Lang::Fi), "peruttu: nimi ”Jonot” → ”Kassajonot”");
        assert_eq!(Act::Undo.told(&with, Lang::En), "taken back: label “Jonot” → “Kassajonot”");
    }
}

//! The lists that are compiled in, and the user's own laid over them.

use crate::lang::Lang;

use super::{LexiconError, List, Row, SeedTheme, parse, parse_themes};

macro_rules! shipped {
    ($($lang:literal / $file:literal),* $(,)?) => {
        [$(($lang, $file, include_str!(concat!("../../lexicons/", $lang, "/", $file)))),*]
    };
}

/// (folder, file, text) of every list that ships.
const SHIPPED: [(&str, &str, &str); 16] = shipped![
    "fi" / "sentiment.tsv",
    "fi" / "meant.tsv",
    "fi" / "modifiers.tsv",
    "fi" / "cues.tsv",
    "fi" / "hot.tsv",
    "fi" / "expectation.tsv",
    "fi" / "stopwords.tsv",
    "fi" / "valence.tsv",
    "en" / "sentiment.tsv",
    "en" / "meant.tsv",
    "en" / "modifiers.tsv",
    "en" / "cues.tsv",
    "en" / "hot.tsv",
    "en" / "expectation.tsv",
    "en" / "stopwords.tsv",
    "en" / "valence.tsv",
];
const EMOJI: &str = include_str!("../../lexicons/emoji.tsv");
const THEMES: &str = include_str!("../../lexicons/themes.tsv");

/// All lists in use, in a fixed order: shipped ones first, the user's after them.
#[derive(Clone, Debug)]
pub struct Lexicon {
    lists: Vec<(Option<Lang>, List, Vec<Row>)>,
}

impl Lexicon {
    /// The lists that ship with the program.
    ///
    /// # Errors
    /// Never in a released build: a test parses every shipped list.
    pub fn builtin() -> Result<Self, LexiconError> {
        let mut lists = Vec::with_capacity(SHIPPED.len() + 1);
        for (folder, file, text) in SHIPPED {
            let Some(list) = List::of_file(file) else { continue };
            let name = format!("lexicons/{folder}/{file}");
            lists.push((Lang::parse(folder), list, parse(list, &name, text)?));
        }
        lists.push((None, List::Emoji, parse(List::Emoji, "lexicons/emoji.tsv", EMOJI)?));
        Ok(Self { lists })
    }

    /// Lays a user's sentiment list over the shipped ones: its rows win over equal entries.
    ///
    /// # Errors
    /// The first faulty line of the list.
    pub fn overlay(
        &mut self,
        lang: Option<Lang>,
        list: List,
        file: &str,
        text: &str,
    ) -> Result<(), LexiconError> {
        self.lists.push((lang, list, parse(list, file, text)?));
        Ok(())
    }

    /// The rows of a list in one language, shipped ones first; emoji rows belong to every language.
    pub fn rows(&self, lang: Lang, list: List) -> impl Iterator<Item = &Row> {
        self.lists
            .iter()
            .filter(move |(l, kind, _)| *kind == list && l.is_none_or(|l| l == lang))
            .flat_map(|(_, _, rows)| rows)
    }

    /// The single words of a stop-word category in one language.
    pub fn stopwords(&self, lang: Lang, category: &str) -> impl Iterator<Item = &str> {
        self.rows(lang, List::Stopwords)
            .filter(move |row| row.category == category)
            .filter_map(|row| row.pattern.single())
    }
}

/// The ready themes that ship with the program.
///
/// # Errors
/// Never in a released build: a test parses the shipped list.
pub fn seed_themes() -> Result<Vec<SeedTheme>, LexiconError> {
    parse_themes("lexicons/themes.tsv", THEMES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_list_parses() {
        Lexicon::builtin().unwrap();
        assert!(seed_themes().unwrap().len() >= 40);
    }

    #[test]
    fn sentiment_lists_hold_at_least_1200_entries() {
        let lexicon = Lexicon::builtin().unwrap();
        for lang in [Lang::Fi, Lang::En] {
            let n = lexicon.rows(lang, List::Sentiment).count();
            assert!(n >= 1200, "{}: {n}", lang.code());
        }
    }
}

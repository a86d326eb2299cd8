//! The lists that are compiled in, and the user's own laid over them.

use std::hash::{Hash, Hasher};

use rayon::prelude::*;
use rustc_hash::FxHasher;

use crate::lang::Lang;

use super::{LexiconError, List, OwnList, Row, SeedTheme, parse, parse_themes};

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
const PAIRS: &str = include_str!("../../lexicons/pairs.tsv");
const DANGERS: &str = include_str!("../../lexicons/dangers.tsv");

/// All lists in use, in a fixed order: shipped ones first, the user's after them.
#[derive(Clone, Debug)]
pub struct Lexicon {
    lists: Vec<(Option<Lang>, List, Vec<Row>)>,
    own: u64,
}

impl Lexicon {
    /// The lists that ship with the program.
    ///
    /// # Errors
    /// Never in a released build: a test parses every shipped list.
    pub fn builtin() -> Result<Self, LexiconError> {
        let read = |&(folder, file, text): &(&str, &str, &str)| {
            let list = List::of_file(file)?;
            let rows = parse(list, &format!("lexicons/{folder}/{file}"), text);
            Some(rows.map(|rows| (Lang::parse(folder), list, rows)))
        };
        let mut lists = SHIPPED.par_iter().filter_map(read).collect::<Result<Vec<_>, _>>()?;
        lists.push((None, List::Emoji, parse(List::Emoji, "lexicons/emoji.tsv", EMOJI)?));
        Ok(Self { lists, own: 0 })
    }

    /// Lays the good rows of a user's list over the lists in use: they stand in place of equal
    /// entries, and a valence of one's own in place of what training learned of the word too.
    /// Gives the number of rows that stood in their way.
    pub fn overlay(&mut self, lang: Option<Lang>, own: &OwnList) -> usize {
        let mut hasher = FxHasher::default();
        self.own.hash(&mut hasher);
        let mut replaced = 0;
        for of in &own.rows {
            (of.list, &of.row.entry, of.row.value.to_bits(), of.row.category).hash(&mut hasher);
            let felt = of.list == List::Sentiment;
            let alike =
                |list: List| list == of.list || felt && matches!(list, List::Emoji | List::Valence);
            for (language, list, rows) in &mut self.lists {
                if alike(*list) && (lang.is_none() || language.is_none() || lang == *language) {
                    let (before, shown) = (rows.len(), *list != List::Valence);
                    rows.retain(|row| row.entry != of.row.entry);
                    replaced += if shown { before - rows.len() } else { 0 };
                }
            }
        }
        let zero = |row: &Row, list| row.value == 0.0 && list != List::Expectation;
        for list in [List::Sentiment, List::Modifiers, List::Cues, List::Hot, List::Expectation] {
            let rows = own.rows.iter().filter(|of| of.list == list && !zero(&of.row, list));
            self.lists.push((lang, list, rows.map(|of| of.row.clone()).collect()));
        }
        self.own = hasher.finish();
        replaced
    }

    /// What tells the user's own lists apart: equal numbers, equal lists; 0 without any.
    pub const fn own(&self) -> u64 {
        self.own
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

/// Sentences of danger to people, (Finnish, English): what a single grave comment may be like.
pub fn dangers() -> impl Iterator<Item = (&'static str, &'static str)> {
    let rows = DANGERS.lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.filter_map(|line| line.split_once('\t'))
}

/// Words that mean the same, (Finnish, English ones with the usual one first), in base form.
pub fn word_pairs() -> impl Iterator<Item = (&'static str, impl Iterator<Item = &'static str>)> {
    let rows = PAIRS.lines().filter(|line| !line.starts_with('#')).skip(1);
    let split = |line: &'static str| line.split_once('\t');
    rows.filter_map(split).map(|(fi, en)| (fi, en.split(';').map(str::trim)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_list_parses() {
        Lexicon::builtin().unwrap();
        assert!(seed_themes().unwrap().len() >= 40);
        let mut pairs: Vec<&str> = word_pairs().map(|(fi, _)| fi).collect();
        assert_eq!(pairs.len() + 5, PAIRS.lines().count());
        pairs.dedup();
        assert_eq!(pairs.len() + 5, PAIRS.lines().count(), "a word stands twice");
        assert!(word_pairs().all(|(fi, mut en)| !fi.is_empty() && en.all(|en| !en.is_empty())));
        assert!(dangers().filter(|(fi, en)| !fi.is_empty() && !en.is_empty()).count() >= 80);
        assert_eq!(dangers().count() + 4, DANGERS.lines().count());
    }

    #[test]
    fn own_rows_stand_in_place_of_shipped_ones() {
        let mut lexicon = Lexicon::builtin().unwrap();
        let value = |lexicon: &Lexicon, lang| {
            let rows = lexicon.rows(lang, List::Sentiment).filter(|row| &*row.entry == "hyvä");
            rows.map(|row| row.value).collect::<Vec<_>>()
        };
        assert_eq!((value(&lexicon, Lang::Fi).len(), lexicon.own()), (1, 0));
        let own = OwnList::parse("entry\tvalue\nhyvä\t-3\n");
        assert_eq!(lexicon.overlay(Some(Lang::Fi), &own), 1);
        assert_eq!((value(&lexicon, Lang::Fi), value(&lexicon, Lang::En)), (vec![-3.0], vec![]));
        let learned = lexicon.rows(Lang::Fi, List::Valence);
        assert_eq!(learned.filter(|row| &*row.entry == "hyvä").count(), 0);
        lexicon.overlay(None, &OwnList::parse("entry\tvalue\nhyvä\t0\n"));
        assert!(value(&lexicon, Lang::Fi).is_empty() && lexicon.own() != 0);
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

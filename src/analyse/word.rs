//! A word form understood: base form, grammar, parts. Each distinct form of a language once.

use rustc_hash::FxHashMap;

use crate::lang::Lang;

/// Index of a word form in a [`Words`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
pub struct WordId(pub u32);

/// Grammar that changes meaning and would be lost with the ending.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Flags(pub u32);

impl Flags {
    /// The Finnish negation verb or English *not*, *n't*.
    pub const NEGATION: Self = Self(1);
    /// Abessive or caritive: *tilaamatta*, *toimimaton*, *rahatta*, *useless*.
    pub const CARITIVE: Self = Self(1 << 1);
    /// Finnish conditional (-isi), English *would*, *could*, *should*.
    pub const CONDITIONAL: Self = Self(1 << 2);
    /// Comparative degree.
    pub const COMPARATIVE: Self = Self(1 << 3);
    /// Superlative degree.
    pub const SUPERLATIVE: Self = Self(1 << 4);
    /// Passive voice.
    pub const PASSIVE: Self = Self(1 << 5);
    /// Question clitic -ko/-kö.
    pub const QUESTION: Self = Self(1 << 6);
    /// First person, singular or plural, by ending or possessive suffix.
    pub const FIRST_PERSON: Self = Self(1 << 7);
    /// Second person, singular or plural, by ending or possessive suffix.
    pub const SECOND_PERSON: Self = Self(1 << 8);
    /// Imperative mood, where the form tells it.
    pub const IMPERATIVE: Self = Self(1 << 9);
    /// Past tense or past participle.
    pub const PAST: Self = Self(1 << 10);
    /// A form that may follow the negation verb (connegative): *toimi* in *ei toimi*.
    pub const CONNEGATIVE: Self = Self(1 << 11);
    /// Another clitic: -kin, -kaan/-kään, -han/-hän, -pa/-pä.
    pub const CLITIC: Self = Self(1 << 12);
    /// The base form was guessed: the form is in no list and no strong rule covers it.
    pub const GUESSED: Self = Self(1 << 13);
    /// The form was respelled (typo, spoken form, missing dots) before it was understood.
    pub const RESPELLED: Self = Self(1 << 14);
    /// A proper name (person, brand, place), as far as the form or capital tells.
    pub const NAME: Self = Self(1 << 15);

    /// Whether all flags of `other` are set.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Both sets of flags.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Word class, as far as the analysis knows it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Pos {
    /// Noun or proper noun.
    Noun,
    /// Verb.
    Verb,
    /// Adjective or participle used as one.
    Adjective,
    /// Adverb.
    Adverb,
    /// Pronoun, conjunction, adposition, particle, numeral word, auxiliary.
    Function,
    /// Not known.
    #[default]
    Unknown,
}

/// One word form of one language, understood.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Word {
    /// Lower-cased surface form, NFC, stretched letters shortened.
    pub form: Box<str>,
    /// Language it was analysed as; `None` for tokens that are no words.
    pub lang: Option<Lang>,
    /// Base form; the form itself where nothing better is known.
    pub lemma: Box<str>,
    /// Grammar lost with the ending.
    pub flags: Flags,
    /// Word class.
    pub pos: Pos,
    /// Base forms of the parts of a compound, in order; empty for a simple word.
    pub parts: Box<[Box<str>]>,
}

/// The vocabulary: distinct word forms, numbered in order of first appearance.
#[derive(Clone, Debug, Default)]
pub struct Words {
    list: Vec<Word>,
    /// A map for each language, so that a look-up borrows the form; the first is for no language.
    index: [FxHashMap<Box<str>, WordId>; Lang::ALL.len() + 1],
}

impl Words {
    /// The word with this number.
    ///
    /// # Panics
    /// Never for an ID of this vocabulary; an ID of another one is a programming error.
    pub fn get(&self, id: WordId) -> &Word {
        &self.list[id.0 as usize]
    }

    /// The number of a form, if it is known.
    pub fn find(&self, lang: Option<Lang>, form: &str) -> Option<WordId> {
        self.index.get(slot(lang))?.get(form).copied()
    }

    /// Adds a word, or finds the one that is already there.
    pub fn add(&mut self, word: Word) -> WordId {
        let id = WordId(self.list.len() as u32);
        if let Some(index) = self.index.get_mut(slot(word.lang)) {
            if let Some(&known) = index.get(&word.form) {
                return known;
            }
            index.insert(word.form.clone(), id);
        }
        self.list.push(word);
        id
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// All words, in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &Word> {
        self.list.iter()
    }
}

/// Place of a language's map in the index.
const fn slot(lang: Option<Lang>) -> usize {
    match lang {
        None => 0,
        Some(lang) => lang as usize + 1,
    }
}

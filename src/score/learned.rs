//! What training added to the word lists: a weight for a word where it stands plainly, and one for
//! where it stands under a negation.
//!
//! The weights are a table like any other list; they add to the hand-made valences, in their unit.

use rustc_hash::FxHashMap;

use crate::analyse::{Flags, Word, WordId, Words};
use crate::lang::Lang;
use crate::lexicon::{Lexicon, List};

/// Weights of one word.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Weights {
    /// Where it stands plainly.
    pub(crate) plain: f32,
    /// Where a negation reaches it.
    pub(crate) negated: f32,
}

/// The entry that stands for a question as such.
pub(crate) const QUESTION: &str = "?";

/// Words of a comment up to which each weighs in full.
const SHORT: f32 = 15.0;

/// What each learned weight counts in a comment of so many words: hand-made valences are rare and
/// add up, learned ones are everywhere and would drown them in long comments.
pub(crate) fn damp(words: usize) -> f32 {
    1.0 / (words as f32 / SHORT).max(1.0).sqrt()
}

/// The learned weights of a vocabulary, by word number.
#[derive(Clone, Debug, Default)]
pub(crate) struct Weighed {
    words: Vec<Weights>,
    questions: [f32; 2],
}

impl Weighed {
    /// The weights of a word; none for a word that is not of the vocabulary.
    pub(crate) fn of(&self, word: WordId) -> Weights {
        self.words.get(word.0 as usize).copied().unwrap_or_default()
    }

    /// What it says that something is asked.
    pub(crate) fn question(&self, lang: Option<Lang>) -> f32 {
        slot(lang).map_or(0.0, |slot| self.questions[slot])
    }
}

const fn slot(lang: Option<Lang>) -> Option<usize> {
    match lang {
        Some(Lang::Fi) => Some(0),
        Some(Lang::En) => Some(1),
        Some(Lang::Sv | Lang::Other) | None => None,
    }
}

/// The learned weights of all words, by base form.
#[derive(Clone, Debug, Default)]
pub(crate) struct Learned {
    languages: [FxHashMap<Box<str>, Weights>; 2],
}

impl Learned {
    /// The weights of a lexicon's tables.
    pub(crate) fn of(lexicon: &Lexicon) -> Self {
        let mut learned = Self::default();
        for (map, lang) in learned.languages.iter_mut().zip([Lang::Fi, Lang::En]) {
            for row in lexicon.rows(lang, List::Valence) {
                let weights = map.entry(row.entry.clone()).or_default();
                match row.category {
                    "negated" => weights.negated = row.value,
                    _ => weights.plain = row.value,
                }
            }
        }
        learned
    }

    /// The weights of every word of a vocabulary. Names have none.
    pub(crate) fn weigh(&self, words: &Words) -> Weighed {
        let question =
            |map: &FxHashMap<Box<str>, Weights>| map.get(QUESTION).map_or(0.0, |w| w.plain);
        Weighed {
            words: words.iter().map(|word| self.of_word(word)).collect(),
            questions: [question(&self.languages[0]), question(&self.languages[1])],
        }
    }

    fn of_word(&self, word: &Word) -> Weights {
        let map = slot(word.lang).filter(|_| !word.flags.has(Flags::NAME));
        map.and_then(|slot| self.languages[slot].get(&word.lemma)).copied().unwrap_or_default()
    }
}

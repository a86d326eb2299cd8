//! What training added to the word lists: a weight for a word where it stands plainly, and one for
//! where it stands under a negation.
//!
//! The weights are a table like any other list; they add to the hand-made valences, in their unit.

use rustc_hash::FxHashMap;

use crate::analyse::{Flags, Word, Words};
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
    pub(crate) fn weigh(&self, words: &Words) -> Vec<Weights> {
        words.iter().map(|word| self.of_word(word)).collect()
    }

    fn of_word(&self, word: &Word) -> Weights {
        let map = match word.lang {
            Some(Lang::Fi) => &self.languages[0],
            Some(Lang::En) => &self.languages[1],
            Some(Lang::Sv | Lang::Other) | None => return Weights::default(),
        };
        if word.flags.has(Flags::NAME) {
            return Weights::default();
        }
        map.get(&word.lemma).copied().unwrap_or_default()
    }
}

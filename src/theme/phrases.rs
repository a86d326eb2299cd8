//! English words that name a thing together, such as "car park" or "opening hours"; Finnish writes
//! them as one word.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::terms::{Counts, Terms};
use crate::analyse::{Analysis, Clause, TokenKind, WordId, Words};

/// Times that two words must stand side by side in a theme.
const RARE: u32 = 3;

/// Numbers of two base forms.
type Pair = (u32, u32);

/// How often words stand side by side in the clauses of each theme.
#[derive(Debug, Default)]
pub(crate) struct Phrases {
    pairs: FxHashMap<(usize, Pair), u32>,
    /// The forms in which two base forms are written.
    forms: FxHashMap<Pair, FxHashMap<(WordId, WordId), u32>>,
}

impl Phrases {
    /// Counts the neighbours of a clause for a theme.
    pub(crate) fn add(
        &mut self,
        theme: usize,
        terms: &Terms,
        analysis: &Analysis,
        clause: &Clause,
    ) {
        for pair in analysis.clause_tokens(clause).windows(2) {
            let [first, second] = pair else { continue };
            let words = first.kind == TokenKind::Word && second.kind == TokenKind::Word;
            let named = words.then(|| terms.phrase(first.word, second.word)).flatten();
            if let Some(pair) = named {
                *self.pairs.entry((theme, pair)).or_default() += 1;
                let forms = self.forms.entry(pair).or_default();
                *forms.entry((first.word, second.word)).or_default() += 1;
            }
        }
    }

    /// For each of some themes, the base forms that mostly stand in one phrase there, and the
    /// phrase.
    pub(crate) fn of_themes(
        &self,
        themes: usize,
        counts: &Counts,
        terms: &Terms,
        words: &Words,
    ) -> Vec<FxHashMap<Box<str>, String>> {
        let mut best: FxHashMap<(usize, u32), (u32, Reverse<Pair>)> = FxHashMap::default();
        for (&(theme, pair), &n) in self.pairs.iter().filter(|(_, n)| **n >= RARE) {
            for term in [pair.0, pair.1] {
                if 2 * n > counts.inside(theme, term) {
                    let most = best.entry((theme, term)).or_insert((n, Reverse(pair)));
                    *most = (*most).max((n, Reverse(pair)));
                }
            }
        }
        let mut found = vec![FxHashMap::default(); themes];
        for ((theme, term), (_, Reverse(pair))) in best {
            if let Some(written) = self.written(pair, words) {
                found[theme].insert(terms.lemma(term).into(), written);
            }
        }
        found
    }

    /// The form in which two base forms are written most often.
    fn written(&self, pair: Pair, words: &Words) -> Option<String> {
        let text =
            |&(a, b): &(WordId, WordId)| format!("{} {}", words.get(a).form, words.get(b).form);
        let forms = self.forms.get(&pair)?.iter().map(|(ids, n)| (*n, Reverse(text(ids))));
        forms.max().map(|(_, Reverse(text))| text)
    }
}

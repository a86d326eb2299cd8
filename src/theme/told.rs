//! Words for the labels of a theme that mean the same in Finnish and English.

use rustc_hash::FxHashMap;

use super::pairs::Pairs;
use super::ready::Shelf;
use super::terms::LANGUAGES;
use crate::vectors::dot;

/// Words that labels are made from; the first ones stand in them, the others tell equal ones apart.
const WORDS: usize = 8;
/// Words that stand in a label.
pub(super) const IN_LABEL: usize = 2;
/// Cosine from which words of two languages say the same.
const SAME_WORD: f32 = 0.45;
/// Cosine from which a ready phrase says the same as a word.
const SAME_PHRASE: f32 = 0.7;
/// Times fewer members from which a language's own words are not trusted.
const AMPLE: u32 = 8;
/// Letters two words must share at their beginning to count as one.
const ALIKE: usize = 5;
/// Letters at the beginning that make vectors of two languages alike by spelling, not by meaning.
const SPELT_ALIKE: usize = 3;

/// What themes tell of themselves.
pub(crate) struct Told<'a> {
    /// Distinctive words of each theme by language.
    pub(crate) words: &'a [[Vec<String>; LANGUAGES]],
    /// Clauses of each theme by language.
    pub(crate) sizes: &'a [[u32; LANGUAGES]],
    /// English words of each theme that mostly stand in a phrase.
    pub(crate) phrases: &'a [FxHashMap<Box<str>, String>],
    /// Words of the two languages that mean the same.
    pub(crate) pairs: &'a Pairs,
    /// Direction of a base form of a language.
    pub(crate) direction: &'a dyn Fn(&str, usize) -> Option<Vec<f32>>,
    /// The parts of a Finnish base form.
    pub(crate) parts: &'a dyn Fn(&str) -> Vec<&'a str>,
}

/// A word and what it is called in the other language, if that is known.
type Concept = (String, Option<String>);

/// The words of one language for the label of a theme, the most telling first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct LabelWords {
    /// Words and phrases; those of the other language in the same place mean the same.
    pub(crate) list: Vec<String>,
    /// How many of the first ones make the label; the others only tell equal ones apart.
    pub(crate) first: usize,
}

impl LabelWords {
    fn new(list: Vec<String>) -> Self {
        let first = list.len().min(IN_LABEL);
        Self { list, first }
    }

    /// With more words, which only tell equal labels apart.
    fn and(mut self, more: impl IntoIterator<Item = String>) -> Self {
        self.list.extend(more);
        self
    }
}

impl Told<'_> {
    /// The words for a label in each language, the most telling first. The language that most
    /// members speak gives its own, the other one those that mean the same; what only the other
    /// one speaks of comes second. Nothing that both could be called by: each its own.
    pub(crate) fn for_labels(&self, theme: usize, ready: &Shelf<'_>) -> [LabelWords; 2] {
        let (words, sizes) = (&self.words[theme], self.sizes[theme]);
        let main = usize::from(sizes[1] > sizes[0] && !words[1].is_empty() || words[0].is_empty());
        if words[main].is_empty() {
            return [0, 1].map(|_| LabelWords::new(words[2].clone()));
        }
        let other = 1 - main;
        let trusted = sizes[other] * AMPLE >= sizes[main];
        let mut concepts: Vec<Concept> = Vec::new();
        for word in words[main].iter().take(WORDS) {
            let called = self.called(theme, word, main, ready);
            Self::take(&mut concepts, (self.written(theme, word, main), called));
        }
        if trusted {
            self.add_others(&mut concepts, theme, other, ready);
        }
        let is_first_told = concepts.first().is_some_and(|(_, called)| called.is_some());
        let in_order: Vec<String> = concepts.iter().map(|(word, _)| word.clone()).collect();
        let (told, untold): (Vec<Concept>, Vec<Concept>) =
            concepts.into_iter().partition(|(_, called)| called.is_some());
        let untold: Vec<String> = untold.into_iter().map(|(word, _)| word).collect();
        let (own, called): (Vec<String>, Vec<Option<String>>) = told.into_iter().unzip();
        let called: Vec<String> = called.into_iter().flatten().collect();
        let mut labels = if is_first_told {
            // Both labels from the same words, as the first of them has a counterpart.
            [own, called].map(|list| LabelWords::new(list).and(untold.clone()))
        } else {
            let spoken = words[other].iter().filter(|_| trusted);
            let spoken = spoken.map(|word| self.written(theme, word, other));
            let mut others: Vec<String> = Vec::new();
            for word in called.into_iter().chain(spoken) {
                if !others.contains(&word) {
                    others.push(word);
                }
            }
            if others.is_empty() {
                others.clone_from(&in_order);
            }
            [LabelWords::new(in_order), LabelWords::new(others).and(untold)]
        };
        if main == 1 {
            labels.swap(0, 1);
        }
        labels
    }

    /// Puts what only the other language speaks of in the second place.
    fn add_others(
        &self,
        concepts: &mut Vec<Concept>,
        theme: usize,
        other: usize,
        ready: &Shelf<'_>,
    ) {
        let Some(own) = self.words[theme][other].first() else { return };
        let known = |c: &Concept| c.1.as_ref().is_some_and(|word| self.says(word, own, other));
        if concepts.iter().any(known) {
            return;
        }
        let Some(called) = self.called(theme, own, other, ready) else { return };
        if concepts.first().is_none_or(|first| !alike(&first.0, &called)) {
            let at = concepts.len().min(1);
            concepts.insert(at, (called, Some(self.written(theme, own, other))));
        }
    }

    /// Adds a concept that neither language has a word like already.
    fn take(concepts: &mut Vec<Concept>, new: Concept) {
        let same = |old: &Concept| alike(&old.0, &new.0) || new.1.is_some() && old.1 == new.1;
        if !concepts.iter().any(same) {
            concepts.push(new);
        }
    }

    /// A base form as a label writes it: in the phrase in which it mostly stands.
    fn written(&self, theme: usize, word: &str, language: usize) -> String {
        let phrase = self.phrases.get(theme).filter(|_| language == 1);
        phrase.and_then(|phrases| phrases.get(word)).map_or(word, String::as_str).to_owned()
    }

    /// What a word is called in the other language: a word of the theme itself that means the same,
    /// by the list of pairs or by meaning, else the usual one, else a ready phrase.
    fn called(&self, theme: usize, word: &str, from: usize, ready: &Shelf<'_>) -> Option<String> {
        let (into, own) = (1 - from, &self.words[theme][1 - from]);
        let written = self.written(theme, word, from);
        let listed = self.pairs.of(&written, from).iter().chain(self.pairs.of(word, from));
        let spoken = own.iter().find(|own| listed.clone().any(|known| known == own));
        if let Some(spoken) = spoken {
            return Some(self.written(theme, spoken, into));
        }
        let parts = if from == 0 { (self.parts)(word) } else { Vec::new() };
        let usual = self.pairs.told(&written, &parts, from);
        if usual.is_some() {
            return usual;
        }
        let v = (self.direction)(word, from)?;
        let looks = |other: &str| shared_letters(word, other) >= SPELT_ALIKE && word != other;
        let near = own.iter().filter(|own| !looks(own)).filter_map(|own| {
            let cosine = dot(&v, &(self.direction)(own, into)?);
            (cosine >= SAME_WORD).then_some((cosine, own))
        });
        let nearest = near.max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)));
        let nearest = nearest.map(|(_, own)| self.written(theme, own, into));
        let phrase = || ready.phrase(&v, into, SAME_PHRASE).filter(|phrase| !looks(phrase));
        nearest.or_else(|| phrase().map(str::to_owned))
    }

    /// Whether two words of a language say about the same.
    fn says(&self, a: &str, b: &str, language: usize) -> bool {
        let known = self.pairs.of(a, language);
        let shared = self.pairs.of(b, language).iter().any(|word| known.contains(word));
        let near = || {
            let (a, b) = ((self.direction)(a, language)?, (self.direction)(b, language)?);
            Some(dot(&a, &b) >= SAME_WORD)
        };
        shared || alike(a, b) || near().unwrap_or(false)
    }
}

/// Whether two words share their beginning or one holds the other.
pub(crate) fn alike(a: &str, b: &str) -> bool {
    shared_letters(a, b) >= ALIKE || a.contains(b) || b.contains(a)
}

fn shared_letters(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count()
}

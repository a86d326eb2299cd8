//! A new word for an old thing: a word that rises in the surroundings of one that falls; seen from the
//! other side, a word that falls because another has taken its place.

use rustc_hash::{FxHashMap, FxHashSet};

use super::panel::Panel;
use crate::analyse::{Analysis, Words};

/// Letters of a stem, and of the shortest word that has one.
const LETTERS: usize = 6;
const SHORTEST: usize = 3;
/// Share of the evidence that a word must be in to hold it together.
const HOLDS: f64 = 0.4;
/// How many times as often as before it must be said.
const RISEN: f64 = 4.0;
/// Part of the rise by which the other word must have fallen, and standard deviations of what is
/// expected of it.
const FALLEN: (f64, f64) = (0.4, 2.0);
/// Likeness of the surroundings (cosine) from which the two words stand for one thing.
const ALIKE: f64 = 0.4;

/// The stems of comments, each once: the first letters of their words, which is enough to tell
/// words apart in any language.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stems {
    starts: Vec<u32>,
    stems: Vec<u32>,
}

impl Stems {
    pub(crate) fn new(analyses: &[&Analysis], words: &Words) -> Self {
        let mut numbers: FxHashMap<String, u32> = FxHashMap::default();
        let mut of_word: FxHashMap<u32, Option<u32>> = FxHashMap::default();
        let mut all = Self { starts: vec![0], stems: vec![] };
        for analysis in analyses {
            let mut own: Vec<u32> = Vec::new();
            for token in analysis.tokens.iter().filter(|token| token.kind.is_matched()) {
                let stem = of_word.entry(token.word.0).or_insert_with(|| {
                    let form = &words.get(token.word).form;
                    let long = form.chars().count() >= SHORTEST;
                    let next = numbers.len() as u32;
                    let stem = || form.chars().take(LETTERS).collect();
                    long.then(|| *numbers.entry(stem()).or_insert(next))
                });
                own.extend(*stem);
            }
            own.sort_unstable();
            own.dedup();
            all.stems.extend(own);
            all.starts.push(all.stems.len() as u32);
        }
        all
    }

    /// Those of so many comments without words.
    #[cfg(test)]
    pub(crate) fn none(comments: usize) -> Self {
        Self { starts: vec![0; comments + 1], stems: vec![] }
    }

    /// The stems of a comment, sorted.
    pub(crate) fn of(&self, comment: usize) -> &[u32] {
        &self.stems[self.starts[comment] as usize..self.starts[comment + 1] as usize]
    }
}

type Counts = FxHashMap<u32, f64>;

/// Comments with each stem, now and before.
struct Said<'a> {
    panel: &'a Panel,
    now: Counts,
    before: Counts,
    all: f64,
    odds: f64,
}

/// Whether what holds the evidence together is a word in the place of another. The evidence is
/// `dense` among some comments beside the rest: the word fills in for one that is said there.
pub(crate) fn is_another_word(
    panel: &Panel,
    evidence: &[u32],
    dense: impl IntoIterator<Item = usize>,
    rest: impl IntoIterator<Item = usize>,
) -> bool {
    // Languages move on their own.
    let mut languages: FxHashMap<u8, u32> = FxHashMap::default();
    for &at in evidence {
        *languages.entry(panel.stratum(at as usize).0).or_default() += 1;
    }
    let most = languages.into_iter().max_by_key(|&(lang, n)| (n, lang));
    let Some((lang, _)) = most else { return false };
    let own = |at: &usize| panel.stratum(*at).0 == lang;
    let window: Vec<usize> = dense.into_iter().filter(own).collect();
    let past: Vec<usize> = rest.into_iter().filter(own).collect();
    let said = Said {
        panel,
        now: count(panel, &window),
        before: count(panel, &past),
        all: (window.len() + past.len()) as f64,
        odds: window.len() as f64 / past.len().max(1) as f64,
    };
    let evidence: Vec<usize> = evidence.iter().map(|at| *at as usize).collect();
    let holds = HOLDS * evidence.len() as f64;
    let risen = count(panel, &evidence)
        .into_iter()
        .filter(|(stem, n)| *n >= holds && said.of(*stem).0 >= RISEN * said.of(*stem).1);
    risen.into_iter().any(|(stem, _)| said.has_fallen_twin(stem, &window, &past))
}

fn count(panel: &Panel, comments: &[usize]) -> Counts {
    let mut counts = Counts::default();
    for stem in comments.iter().flat_map(|&at| panel.stems.of(at)) {
        *counts.entry(*stem).or_default() += 1.0;
    }
    counts
}

impl Said<'_> {
    /// How often a stem is said now, and how often that was to be expected.
    fn of(&self, stem: u32) -> (f64, f64) {
        let get = |counts: &Counts| counts.get(&stem).copied().unwrap_or(0.0);
        (get(&self.now), get(&self.before) * self.odds)
    }

    fn has_fallen_twin(&self, stem: u32, window: &[usize], past: &[usize]) -> bool {
        let (now, expected) = self.of(stem);
        let rise = now - expected;
        let fallen: FxHashSet<u32> = self
            .before
            .keys()
            .copied()
            .filter(|&other| {
                let (now, expected) = self.of(other);
                let fall = expected - now;
                fall >= FALLEN.0 * rise && fall >= FALLEN.1 * expected.sqrt()
            })
            .collect();
        if fallen.is_empty() {
            return false;
        }
        let around = self.around(window, stem);
        fallen.into_iter().any(|other| self.alike(&around, &self.around(past, other), stem, other))
    }

    /// What is said in the comments with a stem.
    fn around(&self, comments: &[usize], stem: u32) -> Counts {
        let with = |at: &usize| self.panel.stems.of(*at).binary_search(&stem).is_ok();
        let with: Vec<usize> = comments.iter().copied().filter(with).collect();
        count(self.panel, &with)
    }

    /// Whether two surroundings are alike, the words themselves apart; rare words weigh more.
    fn alike(&self, a: &Counts, b: &Counts, stem: u32, other: u32) -> bool {
        let weight = |x: u32| {
            let get = |counts: &Counts| counts.get(&x).copied().unwrap_or(0.0);
            let rare = (self.all / (get(&self.now) + get(&self.before)).max(1.0)).ln();
            if x == stem || x == other { 0.0 } else { rare }
        };
        let weighed = |counts: &Counts| -> Vec<(u32, f64)> {
            let mut list: Vec<_> = counts.iter().map(|(x, n)| (*x, n * weight(*x))).collect();
            list.sort_unstable_by_key(|(x, _)| *x);
            list
        };
        let (a, b) = (weighed(a), weighed(b));
        let length = |list: &[(u32, f64)]| list.iter().map(|(_, n)| n * n).sum::<f64>().sqrt();
        let known: FxHashMap<u32, f64> = b.iter().copied().collect();
        let product: f64 = a.iter().map(|(x, n)| n * known.get(x).copied().unwrap_or(0.0)).sum();
        product >= ALIKE * (length(&a) * length(&b)).max(f64::MIN_POSITIVE)
    }
}

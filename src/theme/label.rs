//! Labels a person would write: a ready theme's name where the theme truly is that one, else its
//! most telling words; in Finnish and English, no two alike.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::analyse::{Analysis, Corpus, Word};
use crate::lang::Lang;
use crate::lexicon::{Lexicon, SeedTheme};

use super::codebook::{Codebook, Frame};
use super::embed::Embedder;
use super::ready::{Ready, Shelf};
use super::terms::{Counts, LANGUAGES, Terms, language};
use super::{Membership, ThemeId};
use crate::vectors::dot;

/// Words in a label made of words.
const IN_LABEL: usize = 2;
/// Cosine from which words of two languages say the same.
const SAME_WORD: f32 = 0.45;
/// Cosine from which a ready phrase says the same as a word.
const SAME_PHRASE: f32 = 0.6;
/// Cosine from which a phrase of the other language may stand for a theme.
const TRANSLATES: f32 = 0.3;
/// Times fewer members from which a language's own words are not trusted.
const AMPLE: u32 = 8;
/// Letters two words must share at their beginning to count as one.
const ALIKE: usize = 5;

/// What labels are made from: stop words and ready themes.
#[derive(Clone, Debug)]
pub struct Labeller {
    stop: [FxHashSet<Box<str>>; 2],
    ready: Vec<Ready>,
}

impl Labeller {
    /// Prepares stop words. The phrases of the ready themes are analysed by the caller, with the
    /// vocabulary of the corpus to be labelled.
    pub fn new(lexicon: &Lexicon, ready: Vec<(SeedTheme, Vec<Analysis>)>) -> Self {
        let stop = [Lang::Fi, Lang::En].map(|lang| {
            let words = ["function", "label"];
            words.iter().flat_map(|c| lexicon.stopwords(lang, c)).map(Into::into).collect()
        });
        Self { stop, ready }
    }

    /// The means of the languages over the phrases of the ready themes.
    pub(crate) fn usual_frame(&self, embedder: &Embedder<'_>) -> Frame {
        let phrases: Vec<Analysis> =
            self.ready.iter().flat_map(|(_, phrases)| phrases).cloned().collect();
        embedder.frame(&phrases)
    }

    /// Writes labels and key phrases into the themes of a codebook that have no label yet.
    /// `members` are (comment, its memberships).
    pub(crate) fn label(
        &self,
        codebook: &mut Codebook,
        corpus: &Corpus,
        members: &[(usize, Vec<Membership>)],
        embedder: &Embedder<'_>,
    ) {
        let forbidden = codebook.forbidden.clone();
        let terms = Terms::new(corpus, |word| {
            let own = |known: &String| **known == *word.lemma || **known == *word.form;
            self.is_stop(word) || forbidden.iter().any(own)
        });
        let ready = Shelf::new(&self.ready, &terms, embedder, &codebook.frame);
        let ids: Vec<ThemeId> = codebook.themes.iter().map(|theme| theme.id).collect();
        let mut counts = Counts::new(ids.len());
        let mut hits: Vec<Vec<f32>> = vec![vec![0.0; self.ready.len()]; ids.len()];
        for (comment, memberships) in members {
            let analysis = &corpus.analyses[*comment];
            for membership in memberships {
                let clause = analysis.clauses.get(usize::from(membership.clause));
                let (Some(clause), Ok(theme)) = (clause, ids.binary_search(&membership.theme))
                else {
                    continue;
                };
                let lang = language(clause.lang.or(analysis.lang));
                counts.add(theme, lang, &terms.of_clause(analysis, clause, false));
                for hit in ready.hits(&terms.of_clause(analysis, clause, true)) {
                    hits[theme][hit] += 1.0;
                }
            }
        }
        for (theme, hits) in hits.iter_mut().enumerate() {
            let size = counts.size(theme).iter().sum::<u32>().max(1) as f32;
            for n in hits.iter_mut() {
                *n /= size;
            }
        }
        let meaning = |theme: usize, word, lang| {
            dot(&embedder.word(word, lang, &codebook.frame), &codebook.themes[theme].centre)
        };
        let words = counts.distinctive(&terms, meaning);
        let sizes: Vec<[u32; LANGUAGES]> = (0..ids.len()).map(|i| counts.size(i)).collect();
        let frame = codebook.frame.clone();
        let direction = |lemma: &str, language: usize| {
            let (word, lang) = terms.word(lemma, language)?;
            Some(embedder.word(word, lang, &frame))
        };
        let told = Told { words: &words, sizes: &sizes, direction: &direction };
        write(codebook, &told, &hits, &ready);
    }

    /// Whether a word says too little to stand for a subject.
    pub(crate) fn is_stop(&self, word: &Word) -> bool {
        let stop = match word.lang {
            Some(Lang::Fi) => &self.stop[0],
            Some(Lang::En) => &self.stop[1],
            Some(Lang::Sv | Lang::Other) | None => return false,
        };
        stop.contains(&word.lemma) || stop.contains(&word.form)
    }
}

/// What themes tell of themselves.
struct Told<'a> {
    /// Distinctive words of each theme by language.
    words: &'a [[Vec<String>; LANGUAGES]],
    /// Clauses of each theme by language.
    sizes: &'a [[u32; LANGUAGES]],
    /// Direction of a base form of a language.
    direction: &'a dyn Fn(&str, usize) -> Option<Vec<f32>>,
}

impl Told<'_> {
    /// The words for a label in each language: the language that most members speak gives its own,
    /// the other one those of its words that mean the same, else a ready phrase that does.
    fn for_labels(&self, theme: usize, centre: &[f32], ready: &Shelf<'_>) -> [Vec<String>; 2] {
        let (words, sizes) = (&self.words[theme], self.sizes[theme]);
        let main = usize::from(sizes[1] > sizes[0] && !words[1].is_empty() || words[0].is_empty());
        if words[main].is_empty() {
            return [words[2].clone(), words[2].clone()];
        }
        let other = 1 - main;
        let own: Vec<Vec<f32>> = words[main]
            .iter()
            .take(IN_LABEL)
            .filter_map(|word| (self.direction)(word, main))
            .collect();
        let mut same: Vec<(f32, &String)> = words[other]
            .iter()
            .filter_map(|word| {
                let v = (self.direction)(word, other)?;
                Some((own.iter().map(|o| dot(o, &v)).fold(0.0, f32::max), word))
            })
            .filter(|(cosine, _)| *cosine >= SAME_WORD)
            .collect();
        same.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut agreed: Vec<String> = same.into_iter().map(|(_, word)| word.clone()).collect();
        if agreed.is_empty() {
            let phrases = own.iter().filter_map(|v| ready.phrase(v, other, SAME_PHRASE));
            agreed = phrases.map(str::to_owned).collect();
            agreed.dedup();
        }
        if agreed.is_empty() && sizes[other] * AMPLE < sizes[main] {
            agreed.extend(ready.phrase(centre, other, TRANSLATES).map(str::to_owned));
        }
        agreed.extend(
            words[other].iter().filter(|word| sizes[other] > 0 && !word.is_empty()).cloned(),
        );
        if agreed.is_empty() {
            agreed.clone_from(&words[main]);
        }
        let mut labels = [words[main].clone(), agreed];
        if main == 1 {
            labels.swap(0, 1);
        }
        labels
    }
}

fn write(codebook: &mut Codebook, told: &Told<'_>, shares: &[Vec<f32>], ready: &Shelf<'_>) {
    let words = told.words;
    let allowed = |(which, _): &(usize, f32)| {
        let name = ready.theme(*which);
        !codebook.forbids(&name.label_fi) && !codebook.forbids(&name.label_en)
    };
    let fitting = |i: usize| ready.name(&codebook.themes[i].centre, &shares[i]).filter(allowed);
    let names: Vec<Option<(usize, f32)>> = (0..words.len()).map(fitting).collect();
    let mut used: [FxHashSet<String>; 2] = Default::default();
    for theme in &codebook.themes {
        for (used, label) in used.iter_mut().zip([&theme.label_fi, &theme.label_en]) {
            used.insert(label.to_lowercase());
        }
    }
    let mut best: FxHashMap<usize, f32> = FxHashMap::default();
    for (which, fit) in names.iter().flatten() {
        let most = best.entry(*which).or_insert(*fit);
        *most = most.max(*fit);
    }
    // The theme a name fits best gets it plain, before others need a word beside it.
    let follows = |i: &usize| names[*i].is_none_or(|(which, fit)| fit < best[&which]);
    let unlabelled = |i: &usize| codebook.themes[*i].label_en.is_empty();
    let mut order: Vec<usize> = (0..words.len()).filter(unlabelled).collect();
    order.sort_by_key(|i| (follows(i), *i));
    for i in order {
        let theme = &mut codebook.themes[i];
        let own = told.for_labels(i, &theme.centre, ready);
        let name = names[i].map(|(which, _)| ready.theme(which));
        for (l, used) in used.iter_mut().enumerate() {
            let name = name.map(|n| if l == 0 { &*n.label_fi } else { &*n.label_en });
            let label = unused(used, name, &own[l], theme.id);
            used.insert(label.to_lowercase());
            *(if l == 0 { &mut theme.label_fi } else { &mut theme.label_en }) = label;
        }
        theme.phrases_fi.clone_from(&words[i][0]);
        theme.phrases_en.clone_from(&words[i][1]);
    }
}

/// The first label that no other theme has.
fn unused(used: &FxHashSet<String>, name: Option<&str>, words: &[String], id: ThemeId) -> String {
    let mut telling: Vec<&str> = Vec::new();
    for word in words {
        if telling.iter().all(|other| !alike(word, other)) {
            telling.push(word);
        }
    }
    let fresh = |label: &String| !used.contains(&label.to_lowercase());
    let first = match (name, telling.as_slice()) {
        (Some(name), _) => name.to_owned(),
        (None, []) => format!("– {id}"),
        (None, words) => capitalised(&words[..words.len().min(IN_LABEL)].join(", ")),
    };
    let head = first.split(", ").next().unwrap_or(&first);
    let head_of = |word: &str| match name {
        Some(name) if alike(&name.to_lowercase(), word) => None,
        Some(name) => Some(format!("{name}: {word}")),
        None if alike(&head.to_lowercase(), word) => None,
        None => Some(format!("{head}, {word}")),
    };
    let with_word = telling.iter().filter_map(|word| head_of(word));
    let alone = words.iter().map(|word| capitalised(word));
    let mut labels = std::iter::once(first.clone()).chain(with_word).chain(alone);
    labels.find(fresh).unwrap_or_else(|| format!("{first} ({id})"))
}

/// Whether two words share their beginning or one holds the other.
fn alike(a: &str, b: &str) -> bool {
    let shared = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    shared >= ALIKE || a.contains(b) || b.contains(a)
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_labels_are_alike() {
        let words = ["toimitus", "toimitusaika", "paketti"].map(str::to_owned);
        let mut used = FxHashSet::default();
        let mut labels = Vec::new();
        for name in [None, None, Some("Toimitus"), Some("Toimitus"), Some("Toimitus")] {
            let label = unused(&used, name, &words, ThemeId(7));
            used.insert(label.to_lowercase());
            labels.push(label);
        }
        let expected =
            ["Toimitus, paketti", "Toimitus", "Toimitus: paketti", "Toimitusaika", "Paketti"];
        assert_eq!(labels, expected);
    }
}

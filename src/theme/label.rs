//! Labels a person would write: a ready theme's name where the theme truly is that one, else its
//! most telling words; in Finnish and English, no two alike.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::analyse::{Analysis, Corpus, Word};
use crate::lang::Lang;
use crate::lexicon::{Lexicon, SeedTheme};

use super::codebook::{Codebook, Frame};
use super::embed::Embedder;
use super::pairs::Pairs;
use super::phrases::Phrases;
use super::ready::{Ready, Shelf};
use super::terms::{Counts, LANGUAGES, Terms, language};
use super::told::{IN_LABEL, LabelWords, Told, alike};
use super::{Membership, ThemeId};

/// Share of a theme's clauses below which its most telling words do not speak for it.
const MIXED: f32 = 0.05;
/// Clauses from which that share is known.
const SIZED: u32 = 60;

/// What labels are made from: stop words and ready themes.
#[derive(Clone, Debug)]
pub struct Labeller {
    stop: [FxHashSet<Box<str>>; 2],
    ready: Vec<Ready>,
    pairs: Pairs,
}

impl Labeller {
    /// Prepares stop words. The phrases of the ready themes are analysed by the caller, with the
    /// vocabulary of the corpus to be labelled.
    pub fn new(lexicon: &Lexicon, ready: Vec<(SeedTheme, Vec<Analysis>)>) -> Self {
        let stop = [Lang::Fi, Lang::En].map(|lang| {
            let words = ["function", "label"];
            words.iter().flat_map(|c| lexicon.stopwords(lang, c)).map(Into::into).collect()
        });
        Self { stop, ready, pairs: Pairs::builtin() }
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
        let mut phrases = Phrases::default();
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
                phrases.add(theme, &terms, analysis, clause);
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
            crate::vectors::dot(
                &embedder.word(word, lang, &codebook.frame),
                &codebook.themes[theme].centre,
            )
        };
        let words = counts.distinctive(&terms, meaning);
        let sizes: Vec<[u32; LANGUAGES]> = (0..ids.len()).map(|i| counts.size(i)).collect();
        let frame = codebook.frame.clone();
        let direction = |lemma: &str, language: usize| {
            let (word, lang) = terms.word(lemma, language)?;
            Some(embedder.word(word, lang, &frame))
        };
        let parts = |lemma: &str| {
            let word = terms.word(lemma, 0).map(|(word, _)| corpus.words.get(word));
            word.map(|word| word.parts.iter().map(|part| &**part).collect()).unwrap_or_default()
        };
        let told = Told {
            words: &words,
            sizes: &sizes,
            phrases: &phrases.of_themes(ids.len(), &counts, &terms, &corpus.words),
            pairs: &self.pairs,
            direction: &direction,
            parts: &parts,
        };
        let mixed: Vec<bool> =
            words.iter().enumerate().map(|(i, own)| is_mixed(i, own, &counts, &terms)).collect();
        write(codebook, &told, &hits, &mixed, &ready);
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

/// Whether not even its most telling words speak for a theme.
fn is_mixed(
    theme: usize,
    words: &[Vec<String>; LANGUAGES],
    counts: &Counts,
    terms: &Terms,
) -> bool {
    let told = !words.iter().all(Vec::is_empty);
    let sized = counts.size(theme).iter().sum::<u32>() >= SIZED;
    told && sized && counts.spoken(theme, words, IN_LABEL, terms) < MIXED
}

fn write(
    codebook: &mut Codebook,
    told: &Told<'_>,
    shares: &[Vec<f32>],
    mixed: &[bool],
    ready: &Shelf<'_>,
) {
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
        let own = told.for_labels(i, ready);
        let name = names[i].map(|(which, _)| ready.theme(which));
        let name = name.map(|name| [&*name.label_fi, &*name.label_en]);
        let title = match name {
            Some(name) => Title::Name(name),
            None if mixed[i] => Title::Mixture,
            None => Title::Words,
        };
        let labels = unused(&used, title, &own, theme.id);
        for (used, label) in used.iter_mut().zip(&labels) {
            used.insert(label.to_lowercase());
        }
        [theme.label_fi, theme.label_en] = labels;
        theme.phrases_fi.clone_from(&words[i][0]);
        theme.phrases_en.clone_from(&words[i][1]);
    }
}

/// What a label is made of.
#[derive(Clone, Copy, Debug)]
enum Title<'n> {
    /// The name of a ready theme in Finnish and English.
    Name([&'n str; 2]),
    /// The most telling words.
    Words,
    /// The same, where they are only examples.
    Mixture,
}

/// The first labels that no other theme has. Words that mean the same stand in the same place of
/// both lists, so that both labels are made of the same ones.
fn unused(
    used: &[FxHashSet<String>; 2],
    title: Title<'_>,
    words: &[LabelWords; 2],
    id: ThemeId,
) -> [String; 2] {
    let lists = [0, 1].map(|l| match title {
        Title::Name(name) => candidates(Some(name[l]), &words[l], id),
        Title::Words => candidates(None, &words[l], id),
        Title::Mixture => {
            let lists = candidates(None, &words[l], id).into_iter();
            lists.map(|label| Some(of_a_mixture(l, &label?))).collect()
        }
    });
    let fresh = |l: usize, label: &String| !used[l].contains(&label.to_lowercase());
    let both = lists[0].iter().zip(&lists[1]).find_map(|pair| match pair {
        (Some(fi), Some(en)) => (fresh(0, fi) && fresh(1, en)).then(|| [fi.clone(), en.clone()]),
        (None, _) | (_, None) => None,
    });
    both.unwrap_or_else(|| {
        [0, 1].map(|l| {
            let first = lists[l].iter().flatten().next().cloned().unwrap_or_default();
            let found = lists[l].iter().flatten().find(|label| fresh(l, label)).cloned();
            found.unwrap_or_else(|| format!("{first} ({id})"))
        })
    })
}

/// What a theme may be called in one language, the best first.
fn candidates(name: Option<&str>, words: &LabelWords, id: ThemeId) -> Vec<Option<String>> {
    let LabelWords { list: words, first } = words;
    let first = match (name, words.get(..*first).unwrap_or_default()) {
        (Some(name), _) => name.to_owned(),
        (None, []) => format!("– {id}"),
        (None, words) => capitalised(&words.join(", ")),
    };
    let head = first.split(", ").next().unwrap_or(&first).to_owned();
    let with_word = |word: &String| match name {
        Some(name) if alike(&name.to_lowercase(), word) => None,
        Some(name) => Some(format!("{name}: {word}")),
        None if alike(&head.to_lowercase(), word) => None,
        None => Some(format!("{head}, {word}")),
    };
    let alone = words.iter().map(|word| Some(capitalised(word)));
    let with_words: Vec<Option<String>> = words.iter().map(with_word).collect();
    std::iter::once(Some(first)).chain(with_words).chain(alone).collect()
}

/// A label in one language (0 Finnish, 1 English) that says that its words are only examples.
fn of_a_mixture(language: usize, label: &str) -> String {
    format!("{}: {}", ["Sekalaista", "Mixed"][language], in_midst(label))
}

/// A label behind another word: its first letter is small unless one that follows is not.
fn in_midst(label: &str) -> String {
    let mut chars = label.chars();
    let first = chars.next().map(char::to_lowercase).into_iter().flatten();
    let rest = chars.as_str();
    if rest.starts_with(char::is_uppercase) {
        label.to_owned()
    } else {
        first.chain(rest.chars()).collect()
    }
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
        let words = [["toimitus", "paketti"], ["delivery", "parcel"]];
        let words =
            words.map(|list| LabelWords { list: list.map(str::to_owned).to_vec(), first: 2 });
        let name = Title::Name(["Toimitus", "Delivery"]);
        let mut used = <[FxHashSet<String>; 2]>::default();
        let mut labels = Vec::new();
        for title in
            [Title::Mixture, Title::Mixture, Title::Words, Title::Words, name, name, Title::Words]
        {
            let [fi, en] = unused(&used, title, &words, ThemeId(7));
            used[0].insert(fi.to_lowercase());
            used[1].insert(en.to_lowercase());
            labels.push(format!("{fi} | {en}"));
        }
        let expected = [
            "Sekalaista: toimitus, paketti | Mixed: delivery, parcel",
            "Sekalaista: toimitus | Mixed: delivery",
            "Toimitus, paketti | Delivery, parcel",
            "Toimitus | Delivery",
            "Toimitus: paketti | Delivery: parcel",
            "Paketti | Parcel",
            "Toimitus, paketti (T0007) | Delivery, parcel (T0007)",
        ];
        assert_eq!(labels, expected);
    }

    #[test]
    fn a_mixture_says_so() {
        for (label, mixed) in
            [("Sää, kurssi", "Sekalaista: sää, kurssi"), ("SMS", "Sekalaista: SMS")]
        {
            assert_eq!(of_a_mixture(0, label), mixed);
        }
    }
}

//! Labels a person would write: a ready theme's name where the group matches one, else its most
//! distinctive base forms; in Finnish and English.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::analyse::word::Pos;
use crate::analyse::{Analysis, Corpus, TokenKind, Word};
use crate::lang::Lang;
use crate::lexicon::{Lexicon, SeedTheme};

use super::codebook::Codebook;
use super::embed::Embedder;
use super::matrix::dot;
use super::{Membership, ThemeId};

/// Key phrases kept per theme and language.
const PHRASES: usize = 8;
/// Base forms in a label made of words.
const IN_LABEL: usize = 2;
/// Cosine from which a group may take a ready theme's name.
const NAMED: f32 = 0.45;
/// Occurrences below which a word is no candidate: a label must not hang on one comment.
const RARE: u32 = 3;

/// What labels are made from: stop words and ready themes.
#[derive(Clone, Debug)]
pub struct Labeller {
    stop: [FxHashSet<Box<str>>; 2],
    ready: Vec<Ready>,
}

/// A ready theme and its key phrases, analysed with the vocabulary of the corpus to be labelled.
type Ready = (SeedTheme, Vec<Analysis>);

/// A base form of a language.
type Term<'c> = (Lang, &'c str);

impl Labeller {
    /// Prepares stop words. The phrases of the ready themes are analysed by the caller, with the
    /// vocabulary of the corpus to be labelled.
    pub fn new(lexicon: &Lexicon, ready: Vec<Ready>) -> Self {
        let stop = [Lang::Fi, Lang::En].map(|lang| {
            let words = ["function", "label"];
            words.iter().flat_map(|c| lexicon.stopwords(lang, c)).map(Into::into).collect()
        });
        Self { stop, ready }
    }

    /// Writes labels and key phrases into a codebook.
    pub(crate) fn label(
        &self,
        codebook: &mut Codebook,
        corpus: &Corpus,
        members: &[Vec<Membership>],
        embedder: &Embedder<'_>,
    ) {
        let terms = self.distinctive(corpus, members);
        let names = self.names(codebook, embedder);
        let mut used: FxHashMap<&str, u32> = FxHashMap::default();
        for name in names.values() {
            *used.entry(&name.id).or_default() += 1;
        }
        for theme in &mut codebook.themes {
            let phrases = |lang| terms.get(&(theme.id, lang)).cloned().unwrap_or_default();
            theme.phrases_fi = phrases(Lang::Fi);
            theme.phrases_en = phrases(Lang::En);
            let name = names.get(&theme.id).copied();
            let shared = name.is_some_and(|n| used[&*n.id] > 1);
            let (fi, en) = (&theme.phrases_fi, &theme.phrases_en);
            theme.label_fi = label(name.map(|n| &*n.label_fi), shared, fi, en);
            theme.label_en = label(name.map(|n| &*n.label_en), shared, en, fi);
        }
    }

    /// The ready theme whose name each group may bear.
    fn names<'s>(
        &'s self,
        codebook: &Codebook,
        embedder: &Embedder<'_>,
    ) -> FxHashMap<ThemeId, &'s SeedTheme> {
        let centres: Vec<Vec<f32>> = self
            .ready
            .iter()
            .map(|(_, phrases)| {
                let mut sum = vec![0.0; embedder.dim()];
                for phrase in phrases {
                    let v = embedder.embed(phrase, &codebook.frame).comment;
                    super::matrix::add_scaled(&mut sum, &v, 1.0);
                }
                super::matrix::normalise(&mut sum);
                sum
            })
            .collect();
        let mut names = FxHashMap::default();
        for theme in &codebook.themes {
            let scored = centres.iter().map(|c| dot(c, &theme.centre)).enumerate();
            let best = scored.max_by(|a, b| a.1.total_cmp(&b.1));
            if let Some((i, cosine)) = best
                && cosine >= NAMED
            {
                names.insert(theme.id, &self.ready[i].0);
            }
        }
        names
    }

    /// The most distinctive base forms of each theme and language: frequency in the theme times
    /// the logarithm of how much rarer the word is elsewhere (class-based TF-IDF, Grootendorst
    /// 2022).
    fn distinctive(
        &self,
        corpus: &Corpus,
        members: &[Vec<Membership>],
    ) -> FxHashMap<(ThemeId, Lang), Vec<String>> {
        let mut inside: FxHashMap<(ThemeId, Term<'_>), u32> = FxHashMap::default();
        let mut total: FxHashMap<Term<'_>, u32> = FxHashMap::default();
        let mut size: FxHashMap<ThemeId, u32> = FxHashMap::default();
        for (analysis, memberships) in corpus.analyses.iter().zip(members) {
            for membership in memberships {
                let Some(clause) = analysis.clauses.get(usize::from(membership.clause)) else {
                    continue;
                };
                for token in analysis.clause_tokens(clause) {
                    let word = corpus.words.get(token.word);
                    if token.kind == TokenKind::Word
                        && let Some(term) = self.term(word)
                    {
                        *inside.entry((membership.theme, term)).or_default() += 1;
                        *total.entry(term).or_default() += 1;
                        *size.entry(membership.theme).or_default() += 1;
                    }
                }
            }
        }
        let mean = size.values().sum::<u32>() as f32 / size.len().max(1) as f32;
        let mut ranked: FxHashMap<(ThemeId, Lang), Vec<(f32, &str)>> = FxHashMap::default();
        for (&(theme, term), &n) in &inside {
            if n >= RARE {
                let share = n as f32 / size[&theme] as f32;
                let weight = share * (1.0 + mean / total[&term] as f32).ln();
                ranked.entry((theme, term.0)).or_default().push((weight, term.1));
            }
        }
        ranked.into_iter().map(|(key, words)| (key, top(words))).collect()
    }

    /// The base form of a word that may stand in a label.
    fn term<'c>(&self, word: &'c Word) -> Option<Term<'c>> {
        let lang = word.lang?;
        let stop = match lang {
            Lang::Fi => &self.stop[0],
            Lang::En => &self.stop[1],
            Lang::Sv | Lang::Other => return is_long(word).then_some((lang, &*word.lemma)),
        };
        let may = is_long(word)
            && word.pos != Pos::Function
            && !stop.contains(&word.lemma)
            && !stop.contains(&word.form);
        may.then_some((lang, &*word.lemma))
    }
}

fn is_long(word: &Word) -> bool {
    word.lemma.chars().count() >= 3 && word.lemma.chars().all(|c| c.is_alphabetic() || c == '-')
}

fn top(mut words: Vec<(f32, &str)>) -> Vec<String> {
    words.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    words.into_iter().take(PHRASES).map(|(_, word)| word.to_owned()).collect()
}

/// A label from a ready name (with a telling word where several groups share it) or from words;
/// the other language's words serve where this one has none.
fn label(name: Option<&str>, shared: bool, own: &[String], other: &[String]) -> String {
    let words = if own.is_empty() { other } else { own };
    match (name, words) {
        (Some(name), [first, ..]) if shared && !name.to_lowercase().contains(first.as_str()) => {
            format!("{name}: {first}")
        }
        (Some(name), [_, second, ..]) if shared => format!("{name}: {second}"),
        (Some(name), _) => name.to_owned(),
        (None, []) => "–".to_owned(),
        (None, words) => {
            let joined = words.iter().take(IN_LABEL).map(String::as_str).collect::<Vec<_>>();
            capitalised(&joined.join(", "))
        }
    }
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

//! The base forms that tell a theme from the others, by language.

use rustc_hash::FxHashMap;

use crate::analyse::word::{Flags, Pos};
use crate::analyse::{Analysis, Clause, Corpus, TokenKind, Word, WordId};
use crate::lang::Lang;

/// Clauses below which a word is no candidate: a label must not hang on one comment.
const RARE: u32 = 3;
/// Key phrases kept per theme and language.
const PHRASES: usize = 8;
/// Words whose meaning is compared with the theme's.
const CANDIDATES: usize = 24;
/// Weight left to a word that means something else than the theme.
const UNLIKE: f32 = 0.1;
/// Fitness from which a word may be the first of an English phrase, and its last.
const DESCRIBES: f32 = 0.15;
const NAMES: f32 = 0.2;
/// Languages kept apart: Finnish, English, everything else.
pub(crate) const LANGUAGES: usize = 3;

/// Base forms of a vocabulary, numbered.
#[derive(Debug, Default)]
pub(crate) struct Terms {
    of_word: Vec<Option<u32>>,
    head_of_word: Vec<Option<u32>>,
    list: Vec<Term>,
    index: [FxHashMap<Box<str>, u32>; LANGUAGES],
}

#[derive(Debug)]
struct Term {
    lemma: Box<str>,
    language: usize,
    /// A word with this base form: the base form itself if the vocabulary has it.
    word: WordId,
    lang: Option<Lang>,
    /// How well a person can name a theme with it, 0…1; 0 for stop words.
    fitness: f32,
}

/// The place of a language.
pub(crate) const fn language(lang: Option<Lang>) -> usize {
    match lang {
        Some(Lang::Fi) => 0,
        Some(Lang::En) => 1,
        Some(Lang::Sv | Lang::Other) | None => 2,
    }
}

impl Terms {
    /// Numbers the base forms of a corpus; `stop` tells words that name nothing.
    pub(crate) fn new(corpus: &Corpus, stop: impl Fn(&Word) -> bool) -> Self {
        let mut terms = Self::default();
        for (at, word) in (0..).zip(corpus.words.iter()) {
            let language = language(word.lang);
            let is_word = word.lang.is_some() && is_plain(&word.lemma);
            let term = is_word.then(|| {
                let fitness = if stop(word) { 0.0 } else { fitness(word) };
                let exact = *word.form == *word.lemma;
                terms.number(&word.lemma, (WordId(at), word.lang), fitness, exact)
            });
            let head = word.parts.last().filter(|_| is_word && language == 0);
            let head = head.map(|head| terms.number(head, (WordId(at), word.lang), 0.0, false));
            terms.of_word.push(term);
            terms.head_of_word.push(head);
        }
        terms
    }

    fn number(
        &mut self,
        lemma: &str,
        (word, lang): (WordId, Option<Lang>),
        fitness: f32,
        exact: bool,
    ) -> u32 {
        let language = language(lang);
        if let Some(&known) = self.index[language].get(lemma) {
            let term = &mut self.list[known as usize];
            if exact || term.fitness == 0.0 {
                (term.word, term.lang) = (word, lang);
            }
            term.fitness = term.fitness.max(fitness);
            return known;
        }
        let number = self.list.len() as u32;
        self.index[language].insert(lemma.into(), number);
        self.list.push(Term { lemma: lemma.into(), language, word, lang, fitness });
        number
    }

    /// The distinct base forms of a clause, sorted; with `heads`, also the last parts of its
    /// compounds.
    pub(crate) fn of_clause(&self, analysis: &Analysis, clause: &Clause, heads: bool) -> Vec<u32> {
        let words = analysis
            .clause_tokens(clause)
            .iter()
            .filter(|t| matches!(t.kind, TokenKind::Word | TokenKind::Hashtag));
        let mut found: Vec<u32> = Vec::new();
        for token in words {
            let at = token.word.0 as usize;
            found.extend(self.of_word.get(at).copied().flatten());
            if heads {
                found.extend(self.head_of_word.get(at).copied().flatten());
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// A word with a base form in a language, if the vocabulary has it.
    pub(crate) fn word(&self, lemma: &str, language: usize) -> Option<(WordId, Option<Lang>)> {
        let term = &self.list[*self.index[language].get(lemma)? as usize];
        Some((term.word, term.lang))
    }

    /// The base forms of two neighbours, if they are English and may name a thing together.
    pub(crate) fn phrase(&self, first: WordId, second: WordId) -> Option<(u32, u32)> {
        let term = |word: WordId| self.of_word.get(word.0 as usize).copied().flatten();
        let (a, b) = (term(first)?, term(second)?);
        let names = |term: u32, least: f32| {
            let term = &self.list[term as usize];
            term.language == 1 && term.fitness >= least
        };
        (a != b && names(a, DESCRIBES) && names(b, NAMES)).then_some((a, b))
    }

    /// A base form.
    pub(crate) fn lemma(&self, term: u32) -> &str {
        &self.list[term as usize].lemma
    }

    /// Whether a base form carries meaning of its own.
    pub(crate) fn is_telling(&self, term: u32) -> bool {
        self.list[term as usize].fitness > 0.0
    }
}

/// How often base forms occur in the clauses of each theme.
#[derive(Debug)]
pub(crate) struct Counts {
    inside: FxHashMap<(usize, u32), u32>,
    total: FxHashMap<u32, u32>,
    /// Clauses of each theme by language.
    sizes: Vec<[u32; LANGUAGES]>,
}

impl Counts {
    pub(crate) fn new(themes: usize) -> Self {
        Self {
            inside: FxHashMap::default(),
            total: FxHashMap::default(),
            sizes: vec![[0; LANGUAGES]; themes],
        }
    }

    /// Counts a clause for a theme.
    pub(crate) fn add(&mut self, theme: usize, language: usize, terms: &[u32]) {
        self.sizes[theme][language] += 1;
        for &term in terms {
            *self.inside.entry((theme, term)).or_default() += 1;
            *self.total.entry(term).or_default() += 1;
        }
    }

    /// Clauses of a theme that hold a base form.
    pub(crate) fn inside(&self, theme: usize, term: u32) -> u32 {
        self.inside.get(&(theme, term)).copied().unwrap_or(0)
    }

    /// Clauses of a theme in each language.
    pub(crate) fn size(&self, theme: usize) -> [u32; LANGUAGES] {
        self.sizes[theme]
    }

    /// Clauses of a theme per clause that hold one of the first words in the list of their language:
    /// how much of the theme its most telling words speak for.
    pub(crate) fn spoken(
        &self,
        theme: usize,
        words: &[Vec<String>; LANGUAGES],
        first: usize,
        terms: &Terms,
    ) -> f32 {
        let held = (0..LANGUAGES).flat_map(|l| {
            let own = words[l].iter().take(first);
            own.filter_map(move |word| terms.index[l].get(word.as_str()))
        });
        let held: u32 = held.map(|&term| self.inside(theme, term)).sum();
        held as f32 / self.sizes[theme].iter().sum::<u32>().max(1) as f32
    }

    /// The most distinctive base forms of each theme in each language: the share of the theme's
    /// clauses that hold the word, times the logarithm of how much larger it is than everywhere,
    /// times how well the word names things and how near it stands to the theme in meaning.
    pub(crate) fn distinctive(
        &self,
        terms: &Terms,
        meaning: impl Fn(usize, WordId, Option<Lang>) -> f32,
    ) -> Vec<[Vec<String>; LANGUAGES]> {
        let mut all = [0_u32; LANGUAGES];
        for size in &self.sizes {
            (0..LANGUAGES).for_each(|l| all[l] += size[l]);
        }
        let mut ranked = vec![<[Vec<(f32, u32)>; LANGUAGES]>::default(); self.sizes.len()];
        for (&(theme, number), &n) in &self.inside {
            let term = &terms.list[number as usize];
            let l = term.language;
            if n < RARE || term.fitness == 0.0 {
                continue;
            }
            let share = n as f32 / self.sizes[theme][l].max(1) as f32;
            let usual = self.total[&number] as f32 / all[l].max(1) as f32;
            let weight = share * (share / usual).ln() * term.fitness;
            if weight > 0.0 {
                ranked[theme][l].push((weight, number));
            }
        }
        let mut named = Vec::with_capacity(ranked.len());
        for (theme, languages) in ranked.into_iter().enumerate() {
            named.push(languages.map(|mut words| {
                best_first(&mut words, terms);
                words.truncate(CANDIDATES);
                for (weight, number) in &mut words {
                    let term = &terms.list[*number as usize];
                    *weight *= UNLIKE + meaning(theme, term.word, term.lang).max(0.0);
                }
                best_first(&mut words, terms);
                top(&words, terms)
            }));
        }
        named
    }
}

fn best_first(words: &mut [(f32, u32)], terms: &Terms) {
    let lemma = |number: u32| &terms.list[number as usize].lemma;
    words.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| lemma(a.1).cmp(lemma(b.1))));
}

fn top(words: &[(f32, u32)], terms: &Terms) -> Vec<String> {
    let floor = words.first().map_or(0.0, |(best, _)| best * 0.1);
    let kept = words.iter().take(PHRASES).filter(|(weight, _)| *weight >= floor);
    kept.map(|(_, number)| terms.list[*number as usize].lemma.to_string()).collect()
}

/// Nouns name things; verbs and adjectives describe; people and places are no subjects.
fn fitness(word: &Word) -> f32 {
    let class = match word.pos {
        Pos::Noun => 1.0,
        Pos::Unknown => 0.5,
        Pos::Verb => 0.15,
        Pos::Adjective => 0.1,
        Pos::Adverb => 0.02,
        Pos::Function => return 0.0,
    };
    let name = if word.flags.has(Flags::NAME) { 0.1 } else { 1.0 };
    let guessed = if word.flags.has(Flags::GUESSED) { 0.4 } else { 1.0 };
    class * name * guessed
}

fn is_plain(lemma: &str) -> bool {
    lemma.chars().count() >= 3 && lemma.chars().all(|c| c.is_alphabetic() || c == '-')
}

//! Many texts analysed with one vocabulary, in parallel and with the same numbers every time.
//!
//! Texts are cut in chunks of fixed size, each with a vocabulary of its own in order of first
//! appearance; the vocabularies are merged in chunk order, new forms are understood in parallel,
//! and the chunks get the final numbers. So numbers do not depend on the number of threads.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::segment::{Segmented, segment};
use super::understand::Understander;
use super::{Analysis, Clause, Token, TokenKind, Word, WordId, Words, language};
use crate::lang::Lang;
use crate::record::{Comment, Record, Span};

/// Texts in a chunk. Changing it changes no result but memory and balance of the work.
const CHUNK: usize = 4096;

/// A text to analyse.
#[derive(Clone, Copy, Debug, Default)]
pub struct Text<'t> {
    /// As it was written.
    pub text: &'t str,
    /// Its language as the source declares it; used where the text itself does not tell clearly.
    pub declared: Option<Lang>,
}

impl<'t> Text<'t> {
    /// The comments of a record.
    pub fn of(record: &'t Record) -> impl Iterator<Item = Self> {
        let text = |comment: &'t Comment| Self { text: &comment.text, declared: record.language };
        record.comments.iter().map(text)
    }
}

/// Texts analysed, and the vocabulary they share.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    /// Every distinct word form, understood once.
    pub words: Words,
    /// One analysis for each text, in the order of the texts.
    pub analyses: Vec<Analysis>,
}

/// The analyser of texts: immutable, shared by all threads.
#[derive(Debug)]
pub struct Analyser {
    understander: &'static Understander,
}

impl Default for Analyser {
    fn default() -> Self {
        Self::new()
    }
}

impl Analyser {
    /// The analyser with the built-in tables.
    pub fn new() -> Self {
        Self { understander: Understander::builtin() }
    }

    /// Analyses one text, adding its new words to `words`.
    pub fn analyse(&self, text: &str, words: &mut Words) -> Analysis {
        self.analyse_declared(Text { text, declared: None }, words)
    }

    /// Analyses one text whose language the source may have declared.
    pub fn analyse_declared(&self, text: Text<'_>, words: &mut Words) -> Analysis {
        analysis(text, &mut Segmented::default(), &mut |lang, form| {
            words.find(lang, form).unwrap_or_else(|| words.add(self.word(lang, form)))
        })
    }

    /// Analyses `texts` with a new vocabulary.
    pub fn corpus(&self, texts: &[Text<'_>]) -> Corpus {
        let mut corpus = Corpus::default();
        self.extend(&mut corpus, texts);
        corpus
    }

    /// Analyses `texts` and appends them to `corpus`; words it knows keep their numbers.
    pub fn extend(&self, corpus: &mut Corpus, texts: &[Text<'_>]) {
        let mut chunks: Vec<Chunk> = texts.par_chunks(CHUNK).map(Chunk::new).collect();
        let known = corpus.words.len();
        let mut fresh = Forms::default();
        let numbers: Vec<Vec<WordId>> = chunks
            .iter()
            .map(|chunk| {
                let number = |form: &Form| {
                    corpus.words.find(form.lang, &form.text).unwrap_or_else(|| {
                        WordId((known + fresh.number(form.lang, &form.text)) as u32)
                    })
                };
                chunk.forms.list.iter().map(number).collect()
            })
            .collect();
        let understood: Vec<Word> =
            fresh.list.par_iter().map(|form| self.word(form.lang, &form.text)).collect();
        for word in understood {
            corpus.words.add(word);
        }
        chunks.par_iter_mut().zip(&numbers).for_each(|(chunk, numbers)| chunk.renumber(numbers));
        corpus.analyses.extend(chunks.into_iter().flat_map(|chunk| chunk.analyses));
    }

    /// The word under exactly this form and language, whatever the understander calls it.
    fn word(&self, lang: Option<Lang>, form: &str) -> Word {
        Word { form: form.into(), lang, ..self.understander.word(form, lang) }
    }
}

/// Some texts analysed with a vocabulary of their own.
struct Chunk {
    forms: Forms,
    analyses: Vec<Analysis>,
}

impl Chunk {
    fn new(texts: &[Text<'_>]) -> Self {
        let mut forms = Forms::default();
        let mut cut = Segmented::default();
        let mut number = |lang, form: &str| WordId(forms.number(lang, form) as u32);
        let analyses = texts.iter().map(|text| analysis(*text, &mut cut, &mut number)).collect();
        Self { forms, analyses }
    }

    fn renumber(&mut self, numbers: &[WordId]) {
        for token in self.analyses.iter_mut().flat_map(|analysis| analysis.tokens.iter_mut()) {
            if let Some(number) = numbers.get(token.word.0 as usize) {
                token.word = *number;
            }
        }
    }
}

/// Distinct forms, numbered in order of first appearance.
#[derive(Default)]
struct Forms {
    list: Vec<Form>,
    index: [FxHashMap<Box<str>, usize>; Lang::ALL.len() + 1],
}

struct Form {
    lang: Option<Lang>,
    text: Box<str>,
}

impl Forms {
    fn number(&mut self, lang: Option<Lang>, form: &str) -> usize {
        let slot = lang.map_or(0, |lang| lang as usize + 1);
        let Some(index) = self.index.get_mut(slot) else { return 0 };
        if let Some(number) = index.get(form) {
            return *number;
        }
        let number = self.list.len();
        index.insert(form.into(), number);
        self.list.push(Form { lang, text: form.into() });
        number
    }
}

/// Analyses a text; `number` gives each form its number.
fn analysis(
    text: Text<'_>,
    cut: &mut Segmented,
    number: &mut impl FnMut(Option<Lang>, &str) -> WordId,
) -> Analysis {
    segment(text.text, cut);
    let lang = language::of_text(text.text, text.declared);
    let mut tokens = Vec::with_capacity(cut.pieces().len());
    let mut clauses = Vec::with_capacity(cut.clauses().len());
    for clause in cut.clauses() {
        let pieces = cut.pieces().get(clause.start as usize..clause.end as usize).unwrap_or(&[]);
        let clause_lang = match (pieces.first(), pieces.last()) {
            (Some(first), Some(last)) if cut.clauses().len() > 1 => {
                let span = Span { start: first.span.start, end: last.span.end };
                language::of_clause(span.of(text.text), lang)
            }
            _ => lang,
        };
        clauses.push(Clause { lang: clause_lang, ..*clause });
        tokens.extend(pieces.iter().map(|piece| {
            let has_language = matches!(piece.kind, TokenKind::Word | TokenKind::Hashtag);
            let word = number(clause_lang.filter(|_| has_language), cut.form(piece));
            Token { span: piece.span, kind: piece.kind, style: piece.style, word }
        }));
    }
    Analysis { lang, tokens: tokens.into(), clauses: clauses.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_do_not_depend_on_threads_or_chunks() {
        let owned: Vec<String> = (0..9000)
            .map(|i| format!("Palvelu {} oli hyvää, mutta sana{} puuttui.", i % 7, i * 31 % 997))
            .collect();
        let texts: Vec<Text<'_>> = owned.iter().map(|text| Text { text, declared: None }).collect();
        let analyser = Analyser::new();
        let whole = analyser.corpus(&texts);
        let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        let single = one.install(|| analyser.corpus(&texts));
        let mut words = Words::default();
        let in_turn: Vec<Analysis> =
            texts.iter().map(|text| analyser.analyse(text.text, &mut words)).collect();
        let mut grown = analyser.corpus(&texts[..5000]);
        analyser.extend(&mut grown, &texts[5000..]);
        for other in [&single.analyses, &in_turn, &grown.analyses] {
            assert!(whole.analyses == *other);
        }
        assert!(whole.words.iter().eq(words.iter()));
        assert!(whole.words.iter().eq(grown.words.iter()));
    }

    #[test]
    fn a_mixed_comment_has_the_language_of_each_clause() {
        let text = "Great service, but asiakaspalvelija ei osannut auttaa minua ollenkaan.";
        let analysis = Analyser::new().analyse(text, &mut Words::default());
        let languages: Vec<_> = analysis.clauses.iter().map(|clause| clause.lang).collect();
        assert_eq!(languages, [Some(Lang::En), Some(Lang::Fi)]);
    }

    #[test]
    fn a_token_is_small_and_finds_its_word() {
        assert_eq!(size_of::<Token>(), 16);
        let corpus =
            Analyser::new().corpus(&[Text { text: "HYVÄÄÄ palvelu 👍🏽", declared: None }]);
        let forms: Vec<&str> = corpus.analyses[0]
            .tokens
            .iter()
            .map(|token| &*corpus.words.get(token.word).form)
            .collect();
        assert_eq!(forms, ["hyvää", "palvelu", "👍"]);
    }
}

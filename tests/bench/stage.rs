//! The stages: what is made ready, and what is measured.

use std::collections::BTreeSet;
use std::path::Path;

use kuiske::analyse::Words;
use kuiske::analyse::corpus::Text;
use kuiske::analyse::language::detect;
use kuiske::analyse::understand::Understander;
use kuiske::archive::{Archive, Entry, WriterSettings};
use kuiske::config::Config;
use kuiske::lang::Lang;
use kuiske::progress::Silent;
use kuiske::read::{Input, read};
use kuiske::tag::Tagger;
use kuiske::theme::FitOptions;

/// A stage of the program, or the floor it stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Read,
    Language,
    Words,
    WordsOfText,
    Analyse,
    Score,
    FindThemes,
    AssignThemes,
    Index,
    RawIndex,
}

/// What a stage went through.
pub struct Work {
    pub records: usize,
    pub bytes: usize,
}

impl Stage {
    pub const ALL: [Self; 10] = [
        Self::Read,
        Self::Language,
        Self::Words,
        Self::WordsOfText,
        Self::Analyse,
        Self::Score,
        Self::FindThemes,
        Self::AssignThemes,
        Self::Index,
        Self::RawIndex,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Language => "language",
            Self::Words => "words",
            Self::WordsOfText => "words-of-text",
            Self::Analyse => "analyse",
            Self::Score => "score",
            Self::FindThemes => "find-themes",
            Self::AssignThemes => "assign-themes",
            Self::Index => "index",
            Self::RawIndex => "raw-index",
        }
    }

    pub fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|stage| stage.name() == name).expect("the name of a stage")
    }

    /// Bytes per CPU-second that the best bare code reaches at the heart of the stage: records of
    /// the `csv` crate; lower-casing and cutting into words with an ASCII fast path.
    pub const fn roof(self) -> Option<f64> {
        match self {
            Self::Read => Some(860e6),
            Self::Analyse => Some(155e6),
            Self::Language
            | Self::Words
            | Self::WordsOfText
            | Self::Score
            | Self::FindThemes
            | Self::AssignThemes
            | Self::Index
            | Self::RawIndex => None,
        }
    }

    /// Makes everything ready, then calls `measured` with the work to do.
    pub fn go(
        self,
        texts: &[String],
        folder: &Path,
        measured: impl FnOnce(&mut dyn FnMut() -> Work),
    ) {
        let bytes = texts.iter().map(String::len).sum();
        let work = || Work { records: texts.len(), bytes };
        let tagger = Tagger::builtin().unwrap();
        let borrowed: Vec<_> = texts.iter().map(|text| Text { text, declared: None }).collect();
        match self {
            Self::Read => read_file(texts, folder, measured),
            Self::Language => measured(&mut || {
                let told = texts.iter().filter(|text| detect(text).is_some()).count();
                Work { records: told, bytes }
            }),
            Self::Words => words(&tagger, &borrowed, measured),
            Self::WordsOfText => words_of_text(&tagger, &borrowed, measured),
            Self::Analyse => measured(&mut || {
                std::hint::black_box(tagger.analyser().corpus(&borrowed));
                work()
            }),
            Self::Score => {
                let corpus = tagger.analyser().corpus(&borrowed);
                measured(&mut || {
                    std::hint::black_box(tagger.score(&corpus));
                    work()
                });
            }
            Self::FindThemes => {
                let mut corpus = tagger.analyser().corpus(&borrowed);
                measured(&mut || {
                    tagger.find_themes(&mut corpus, &FitOptions::default()).unwrap();
                    work()
                });
            }
            Self::AssignThemes => {
                let mut corpus = tagger.analyser().corpus(&borrowed);
                let codebook = tagger.find_themes(&mut corpus, &FitOptions::default()).unwrap();
                measured(&mut || {
                    std::hint::black_box(tagger.assign(&corpus, &codebook));
                    work()
                });
            }
            Self::Index => index(&tagger, texts, folder, measured),
            Self::RawIndex => raw_index(texts, folder, measured),
        }
    }
}

/// Records of a survey export.
fn read_file(texts: &[String], folder: &Path, measured: impl FnOnce(&mut dyn FnMut() -> Work)) {
    let file = folder.join("comments.csv");
    let csv = crate::comments::csv(texts);
    std::fs::write(&file, &csv).unwrap();
    measured(&mut || {
        let reading = read(&Input::File(file.clone()), &Config::default(), &Silent);
        Work { records: reading.unwrap().records.len(), bytes: csv.len() }
    });
}

/// Every word form once, without any cache.
fn words(tagger: &Tagger, texts: &[Text<'_>], measured: impl FnOnce(&mut dyn FnMut() -> Work)) {
    let corpus = tagger.analyser().corpus(texts);
    let forms: BTreeSet<(Option<Lang>, &str)> =
        corpus.words.iter().map(|word| (word.lang, &*word.form)).collect();
    let bytes = forms.iter().map(|(_, form)| form.len()).sum();
    measured(&mut || {
        for (lang, form) in &forms {
            std::hint::black_box(Understander::builtin().word(form, *lang));
        }
        Work { records: forms.len(), bytes }
    });
}

/// Every word as it stands in the texts, one form understood once.
fn words_of_text(
    tagger: &Tagger,
    texts: &[Text<'_>],
    measured: impl FnOnce(&mut dyn FnMut() -> Work),
) {
    let corpus = tagger.analyser().corpus(texts);
    let tokens = corpus.analyses.iter().flat_map(|analysis| analysis.tokens.iter());
    let said: Vec<(Option<Lang>, &str)> = tokens
        .map(|token| corpus.words.get(token.word))
        .filter(|word| word.lang.is_some())
        .map(|word| (word.lang, &*word.form))
        .collect();
    let bytes = said.iter().map(|(_, form)| form.len()).sum();
    measured(&mut || {
        let mut words = Words::default();
        for (lang, form) in &said {
            let number = words.find(*lang, form);
            number.unwrap_or_else(|| words.add(Understander::builtin().word(form, *lang)));
        }
        std::hint::black_box(&words);
        Work { records: said.len(), bytes }
    });
}

/// The archive's index of records that are read, analysed and scored.
fn index(
    tagger: &Tagger,
    texts: &[String],
    folder: &Path,
    measured: impl FnOnce(&mut dyn FnMut() -> Work),
) {
    let csv = crate::comments::csv(texts).into_bytes();
    let reading = read(&Input::Stdin(csv), &Config::default(), &Silent).unwrap();
    let records = reading.records.all().unwrap();
    let borrowed = records.iter().map(|r| Text { text: &r.comments[0].text, declared: None });
    let read = tagger.read(&borrowed.collect::<Vec<_>>());
    let bytes = texts.iter().map(String::len).sum();
    let threads = rayon::current_num_threads();
    measured(&mut || {
        let archive = Archive::create(&folder.join("bench.kuiske")).unwrap();
        let settings = WriterSettings { threads, ..WriterSettings::default() };
        let mut writer = archive.writer_with(settings).unwrap();
        let entries = records.iter().enumerate().map(|(i, record)| Entry {
            record,
            comment_index: 0,
            analysis: &read.corpus.analyses[i],
            words: &read.corpus.words,
            scored: &read.scores[i],
            themes: &[],
        });
        writer.append(entries).unwrap();
        Work { records: texts.len(), bytes }
    });
}

/// The same texts in an index as it comes: its own tokenizer, the text stored, nothing else.
fn raw_index(texts: &[String], folder: &Path, measured: impl FnOnce(&mut dyn FnMut() -> Work)) {
    use tantivy::schema::{STORED, Schema, TEXT};
    use tantivy::{Index, IndexWriter, TantivyDocument};
    let bytes = texts.iter().map(String::len).sum();
    let threads = rayon::current_num_threads();
    measured(&mut || {
        let mut schema = Schema::builder();
        let field = schema.add_text_field("text", TEXT | STORED);
        let path = folder.join("raw");
        std::fs::create_dir(&path).unwrap();
        let index = Index::create_in_dir(&path, schema.build()).unwrap();
        let mut writer: IndexWriter =
            index.writer_with_num_threads(threads, 160_000_000 * threads).unwrap();
        for text in texts {
            let mut document = TantivyDocument::default();
            document.add_text(field, text);
            writer.add_document(document).unwrap();
        }
        writer.commit().unwrap();
        writer.wait_merging_threads().unwrap();
        Work { records: texts.len(), bytes }
    });
}

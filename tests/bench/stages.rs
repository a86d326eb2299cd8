//! Speed of each stage, in comments and bytes per second, on the bundled corpus.
//!
//! `cargo bench --bench stages`; with `KUISKE_BENCH_TEXTS=FILE` on the lines of a text file.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    missing_docs,
    unreachable_pub,
    reason = "a bench may stop at once and speaks to its reader"
)]

use std::fs;
use std::path::Path;

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use kuiske::analyse::corpus::Text;
use kuiske::config::Config;
use kuiske::lexicon::Lexicon;
use kuiske::progress::Silent;
use kuiske::read::{Input, read};
use kuiske::tag::Tagger;
use kuiske::theme::FitOptions;

/// Comments each stage is given: the corpus over and over, each time a little different.
const COMMENTS: usize = 50_000;

fn main() {
    divan::main();
}

fn texts() -> Vec<String> {
    let lines: Vec<String> = match std::env::var("KUISKE_BENCH_TEXTS") {
        Ok(file) => fs::read_to_string(file).unwrap().lines().map(str::to_owned).collect(),
        Err(_) => {
            let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora/weekly/input.csv");
            let reading = read(&Input::File(file), &Config::default(), &Silent).unwrap();
            reading.records.into_iter().map(|r| r.comments[0].text.to_string()).collect()
        }
    };
    let n = lines.len();
    (0..COMMENTS).map(|i| format!("{} {}", lines[i % n], lines[i * 7 % n])).collect()
}

fn borrowed(texts: &[String]) -> Vec<Text<'_>> {
    texts.iter().map(|text| Text { text, declared: None }).collect()
}

fn sized<'a, 'b>(bencher: Bencher<'a, 'b>, texts: &[String]) -> Bencher<'a, 'b> {
    let bytes: usize = texts.iter().map(String::len).sum();
    bencher.counter(ItemsCount::new(texts.len())).counter(BytesCount::new(bytes))
}

#[divan::bench(sample_count = 5)]
fn analyse(bencher: Bencher<'_, '_>) {
    let texts = texts();
    let tagger = Tagger::builtin().unwrap();
    sized(bencher, &texts).bench_local(|| tagger.analyser().corpus(&borrowed(&texts)));
}

#[divan::bench(sample_count = 5)]
fn score(bencher: Bencher<'_, '_>) {
    let texts = texts();
    let tagger = Tagger::builtin().unwrap();
    let corpus = tagger.analyser().corpus(&borrowed(&texts));
    sized(bencher, &texts).bench_local(|| tagger.score(&corpus));
}

#[divan::bench(sample_count = 3)]
fn find_themes(bencher: Bencher<'_, '_>) {
    let texts = texts();
    let tagger = Tagger::builtin().unwrap();
    let corpus = tagger.analyser().corpus(&borrowed(&texts));
    let options = FitOptions::default();
    sized(bencher, &texts)
        .with_inputs(|| corpus.clone())
        .bench_local_values(|mut corpus| tagger.find_themes(&mut corpus, &options).unwrap());
}

#[divan::bench(sample_count = 5)]
fn assign_themes(bencher: Bencher<'_, '_>) {
    let texts = texts();
    let tagger = Tagger::builtin().unwrap();
    let mut corpus = tagger.analyser().corpus(&borrowed(&texts));
    let codebook = tagger.find_themes(&mut corpus, &FitOptions::default()).unwrap();
    sized(bencher, &texts).bench_local(|| tagger.assign(&corpus, &codebook));
}

#[divan::bench]
fn load_word_lists(bencher: Bencher<'_, '_>) {
    bencher.bench_local(|| Lexicon::builtin().unwrap());
}

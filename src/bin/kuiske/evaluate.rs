//! `kuiske evaluate`: accuracy against labelled data, one JSON object on standard output.

use std::io::{self, Write};
use std::path::Path;
use std::time::Instant;

use anyhow::{Result, anyhow, bail};
use kuiske::analyse::corpus::Text;
use kuiske::evaluate;
use kuiske::evaluate::lemmas::{LemmaRow, evaluate_lemmas};
use kuiske::lang::Lang;
use kuiske::tag::Tagger;
use kuiske::theme::FitOptions;
use serde_json::Value;

use crate::args::{Evaluate, What};
use crate::exit::Exit;

pub(crate) fn evaluate(options: &Evaluate) -> Result<Exit> {
    let figures = match &options.what {
        What::Sentiment { file } => sentiment(file)?,
        What::Themes { file, themes: count } => themes(file, *count)?,
        What::Language { file } => language(file)?,
        What::Lemmas { file, lang } => lemmas(file, lang)?,
    };
    writeln!(io::stdout().lock(), "{figures}")?;
    Ok(Exit::Done)
}

/// Texts with a label, from JSON Lines; rows without the label are left out.
struct Labelled {
    texts: Vec<String>,
    labels: Vec<String>,
}

fn bytes(file: &Path) -> Result<Vec<u8>> {
    std::fs::read(file)
        .map_err(|reason| anyhow!("cannot read {}: {reason}\nhint: check the path", file.display()))
}

fn labelled(file: &Path, label: &str) -> Result<Labelled> {
    let bytes = bytes(file)?;
    let mut rows = Labelled { texts: Vec::new(), labels: Vec::new() };
    let name = file.display();
    for (number, line) in bytes.split(|b| *b == b'\n').enumerate().filter(|(_, l)| !l.is_empty()) {
        let number = number + 1;
        let row: Value = serde_json::from_slice(line).map_err(|error| {
            anyhow!(
                "{name}, line {number}: no JSON object ({error})\n\
                 hint: write JSON Lines with `text` and `{label}`"
            )
        })?;
        let Some(text) = row.get("text").and_then(Value::as_str) else {
            bail!("{name}, line {number}: no text\nhint: each line needs a string `text`")
        };
        let value = match row.get(label) {
            Some(Value::String(value)) => value.clone(),
            // A text with several labels counts for its first.
            Some(Value::Array(values)) => match values.first().and_then(Value::as_str) {
                Some(value) => value.to_owned(),
                None => continue,
            },
            Some(Value::Number(value)) => value.to_string(),
            Some(Value::Null | Value::Bool(_) | Value::Object(_)) | None => continue,
        };
        rows.texts.push(text.to_owned());
        rows.labels.push(value);
    }
    if rows.texts.is_empty() {
        bail!("{name}: no row has both `text` and `{label}`\nhint: write them as JSON Lines")
    }
    Ok(rows)
}

impl Labelled {
    fn texts(&self) -> Vec<Text<'_>> {
        self.texts.iter().map(|text| Text { text, declared: None }).collect()
    }

    fn labels(&self) -> Vec<&str> {
        self.labels.iter().map(String::as_str).collect()
    }
}

fn with(figures: impl serde::Serialize, key: &str, value: impl Into<Value>) -> Result<Value> {
    let mut figures = serde_json::to_value(figures)?;
    if let Some(object) = figures.as_object_mut() {
        object.insert(key.to_owned(), value.into());
    }
    Ok(figures)
}

fn sentiment(file: &Path) -> Result<Value> {
    let rows = labelled(file, "sentiment")?;
    let tagger = Tagger::builtin()?;
    let start = Instant::now();
    let read = tagger.read(&rows.texts());
    let speed = rows.texts.len() as f64 / start.elapsed().as_secs_f64();
    let figures = evaluate::sentiment(&rows.labels(), &read.scores);
    with(figures, "texts_per_second", speed.round())
}

fn themes(file: &Path, count: Option<usize>) -> Result<Value> {
    let rows = labelled(file, "theme")?;
    let tagger = Tagger::builtin()?;
    let start = Instant::now();
    let mut read = tagger.read(&rows.texts());
    let options = FitOptions { themes: count, born: None };
    let codebook = tagger.find_themes(&mut read.corpus, &options)?;
    let found = tagger.main_themes(&read.corpus, &codebook);
    let seconds = start.elapsed().as_secs_f64();
    let figures = evaluate::themes(&rows.labels(), &found);
    with(figures, "seconds", (seconds * 1000.0).round() / 1000.0)
}

fn language(file: &Path) -> Result<Value> {
    let rows = labelled(file, "lang")?;
    let start = Instant::now();
    let labels = rows.labels().into_iter().map(|label| match label {
        "none" => None,
        code => Lang::parse(code),
    });
    let figures = evaluate::language(rows.texts.iter().map(String::as_str).zip(labels));
    let speed = rows.texts.len() as f64 / start.elapsed().as_secs_f64();
    with(figures, "texts_per_second", speed.round())
}

fn lemmas(file: &Path, lang: &str) -> Result<Value> {
    let lang = match Lang::parse(lang) {
        Some(lang @ (Lang::Fi | Lang::En)) => lang,
        Some(Lang::Sv | Lang::Other) | None => bail!("--lang: no `{lang}` here\nhint: fi or en"),
    };
    let text = String::from_utf8(bytes(file)?)
        .map_err(|_| anyhow!("{}: not UTF-8\nhint: save it as UTF-8", file.display()))?;
    let mut rows = Vec::new();
    for (number, line) in text.lines().enumerate().skip(1) {
        let mut cells = line.split('\t');
        let (Some(form), Some(lemma), Some(upos)) = (cells.next(), cells.next(), cells.next())
        else {
            bail!(
                "{}, line {}: fewer than three columns\nhint: form, lemma, upos, separated by tabs",
                file.display(),
                number + 1
            )
        };
        rows.push(LemmaRow { form, lemma, upos });
    }
    Ok(serde_json::to_value(evaluate_lemmas(rows, lang))?)
}

//! `kuiske evaluate`: accuracy against labelled data, one JSON object on standard output.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Result, anyhow, bail};
use kuiske::analyse::corpus::Text;
use kuiske::evaluate;
use kuiske::evaluate::Expect;
use kuiske::evaluate::lemmas::{LemmaRow, evaluate_lemmas};
use kuiske::lang::Lang;
use kuiske::score::Scored;
use kuiske::tag::Tagger;
use kuiske::theme::FitOptions;
use serde_json::{Value, json};

use crate::args::{Evaluate, What};
use crate::exit::Exit;
use crate::labelled::{Labelled, bytes, lang, objects};
use crate::place;

pub(crate) fn evaluate(options: &Evaluate) -> Result<Exit> {
    let tagger = || Tagger::over(&place::own_lists(&options.lexicon));
    let figures = match &options.what {
        What::Readings { files } => return readings(files, &tagger()?),
        What::Sentiment { file } => sentiment(file, &tagger()?)?,
        What::Hot { file } => hot(file, &tagger()?)?,
        What::Expectation { file } => expectation(file, &tagger()?)?,
        What::Cues { file } => cues(file, &tagger()?)?,
        What::Pairs { file } => pairs(file, &tagger()?)?,
        What::Pii { file } => crate::pii::pii(file)?,
        What::Themes { file, themes: count } => themes(file, *count, &tagger()?)?,
        What::Language { file } => language(file)?,
        What::Lemmas { file, lang } => lemmas(file, lang)?,
    };
    writeln!(io::stdout().lock(), "{figures}")?;
    Ok(Exit::Done)
}

fn with(figures: impl serde::Serialize, key: &str, value: impl Into<Value>) -> Result<Value> {
    let mut figures = serde_json::to_value(figures)?;
    if let Some(object) = figures.as_object_mut() {
        object.insert(key.to_owned(), value.into());
    }
    Ok(figures)
}

/// Scores labelled texts; gives them with the speed in texts per second.
fn scored(rows: &Labelled, tagger: &Tagger) -> (Vec<Scored>, f64) {
    let start = Instant::now();
    let scores = tagger.read(&rows.texts()).scores;
    (scores, (rows.texts.len() as f64 / start.elapsed().as_secs_f64()).round())
}

fn sentiment(file: &Path, tagger: &Tagger) -> Result<Value> {
    let mut rows = match Labelled::read(file, "sentiment") {
        Ok(rows) => rows,
        Err(error) => Labelled::read(file, "label").map_err(|_| error)?,
    };
    rows.keep(&["positive", "negative", "neutral"]);
    let (scores, speed) = scored(&rows, tagger);
    with(evaluate::sentiment(&rows.labels(), &scores), "texts_per_second", speed)
}

fn hot(file: &Path, tagger: &Tagger) -> Result<Value> {
    let rows = Labelled::read(file, "label")?;
    rows.only(&["dream", "problem", "need", "none"])?;
    let (scores, speed) = scored(&rows, tagger);
    with(evaluate::hot(&rows.labels(), &scores), "texts_per_second", speed)
}

fn expectation(file: &Path, tagger: &Tagger) -> Result<Value> {
    let rows = Labelled::read(file, "label")?;
    rows.only(&["-2", "-1", "0", "1", "2", "+1", "+2"])?;
    let labels: Vec<i8> = rows.labels().iter().map(|label| label.parse().unwrap_or(0)).collect();
    let (scores, speed) = scored(&rows, tagger);
    with(evaluate::expectation(&labels, &scores), "texts_per_second", speed)
}

fn cues(file: &Path, tagger: &Tagger) -> Result<Value> {
    let rows = Labelled::read(file, "label")?;
    let known: Vec<&str> =
        evaluate::LABELLED.iter().map(|cue| cue.name()).chain(["none"]).collect();
    rows.only(&known)?;
    let (scores, speed) = scored(&rows, tagger);
    with(evaluate::cues(&rows.all_labels(), &scores), "texts_per_second", speed)
}

fn pairs(file: &Path, tagger: &Tagger) -> Result<Value> {
    let (mut texts, mut langs, mut expected) = (Vec::new(), Vec::new(), Vec::new());
    let wanted = "`a`, `b` and `expect`";
    for (number, row) in objects(file, wanted)? {
        let text = |name| row.get(name).and_then(Value::as_str);
        let expect = text("expect").and_then(|e| Expect::parse(&e.replace(' ', "")));
        let (Some(a), Some(b), Some(expect)) = (text("a"), text("b"), expect) else {
            bail!(
                "{}, line {number}: it takes {wanted}\nhint: `expect` is a>b or a=b",
                file.display()
            )
        };
        texts.extend([a.to_owned(), b.to_owned()]);
        langs.extend([lang(&row); 2]);
        expected.push(expect);
    }
    let texts: Vec<Text<'_>> =
        texts.iter().zip(langs).map(|(t, l)| Text { text: t, declared: l }).collect();
    let scores = tagger.read(&texts).scores;
    let rows = scores.chunks_exact(2).zip(expected);
    let rows = rows.filter_map(|(pair, expect)| Some((pair.first()?, pair.get(1)?, expect)));
    Ok(serde_json::to_value(evaluate::pairs(rows))?)
}

/// Rows as they came, with what the word lists find in their texts: what training starts from.
fn readings(files: &[PathBuf], tagger: &Tagger) -> Result<Exit> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for file in files {
        let mut rows = objects(file, "`text`")?;
        let text = |row: &Value| row.get("text").and_then(Value::as_str).unwrap_or("").to_owned();
        let texts: Vec<String> = rows.iter().map(|(_, row)| text(row)).collect();
        let langs = rows.iter().map(|(_, row)| lang(row));
        let texts: Vec<Text<'_>> =
            texts.iter().zip(langs).map(|(t, l)| Text { text: t, declared: l }).collect();
        let read = tagger.read(&texts);
        let mut found = Vec::with_capacity(rows.len());
        tagger.each_reading(&read.corpus, |r| {
            let words: Vec<Value> = r
                .words
                .iter()
                .map(|w| json!([w.lemma, u8::from(w.negated), u8::from(w.name), w.form]))
                .collect();
            found.push(json!({"hand": r.hand, "words": words, "marks": r.marks}));
        });
        let folder = file.parent().and_then(Path::file_name).unwrap_or_default();
        let stem = file.file_stem().unwrap_or_default();
        let set = format!("{}/{}", folder.to_string_lossy(), stem.to_string_lossy());
        for (((_, row), found), (analysis, scored)) in
            rows.iter_mut().zip(found).zip(read.corpus.analyses.iter().zip(&read.scores))
        {
            let more = json!({
                "set": set, "language": analysis.lang, "scored": scored.sentiment,
            });
            for part in [more, found] {
                if let (Some(row), Value::Object(part)) = (row.as_object_mut(), part) {
                    row.extend(part);
                }
            }
            writeln!(out, "{row}")?;
        }
    }
    out.flush()?;
    Ok(Exit::Done)
}

fn themes(file: &Path, count: Option<usize>, tagger: &Tagger) -> Result<Value> {
    let rows = Labelled::read(file, "theme")?;
    let start = Instant::now();
    let mut read = tagger.read(&rows.texts());
    let options = FitOptions { themes: count, born: None };
    let codebook = tagger.find_themes(&mut read.corpus, &options)?;
    let found = tagger.main_themes(&read.corpus, &codebook);
    let seconds = start.elapsed().as_secs_f64();
    let words = evaluate::coherence(&read.corpus, &codebook);
    let figures = evaluate::themes(&rows.labels(), &found);
    let figures = with(figures, "npmi", words.npmi)?;
    let mut figures = with(figures, "diversity", words.diversity)?;
    if let Some(share) = evaluate::pairs_together(&rows.pairs(), &found) {
        figures = with(figures, "pairs_together", share)?;
    }
    with(figures, "seconds", (seconds * 1000.0).round() / 1000.0)
}

fn language(file: &Path) -> Result<Value> {
    let rows = Labelled::read(file, "lang")?;
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

//! `kuiske doctor`: what was guessed of a file or an archive, and what is weak in its data.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use anyhow::Result;
use kuiske::archive::{Archive, History, Labels, lang_of};
use kuiske::lang::Lang;
use kuiske::read::{WEEKS, inspect};

use crate::args::{Doctor, Shared};
use crate::exit::Exit;
use crate::{init, place, run, source};

/// Below this many answers figures are anecdotes.
const FEW: usize = 30;
/// Share of comments in a language besides the first from which two languages are told of.
const MIXED: f64 = 0.02;

pub(crate) fn doctor(options: &Doctor, shared: &Shared) -> Result<Exit> {
    let ui = place::language(shared);
    let mut out = io::stdout().lock();
    if let Some(file) = &options.file {
        let given = run::config(&options.input)?;
        let seen = inspect(&source::input(file)?, &given)?;
        init::show(&seen, ui, &mut out)?;
        if seen.weak.is_empty() {
            writeln!(out, "\n{}", sound(ui))?;
        }
        return Ok(Exit::Done);
    }
    let path = place::for_reading(options.archive.as_deref())?;
    let archive = Archive::open(&path)?;
    let history = archive.history()?;
    let facts = facts(&history, ui);
    let width = facts.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    writeln!(out, "{}", path.display())?;
    for (name, value) in &facts {
        writeln!(out, "  {name:<width$}  {value}")?;
    }
    settings(&path, ui, &mut out)?;
    let weak = weak(&history, ui);
    if weak.is_empty() {
        writeln!(out, "\n{}", sound(ui))?;
    } else {
        writeln!(out, "\n{}", say(ui, "heikkoja kohtia", "weak spots"))?;
        for line in weak {
            writeln!(out, "  {line}")?;
        }
    }
    Ok(Exit::Done)
}

fn say(ui: Lang, fi: &'static str, en: &'static str) -> &'static str {
    if ui == Lang::Fi { fi } else { en }
}

fn sound(ui: Lang) -> &'static str {
    say(ui, "heikkoja kohtia ei löytynyt", "nothing weak was found")
}

/// The settings in force that were written down, which every later run keeps to.
fn settings(path: &Path, ui: Lang, out: &mut impl Write) -> Result<()> {
    let file = path.join("kuiske.toml");
    let Ok(text) = std::fs::read_to_string(&file) else { return Ok(()) };
    writeln!(out, "\n{}", say(ui, "kiinnitettyä (kuiske.toml)", "pinned (kuiske.toml)"))?;
    let mut section = "";
    for line in text.lines().map(str::trim) {
        if let Some(name) = line.strip_prefix('[') {
            section = name.trim_end_matches(']');
        } else if !line.is_empty() && !line.starts_with('#') {
            writeln!(out, "  {section}.{line}")?;
        }
    }
    Ok(())
}

/// Numbers of comments by what tells them apart.
struct Counts {
    blank: usize,
    undated: usize,
    scored: usize,
    weeks: BTreeMap<String, usize>,
    languages: BTreeMap<&'static str, usize>,
    sources: BTreeMap<&'static str, usize>,
}

fn count(history: &History) -> Counts {
    let mut counts = Counts {
        blank: 0,
        undated: 0,
        scored: 0,
        weeks: BTreeMap::new(),
        languages: BTreeMap::new(),
        sources: BTreeMap::new(),
    };
    for at in 0..history.len() {
        let lang = lang_of(history.lang[at]);
        counts.blank += usize::from(lang.is_none() && history.members(at).is_empty());
        *counts.languages.entry(lang.map_or("–", Lang::code)).or_default() += 1;
        *counts.sources.entry(history.source[at].name()).or_default() += 1;
        counts.scored += usize::from(history.score[at].is_some());
        match history.week[at] {
            Some(week) => *counts.weeks.entry(week.to_string()).or_default() += 1,
            None => counts.undated += 1,
        }
    }
    counts
}

fn facts(history: &History, ui: Lang) -> Vec<(&'static str, String)> {
    let counts = count(history);
    let list = |map: &BTreeMap<&'static str, usize>| {
        let mut all: Vec<_> = map.iter().collect();
        all.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        all.iter().map(|(name, n)| format!("{name} {n}")).collect::<Vec<_>>().join(", ")
    };
    let names = |labels: &Labels| match labels.names.len() {
        0 => "–".to_owned(),
        n if n > 8 => format!("{n}"),
        _ => labels.names.join(", "),
    };
    let weeks = match (counts.weeks.first_key_value(), counts.weeks.last_key_value()) {
        (Some((first, _)), Some((last, _))) => format!("{} ({first}–{last})", counts.weeks.len()),
        _ => "–".to_owned(),
    };
    vec![
        (say(ui, "kommentteja", "comments"), history.len().to_string()),
        (say(ui, "viikkoja", "weeks"), weeks),
        (say(ui, "kieliä", "languages"), list(&counts.languages)),
        (say(ui, "lähteitä", "sources"), list(&counts.sources)),
        (say(ui, "kanavia", "channels"), names(&history.channel)),
        (say(ui, "kosketuspisteitä", "touchpoints"), names(&history.touchpoint)),
        (say(ui, "segmenttejä", "segments"), names(&history.segment)),
        (say(ui, "arvosanoja", "scores"), counts.scored.to_string()),
    ]
}

fn weak(history: &History, ui: Lang) -> Vec<String> {
    let counts = count(history);
    let n = history.len();
    let mut weak = Vec::new();
    let mut add = |holds: bool, fi: String, en: String| {
        if holds {
            weak.push(if ui == Lang::Fi { fi } else { en });
        }
    };
    add(
        n < FEW,
        format!("kommentteja on vähän ({n}): teemat ja signaalit vaativat enemmän"),
        format!("few comments ({n}): themes and signals need more"),
    );
    let weeks = counts.weeks.len();
    add(
        weeks < WEEKS,
        format!(
            "viikkoja on vähän ({weeks}): hiljaiset signaalit vaativat {WEEKS} viikon historian"
        ),
        format!("few weeks ({weeks}): quiet signals need {WEEKS} of them"),
    );
    let undated = counts.undated;
    add(
        undated > 0,
        format!("kommentteja ilman päivämäärää: {undated}; ne eivät ole millään viikkojaksolla"),
        format!("comments without a date: {undated}; they are in no weekly period"),
    );
    add(
        counts.scored == 0,
        "ei arvosanoja: tunnesävyjä ei voi verrata annettuun arvosanaan".to_owned(),
        "no scores: feelings cannot be set against what was given".to_owned(),
    );
    for (labels, fi, en) in [
        (&history.channel, "kanava", "channel"),
        (&history.touchpoint, "kosketuspiste", "touchpoint"),
    ] {
        let (none, one) = (labels.names.is_empty(), labels.names.len() == 1);
        add(
            none,
            format!("{fi} ei ole tiedossa: lukuja ei voi eritellä sen mukaan"),
            format!("no {en} is known: figures cannot be told apart by it"),
        );
        let name = labels.names.first().map_or("", AsRef::as_ref);
        add(
            one,
            format!("vain yksi {fi} ({name}): vertailukohtaa ei ole"),
            format!("only one {en} ({name}): there is nothing to compare with"),
        );
    }
    mixed(&counts, n, &mut add);
    bursts(&counts, &mut add);
    let blank = counts.blank;
    add(
        blank * 2 > n,
        format!("yli puolet vastauksista on tyhjiä: {blank}/{n}"),
        format!("more than half of the answers are blank: {blank} of {n}"),
    );
    weak
}

/// Languages: two of them are analysed in full, others only searched.
fn mixed(counts: &Counts, n: usize, add: &mut dyn FnMut(bool, String, String)) {
    let share = |code: &str| *counts.languages.get(code).unwrap_or(&0) as f64 / n.max(1) as f64;
    let (fi, en) = (share("fi"), share("en"));
    add(
        fi > MIXED && en > MIXED,
        format!(
            "kahta kieltä: suomea {:.0} %, englantia {:.0} %; teemat ovat yhteiset, mutta vertaa lukuja kielittäin",
            fi * 100.0,
            en * 100.0
        ),
        format!(
            "two languages: Finnish {:.0}%, English {:.0}%; themes are shared, but compare the figures by language",
            fi * 100.0,
            en * 100.0
        ),
    );
    let other = share("sv") + share("other");
    add(
        other > MIXED,
        format!(
            "muita kieliä {:.0} %: niitä voi hakea, mutta tunnesävyä niistä ei lueta",
            other * 100.0
        ),
        format!(
            "other languages {:.0}%: they can be searched, but no feeling is read from them",
            other * 100.0
        ),
    );
}

/// Measured in a burst once or twice a year, which hides what happens between.
fn bursts(counts: &Counts, add: &mut dyn FnMut(bool, String, String)) {
    let total: usize = counts.weeks.values().sum();
    let largest = counts.weeks.values().max().copied().unwrap_or(0);
    add(
        counts.weeks.len() >= WEEKS && largest * 2 > total,
        "yli puolet kommenteista on yhdeltä viikolta: mittaus on kertaluonteinen, ja väliin jäävä jää näkemättä".to_owned(),
        "more than half of the comments are from one week: what happens between measurements goes unseen".to_owned(),
    );
}

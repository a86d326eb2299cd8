//! `kuiske run`: the main job.

use std::io::{self, Write};
use std::path::Path;

use anyhow::{Result, bail};
use kuiske::config::{
    ColumnsConfig, Config, InputConfig, Profile, ScoreConfig, SignalsConfig, ThemesConfig, nearest,
};
use kuiske::lang::Lang;
use kuiske::pipeline::{self, Deleted, Job, Outcome};
use kuiske::report::findings::Language;
use kuiske::report::number::Numbers;

use crate::args::{FailOn, InputOptions, Run, Shared};
use crate::bar::Bar;
use crate::exit::Exit;
use crate::{place, source};

pub(crate) fn run(options: &Run, shared: &Shared) -> Result<Exit> {
    place::use_threads(shared)?;
    let inputs = source::inputs(&options.files)?;
    let mut config = config(&options.input)?;
    config.input.mask = options.mask.then_some(true).or(config.input.mask);
    let job = Job {
        archive: place::for_run(options.archive.as_deref(), inputs.first()),
        inputs,
        config,
        lexicons: options.lexicon.clone(),
        period: options.period.clone(),
        language: place::language(shared),
        deleted: if options.prune { Deleted::Pruned } else { Deleted::Kept },
    };
    let outcome = pipeline::run(&job, &Bar::new(shared.quiet, job.language))?;
    if !shared.quiet {
        say(&outcome, &job.archive, job.language)?;
    }
    Ok(match options.fail_on {
        Some(FailOn::Signal) if outcome.signals > 0 => Exit::Condition,
        Some(FailOn::NothingNew) if outcome.appended.added == 0 => Exit::Condition,
        Some(_) | None if outcome.rejected > 0 => Exit::Rejected,
        Some(_) | None => Exit::Done,
    })
}

/// The settings file that was named, with the flags over it.
pub(crate) fn config(options: &InputOptions) -> Result<Config> {
    let file = match &options.config {
        Some(path) => Config::load(path)?,
        None => Config::default(),
    };
    Ok(flags(options)?.over(file))
}

/// The survey program of a name.
fn profile(name: &str) -> Result<Profile> {
    if let Some(found) = Profile::ALL.into_iter().find(|known| known.name() == name) {
        return Ok(found);
    }
    let names = Profile::ALL.map(Profile::name);
    let meant = nearest(name, names.into_iter())
        .map_or_else(String::new, |meant| format!("did you mean {meant}? "));
    bail!("--profile: \"{name}\" is not known\nhint: {meant}one of {}", names.join(", "))
}

fn flags(o: &InputOptions) -> Result<Config> {
    let written = |key: &str, text: &Option<String>| match text {
        Some(text) => Config::parse(&format!("[input]\n{key} = {text:?}"), &format!("--{key}")),
        None => Ok(Config::default()),
    };
    Ok(Config {
        input: InputConfig {
            format: written("format", &o.format)?.input.format,
            profile: o.profile.as_deref().map(profile).transpose()?,
            sheet: o.sheet.clone(),
            table: o.table.clone(),
            query: o.query.clone(),
            delimiter: o.delimiter.clone(),
            encoding: o.encoding.clone(),
            memory_megabytes: o.memory,
            ..InputConfig::default()
        },
        columns: ColumnsConfig {
            key: o.key.clone(),
            text: (!o.text.is_empty()).then(|| o.text.clone()),
            date: o.date.clone(),
            source: o.source.clone(),
            channel: o.channel.clone(),
            touchpoint: o.touchpoint.clone(),
            segment: o.segment.clone(),
            score: o.score.clone(),
            language: o.language.clone(),
            value: o.value.clone(),
            author: o.author.clone(),
            ..ColumnsConfig::default()
        },
        score: ScoreConfig { scale: o.scale.clone(), ..ScoreConfig::default() },
        themes: ThemesConfig { count: o.themes, ..ThemesConfig::default() },
        signals: SignalsConfig { false_alarms_per_year: o.false_alarms },
        ..Config::default()
    })
}

/// What was found, and which file to open first.
fn say(outcome: &Outcome, archive: &Path, lang: Lang) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let lines = match lang {
        Lang::Fi => finnish(outcome, archive),
        Lang::En | Lang::Sv | Lang::Other => english(outcome, archive),
    };
    for line in lines {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

fn english(outcome: &Outcome, archive: &Path) -> Vec<String> {
    let numbers = Numbers(Language::En);
    let count = |n: u64, one: &str, many: &str| {
        format!("{} {}", numbers.count(n), if n == 1 { one } else { many })
    };
    let a = outcome.appended;
    let mut came = format!("{}: {}", outcome.period, count(a.added, "new comment", "new comments"));
    if a.updated > 0 {
        came += &format!(", {} changed", numbers.count(a.updated));
    }
    if a.unchanged > 0 {
        came += &format!(", {} known already", numbers.count(a.unchanged));
    }
    let signals = match outcome.signals {
        0 => "no quiet signals found".to_owned(),
        n => format!("{} found", count(n as u64, "quiet signal", "quiet signals")),
    };
    let holds = format!(
        "{} holds {} in {}; {signals}",
        archive.display(),
        count(outcome.comments, "comment", "comments"),
        count(outcome.themes as u64, "theme", "themes"),
    );
    let mut lines = vec![came, holds];
    if outcome.gone > 0 {
        let n = numbers.count(outcome.gone as u64);
        lines.push(match outcome.pruned {
            0 => format!("rows of earlier runs that are in the source no more: {n}; their comments stay in the archive (--prune removes them)"),
            pruned => format!("rows of earlier runs that are in the source no more: {n}; removed from the archive: {}", numbers.count(pruned as u64)),
        });
    }
    if outcome.rejected > 0 {
        let (n, rows) = (numbers.count(outcome.rejected), numbers.count(outcome.rows));
        lines.push(format!("{n} of {rows} rows rejected; rejected.csv lists them with reasons"));
    }
    if outcome.again {
        lines.push("this run was made before; its files stay as they are".to_owned());
    }
    lines.extend(files(outcome, ["open first:", "with tags: ", "also there:"]));
    lines
}

fn finnish(outcome: &Outcome, archive: &Path) -> Vec<String> {
    let numbers = Numbers(Language::Fi);
    let count = |n: u64, one: &str, many: &str| {
        format!("{} {}", numbers.count(n), if n == 1 { one } else { many })
    };
    let a = outcome.appended;
    let new = count(a.added, "uusi kommentti", "uutta kommenttia");
    let mut came = format!("{}: {new}", outcome.period);
    if a.updated > 0 {
        came += &format!(", muuttuneita {}", numbers.count(a.updated));
    }
    if a.unchanged > 0 {
        came += &format!(", ennestään tuttuja {}", numbers.count(a.unchanged));
    }
    let signals = match outcome.signals {
        0 => "hiljaisia signaaleja ei löytynyt".to_owned(),
        n => format!("löytyi {}", count(n as u64, "hiljainen signaali", "hiljaista signaalia")),
    };
    let holds = format!(
        "{}: {}, {}; {signals}",
        archive.display(),
        count(outcome.comments, "kommentti", "kommenttia"),
        count(outcome.themes as u64, "teema", "teemaa"),
    );
    let mut lines = vec![came, holds];
    if outcome.gone > 0 {
        let n = numbers.count(outcome.gone as u64);
        lines.push(match outcome.pruned {
            0 => format!("aiempien ajojen rivejä, joita lähteessä ei enää ole: {n}; kommentit jäävät arkistoon (--prune poistaa ne)"),
            pruned => format!("aiempien ajojen rivejä, joita lähteessä ei enää ole: {n}; arkistosta poistettuja: {}", numbers.count(pruned as u64)),
        });
    }
    if outcome.rejected > 0 {
        let (n, rows) = (numbers.count(outcome.rejected), numbers.count(outcome.rows));
        lines
            .push(format!("hylättyjä rivejä {n}/{rows}; ne ja syyt ovat tiedostossa rejected.csv"));
    }
    if outcome.again {
        lines.push("sama ajo on tehty jo aiemmin; sen tiedostot jäävät ennalleen".to_owned());
    }
    lines.extend(files(outcome, ["avaa ensin:", "merkittynä:", "lisäksi:   "]));
    lines
}

/// The report, the tagged files, and the names of the rest.
fn files(outcome: &Outcome, titles: [&str; 3]) -> Vec<String> {
    let [first, tagged, also] = titles;
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut lines = Vec::new();
    let mut rest = Vec::new();
    for (i, path) in outcome.files.iter().enumerate() {
        if i == 0 {
            lines.push(format!("  {first} {}", path.display()));
        } else if name(path).starts_with("tagged") {
            lines.push(format!("  {tagged} {}", path.display()));
        } else {
            rest.push(name(path));
        }
    }
    lines.push(format!("  {also} {}", rest.join(", ")));
    lines
}

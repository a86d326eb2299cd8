//! `kuiske run`: the main job.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::Result;
use kuiske::config::{
    ColumnsConfig, Config, InputConfig, ScoreConfig, SignalsConfig, ThemesConfig,
};
use kuiske::lang::Lang;
use kuiske::pipeline::{self, Job, Outcome};
use kuiske::read::Input;

use crate::args::{FailOn, InputOptions, Run, Shared};
use crate::bar::Bar;
use crate::exit::Exit;
use crate::place;

pub(crate) fn run(options: &Run, shared: &Shared) -> Result<Exit> {
    place::use_threads(shared)?;
    let first = options.files.first().map(PathBuf::as_path).unwrap_or_else(|| "-".as_ref());
    let job = Job {
        inputs: options.files.iter().map(|path| input(path)).collect::<Result<_>>()?,
        archive: place::for_run(options.archive.as_deref(), first),
        config: config(&options.input)?,
        period: options.period.clone(),
        language: place::language(shared),
    };
    let outcome = pipeline::run(&job, &Bar::new(shared.quiet))?;
    if !shared.quiet {
        say(&outcome, job.language)?;
    }
    Ok(match options.fail_on {
        Some(FailOn::Signal) if outcome.signals > 0 => Exit::Condition,
        Some(FailOn::NothingNew) if outcome.appended.added == 0 => Exit::Condition,
        Some(_) | None if outcome.rejected > 0 => Exit::Rejected,
        Some(_) | None => Exit::Done,
    })
}

/// A file, or what comes on standard input.
pub(crate) fn input(path: &Path) -> Result<Input> {
    if path.as_os_str() != "-" {
        return Ok(Input::File(path.to_path_buf()));
    }
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(Input::Stdin(bytes))
}

/// The settings file that was named, with the flags over it.
pub(crate) fn config(options: &InputOptions) -> Result<Config> {
    let file = match &options.config {
        Some(path) => Config::load(path)?,
        None => Config::default(),
    };
    Ok(flags(options)?.over(file))
}

fn flags(o: &InputOptions) -> Result<Config> {
    let format = o.format.as_deref().map(|text| {
        let config = Config::parse(&format!("[input]\nformat = {text:?}"), "--format")?;
        Ok::<_, kuiske::config::ConfigError>(config.input.format)
    });
    Ok(Config {
        input: InputConfig {
            format: format.transpose()?.flatten(),
            delimiter: o.delimiter.clone(),
            encoding: o.encoding.clone(),
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

fn say(outcome: &Outcome, lang: Lang) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let a = outcome.appended;
    let (c, t, s, p) = (outcome.comments, outcome.themes, outcome.signals, &outcome.period);
    match lang {
        Lang::Fi => {
            let (new, changed, known) = (a.added, a.updated, a.unchanged);
            writeln!(
                out,
                "{p}: uusia kommentteja {new}, muuttuneita {changed}, ennestään {known}"
            )?;
            writeln!(out, "arkistossa kommentteja {c}, teemoja {t}, hiljaisia signaaleja {s}")?;
        }
        Lang::En | Lang::Sv | Lang::Other => {
            let (new, changed, known) = (a.added, a.updated, a.unchanged);
            writeln!(out, "{p}: new comments {new}, changed {changed}, already known {known}")?;
            writeln!(out, "in the archive: comments {c}, themes {t}, quiet signals {s}")?;
        }
    }
    if outcome.rejected > 0 {
        let (n, rows) = (outcome.rejected, outcome.rows);
        match lang {
            Lang::Fi => writeln!(out, "hylättyjä rivejä {n}/{rows}, ks. rejected.csv")?,
            Lang::En | Lang::Sv | Lang::Other => {
                writeln!(out, "rows rejected {n} of {rows}, see rejected.csv")?;
            }
        }
    }
    for file in &outcome.files {
        writeln!(out, "  {}", file.display())?;
    }
    Ok(())
}

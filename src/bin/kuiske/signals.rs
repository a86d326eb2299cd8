//! `kuiske signals`: quiet signals, as they are and as they would have been seen.

mod list;

use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::Result;
use kuiske::detect::Verdict;
use kuiske::lang::Lang;
use kuiske::pipeline::{self, Applier, Calibration, Replayed, Told};
use kuiske::report::findings::Language;
use kuiske::report::number::Numbers;

use crate::args::{Opinion, Shared, Signals, Watching};
use crate::bar::Bar;
use crate::exit::Exit;
use crate::{place, run, source};

pub(crate) fn signals(options: &Signals, shared: &Shared) -> Result<Exit> {
    place::use_threads(shared)?;
    let lang = place::language(shared);
    let archive = || place::for_reading(options.archive.as_deref());
    let mut out = io::stdout().lock();
    match &options.what {
        None => list::list(&archive()?, &options.list, lang, &mut out)?,
        Some(Watching::List(listing)) => list::list(&archive()?, listing, lang, &mut out)?,
        Some(Watching::Show { signal, json }) => {
            list::show(&archive()?, signal, *json, lang, &mut out)?;
        }
        Some(Watching::Judge { signal, verdict }) => {
            let judged = pipeline::judge(&archive()?, signal, verdict.meant())?;
            if !shared.quiet {
                writeln!(io::stderr(), "{}", list::judged(&judged, verdict.meant(), lang))?;
            }
        }
        Some(Watching::Replay { files, out, input }) => {
            let bar = Bar::new(shared.quiet, lang);
            let done = asked(files, options, |told| {
                Ok(pipeline::replay(told, &run::config(input)?, out, &bar)?)
            })?;
            if !shared.quiet {
                writeln!(io::stderr(), "{}", said(done, lang))?;
            }
        }
        Some(Watching::Tally { files, codebook, lexicon, out, input }) => {
            let codebook = match codebook {
                Some(path) => path.clone(),
                None => archive()?.join("codebook.toml"),
            };
            let applier = Applier::open(&codebook, lexicon, lang)?;
            let (inputs, bar) = (source::inputs(files)?, Bar::new(shared.quiet, lang));
            let n = pipeline::tally(&inputs, &applier, &run::config(input)?, out, &bar)?;
            if !shared.quiet {
                writeln!(io::stderr(), "{}", counted(n, ["lukua", "counts"], lang))?;
            }
        }
        Some(Watching::Counts { tables, out, false_alarms }) => {
            let (inputs, bar) = (source::inputs(tables)?, Bar::new(shared.quiet, lang));
            let n = pipeline::replay_counts(&inputs, *false_alarms, out, &bar)?;
            if !shared.quiet {
                writeln!(io::stderr(), "{}", counted(n, ["havaintoa", "findings"], lang))?;
            }
        }
        Some(Watching::Calibrate { files, rounds, input }) => {
            let bar = Bar::new(shared.quiet, lang);
            let found = asked(files, options, |told| {
                Ok(pipeline::calibrate(told, &run::config(input)?, *rounds, &bar)?)
            })?;
            writeln!(out, "{}", calibrated(found, lang))?;
        }
    }
    Ok(Exit::Done)
}

/// Does something with the files that were named, or else with the archive.
fn asked<T>(
    files: &[PathBuf],
    options: &Signals,
    work: impl FnOnce(Told<'_>) -> Result<T>,
) -> Result<T> {
    if files.is_empty() {
        return work(Told::Archive(&place::for_reading(options.archive.as_deref())?));
    }
    work(Told::Files(&source::inputs(files)?))
}

impl Opinion {
    const fn meant(self) -> Option<Verdict> {
        match self {
            Self::Real => Some(Verdict::Real),
            Self::Noise => Some(Verdict::Noise),
            Self::Known => Some(Verdict::Known),
            Self::None => None,
        }
    }
}

fn counted(n: usize, [fi, en]: [&str; 2], lang: Lang) -> String {
    match lang {
        Lang::Fi => format!("{} {fi}", Numbers(Language::Fi).count(n as u64)),
        Lang::En | Lang::Sv | Lang::Other => {
            format!("{} {en}", Numbers(Language::En).count(n as u64))
        }
    }
}

fn calibrated(found: Calibration, lang: Lang) -> String {
    let Calibration { rounds, weeks, threads, declared } = found;
    match lang {
        Lang::Fi => {
            let n = Numbers(Language::Fi);
            format!(
                "vääriä hälytyksiä 52 viikossa: {} (luvattu enintään {}); {threads} lankaa \
                 {rounds} satunnaisessa järjestyksessä, {weeks} viikkoa kussakin",
                n.decimal(found.achieved(), 1),
                n.decimal(declared, 1)
            )
        }
        Lang::En | Lang::Sv | Lang::Other => {
            let n = Numbers(Language::En);
            format!(
                "false alarms per 52 weeks: {} (declared: at most {}); {threads} threads in \
                 {rounds} random orders of {weeks} weeks each",
                n.decimal(found.achieved(), 1),
                n.decimal(declared, 1)
            )
        }
    }
}

fn said(done: Replayed, lang: Lang) -> String {
    let Replayed { comments, weeks, findings, threads } = done;
    match lang {
        Lang::Fi => format!(
            "{comments} kommenttia, {weeks} viikkoa: {findings} havaintoa, {threads} lankaa"
        ),
        Lang::En | Lang::Sv | Lang::Other => {
            format!("{comments} comments, {weeks} weeks: {findings} findings, {threads} threads")
        }
    }
}

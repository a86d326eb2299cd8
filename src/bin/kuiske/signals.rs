//! `kuiske signals`: quiet signals, as they would have been seen.

use std::io::{self, Write};

use anyhow::Result;
use kuiske::lang::Lang;
use kuiske::pipeline::{self, Calibration, Replayed};
use kuiske::report::findings::Language;
use kuiske::report::number::Numbers;

use crate::args::{Shared, Signals, Watching};
use crate::bar::Bar;
use crate::exit::Exit;
use crate::{place, run, source};

pub(crate) fn signals(options: &Signals, shared: &Shared) -> Result<Exit> {
    place::use_threads(shared)?;
    let lang = place::language(shared);
    match &options.what {
        Watching::Replay { files, out, input } => {
            let inputs = source::inputs(files)?;
            let config = run::config(input)?;
            let done = pipeline::replay(&inputs, &config, out, &Bar::new(shared.quiet, lang))?;
            if !shared.quiet {
                writeln!(io::stderr(), "{}", said(done, lang))?;
            }
        }
        Watching::Calibrate { files, rounds, input } => {
            let inputs = source::inputs(files)?;
            let config = run::config(input)?;
            let bar = Bar::new(shared.quiet, lang);
            let found = pipeline::calibrate(&inputs, &config, *rounds, &bar)?;
            writeln!(io::stdout().lock(), "{}", calibrated(found, lang))?;
        }
    }
    Ok(Exit::Done)
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

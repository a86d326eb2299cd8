//! `kuiske signals`: quiet signals, as they would have been seen.

use std::io::{self, Write};

use anyhow::Result;
use kuiske::lang::Lang;
use kuiske::pipeline::{self, Replayed};

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
    }
    Ok(Exit::Done)
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

//! `kuiske lexicon`: looks after word lists of the user's own.

use std::io::{self, Write};
use std::path::Path;

use anyhow::{Result, anyhow};
use kuiske::lang::Lang;
use kuiske::lexicon::{Lexicon, OwnList};

use crate::args;
use crate::args::{ListCare, Shared};
use crate::exit::Exit;
use crate::place;

pub(crate) fn lexicon(options: &args::Lexicon, shared: &Shared) -> Result<Exit> {
    let ListCare::Lint { files } = &options.care;
    let ui = place::language(shared);
    let mut faulty = false;
    for file in files {
        faulty |= lint(file, ui, &mut io::stdout().lock())?;
    }
    Ok(if faulty { Exit::Rejected } else { Exit::Done })
}

/// Names the faults of one list; whether it has any.
fn lint(file: &Path, ui: Lang, out: &mut impl Write) -> Result<bool> {
    let name = file.display();
    let own = OwnList::load(file).map_err(|reason| {
        anyhow!("cannot read {name}: {reason}\nhint: a word list is a text file in UTF-8")
    })?;
    for (line, fault) in &own.faults {
        writeln!(out, "{name}:{line}: {}", fault.say(ui))?;
    }
    let replaced = Lexicon::builtin()?.overlay(None, &own);
    let (good, bad) = (own.rows.len(), own.faults.len());
    if ui == Lang::Fi {
        writeln!(
            out,
            "{name}: kelvollisia rivejä {good}, virheitä {bad}, korvaa valmiita rivejä {replaced}"
        )?;
    } else {
        writeln!(out, "{name}: good rows {good}, faults {bad}, shipped rows replaced {replaced}")?;
    }
    Ok(bad > 0)
}

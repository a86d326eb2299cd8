//! `kuiske init`: shows how a file would be read and what is weak in it, and writes kuiske.toml.

use std::io::{self, Write};

use anyhow::{Context, Result, bail};
use kuiske::config::Scale;
use kuiske::read::{Inspection, inspect};

use crate::args::Init;
use crate::exit::Exit;
use crate::run;

pub(crate) fn init(options: &Init) -> Result<Exit> {
    let input = run::input(&options.file)?;
    let given = run::config(&options.input)?;
    let seen = inspect(&input, &given)?;
    show(&seen, &mut io::stdout().lock())?;
    if options.dry_run {
        return Ok(Exit::Done);
    }
    if options.output.exists() {
        bail!(
            "{} is there already\nhint: edit it, move it, or name another file with --output",
            options.output.display()
        )
    }
    let settings = given.over(seen.settings);
    kuiske::feed::atomic::write(&options.output, |out| {
        out.write_all(settings.to_toml().as_bytes())
    })
    .map_err(|error: io::Error| error)
    .with_context(|| format!("cannot write {}", options.output.display()))?;
    writeln!(io::stdout(), "\nwritten: {}", options.output.display())?;
    Ok(Exit::Done)
}

fn show(seen: &Inspection, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}: {} rows", seen.source.format.name(), seen.source.rows)?;
    writeln!(out, "encoding: {}", seen.source.encoding.name())?;
    writeln!(out, "usable rows: {}, rejected: {}", seen.records, seen.rejected)?;
    writeln!(out, "open answers: {}", seen.answers)?;
    if let Some(scale) = seen.scale {
        writeln!(out, "scale of the score: {}", Scale::name(scale))?;
    }
    writeln!(out, "\ncolumns")?;
    for view in &seen.views {
        let role = view.role.map_or("–", kuiske::read::Role::name);
        let filled = view.filled * 100.0;
        let (name, n, words) = (&view.name, view.different, view.words);
        writeln!(
            out,
            "  {role:<11} {name:<28} {filled:>3.0} % filled, {n} values, {words:.1} words"
        )?;
    }
    for guess in &seen.columns.guesses {
        let sure = guess.confidence * 100.0;
        writeln!(out, "  {} = {} ({sure:.0} %: {})", guess.role.name(), guess.column, guess.why)?;
    }
    for (title, sentences) in [("notes", &seen.notes), ("weak spots", &seen.weak)] {
        if !sentences.is_empty() {
            writeln!(out, "\n{title}")?;
            for sentence in sentences {
                writeln!(out, "  {sentence}")?;
            }
        }
    }
    Ok(())
}

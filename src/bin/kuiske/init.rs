//! `kuiske init`: shows how a file would be read and what is weak in it, and writes kuiske.toml.

use std::io::{self, Write};

use anyhow::{Result, anyhow, bail};
use kuiske::config::{Profile, Scale};
use kuiske::lang::Lang;
use kuiske::read::{Inspection, Role, inspect};

use crate::args::{Init, Shared};
use crate::exit::Exit;
use crate::{place, run, source};

pub(crate) fn init(options: &Init, shared: &Shared) -> Result<Exit> {
    let ui = place::language(shared);
    if !options.dry_run && options.output.exists() {
        bail!(
            "{} is there already\nhint: edit it, move it, or name another file with --output",
            options.output.display()
        )
    }
    let input = source::input(&options.file)?;
    let given = run::config(&options.input)?;
    let seen = inspect(&input, &given)?;
    let mut out = io::stdout().lock();
    if !shared.quiet {
        show(&seen, ui, &mut out)?;
    }
    if options.dry_run {
        return Ok(Exit::Done);
    }
    let settings = given.over(seen.settings);
    kuiske::feed::atomic::write(&options.output, |out| {
        out.write_all(settings.to_toml().as_bytes())
    })
    .map_err(|reason: io::Error| {
        anyhow!(
            "cannot write {}: {reason}\nhint: check that the folder is there and may be written",
            options.output.display()
        )
    })?;
    if !shared.quiet {
        let written = if ui == Lang::Fi { "kirjoitettu" } else { "written" };
        writeln!(out, "\n{written}: {}", options.output.display())?;
    }
    Ok(Exit::Done)
}

pub(crate) fn show(seen: &Inspection, ui: Lang, out: &mut impl Write) -> io::Result<()> {
    let say = |fi: &'static str, en: &'static str| if ui == Lang::Fi { fi } else { en };
    let (format, encoding) = (seen.source.format.name(), seen.source.encoding.name());
    let profile = seen.source.profile;
    let profile =
        if profile == Profile::Generic { String::new() } else { format!(" ({})", profile.name()) };
    writeln!(out, "{format}{profile}, {encoding}")?;
    let all = seen.source.rows;
    let (usable, rejected, answers) = (seen.records, seen.rejected, seen.answers);
    writeln!(
        out,
        "{} {all}: {} {usable}, {} {rejected}",
        say("rivejä", "rows"),
        say("käyttökelpoisia", "usable"),
        say("hylättyjä", "rejected"),
    )?;
    writeln!(out, "{} {answers}", say("avoimia vastauksia", "open answers"))?;
    if let Some(scale) = seen.scale {
        writeln!(
            out,
            "{} {}",
            say("arvosanan asteikko", "scale of the score"),
            Scale::name(scale)
        )?;
    }
    columns(seen, ui, out)?;
    let notes = (say("huomioita", "notes"), &seen.notes);
    let weak = (say("heikkoja kohtia", "weak spots"), &seen.weak);
    for (title, remarks) in [notes, weak] {
        if !remarks.is_empty() {
            writeln!(out, "\n{title}")?;
            for remark in remarks {
                writeln!(out, "  {}", remark.text(ui))?;
            }
        }
    }
    Ok(())
}

/// Every column with its role and what its values are like; under it why it has the role.
fn columns(seen: &Inspection, ui: Lang, out: &mut impl Write) -> io::Result<()> {
    let fi = ui == Lang::Fi;
    writeln!(out, "\n{}", if fi { "sarakkeet" } else { "columns" })?;
    for view in &seen.views {
        let role = view.role.map_or("–", |role| named(role, ui));
        let (name, n, filled) = (&view.name, view.different, view.filled * 100.0);
        let words = format!("{:.1}", view.words);
        let about = if fi {
            let words = words.replace('.', ",");
            format!("täytetty {filled:.0} %, eri arvoja {n}, sanoja keskimäärin {words}")
        } else {
            format!("{filled:.0}% filled, different values {n}, words on average {words}")
        };
        writeln!(out, "  {role:<11} {name:<28} {about}")?;
    }
    writeln!(out, "\n{}", if fi { "perusteet" } else { "reasons" })?;
    for guess in &seen.columns.guesses {
        let (sure, why) = (guess.confidence * 100.0, guess.why.text(ui));
        let percent = if fi { " %" } else { "%" };
        let (role, column) = (named(guess.role, ui), &guess.column);
        writeln!(out, "  {role:<11} {column} ({sure:.0}{percent}: {why})")?;
    }
    Ok(())
}

/// A role in the user's language.
pub(crate) fn named(role: Role, ui: Lang) -> &'static str {
    if ui == Lang::Fi { role.finnish() } else { role.name() }
}

//! `kuiske feed`: tags back into the records they came from.

use std::io::{self, Write};

use anyhow::Result;
use kuiske::lang::Lang;
use kuiske::pipeline::{self, Extent, Fed, FeedJob, Shape};
use kuiske::report::findings::Language;
use kuiske::report::number::Numbers;

use crate::args::{Feed, Form, Shared};
use crate::bar::Bar;
use crate::exit::Exit;
use crate::{place, run};

pub(crate) fn feed(options: &Feed, shared: &Shared) -> Result<Exit> {
    place::use_threads(shared)?;
    let lang = place::language(shared);
    let job = FeedJob {
        archive: place::for_reading(options.archive.as_deref())?,
        from: options.from.clone(),
        to: options.to.clone(),
        shape: match options.shape {
            Form::Wide => Shape::Wide,
            Form::List => Shape::List,
            Form::Long => Shape::Long,
            Form::Subset => Shape::Subset,
            Form::Columns => Shape::Columns,
        },
        query: options.selection.clone(),
        config: run::config(&options.input)?,
        effort: match (options.dry_run, options.in_place) {
            (true, _) => Extent::Plan,
            (false, true) => Extent::InPlace,
            (false, false) => Extent::Write,
        },
        guard: options.guard,
    };
    let fed = pipeline::feed(&job, &Bar::new(shared.quiet, lang))?;
    let mut out = io::stdout().lock();
    if options.json {
        writeln!(out, "{}", serde_json::to_string_pretty(&fed)?)?;
    } else if options.dry_run || !shared.quiet {
        let lines = match lang {
            Lang::Fi => finnish(&fed),
            Lang::En | Lang::Sv | Lang::Other => english(&fed),
        };
        for line in lines {
            writeln!(out, "{line}")?;
        }
    }
    Ok(if fed.written.is_some() && fed.refused > 0 { Exit::Rejected } else { Exit::Done })
}

fn english(fed: &Fed) -> Vec<String> {
    let n = |count: u64| Numbers(Language::En).count(count);
    let (source, target) = (&fed.source, &fed.target);
    let mut lines = vec![match (fed.written, fed.unchanged) {
        (_, true) => format!("{source} has these tags already; nothing was written"),
        (Some(rows), false) => format!("{source} → {target}: {} rows written", n(rows)),
        (None, false) => format!("{source} → {target}: plan, nothing is written"),
    }];
    if !fed.tables.is_empty() {
        lines.push(format!("  in the database: {}", fed.tables.join(", ")));
    }
    lines.extend(columns("added", &fed.added));
    lines.extend(columns("replaced", &fed.replaced));
    lines.push(format!(
        "  rows {}: {} matched, {} not in the archive, {} changed since, {} refused",
        n(fed.rows),
        n(fed.matched),
        n(fed.unmatched),
        n(fed.changed),
        n(fed.refused)
    ));
    if fed.unmatched + fed.changed > 0 {
        lines.push("  rows that are new or changed stay blank; kuiske run tags them".to_owned());
    }
    if fed.elsewhere > 0 {
        lines.push(format!("  in the archive, but not here: {}", n(fed.elsewhere)));
    }
    if let Some(backup) = &fed.backup {
        lines.push(format!("  kept as it was: {}", backup.display()));
    }
    lines.extend(fed.codebook.iter().map(|path| format!("  codebook: {}", path.display())));
    lines
}

fn finnish(fed: &Fed) -> Vec<String> {
    let n = |count: u64| Numbers(Language::Fi).count(count);
    let (source, target) = (&fed.source, &fed.target);
    let mut lines = vec![match (fed.written, fed.unchanged) {
        (_, true) => format!("{source}: merkinnät ovat jo tiedostossa; mitään ei kirjoitettu"),
        (Some(rows), false) => format!("{source} → {target}: kirjoitettuja rivejä {}", n(rows)),
        (None, false) => format!("{source} → {target}: suunnitelma, mitään ei kirjoiteta"),
    }];
    if !fed.tables.is_empty() {
        lines.push(format!("  tietokannassa: {}", fed.tables.join(", ")));
    }
    lines.extend(columns("uusia", &fed.added));
    lines.extend(columns("korvattavia", &fed.replaced));
    lines.push(format!(
        "  rivejä {}: arkistossa {}, ei arkistossa {}, muuttuneita {}, hylättyjä {}",
        n(fed.rows),
        n(fed.matched),
        n(fed.unmatched),
        n(fed.changed),
        n(fed.refused)
    ));
    if fed.unmatched + fed.changed > 0 {
        lines.push(
            "  uudet ja muuttuneet rivit jäävät tyhjiksi; kuiske run merkitsee ne".to_owned(),
        );
    }
    if fed.elsewhere > 0 {
        lines.push(format!("  arkistossa mutta ei tässä: {}", n(fed.elsewhere)));
    }
    if let Some(backup) = &fed.backup {
        lines.push(format!("  ennallaan tallessa: {}", backup.display()));
    }
    lines.extend(fed.codebook.iter().map(|path| format!("  koodikirja: {}", path.display())));
    lines
}

/// A line that counts columns and names them, the first and the last where they are many.
fn columns(what: &str, names: &[String]) -> Option<String> {
    const SHOWN: usize = 8;
    let listed = match names {
        [] => return None,
        few if few.len() <= SHOWN => few.join(", "),
        many => {
            let first: Vec<&str> = many.iter().take(SHOWN - 1).map(String::as_str).collect();
            let last = many.last().map_or("", String::as_str);
            format!("{} … {last}", first.join(", "))
        }
    };
    Some(format!("  {what} {}: {listed}", names.len()))
}

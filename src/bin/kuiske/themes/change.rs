//! A change by hand, and what it did.

use std::io::{self, Write};
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result};
use kuiske::lang::Lang;
use kuiske::pipeline::{self, Changed, Wish};
use kuiske::report::findings::Language;
use kuiske::report::number::Numbers;

use crate::args::{Shared, Why};
use crate::bar::Bar;
use crate::place;

pub(super) fn change(path: &Path, wish: &Wish, why: &Why, shared: &Shared) -> Result<()> {
    let lang = place::language(shared);
    let date = match &why.date {
        Some(text) => text
            .parse::<jiff::civil::Date>()
            .with_context(|| format!("--date: `{text}` is no date\nhint: write 2026-11-21"))?,
        None => today(),
    };
    let bar = Bar::new(shared.quiet, lang);
    let changed =
        pipeline::change_themes(path, wish, &date.to_string(), why.reason.as_deref(), &bar)?;
    if !shared.quiet {
        let mut out = io::stdout().lock();
        for line in told(&changed, lang) {
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}

/// Today's date in UTC: the log tells days, and the program knows no time zones.
fn today() -> jiff::civil::Date {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs());
    let day = jiff::Span::new().days(i64::try_from(seconds / 86_400).unwrap_or(0));
    jiff::civil::date(1970, 1, 1).checked_add(day).unwrap_or(jiff::civil::Date::ZERO)
}

fn told(changed: &Changed, lang: Lang) -> Vec<String> {
    let finnish = lang == Lang::Fi;
    let mut lines = Vec::new();
    if let Some(change) = &changed.change {
        let what = change.told(lang);
        lines.push(match change.theme {
            Some(theme) => format!("{theme}: {what}"),
            None => what,
        });
    }
    let numbers = Numbers(if finnish { Language::Fi } else { Language::En });
    if let Some(tagged) = changed.tagged {
        let (tagged, moved) = (numbers.count(tagged), numbers.count(changed.moved));
        lines.push(if finnish {
            format!("kommentteja merkitty uudelleen {tagged}, teema vaihtui {moved}:ssa")
        } else {
            format!("comments tagged again: {tagged}; in another theme than before: {moved}")
        });
    }
    lines
}

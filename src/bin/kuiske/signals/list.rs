//! The list of signals, one of them on a page, and the echo of a verdict.

use std::io::{self, Write};
use std::path::Path;

use anyhow::Result;
use kuiske::detect::{Kind, Verdict};
use kuiske::lang::Lang;
use kuiske::pipeline::{self, KnownThread};
use kuiske::report::findings::Language;
use kuiske::report::model::{QuoteView, SignalView};
use kuiske::report::number::Numbers;
use kuiske::report::words::Words;
use serde_json::Value;

use crate::args::Listing;
use crate::search::day;

pub(super) fn list(
    archive: &Path,
    listing: &Listing,
    lang: Lang,
    out: &mut impl Write,
) -> Result<()> {
    let threads = pipeline::told_threads(archive, listing.all)?;
    if listing.json {
        let rows =
            threads.iter().map(|(thread, judged)| serde_json::to_value(thread.view(*judged)));
        writeln!(out, "{}", Value::Array(rows.collect::<Result<_, _>>()?))?;
        return Ok(());
    }
    let language = language(lang);
    let (words, numbers) = (Words::of(language), Numbers(language));
    if threads.is_empty() {
        writeln!(out, "{}", words.no_signals_yet)?;
        return Ok(());
    }
    let finnish = language == Language::Fi;
    let head = if finnish {
        ["tunnus", "viimeksi", "löydetty", "n", "väh. ×", "laji", "aihe"]
    } else {
        ["id", "last", "found", "n", "at least", "type", "subject"]
    };
    let [id, last, began, n, at_least, kind, label] = head;
    writeln!(out, "{id:<6} {last:<9} {began:<9} {n:>4} {at_least:>8}  {kind:<24} {label}")?;
    for (thread, judged) in &threads {
        let times = if thread.kind == Kind::Lone {
            "·".to_owned()
        } else {
            numbers.decimal(thread.at_least, 1)
        };
        let mark = judged
            .map_or_else(String::new, |judged| format!(" ({})", words.verdict(judged.verdict)));
        writeln!(
            out,
            "{:<6} {:<9} {:<9} {:>4} {times:>8}  {:<24} {}{mark}",
            thread.id,
            thread.last,
            thread.began,
            numbers.count(thread.n),
            words.kind(thread.kind),
            thread.label.of(language),
        )?;
    }
    Ok(())
}

pub(super) fn show(
    archive: &Path,
    name: &str,
    json: bool,
    lang: Lang,
    out: &mut impl Write,
) -> Result<()> {
    let told = pipeline::told_signal(archive, name)?;
    if json {
        writeln!(out, "{}", serde_json::to_string(&told.map(|(_, view)| view))?)?;
        return Ok(());
    }
    let language = language(lang);
    let words = Words::of(language);
    let Some((period, view)) = told else {
        writeln!(out, "{}", words.never_told)?;
        return Ok(());
    };
    let given = pipeline::verdicts(archive)?.get(&view.thread).map(|judged| judged.verdict);
    page(&view, &period, given, language, out)?;
    for quote in &view.quotes {
        said(quote, words, lang, out)?;
    }
    Ok(())
}

fn page(
    view: &SignalView,
    period: &str,
    verdict: Option<Verdict>,
    language: Language,
    out: &mut impl Write,
) -> io::Result<()> {
    let words = Words::of(language);
    writeln!(out, "{}  {}: {}", view.thread, words.kind(view.kind), view.label.of(language))?;
    writeln!(out, "{}", view.sentence.of(language))?;
    writeln!(out, "{}: {period}", words.period_of_run)?;
    let voices: Vec<&str> = view.sources.iter().map(|source| words.code(source)).collect();
    writeln!(out, "{}: {}", words.kinds_of_voice, voices.join(", "))?;
    if !view.channels.is_empty() {
        writeln!(out, "{}: {}", words.channels, view.channels.join(", "))?;
    }
    let weeks: Vec<String> = view.timeline.iter().map(u32::to_string).collect();
    writeln!(out, "{}: {}", words.by_week, weeks.join(" "))?;
    writeln!(out, "{}: {}", words.goes_away, view.until.of(language))?;
    writeln!(out, "{}: {}", words.why_nothing, view.doubt.of(language))?;
    if let Some(verdict) = verdict {
        writeln!(out, "{}: {}", words.judged, words.verdict(verdict))?;
    }
    Ok(())
}

fn said(quote: &QuoteView, words: &Words, lang: Lang, out: &mut impl Write) -> io::Result<()> {
    let date = quote.date.as_deref().map_or_else(String::new, |date| day(date, lang));
    let voice = words.code(&quote.source);
    let text = format!("{}{}{}", quote.before, quote.marked, quote.after);
    let even: Vec<&str> = text.split_whitespace().collect();
    writeln!(out, "  {date:<10}  {:<12} {voice:<10} {}", quote.key, even.join(" "))
}

/// What was kept, in a sentence.
pub(super) fn judged(thread: &KnownThread, verdict: Option<Verdict>, lang: Lang) -> String {
    let language = language(lang);
    let name = verdict.map(|verdict| Words::of(language).verdict(verdict));
    match (language, name) {
        (Language::Fi, Some(name)) => format!("{}: arvio ”{name}” on tallennettu", thread.id),
        (Language::Fi, None) => format!("{}: arvio on poistettu", thread.id),
        (Language::En, Some(name)) => format!("{}: kept as “{name}”", thread.id),
        (Language::En, None) => format!("{}: the verdict was taken back", thread.id),
    }
}

fn language(lang: Lang) -> Language {
    if lang == Lang::Fi { Language::Fi } else { Language::En }
}

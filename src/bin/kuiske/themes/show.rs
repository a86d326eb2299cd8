//! One theme on a page.

use std::io::{self, Write};
use std::path::Path;

use anyhow::Result;
use kuiske::lang::Lang;
use kuiske::pipeline::{self, ThemeQuote, ThemeView};

use super::list::{marks, numbers};
use super::trends::told;

pub(super) fn show(
    path: &Path,
    name: &str,
    quotes: usize,
    json: bool,
    lang: Lang,
    out: &mut impl Write,
) -> Result<()> {
    let view = pipeline::view_theme(path, name, quotes)?;
    if json {
        writeln!(out, "{}", serde_json::to_string(&view)?)?;
        return Ok(());
    }
    head(&view, lang, out)?;
    let finnish = lang == Lang::Fi;
    let word = |fi: &'static str, en: &'static str| if finnish { fi } else { en };
    if !view.sub_themes.is_empty() {
        writeln!(out, "\n{}", word("Alateemat", "Sub-themes"))?;
    }
    for part in &view.sub_themes {
        let label = if finnish { &part.label_fi } else { &part.label_en };
        let share = numbers(lang).percent(part.share, 0);
        writeln!(out, "  {share:>5}  {label}")?;
    }
    listed(word("Tyypillisiä", "Typical"), &view.typical, lang, out)?;
    listed(word("Rajatapauksia", "Borderline"), &view.borderline, lang, out)?;
    if !view.changes.is_empty() {
        writeln!(out, "\n{}", word("Muutokset", "Changes"))?;
    }
    for change in &view.changes {
        let reason = change.reason.as_ref().map_or_else(String::new, |r| format!(" – {r}"));
        writeln!(out, "  {}  {}{reason}", change.date, change.told(lang))?;
    }
    Ok(())
}

fn head(view: &ThemeView, lang: Lang, out: &mut impl Write) -> io::Result<()> {
    let finnish = lang == Lang::Fi;
    let word = |fi: &'static str, en: &'static str| if finnish { fi } else { en };
    let row = &view.row;
    writeln!(out, "{}  {} / {}{}", row.id, row.label_fi, row.label_en, marks(row, lang))?;
    let n = numbers(lang);
    let (comments, share) = (n.count(row.comments), n.percent(row.share, 1));
    writeln!(out, "{}: {comments} ({share})", word("kommentteja", "comments"))?;
    writeln!(out, "{}: {}", word("heikosti kuuluvia", "weak members"), n.percent(row.weak, 0))?;
    if let Some(mood) = row.sentiment {
        writeln!(out, "{}: {}", word("tunnesävy", "feeling"), n.signed(mood, 2))?;
    }
    if let Some(trend) = &row.trend {
        writeln!(out, "{}: {}", word("muutos", "change"), told(trend, lang))?;
    }
    let list = |name: &str, words: &[String], out: &mut dyn Write| {
        if words.is_empty() { Ok(()) } else { writeln!(out, "{name}: {}", words.join(", ")) }
    };
    list(word("sanoja (fi)", "words (fi)"), &row.phrases_fi, out)?;
    list(word("sanoja (en)", "words (en)"), &row.phrases_en, out)?;
    list(word("esimerkki-ilmauksia", "example phrases"), &view.seeds, out)?;
    let old: Vec<String> = view.redirects.iter().map(ToString::to_string).collect();
    list(word("tähän johtavat", "leading here"), &old, out)
}

fn listed(title: &str, quotes: &[ThemeQuote], lang: Lang, out: &mut impl Write) -> io::Result<()> {
    if quotes.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{title}")?;
    for quote in quotes {
        let text = quote.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let degree = numbers(lang).decimal(f64::from(quote.degree), 2);
        let date = quote.date.as_deref().unwrap_or("");
        writeln!(out, "  {degree}  {:<12} {date:<10}  {text}", quote.key)?;
    }
    Ok(())
}

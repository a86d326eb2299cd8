//! The list of themes, and the log of changes.

use std::io::Write;
use std::path::Path;

use anyhow::Result;
use kuiske::lang::Lang;
use kuiske::pipeline::{self, ThemeRow};
use kuiske::report::findings::Language;
use kuiske::report::number::Numbers;
use serde_json::{Value, json};

pub(super) fn list(path: &Path, json: bool, lang: Lang, out: &mut impl Write) -> Result<()> {
    let rows = pipeline::view_themes(path)?;
    if json {
        let rows: Vec<Value> = rows.iter().map(serde_json::to_value).collect::<Result<_, _>>()?;
        writeln!(out, "{}", Value::Array(rows))?;
        return Ok(());
    }
    let finnish = lang == Lang::Fi;
    let head = if finnish {
        ["tunnus", "kommentteja", "osuus", "sävy", "muutos"]
    } else {
        ["id", "comments", "share", "feeling", "change"]
    };
    let label = if finnish { "teema" } else { "theme" };
    let [id, comments, share, mood, change] = head;
    writeln!(out, "{id:<7} {comments:>11} {share:>6} {mood:>7} {change:>7}  {label}")?;
    for row in &rows {
        writeln!(out, "{}", line(row, lang).trim_end())?;
    }
    Ok(())
}

fn line(row: &ThemeRow, lang: Lang) -> String {
    let numbers = numbers(lang);
    let mood = row.sentiment.map_or_else(|| "·".to_owned(), |value| numbers.signed(value, 2));
    let share = numbers.percent(row.share, 1);
    format!(
        "{:<7} {:>11} {share:>6} {mood:>7} {:>7}  {}{}",
        row.id.to_string(),
        numbers.count(row.comments),
        arrow(row, lang),
        label(row, lang),
        marks(row, lang),
    )
}

/// The change of the late weeks in percentage points, where more than chance explains.
fn arrow(row: &ThemeRow, lang: Lang) -> String {
    let clear = row.trend.filter(|trend| trend.change.interval.excludes_zero());
    clear.map_or_else(String::new, |trend| numbers(lang).signed(trend.change.value * 100.0, 1))
}

pub(super) fn label(row: &ThemeRow, lang: Lang) -> &str {
    if lang == Lang::Fi { &row.label_fi } else { &row.label_en }
}

pub(super) fn numbers(lang: Lang) -> Numbers {
    Numbers(if lang == Lang::Fi { Language::Fi } else { Language::En })
}

/// What is to be known of a theme besides its numbers.
pub(super) fn marks(row: &ThemeRow, lang: Lang) -> String {
    let finnish = lang == Lang::Fi;
    let mut marks = Vec::new();
    if row.pinned {
        marks.push(if finnish { "lukittu" } else { "pinned" }.to_owned());
    }
    if let Some(since) = &row.fading {
        marks.push(format!(
            "{} {since}",
            if finnish { "hiipunut, viimeksi" } else { "fading since" }
        ));
    }
    if marks.is_empty() { String::new() } else { format!(" ({})", marks.join(", ")) }
}

pub(super) fn log(path: &Path, json: bool, lang: Lang, out: &mut impl Write) -> Result<()> {
    let changes = pipeline::theme_log(path)?;
    if json {
        let rows = changes.iter().map(|c| {
            json!({
                "date": c.date, "act": c.act, "theme": c.theme, "with": c.with,
                "reason": c.reason, "undone": c.undone,
            })
        });
        writeln!(out, "{}", Value::Array(rows.collect()))?;
        return Ok(());
    }
    for change in &changes {
        let theme = change.theme.map_or_else(String::new, |theme| theme.to_string());
        let mut row = format!("{}  {theme:<6} {}", change.date, change.told(lang));
        if let Some(reason) = &change.reason {
            row += &format!(" – {reason}");
        }
        if change.undone {
            row += if lang == Lang::Fi { " (peruttu)" } else { " (taken back)" };
        }
        writeln!(out, "{row}")?;
    }
    Ok(())
}

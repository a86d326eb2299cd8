//! How themes move, and how groups differ.

use std::io::Write;
use std::path::Path;

use anyhow::Result;
use kuiske::lang::Lang;
use kuiske::measure::trend::Trend;
use kuiske::pipeline::{self, Division, Group};
use kuiske::report::findings::Language;
use kuiske::report::words::Words;
use serde_json::{Value, json};

use super::list::{label, numbers};
use crate::args::By;

pub(super) fn trends(
    path: &Path,
    theme: Option<&str>,
    by: Option<By>,
    json: bool,
    lang: Lang,
    out: &mut impl Write,
) -> Result<()> {
    let division = by.map(division);
    let rows = pipeline::compare_themes(path, division.unwrap_or(Division::Source), theme)?;
    if json {
        let rows = rows.iter().map(|(row, groups)| {
            let (id, fi, en) = (row.id, &row.label_fi, &row.label_en);
            match division {
                None => json!({"id": id, "label_fi": fi, "label_en": en, "trend": row.trend}),
                Some(by) => {
                    json!({"id": id, "label_fi": fi, "label_en": en, "by": by, "groups": groups})
                }
            }
        });
        writeln!(out, "{}", Value::Array(rows.collect()))?;
        return Ok(());
    }
    let words = Words::of(if lang == Lang::Fi { Language::Fi } else { Language::En });
    for (row, groups) in &rows {
        writeln!(out, "{}  {}", row.id, label(row, lang))?;
        match (division, &row.trend) {
            (Some(_), _) => {
                for group in groups {
                    let coded = matches!(division, Some(Division::Source | Division::Language));
                    let name = if coded { words.code(&group.value) } else { &group.value };
                    writeln!(out, "    {}", line(name, group, lang))?;
                }
            }
            (None, Some(trend)) => writeln!(out, "    {}", told(trend, lang))?,
            (None, None) => {
                let none =
                    if lang == Lang::Fi { "ei päivättyjä viikkoja" } else { "no dated weeks" };
                writeln!(out, "    {none}")?;
            }
        }
    }
    Ok(())
}

const fn division(by: By) -> Division {
    match by {
        By::Source => Division::Source,
        By::Channel => Division::Channel,
        By::Touchpoint => Division::Touchpoint,
        By::Segment => Division::Segment,
        By::Language => Division::Language,
    }
}

/// A trend in one line: `5.1% → 8.0% (+2.9 points, 95% interval +0.4 … +5.6; n 240)`.
pub(super) fn told(trend: &Trend, lang: Lang) -> String {
    let n = numbers(lang);
    let point = |share: f64| n.signed(share * 100.0, 1);
    let (low, high) = (point(trend.change.interval.low), point(trend.change.interval.high));
    let (before, late) = (n.percent(trend.before.value, 1), n.percent(trend.late.value, 1));
    let (by, size) = (point(trend.change.value), n.count(trend.late.n));
    if lang == Lang::Fi {
        format!("{before} → {late} ({by} %-yks., 95 %:n väli {low} … {high}; n {size})")
    } else {
        format!("{before} → {late} ({by} points, 95% interval {low} … {high}; n {size})")
    }
}

fn line(name: &str, group: &Group, lang: Lang) -> String {
    let n = numbers(lang);
    let share = n.percent(group.share.value, 1);
    let (low, high) = (group.share.interval.low, group.share.interval.high);
    let interval = format!("{} … {}", n.percent(low, 1), n.percent(high, 1));
    let clear = group.difference.filter(|difference| difference.interval.excludes_zero());
    let differs = clear.map_or_else(String::new, |difference| {
        let by = n.signed(difference.value * 100.0, 1);
        if lang == Lang::Fi {
            format!("  {by} %-yks. muihin nähden")
        } else {
            format!("  {by} points against the rest")
        }
    });
    format!("{share:>6}  ({interval}; n {})  {name}{differs}", n.count(group.share.n))
}

//! `report.md`: the report as text that can be read as it is and pasted anywhere.

use std::fmt::Write as _;

use super::Report;
use super::number::Numbers;
use super::tables::{Datum, Table, tables};
use super::words::Words;

/// Rows of a table at most; the workbook has all.
const ROWS: usize = 60;
/// Columns of a table at most: wider ones are for the workbook only.
const COLUMNS: usize = 30;

/// The report in Markdown, in its language.
pub fn markdown(report: &Report) -> String {
    let (language, words) = (report.language, Words::of(report.language));
    let mut out =
        format!("# {}\n\n{}\n", escaped(&report.archive), report.period.title.of(language));
    for (at, table) in tables(report, language).iter().enumerate() {
        let _ = write!(out, "\n## {}\n\n", escaped(&table.name));
        if at == 0 {
            for row in &table.rows {
                let _ = writeln!(
                    out,
                    "{}\n",
                    row.iter().map(|cell| text(cell, Numbers(language))).collect::<String>()
                );
            }
        } else if table.columns.len() <= COLUMNS {
            write_table(&mut out, table, Numbers(language));
        } else {
            let _ = writeln!(out, "{} × {}", table.rows.len(), table.columns.len());
        }
    }
    for signal in &report.signals {
        let _ = write!(
            out,
            "\n### {}: {}\n\n",
            words.kind(signal.kind),
            escaped(signal.label.of(language))
        );
        for quote in &signal.quotes {
            let said = format!("{}{}{}", quote.before, quote.marked, quote.after);
            let _ = writeln!(
                out,
                "> {} ({})\n",
                escaped(&said.replace('\n', " ")),
                escaped(&quote.key)
            );
        }
    }
    out
}

fn write_table(out: &mut String, table: &Table, numbers: Numbers) {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    out.push_str(&line(table.columns.iter().map(|name| escaped(name)).collect()));
    out.push_str(&line(table.columns.iter().map(|_| "---".to_owned()).collect()));
    for row in table.rows.iter().take(ROWS) {
        out.push_str(&line(row.iter().map(|cell| text(cell, numbers)).collect()));
    }
    if table.rows.len() > ROWS {
        let _ = writeln!(out, "\n… {}", table.rows.len() - ROWS);
    }
}

fn text(cell: &Datum, numbers: Numbers) -> String {
    match cell {
        Datum::Blank => String::new(),
        Datum::Text(text) => escaped(text),
        Datum::Number(x) if x.fract() == 0.0 => numbers.decimal(*x, 0),
        Datum::Number(x) if x.abs() < 0.001 => format!("{x:.1e}"),
        Datum::Number(x) => numbers.decimal(*x, 3),
    }
}

/// Text without the signs that Markdown or HTML would take for its own.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '|' | '*' | '_' | '`' | '[' | ']' | '#' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

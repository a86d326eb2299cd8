//! Reads word-list files; every fault is named by file and line.

use std::collections::HashSet;

use unicode_normalization::is_nfc;

use super::{List, Pattern};

/// One row of a word list.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The entry as written.
    pub entry: Box<str>,
    /// What it matches.
    pub pattern: Pattern,
    /// Its value, in the list's unit.
    pub value: f32,
    /// Its category, one of [`List::categories`].
    pub category: &'static str,
}

/// A ready theme of the shipped list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeedTheme {
    /// Stable English name in snake case.
    pub id: Box<str>,
    /// Finnish label.
    pub label_fi: Box<str>,
    /// English label.
    pub label_en: Box<str>,
    /// Finnish key phrases in base form.
    pub phrases_fi: Vec<Box<str>>,
    /// English key phrases in base form.
    pub phrases_en: Vec<Box<str>>,
}

/// A word list that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{file}:{line}: {what}")]
pub struct LexiconError {
    /// Name of the file.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// What is wrong and what to write instead.
    pub what: String,
}

/// Reads a word list.
///
/// # Errors
/// The first row that is not as the list demands: columns, value, category, order, uniqueness.
pub fn parse(list: List, file: &str, text: &str) -> Result<Vec<Row>, LexiconError> {
    let mut rows: Vec<Row> = Vec::new();
    let mut seen = HashSet::new();
    for (line, cells) in data_lines(file, text, &["entry", "value", "category", "note"])? {
        let fault = |what: String| LexiconError { file: file.to_owned(), line, what };
        let row = row(list, &cells).map_err(fault)?;
        if !seen.insert((row.entry.clone(), row.category)) {
            return Err(fault(format!("`{}` stands twice as {}", row.entry, row.category)));
        }
        if rows.last().is_some_and(|last| (&last.entry, last.category) > (&row.entry, row.category))
        {
            return Err(fault(format!("`{}` is out of order; sort by entry", row.entry)));
        }
        rows.push(row);
    }
    Ok(rows)
}

/// Reads the list of ready themes.
///
/// # Errors
/// The first row with the wrong number of columns or an ID that stands twice.
pub fn parse_themes(file: &str, text: &str) -> Result<Vec<SeedTheme>, LexiconError> {
    let header = ["id", "label_fi", "label_en", "phrases_fi", "phrases_en"];
    let mut seen = HashSet::new();
    let mut themes = Vec::new();
    for (line, cells) in data_lines(file, text, &header)? {
        let [id, label_fi, label_en, phrases_fi, phrases_en] = cells.as_slice() else {
            return Err(wrong_columns(file, line, header.len(), cells.len()));
        };
        if !seen.insert((*id).to_owned()) {
            let what = format!("theme `{id}` stands twice");
            return Err(LexiconError { file: file.to_owned(), line, what });
        }
        themes.push(SeedTheme {
            id: (*id).into(),
            label_fi: (*label_fi).into(),
            label_en: (*label_en).into(),
            phrases_fi: phrases(phrases_fi),
            phrases_en: phrases(phrases_en),
        });
    }
    Ok(themes)
}

fn phrases(cell: &str) -> Vec<Box<str>> {
    cell.split(';').map(str::trim).filter(|p| !p.is_empty()).map(Into::into).collect()
}

type Line<'t> = (usize, Vec<&'t str>);

fn data_lines<'t>(
    file: &str,
    text: &'t str,
    header: &[&str],
) -> Result<Vec<Line<'t>>, LexiconError> {
    let mut lines = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.starts_with('#') && !line.is_empty())
        .map(|(i, line)| (i + 1, line.split('\t').collect::<Vec<_>>()));
    match lines.next() {
        Some((_, first)) if first == header => Ok(lines.collect()),
        Some((line, _)) => Err(LexiconError {
            file: file.to_owned(),
            line,
            what: format!("the first row must be the header {}", header.join("<tab>")),
        }),
        None => Err(LexiconError { file: file.to_owned(), line: 1, what: "empty list".into() }),
    }
}

fn wrong_columns(file: &str, line: usize, want: usize, got: usize) -> LexiconError {
    LexiconError {
        file: file.to_owned(),
        line,
        what: format!("{got} columns where {want} are expected, separated by tabs"),
    }
}

fn row(list: List, cells: &[&str]) -> Result<Row, String> {
    let [entry, value, category, _note] = cells else {
        return Err(format!("{} columns where 4 are expected, separated by tabs", cells.len()));
    };
    if !is_nfc(entry) {
        return Err(format!("`{entry}` is not in Unicode normal form C"));
    }
    let pattern = Pattern::parse(entry).map_err(|what| format!("`{entry}`: {what}"))?;
    let value: f32 = value.parse().map_err(|_| format!("`{value}` is no number"))?;
    let range = list.values();
    if !range.contains(&value) || (value == 0.0 && list.forbids_zero()) {
        return Err(format!("value {value} is outside {}…{}", range.start(), range.end()));
    }
    let known = list.categories();
    let category = known.iter().find(|c| *c == category).ok_or_else(|| {
        format!("category `{category}` is none of this list's: {}", known.join(", "))
    })?;
    Ok(Row { entry: (*entry).into(), pattern, value, category })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_named_by_line() {
        let head = "# title\nentry\tvalue\tcategory\tnote\n";
        for (body, expected) in [
            ("hyvä\t2.0\tjoy\t\n", ""),
            ("hyvä\t2.0\tjoy\n", "x.tsv:3: 3 columns where 4 are expected, separated by tabs"),
            ("hyvä\t5\tjoy\t\n", "x.tsv:3: value 5 is outside -4…4"),
            ("hyvä\t0\tjoy\t\n", "x.tsv:3: value 0 is outside -4…4"),
            ("b\t1\t-\t\na\t1\t-\t\n", "x.tsv:4: `a` is out of order; sort by entry"),
            ("a\t1\t-\t\na\t2\t-\t\n", "x.tsv:4: `a` stands twice as -"),
            ("a  b\t1\t-\t\n", "x.tsv:3: `a  b`: words are separated by one space"),
            ("_ b\t1\t-\t\n", "x.tsv:3: `_ b`: an entry begins and ends with a word"),
        ] {
            let result = parse(List::Sentiment, "x.tsv", &format!("{head}{body}"));
            let text = result.err().map(|e| e.to_string()).unwrap_or_default();
            assert_eq!(text, expected);
        }
    }
}

//! A user's own word list: read leniently, every faulty line named, in Finnish or English.
//!
//! One file may hold rows of several lists: the category says which. Unlike the shipped lists it
//! need not be sorted, and a value of 0 takes a shipped entry away.

use std::fmt::Write;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

use super::pattern::PatternFault;
use super::{List, Pattern, Row};
use crate::lang::Lang;

/// The lists that a user's rows may belong to, in the order in which a category is looked for.
const LISTS: [List; 5] =
    [List::Sentiment, List::Modifiers, List::Cues, List::Hot, List::Expectation];
/// The columns; the last two may be missing.
const HEADER: [&str; 4] = ["entry", "value", "category", "note"];

/// A file of a user's own rows, and the language it is for; `None` is for both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnFile {
    /// The file.
    pub path: PathBuf,
    /// Its language.
    pub lang: Option<Lang>,
}

/// A user's own list that can't be read.
#[derive(Debug, thiserror::Error)]
#[error("cannot read {file}: {reason}\nhint: a word list is a text file in UTF-8")]
pub struct UnreadableList {
    /// The file.
    pub file: String,
    /// The answer of the operating system.
    pub reason: io::Error,
}

/// A user's list, read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OwnList {
    /// The good rows, in the order of the file.
    pub rows: Vec<OwnRow>,
    /// What is wrong, by line.
    pub faults: Vec<(usize, Fault)>,
}

/// A good row.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnRow {
    /// The list it belongs to.
    pub list: List,
    /// The row; a value of 0 takes the shipped entry away, except in [`List::Expectation`].
    pub row: Row,
}

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// The first row does not name the columns.
    Header,
    /// This many columns where two to four are expected.
    Columns(usize),
    /// The entry can't be read.
    Entry(String, PatternFault),
    /// The value is no number.
    Number(String),
    /// The value is out of range for its category.
    Range(String, List),
    /// No list has this category.
    Category(String),
    /// The entry stands in an earlier line with the same category.
    Twice(String, usize),
}

impl Fault {
    /// The fault in words.
    pub fn say(&self, lang: Lang) -> String {
        let fi = lang == Lang::Fi;
        match self {
            Self::Header if fi => {
                "ensimmäisellä rivillä on oltava sarakkeiden nimet entry<sarkain>value<sarkain>category<sarkain>note".into()
            }
            Self::Header => {
                "the first row must be the header entry<tab>value<tab>category<tab>note".into()
            }
            Self::Columns(n) if fi => format!("sarakkeita {n}; sarkaimilla erotettuja on oltava 2–4"),
            Self::Columns(n) => format!("{n} columns where 2 to 4 are expected, separated by tabs"),
            Self::Entry(entry, fault) => format!("`{entry}`: {}", fault.say(lang)),
            Self::Number(value) if fi => format!("arvo `{value}` ei ole luku"),
            Self::Number(value) => format!("value `{value}` is no number"),
            Self::Range(value, list) => {
                let (low, high) = (list.values().start().to_string(), list.values().end().to_string());
                if fi {
                    format!("arvo {value} ei ole välillä {low}…{high}")
                } else {
                    format!("value {value} is outside {low}…{high}")
                }
            }
            Self::Category(category) => {
                let mut known = String::new();
                for list in LISTS {
                    for name in list.categories() {
                        let _ = write!(known, "{}{name}", if known.is_empty() { "" } else { ", " });
                    }
                }
                if fi {
                    format!("luokkaa `{category}` ei ole; luokat ovat {known}")
                } else {
                    format!("there is no category `{category}`; it is one of {known}")
                }
            }
            Self::Twice(entry, line) if fi => format!("`{entry}` on jo rivillä {line}"),
            Self::Twice(entry, line) => format!("`{entry}` stands in line {line} already"),
        }
    }
}

impl OwnList {
    /// Reads a list. Good rows are kept beside faulty ones.
    pub fn parse(text: &str) -> Self {
        let mut list = Self::default();
        let mut seen: FxHashMap<(Box<str>, &str), usize> = FxHashMap::default();
        let lines = text.trim_start_matches('\u{feff}').lines().enumerate();
        let mut lines = lines
            .map(|(i, line)| (i + 1, line.trim_end()))
            .filter(|(_, line)| !line.starts_with('#') && !line.is_empty());
        let header = |line: &str| {
            let cells: Vec<&str> = line.split('\t').collect();
            cells.len() >= 2 && HEADER.starts_with(&cells)
        };
        match lines.next() {
            Some((_, first)) if header(first) => {}
            Some((line, _)) => list.faults.push((line, Fault::Header)),
            None => list.faults.push((1, Fault::Header)),
        }
        for (line, text) in lines {
            let found = own_row(text).and_then(|row| {
                let key = (row.row.entry.clone(), row.row.category);
                match seen.insert(key, line) {
                    Some(earlier) => Err(Fault::Twice(row.row.entry.to_string(), earlier)),
                    None => Ok(row),
                }
            });
            match found {
                Ok(row) => list.rows.push(row),
                Err(fault) => list.faults.push((line, fault)),
            }
        }
        list
    }

    /// Reads a file.
    ///
    /// # Errors
    /// It can't be read or is not UTF-8.
    pub fn load(path: &Path) -> io::Result<Self> {
        Ok(Self::parse(&fs::read_to_string(path)?))
    }
}

fn own_row(line: &str) -> Result<OwnRow, Fault> {
    let cells: Vec<&str> = line.split('\t').collect();
    let (entry, value, category) = match cells.as_slice() {
        [entry, value] => (entry, value, "-"),
        [entry, value, category] | [entry, value, category, _] => (entry, value, category.trim()),
        other => return Err(Fault::Columns(other.len())),
    };
    let category = if category.is_empty() { "-" } else { category };
    let entry: String = entry.trim().to_lowercase().nfc().collect();
    let pattern = Pattern::parse(&entry).map_err(|fault| Fault::Entry(entry.clone(), fault))?;
    let known = LISTS.into_iter().find_map(|list| {
        list.categories().iter().find(|name| **name == category).map(|name| (list, *name))
    });
    let (list, category) = known.ok_or_else(|| Fault::Category(category.to_owned()))?;
    let text = value.trim();
    let marks = matches!(list, List::Cues | List::Hot);
    let value: f32 = match text {
        "" if marks => 1.0,
        text => text.replace(',', ".").parse().map_err(|_| Fault::Number(text.to_owned()))?,
    };
    let takes_away = value == 0.0 && (marks || list == List::Sentiment);
    if !takes_away && !list.values().contains(&value) {
        return Err(Fault::Range(text.to_owned(), list));
    }
    Ok(OwnRow { list, row: Row { entry: entry.into(), pattern, value, category } })
}

/// The lists in the `lexicons` folder of an archive: `*.tsv` for both languages, `fi/*.tsv` and
/// `en/*.tsv` for one; in the order of their names. None if there is no such folder.
///
/// # Errors
/// A folder that is there can't be read.
pub fn own_files(archive: &Path) -> io::Result<Vec<OwnFile>> {
    let root = archive.join("lexicons");
    let folders = [
        (root.clone(), None),
        (root.join("fi"), Some(Lang::Fi)),
        (root.join("en"), Some(Lang::En)),
    ];
    let mut files = Vec::new();
    for (folder, lang) in folders {
        let entries = match fs::read_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            entries => entries?,
        };
        let mut own = Vec::new();
        for entry in entries {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "tsv") {
                own.push(OwnFile { path, lang });
            }
        }
        own.sort_by(|a, b| a.path.cmp(&b.path));
        files.extend(own);
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_faulty_line_is_named_and_the_others_are_kept() {
        let text = "\u{feff}# mine\r\nentry\tvalue\tcategory\tnote\r\nÄlypuhelin\t-1,5\t-\t\r\n\
                    halpa\t9\n hidas \t-2\tanger\n x\ty\njono\t-1\tquue\njono\t\twish\nÄlypuhelin\t2\n\
                    a\tb\tc\td\te\n_ x\t1\nnopea\t0\n";
        let list = OwnList::parse(text);
        let rows: Vec<_> = list
            .rows
            .iter()
            .map(|r| (r.list, &*r.row.entry, r.row.value, r.row.category))
            .collect();
        assert_eq!(
            rows,
            [
                (List::Sentiment, "älypuhelin", -1.5, "-"),
                (List::Sentiment, "hidas", -2.0, "anger"),
                (List::Cues, "jono", 1.0, "wish"),
                (List::Sentiment, "nopea", 0.0, "-"),
            ]
        );
        let faults: Vec<_> = list.faults.iter().map(|(line, f)| (*line, f.say(Lang::En))).collect();
        let lines: Vec<usize> = faults.iter().map(|f| f.0).collect();
        assert_eq!(lines, [4, 6, 7, 9, 10, 11], "{faults:?}");
        assert_eq!(faults[0].1, "value 9 is outside -4…4");
        assert!(faults[2].1.starts_with("there is no category `quue`; it is one of -, anger"));
        assert_eq!(faults[3].1, "`älypuhelin` stands in line 3 already");
        for (_, fault) in &list.faults {
            assert_ne!(fault.say(Lang::Fi), fault.say(Lang::En));
        }
    }

    #[test]
    fn a_list_begins_with_its_header() {
        assert_eq!(OwnList::parse("").faults, [(1, Fault::Header)]);
        assert_eq!(OwnList::parse("hyvä\t2\n").faults, [(1, Fault::Header)]);
        assert_eq!(OwnList::parse("entry\tvalue\nhyvä\t2\n").rows.len(), 1);
    }
}

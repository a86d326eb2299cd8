//! Where does a record end, and where a cell? Places in a delimited file, no values.
//!
//! Owns the one set of quoting rules, which reading and writing back share, so that both number the
//! rows alike and no byte is written differently from how it was read. The rules are those of the
//! `csv` crate with one addition: a quote that is never properly closed spoils its own line only,
//! not the rest of the file.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr, memchr2};
use serde::Serialize;

/// A quoted cell longer than this is taken for a stray quote. It bounds what has to be held in memory.
pub(crate) const LONGEST_QUOTED: usize = 4 << 20;

/// How lines end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum LineEnd {
    /// `\n`
    Lf,
    /// `\r\n`
    CrLf,
    /// `\r`, where a file has no `\n` at all
    Cr,
}

impl LineEnd {
    /// The end as text.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Lf => "\n",
            Self::CrLf => "\r\n",
            Self::Cr => "\r",
        }
    }

    /// The byte at which a line is over.
    pub(crate) const fn last(self) -> u8 {
        match self {
            Self::Lf | Self::CrLf => b'\n',
            Self::Cr => b'\r',
        }
    }
}

/// How cells are set apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Dialect {
    pub(crate) delimiter: u8,
    pub(crate) quote: u8,
    pub(crate) line_end: LineEnd,
}

/// What begins at a place in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// An empty line, which is no record; the next line begins at `next`.
    Blank { next: usize },
    /// A record, its line end at `end`; the next line begins at `next`. `broken`: it opens a quote
    /// that is not properly closed, and is only its first line.
    Record { end: usize, next: usize, broken: bool },
    /// More bytes are needed to tell.
    More,
    /// Nothing is left.
    End,
}

/// What begins at `start`. `last` says that nothing comes after `bytes`.
pub(crate) fn step(bytes: &[u8], start: usize, last: bool, dialect: Dialect) -> Step {
    if start >= bytes.len() {
        return if last { Step::End } else { Step::More };
    }
    let mut at = start;
    loop {
        let Some(place) = find2(dialect.quote, dialect.line_end.last(), bytes, at) else {
            return rest(bytes, last);
        };
        if bytes.get(place) != Some(&dialect.quote) {
            return finished(bytes, start, place, false);
        }
        let opens = place == start || bytes.get(place - 1) == Some(&dialect.delimiter);
        at = if opens {
            match closing(bytes, place + 1, last, dialect) {
                Close::At(quote) => quote + 1,
                Close::Never => return first_line(bytes, start, last, dialect),
                Close::More => return Step::More,
            }
        } else {
            place + 1
        };
    }
}

/// What begins at `start` where a record is a line, whatever is in it. A line of white space is
/// none.
pub(crate) fn line(bytes: &[u8], start: usize, last: bool, line_end: LineEnd) -> Step {
    let (end, next) = match find(line_end.last(), bytes, start) {
        Some(place) => (place, place + 1),
        None if !last => return Step::More,
        None if start >= bytes.len() => return Step::End,
        None => (bytes.len(), bytes.len()),
    };
    let line = bytes.get(start..end).unwrap_or(&[]);
    if line.iter().all(u8::is_ascii_whitespace) {
        return Step::Blank { next };
    }
    let windows = line.last() == Some(&b'\r');
    Step::Record { end: end - usize::from(windows), next, broken: false }
}

fn rest(bytes: &[u8], last: bool) -> Step {
    if last {
        Step::Record { end: bytes.len(), next: bytes.len(), broken: false }
    } else {
        Step::More
    }
}

fn finished(bytes: &[u8], start: usize, place: usize, broken: bool) -> Step {
    let next = place + 1;
    let windows =
        place > start && bytes.get(place) == Some(&b'\n') && bytes.get(place - 1) == Some(&b'\r');
    let end = if windows { place - 1 } else { place };
    if end == start { Step::Blank { next } } else { Step::Record { end, next, broken } }
}

fn first_line(bytes: &[u8], start: usize, last: bool, dialect: Dialect) -> Step {
    match find(dialect.line_end.last(), bytes, start) {
        Some(place) => finished(bytes, start, place, true),
        None if last => Step::Record { end: bytes.len(), next: bytes.len(), broken: true },
        None => Step::More,
    }
}

enum Close {
    At(usize),
    Never,
    More,
}

/// The quote that closes the cell whose content begins at `from`. `Never`: there is none, or it
/// stands some lines on with text behind it, so it opens another cell.
fn closing(bytes: &[u8], from: usize, last: bool, dialect: Dialect) -> Close {
    let mut at = from;
    let quote = loop {
        match find(dialect.quote, bytes, at) {
            Some(place) if place - from > LONGEST_QUOTED => return Close::Never,
            Some(place) if bytes.get(place + 1) == Some(&dialect.quote) => at = place + 2,
            Some(place) if place + 1 == bytes.len() && !last => return Close::More,
            Some(place) => break place,
            None if last || bytes.len() - from > LONGEST_QUOTED => return Close::Never,
            None => return Close::More,
        }
    };
    let behind = bytes.get(quote + 1..).unwrap_or(&[]);
    let text = behind.iter().find(|byte| **byte != b' ');
    let clean = text.is_none_or(|byte| [dialect.delimiter, b'\n', b'\r'].contains(byte));
    let several_lines = || {
        bytes.get(from..quote).is_some_and(|cell| memchr(dialect.line_end.last(), cell).is_some())
    };
    if text.is_none() && !last {
        Close::More
    } else if clean || !several_lines() {
        Close::At(quote)
    } else {
        Close::Never
    }
}

/// Places of the cells of `record` (without its line end), quotes included, into `cells`.
pub(crate) fn cells(record: &[u8], dialect: Dialect, cells: &mut Vec<Range<usize>>) {
    cells.clear();
    let mut start = 0;
    loop {
        let quoted = record.get(start) == Some(&dialect.quote);
        let text_end = if quoted { closed(record, start + 1, dialect.quote) } else { start };
        let Some(place) = find(dialect.delimiter, record, text_end) else {
            cells.push(start..record.len());
            return;
        };
        cells.push(start..place);
        start = place + 1;
    }
}

/// One past the quote that closes the cell whose content begins at `from`, or the end.
fn closed(record: &[u8], from: usize, quote: u8) -> usize {
    let mut at = from;
    while let Some(place) = find(quote, record, at) {
        if record.get(place + 1) != Some(&quote) {
            return place + 1;
        }
        at = place + 2;
    }
    record.len()
}

/// What a cell says: its text without quotes, doubled quotes single.
pub(crate) fn unquote(cell: &str, quote: u8) -> Cow<'_, str> {
    let quote = char::from(quote);
    let Some(inner) = cell.strip_prefix(quote) else { return Cow::Borrowed(cell) };
    if let Some(plain) = inner.strip_suffix(quote).filter(|plain| !plain.contains(quote)) {
        return Cow::Borrowed(plain);
    }
    let mut text = String::with_capacity(inner.len());
    let mut parts = inner.split(quote);
    text.push_str(parts.next().unwrap_or(""));
    // Every further part stands behind a quote; an empty one that is not the last is a doubled quote.
    while let Some(part) = parts.next() {
        match (part, parts.next()) {
            ("", Some(after)) => {
                text.push(quote);
                text.push_str(after);
            }
            (outside, more) => {
                text.push_str(outside);
                for rest in more.into_iter().chain(parts.by_ref()) {
                    text.push(quote);
                    text.push_str(rest);
                }
            }
        }
    }
    Cow::Owned(text)
}

fn find(byte: u8, bytes: &[u8], from: usize) -> Option<usize> {
    memchr(byte, bytes.get(from..)?).map(|place| from + place)
}

fn find2(one: u8, other: u8, bytes: &[u8], from: usize) -> Option<usize> {
    memchr2(one, other, bytes.get(from..)?).map(|place| from + place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const COMMA: Dialect = Dialect { delimiter: b',', quote: b'"', line_end: LineEnd::Lf };

    /// Rows of cells, and whether any quote was broken.
    fn rows(text: &str) -> (Vec<Vec<String>>, bool) {
        let (mut rows, mut places, mut at, mut any) = (Vec::new(), Vec::new(), 0, false);
        loop {
            match step(text.as_bytes(), at, true, COMMA) {
                Step::Blank { next } => at = next,
                Step::Record { end, next, broken } => {
                    let record = text.get(at..end).unwrap();
                    cells(record.as_bytes(), COMMA, &mut places);
                    let cell = |place: &Range<usize>| {
                        unquote(record.get(place.clone()).unwrap(), b'"').into_owned()
                    };
                    rows.push(places.iter().map(cell).collect());
                    any |= broken;
                    at = next;
                }
                Step::More | Step::End => return (rows, any),
            }
        }
    }

    #[test]
    fn a_stray_quote_spoils_its_own_line_only() {
        let (read, broken) = rows("1,a\n2,\"b\n3,c\n4,\"d, e\"\n5,\"f\ng\"\n6,h");
        assert!(broken);
        let firsts: Vec<_> = read.iter().map(|row| row.first().unwrap().as_str()).collect();
        assert_eq!(firsts, ["1", "2", "3", "4", "5", "6"]);
        assert_eq!(rows("a,5\" screen,\"b\"").0, [["a", "5\" screen", "b"]]);
        assert_eq!(rows("\"a\"\"b\",\"\"\"\",\"c\"d").0, [["a\"b", "\"", "cd"]]);
    }

    proptest! {
        #[test]
        fn same_rows_as_the_csv_crate(text in "[ab ,\"\nä]{0,40}") {
            let (read, broken) = rows(&text);
            let oracle: Vec<Vec<String>> = csv::ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .from_reader(text.as_bytes())
                .records()
                .map(|record| record.unwrap().iter().map(str::to_owned).collect())
                .collect();
            if !broken {
                prop_assert_eq!(read, oracle);
            }
        }

        #[test]
        fn blocks_change_nothing(text in "[ab ,\"\n]{0,40}", cut in 0_usize..40) {
            let whole = step(text.as_bytes(), 0, true, COMMA);
            let part = text.as_bytes().get(..cut.min(text.len())).unwrap();
            let early = step(part, 0, false, COMMA);
            prop_assert!(early == Step::More || early == whole, "{:?} {:?}", early, whole);
        }
    }
}

//! Which sign cuts a record into cells, if any does?
//!
//! Owns the counts over the first records. Refuses to look into the cells.

use super::names;
use super::scan::{self, Dialect, LineEnd, Step};
use super::sniff::extension;

/// Records from which the delimiter is decided.
const SAMPLE_RECORDS: usize = 200;

/// The delimiter of a first line `sep=;`, which spreadsheet programs write, and the line's length.
pub(super) fn declared_delimiter(structure: &[u8], line_end: LineEnd) -> Option<(u8, usize)> {
    let line = structure.split(|byte| *byte == line_end.last()).next()?;
    let sign = line.strip_prefix(b"sep=")?.trim_ascii_end();
    let sign = if sign.is_empty() { b"\t" } else { sign };
    (sign.len() == 1).then(|| Some((*sign.first()?, line.len() + 1)))?
}

/// Whether a file `.txt` is one comment a line: under no known header, and cut by no sign into the
/// same number of cells, or by commas that are followed by spaces, as in sentences.
pub(super) fn is_lines(structure: &[u8], whole: bool, line_end: LineEnd, input: &str) -> bool {
    let first = structure.split(|byte| *byte == line_end.last()).next().unwrap_or(&[]);
    let first = String::from_utf8_lossy(first);
    let named = first.starts_with("sep=")
        || first.split([',', ';', '\t', '|']).any(|cell| names::known(cell.trim_matches('"')));
    if extension(input) != "txt" || named {
        return false;
    }
    let signs = |sign: u8| memchr::memchr_iter(sign, structure).count();
    let spaced = memchr::memmem::find_iter(structure, b", ").count();
    let sentences = 10 * spaced >= 8 * signs(b',');
    let stable = |sign: u8| {
        let dialect = Dialect { delimiter: sign, quote: b'"', line_end };
        consistency(structure, whole, dialect) >= 0.8 && !(sign == b',' && sentences)
    };
    let cut = [b';', b'\t', b',', b'|'];
    cut.iter().any(|sign| signs(*sign) > 0) && !cut.into_iter().any(stable)
}

/// The sign that cuts most records into as many cells as the first has; the comma if none does.
pub(super) fn delimiter(structure: &[u8], whole: bool, line_end: LineEnd, input: &str) -> u8 {
    let tabs = matches!(extension(input).as_str(), "tsv" | "tab");
    let mut best = (0.0, if tabs { b'\t' } else { b',' });
    for sign in [b';', b'\t', b',', b'|'] {
        let dialect = Dialect { delimiter: sign, quote: b'"', line_end };
        let score = consistency(structure, whole, dialect);
        if score > best.0 {
            best = (score, sign);
        }
    }
    best.1
}

/// Share of records with as many cells as the first, a little more for more cells; 0 where the
/// first has one cell or less than half the records agree.
fn consistency(structure: &[u8], whole: bool, dialect: Dialect) -> f64 {
    let (mut at, mut counts, mut places) = (0, Vec::new(), Vec::new());
    while counts.len() < SAMPLE_RECORDS {
        match scan::step(structure, at, whole, dialect) {
            Step::Blank { next } => at = next,
            Step::Record { end, next, .. } => {
                scan::cells(structure.get(at..end).unwrap_or(&[]), dialect, &mut places);
                counts.push(places.len());
                at = next;
            }
            Step::More | Step::End => break,
        }
    }
    let first = counts.first().copied().unwrap_or(0);
    let same =
        counts.iter().filter(|&&count| count == first).count() as f64 / counts.len().max(1) as f64;
    if first < 2 || same < 0.5 { 0.0 } else { same + 0.001 * (first.min(50) as f64) }
}

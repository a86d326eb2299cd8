//! How large are the sheets of an old workbook? Told from its records before it is read.
//!
//! Owns the bound: the reader lays out a sheet as a full rectangle, and two cells far apart, or a wrong
//! word on its size, would fill any memory (MS-XLS 2.4).

use super::compound::{Compound, Endless};

/// Bytes that the reader takes for a cell, blank or not: its value and its formula.
const CELL: u64 = 56;

/// Records with a cell or several, whose row and column stand first.
const CELLS: [u16; 11] =
    [0x0006, 0x0406, 0x00bd, 0x00be, 0x00d6, 0x00fd, 0x0201, 0x0203, 0x0204, 0x0205, 0x027e];
/// The record that says how large a sheet is.
const SIZE: u16 = 0x0200;
/// Those of them with several cells.
const SEVERAL: [u16; 2] = [0x00bd, 0x00be];
/// The records with which a sheet begins and ends, and the one that says where it stands.
const BEGIN: u16 = 0x0809;
const END: u16 = 0x000a;
const SHEET: u16 = 0x0085;

/// The last column that a sheet can have.
const LAST_COLUMN: u64 = 0xff;

/// More sheets than any workbook has.
const MOST_SHEETS: usize = 4096;

/// Whether a workbook can be read in `limit` bytes.
///
/// # Errors
/// What is damaged about it, in words.
pub(super) fn fits(bytes: &[u8], limit: u64) -> Result<bool, &'static str> {
    let file = Compound::open(bytes).map_err(|Endless| "a chain of its sectors has no end")?;
    let stream = file.and_then(|file| file.stream(["Workbook", "Book"]));
    stream.map_or(Ok(true), |stream| Ok(size(&stream)? <= limit))
}

/// Bytes of the largest sheet.
fn size(stream: &[u8]) -> Result<u64, &'static str> {
    let places: Vec<usize> = records(stream)
        .filter(|record| record.kind == SHEET)
        .map(|record| record.long(0) as usize)
        .collect();
    if places.len() > MOST_SHEETS {
        return Ok(u64::MAX);
    }
    let sheets = places.iter().filter_map(|place| stream.get(*place..));
    sheets.map(sheet).try_fold(0, |most, own| Ok(most.max(own?)))
}

/// Bytes of the sheet that begins a stream.
fn sheet(stream: &[u8]) -> Result<u64, &'static str> {
    let (mut rows, mut columns, mut said) = (Span::default(), Span::default(), 0);
    let mut depth = 0_usize;
    for record in records(stream) {
        match record.kind {
            BEGIN => depth += 1,
            // Another thing may be set into a sheet.
            END if depth <= 1 => break,
            END => depth -= 1,
            SIZE => said = said.max(record.said()),
            kind if CELLS.contains(&kind) => {
                rows.add(record.number(0));
                columns.add(record.number(2));
                // Of several cells the last column stands last.
                if SEVERAL.contains(&kind) {
                    columns.add(record.number(record.data.len().saturating_sub(2)));
                }
            }
            _ => {}
        }
    }
    if columns.0.is_some_and(|(_, last)| last > LAST_COLUMN) {
        return Err("a cell lies outside the sheet");
    }
    Ok(said.max(rows.length() * columns.length()).saturating_mul(CELL))
}

/// A record of a stream.
struct Record<'s> {
    kind: u16,
    data: &'s [u8],
}

fn records(mut stream: &[u8]) -> impl Iterator<Item = Record<'_>> {
    std::iter::from_fn(move || {
        let (head, behind) = stream.split_first_chunk::<4>()?;
        let [kind, length] = [[head[0], head[1]], [head[2], head[3]]].map(u16::from_le_bytes);
        let (data, next) = behind.split_at(behind.len().min(usize::from(length)));
        stream = next;
        Some(Record { kind, data })
    })
}

impl Record<'_> {
    fn number(&self, at: usize) -> u64 {
        let two = self.data.get(at..at.saturating_add(2));
        two.map_or(0, |two| u64::from(two[0]) | u64::from(two[1]) << 8)
    }

    fn long(&self, at: usize) -> u64 {
        self.number(at) | self.number(at + 2) << 16
    }

    /// Cells by the record of the size, as the reader understands it: an end before its beginning is
    /// no size at all.
    fn said(&self) -> u64 {
        let (top, bottom, left, right) = if self.data.len() == 10 {
            (self.number(0), self.number(2), self.number(4), self.number(6))
        } else {
            (self.long(0), self.long(4), self.number(8), self.number(10))
        };
        let left = if left > 0xff || right < left { 0 } else { left };
        match (bottom, right) {
            (0, _) | (_, 0) => 1,
            _ if bottom <= top || right <= left => u64::MAX,
            _ => (bottom - top) * (right - left),
        }
    }
}

/// The first and the last of some numbers.
#[derive(Default)]
struct Span(Option<(u64, u64)>);

impl Span {
    fn add(&mut self, number: u64) {
        let (first, last) = self.0.unwrap_or((number, number));
        self.0 = Some((first.min(number), last.max(number)));
    }

    fn length(&self) -> u64 {
        self.0.map_or(0, |(first, last)| last - first + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_rectangle_counts() {
        let record = |kind: u16, data: &[u16]| {
            let data: Vec<u8> = data.iter().flat_map(|word| word.to_le_bytes()).collect();
            [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), &data].concat()
        };
        let cell = |row, column| record(0x0203, &[row, column, 0]);
        let page = |cells: &[Vec<u8>]| [record(BEGIN, &[0x600]), cells.concat()].concat();
        let near = page(&[cell(3, 1), cell(4, 2), record(END, &[]), cell(900, 1)]);
        let far = page(&[cell(0, 0), page(&[record(END, &[])]), cell(0xffff, 0xff)]);
        assert_eq!(sheet(&near), Ok(4 * CELL));
        assert_eq!(sheet(&far), Ok((1 << 24) * CELL));
        assert_eq!(sheet(&page(&[record(0x00bd, &[7, 3, 0, 0, 0, 9])])), Ok(7 * CELL));
        assert!(sheet(&page(&[cell(0, 0x100)])).is_err());
        for (said, cells) in [
            ([0, 0, 9, 0, 0, 3, 0], 27),
            ([0, 0, 9, 0, 0xffff, 3, 0], 27),
            ([0, 0, 0, 0, 0, 3, 0], 1),
            ([0, 1, 9, 0, 0, 3, 0], u64::MAX),
        ] {
            assert_eq!(sheet(&page(&[record(SIZE, &said)])), Ok(u64::saturating_mul(cells, CELL)));
        }
        let place = (2 * (4 + 4) + near.len()) as u16;
        let index = [record(SHEET, &[16, 0]), record(SHEET, &[place, 0])].concat();
        assert_eq!(size(&[index, near, far].concat()), Ok((1 << 24) * CELL));
    }
}

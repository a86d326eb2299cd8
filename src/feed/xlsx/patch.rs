//! The XML of one sheet, with cells added at the ends of its rows.
//!
//! Owns the places: what is not a changed row, the size of the sheet or a cell that gives way is
//! copied as it stands.

use std::fmt::Write as _;
use std::ops::Range;

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::super::cell::Cell;
use super::super::tags::{Failure, Tags};
use super::broken;

/// Columns of a sheet at most.
const MOST_COLUMNS: usize = 16_384;

/// What is to be done to a sheet.
pub(super) struct Patch {
    pub(super) rows: Rows,
    /// Columns whose cells give way, from 0, rising.
    pub(super) dropped: Vec<u32>,
}

/// The rows that get cells, from 0, rising.
pub(super) struct Rows {
    pub(super) headers: Vec<(u32, Vec<String>)>,
    pub(super) records: Vec<u32>,
}

impl Patch {
    /// The sheet with `width` new columns.
    pub(super) fn apply(
        &self,
        xml: &str,
        width: usize,
        tags: &mut Tags<'_>,
    ) -> Result<String, Failure> {
        let first = self.first_free(xml)?;
        if first as usize + width > MOST_COLUMNS {
            let message =
                format!("a sheet has {MOST_COLUMNS} columns, and {width} more do not fit");
            return Err(Failure::Format(message));
        }
        let last = first + width as u32 - u32::from(width > 0);
        let mut out = String::with_capacity(xml.len() + xml.len() / 4);
        let mut records = self.rows.records.iter().copied().peekable();
        let mut walk = Walk::new(xml);
        while let Some(step) = walk.next()? {
            match step {
                Step::Other => out.push_str(walk.piece()),
                Step::Size => out.push_str(&resized(walk.piece(), last)),
                Step::RowStart => out.push_str(&respanned(walk.piece(), last)),
                Step::Cell { column, empty } => {
                    if self.dropped.binary_search(&column).is_ok() {
                        if !empty {
                            walk.skip_cell()?;
                        }
                    } else {
                        out.push_str(walk.piece());
                    }
                }
                Step::RowEnd { row, ref prefix } => {
                    let header = self.rows.headers.iter().find(|(header, _)| *header == row);
                    if let Some((_, texts)) = header {
                        let texts = texts.iter().map(|text| Cell::Text(text.clone()));
                        let texts: Vec<Cell> = texts.collect();
                        cells(&texts, row, first, prefix, &mut out);
                    } else if records.next_if_eq(&row).is_some()
                        && let Some(new) = tags.next()?
                    {
                        cells(&new, row, first, prefix, &mut out);
                    }
                    out.push_str(walk.piece());
                }
            }
        }
        match records.next() {
            None => Ok(out),
            Some(row) => Err(broken(format!("row {} is gone", row + 1))),
        }
    }

    /// The first column behind all that stay.
    fn first_free(&self, xml: &str) -> Result<u32, Failure> {
        let (mut walk, mut free) = (Walk::new(xml), 0);
        while let Some(step) = walk.next()? {
            if let Step::Cell { column, .. } = step
                && self.dropped.binary_search(&column).is_err()
            {
                free = free.max(column + 1);
            }
        }
        Ok(free)
    }
}

/// What stands next in a sheet.
enum Step {
    Other,
    Size,
    RowStart,
    Cell { column: u32, empty: bool },
    RowEnd { row: u32, prefix: String },
}

/// A walk through a sheet, piece by piece.
struct Walk<'x> {
    xml: &'x str,
    reader: Reader<&'x [u8]>,
    piece: Range<usize>,
    row: u32,
    column: u32,
}

impl<'x> Walk<'x> {
    fn new(xml: &'x str) -> Self {
        let mut reader = Reader::from_str(xml);
        reader.config_mut().check_end_names = true;
        Self { xml, reader, piece: 0..0, row: 0, column: 0 }
    }

    /// The text of the step.
    fn piece(&self) -> &'x str {
        self.xml.get(self.piece.clone()).unwrap_or("")
    }

    fn event(&mut self) -> Result<Event<'x>, Failure> {
        let start = self.piece.end;
        let event = self.reader.read_event().map_err(broken)?;
        self.piece = start..self.reader.buffer_position() as usize;
        Ok(event)
    }

    fn next(&mut self) -> Result<Option<Step>, Failure> {
        let event = self.event()?;
        if matches!(event, Event::Eof) {
            return Ok(None);
        }
        if let Event::End(element) = &event
            && element.local_name().as_ref() == "row"
        {
            let name = element.name().into_inner();
            let prefix = name.strip_suffix("row").unwrap_or("").to_owned();
            self.row += 1;
            return Ok(Some(Step::RowEnd { row: self.row - 1, prefix }));
        }
        let empty = matches!(event, Event::Empty(_));
        let (Event::Start(element) | Event::Empty(element)) = event else {
            return Ok(Some(Step::Other));
        };
        Ok(Some(match element.local_name().as_ref() {
            "dimension" => Step::Size,
            "row" => {
                self.begin_row(&element)?;
                self.row += u32::from(empty);
                if empty { Step::Other } else { Step::RowStart }
            }
            "c" => self.cell(&element, empty)?,
            _ => Step::Other,
        }))
    }

    /// The number of a row is that of the one before and one, where it does not say it.
    fn begin_row(&mut self, element: &BytesStart<'_>) -> Result<(), Failure> {
        let raw = element.attributes_raw();
        if let Some(number) = attribute(raw, "r").and_then(|place| raw.get(place)) {
            let number: u32 = number.trim().parse().map_err(broken)?;
            self.row = number.checked_sub(1).ok_or_else(|| broken("a row number is 0"))?;
        }
        self.column = 0;
        Ok(())
    }

    fn cell(&mut self, element: &BytesStart<'_>, empty: bool) -> Result<Step, Failure> {
        let raw = element.attributes_raw();
        if let Some(place) = attribute(raw, "r").and_then(|place| raw.get(place)) {
            self.column = column(place).ok_or_else(|| broken(format!("no cell is {place}")))?;
        }
        self.column += 1;
        Ok(Step::Cell { column: self.column - 1, empty })
    }

    /// Goes on to the end of the cell that has begun.
    fn skip_cell(&mut self) -> Result<(), Failure> {
        loop {
            let event = self.event()?;
            if matches!(event, Event::Eof) {
                return Err(broken("a cell is not closed"));
            }
            if matches!(event, Event::End(element) if element.local_name().as_ref() == "c") {
                return Ok(());
            }
        }
    }
}

/// The place of an attribute's value among raw attributes; a name that begins with a colon is that of
/// any prefix.
pub(super) fn attribute(raw: &str, name: &str) -> Option<Range<usize>> {
    let mut at = 0;
    loop {
        let sign = at + raw.get(at..)?.find('=')?;
        let found = raw.get(at..sign)?.trim();
        let open = sign + 1 + raw.get(sign + 1..)?.find(['"', '\''])?;
        let quote = raw.get(open..)?.chars().next()?;
        let end = open + 1 + raw.get(open + 1..)?.find(quote)?;
        if found == name || name.starts_with(':') && found.ends_with(name) {
            return Some(open + 1..end);
        }
        at = end + 1;
    }
}

/// The column of a place such as `AB12`, from 0.
fn column(place: &str) -> Option<u32> {
    let letters = place.trim_end_matches(|c: char| c.is_ascii_digit());
    let value = letters.bytes().try_fold(0_u32, |value, letter| {
        let digit = letter.to_ascii_uppercase().checked_sub(b'A').filter(|digit| *digit < 26)?;
        value.checked_mul(26)?.checked_add(u32::from(digit) + 1)
    })?;
    value.checked_sub(1).filter(|column| (*column as usize) < MOST_COLUMNS)
}

/// The letters of a column.
fn letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// The element that says how large the sheet is, up to column `last` at least.
fn resized(piece: &str, last: u32) -> String {
    let area = attribute_of(piece, "ref");
    let Some((place, area)) = area else { return piece.to_owned() };
    let (start, end) = area.split_once(':').unwrap_or((area, area));
    let row = end.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let last = column(end).unwrap_or(0).max(last);
    replaced(piece, place, &format!("{start}:{}{row}", letters(last)))
}

/// The beginning of a row, with its span of columns up to `last` at least.
fn respanned(piece: &str, last: u32) -> String {
    let Some((place, spans)) = attribute_of(piece, "spans") else { return piece.to_owned() };
    let Some((start, end)) = spans.split_once(':').filter(|_| !spans.contains(' ')) else {
        return piece.to_owned();
    };
    let end = end.parse::<u32>().unwrap_or(0).max(last + 1);
    replaced(piece, place, &format!("{start}:{end}"))
}

/// An attribute of the element in `piece`: place and value.
fn attribute_of<'p>(piece: &'p str, name: &str) -> Option<(Range<usize>, &'p str)> {
    let from = piece.find(char::is_whitespace)?;
    let place = attribute(piece.get(from..)?, name)?;
    let place = place.start + from..place.end + from;
    Some((place.clone(), piece.get(place)?))
}

fn replaced(piece: &str, place: Range<usize>, value: &str) -> String {
    let part = |range: Range<usize>| piece.get(range).unwrap_or("");
    format!("{}{value}{}", part(0..place.start), part(place.end..piece.len()))
}

/// Appends the elements of new cells; blank ones have none.
fn cells(new: &[Cell], row: u32, first: u32, prefix: &str, out: &mut String) {
    for (column, cell) in (first..).zip(new) {
        let place = format!("{}{}", letters(column), row + 1);
        let _ = match cell {
            Cell::Text(text) if text.is_empty() => Ok(()),
            Cell::Text(text) => write!(
                out,
                "<{prefix}c r=\"{place}\" t=\"inlineStr\"><{prefix}is><{prefix}t xml:space=\"preserve\">{}</{prefix}t></{prefix}is></{prefix}c>",
                escaped(text)
            ),
            Cell::Blank | Cell::Int(_) | Cell::Number(..) => match cell.plain_number() {
                Some(number) => write!(
                    out,
                    "<{prefix}c r=\"{place}\"><{prefix}v>{number}</{prefix}v></{prefix}c>"
                ),
                None => Ok(()),
            },
        };
    }
}

/// Text as XML; characters that XML has not are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\r' => out.push_str("&#13;"),
            '\t' | '\n' => out.push(character),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        for (number, name) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!((letters(number).as_str(), column(name)), (name, Some(number)));
        }
        assert_eq!(
            (column("XFD1"), column("XFE1"), column("a7"), column("7")),
            (Some(16_383), None, Some(0), None)
        );
    }

    #[test]
    fn only_rows_and_sizes_change() {
        assert_eq!(resized("<dimension ref=\"A1:C9\"/>", 4), "<dimension ref=\"A1:E9\"/>");
        assert_eq!(resized("<x:dimension ref='B2'/>", 4), "<x:dimension ref='B2:E2'/>");
        assert_eq!(respanned("<row r=\"1\" spans=\"1:3\">", 4), "<row r=\"1\" spans=\"1:5\">");
        assert_eq!(respanned("<row>", 4), "<row>");
        let raw = " r:id = \"a=b\" name='x\"y'";
        let value = |name| attribute(raw, name).and_then(|place| raw.get(place));
        assert_eq!(
            (value("r:id"), value(":id"), value("name"), value("no")),
            (Some("a=b"), Some("a=b"), Some("x\"y"), None)
        );
        assert_eq!(escaped("a<b>&\u{1}ä\n"), "a&lt;b&gt;&amp;ä\n");
    }
}

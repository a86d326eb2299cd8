//! OpenDocument spreadsheets, sheet by sheet as the file is walked through.
//!
//! Owns repeated rows and cells: a few bytes may stand for millions of them, so they are counted
//! against the bound while they are laid out, never before. Entities other than XML's own are refused.

use std::io::{BufReader, Cursor, Read};

use calamine::Dimensions;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;
use zip::ZipArchive;

use super::cells::Cells;
use super::sheet::number_text;

/// Rows and columns of a sheet at most.
const MOST_ROWS: u32 = 1 << 20;
const MOST_COLUMNS: u32 = 16_384;

/// Spaces that one element stands for at most.
const MOST_SPACES: usize = 1000;

/// A sheet with its cells.
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) visible: bool,
    pub(super) cells: Cells,
    pub(super) merged: Vec<Dimensions>,
}

/// Why a spreadsheet cannot be read.
pub(super) enum Fault {
    Damaged(String),
    TooLarge,
}

impl<E: std::error::Error> From<E> for Fault {
    fn from(error: E) -> Self {
        Self::Damaged(error.to_string())
    }
}

/// All sheets, with at most `limit` bytes of cells.
pub(super) fn open(bytes: &[u8], limit: u64) -> Result<Vec<Sheet>, Fault> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    if let Ok(mut manifest) = archive.by_name("META-INF/manifest.xml") {
        let mut text = String::new();
        manifest.by_ref().take(limit).read_to_string(&mut text)?;
        if text.contains("encryption-data") {
            return Err(Fault::Damaged("it is protected by a password".to_owned()));
        }
    }
    let content = archive.by_name("content.xml")?;
    let mut reader = Reader::from_reader(BufReader::new(content));
    reader.config_mut().expand_empty_elements = true;
    let mut walk = Walk { reader, buffer: Vec::new(), left: limit };
    let (mut sheets, mut hidden, mut style) = (Vec::new(), Vec::new(), None);
    while let Some(step) = walk.step()? {
        let Step::Start(element) = step else { continue };
        match element.name().as_ref() {
            "style:style" => style = attribute(&element, "style:name"),
            "style:table-properties" => {
                let display = attribute(&element, "table:display");
                hidden.extend(style.take().filter(|_| display.as_deref() == Some("false")));
            }
            "table:table" => {
                let name = attribute(&element, "table:name");
                let style = attribute(&element, "table:style-name");
                let visible = style.is_none_or(|style| !hidden.contains(&style));
                let (cells, merged) = walk.table()?;
                sheets.extend(name.map(|name| Sheet { name, visible, cells, merged }));
            }
            _ => {}
        }
    }
    Ok(sheets)
}

/// A walk through the content.
struct Walk<R> {
    reader: Reader<R>,
    buffer: Vec<u8>,
    /// Bytes of cells that may still come.
    left: u64,
}

/// What stands next.
enum Step<'b> {
    Start(BytesStart<'b>),
    End(String),
    Text(String),
}

/// A cell, as often as it is repeated.
struct Cell {
    column: u32,
    times: u32,
    text: String,
}

impl<R: std::io::BufRead> Walk<R> {
    fn step(&mut self) -> Result<Option<Step<'_>>, Fault> {
        self.buffer.clear();
        Ok(match self.reader.read_event_into(&mut self.buffer)? {
            Event::Eof => None,
            Event::Start(element) | Event::Empty(element) => Some(Step::Start(element)),
            Event::End(element) => Some(Step::End(element.name().as_ref().to_owned())),
            Event::Text(text) => Some(Step::Text(text.xml10_content().into_owned())),
            Event::CData(text) => Some(Step::Text(text.xml10_content().into_owned())),
            Event::GeneralRef(entity) => Some(Step::Text(entity_text(&entity)?)),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {
                Some(Step::Text(String::new()))
            }
        })
    }

    /// The cells of the table that has begun, and its merged areas.
    fn table(&mut self) -> Result<(Cells, Vec<Dimensions>), Fault> {
        let (mut cells, mut merged, mut row) = (Cells::default(), Vec::new(), 0);
        loop {
            match self.step()?.ok_or_else(cut)? {
                Step::End(name) if name == "table:table" => return Ok((cells, merged)),
                Step::Start(element) if element.name().as_ref() == "table:table-row" => {
                    let times = repeats(&element, "table:number-rows-repeated", MOST_ROWS);
                    let found = self.row(row, &mut merged)?;
                    let times = times.min(MOST_ROWS.saturating_sub(row));
                    if !found.is_empty() {
                        self.lay_out(&found, row..row + times, &mut cells)?;
                    }
                    row += times;
                }
                Step::Start(_) | Step::End(_) | Step::Text(_) => {}
            }
        }
    }

    /// Puts the cells of a row into each of `rows`.
    fn lay_out(
        &mut self,
        found: &[Cell],
        rows: std::ops::Range<u32>,
        cells: &mut Cells,
    ) -> Result<(), Fault> {
        for row in rows {
            for cell in found {
                for column in cell.column..cell.column + cell.times {
                    let before = cells.size();
                    cells.push(row, column, &cell.text);
                    let grown = cells.size() - before;
                    self.left = self.left.checked_sub(grown).ok_or(Fault::TooLarge)?;
                }
            }
        }
        Ok(())
    }

    /// The cells of the row that has begun, which is number `row`.
    fn row(&mut self, row: u32, merged: &mut Vec<Dimensions>) -> Result<Vec<Cell>, Fault> {
        let (mut found, mut column) = (Vec::new(), 0_u32);
        loop {
            let element = match self.step()?.ok_or_else(cut)? {
                Step::End(name) if name == "table:table-row" => return Ok(found),
                Step::Start(element) => element,
                Step::End(_) | Step::Text(_) => continue,
            };
            let name = element.name().as_ref().to_owned();
            if name != "table:table-cell" && name != "table:covered-table-cell" {
                continue;
            }
            let times = repeats(&element, "table:number-columns-repeated", MOST_COLUMNS)
                .min(MOST_COLUMNS.saturating_sub(column));
            let wide = repeats(&element, "table:number-columns-spanned", MOST_COLUMNS);
            let high = repeats(&element, "table:number-rows-spanned", MOST_ROWS);
            if wide > 1 || high > 1 {
                let end = (row.saturating_add(high - 1), column.saturating_add(wide - 1));
                merged.push(Dimensions { start: (row, column), end });
            }
            let value = value(&element);
            let said = self.content(&name)?;
            let text = value.unwrap_or(said);
            if !text.trim().is_empty() {
                found.push(Cell { column, times, text });
            }
            column += times;
        }
    }

    /// The text in the cell that has begun; what is noted beside it is none of it.
    fn content(&mut self, cell: &str) -> Result<String, Fault> {
        let (mut text, mut paragraphs, mut noted, mut inside) =
            (String::new(), 0, 0_usize, 0_usize);
        loop {
            match self.step()?.ok_or_else(cut)? {
                Step::End(name) if name == cell => return Ok(text),
                Step::End(name) => match name.as_str() {
                    "office:annotation" => noted = noted.saturating_sub(1),
                    "text:p" => inside = inside.saturating_sub(1),
                    _ => {}
                },
                Step::Start(element) => match element.name().as_ref() {
                    "office:annotation" => noted += 1,
                    "text:p" => {
                        inside += 1;
                        if noted == 0 {
                            text.push_str(if paragraphs > 0 { "\n" } else { "" });
                            paragraphs += 1;
                        }
                    }
                    "text:s" if noted == 0 => {
                        let count = attribute(&element, "text:c").and_then(|c| c.parse().ok());
                        let count: usize = count.unwrap_or(1);
                        text.extend(std::iter::repeat_n(' ', count.min(MOST_SPACES)));
                    }
                    "text:tab" if noted == 0 => text.push('\t'),
                    "text:line-break" if noted == 0 => text.push('\n'),
                    _ => {}
                },
                Step::Text(said) if noted == 0 && inside > 0 => text.push_str(&said),
                Step::Text(_) => {}
            }
        }
    }
}

fn cut() -> Fault {
    Fault::Damaged("the content is cut off".to_owned())
}

/// The value that a cell has beside its text; `None` where its text is the value.
fn value(element: &BytesStart<'_>) -> Option<String> {
    if attribute(element, "calcext:value-type").as_deref() == Some("error") {
        // A formula that failed has no value.
        return Some(String::new());
    }
    let of = |name| attribute(element, name);
    match of("office:value-type").as_deref() {
        Some("float" | "percentage" | "currency") => {
            let value = of("office:value")?;
            Some(value.parse().map_or(value, number_text))
        }
        Some("date") => {
            let value = of("office:date-value")?;
            let (day, time) = value.split_once('T').unwrap_or((value.as_str(), ""));
            let time = time.trim_end_matches('Z');
            let seconds = time.split('.').next().unwrap_or("");
            let bare = seconds.is_empty() || seconds == "00:00:00";
            Some(if bare { day.to_owned() } else { format!("{day} {seconds}") })
        }
        Some("time") => of("office:time-value").map(|value| duration(&value).unwrap_or(value)),
        Some("boolean") => of("office:boolean-value").map(|value| value.to_lowercase()),
        Some("string") => of("office:string-value"),
        // Without a type there is no value, whatever stands there.
        Some(_) | None => Some(String::new()),
    }
}

/// `PT14H05M00S` as a time of the day; `None` for what is no such span.
fn duration(value: &str) -> Option<String> {
    let (hours, rest) = value.strip_prefix("PT")?.split_once('H')?;
    let (minutes, rest) = rest.split_once('M')?;
    let seconds = rest.strip_suffix('S')?.split(['.', ',']).next()?;
    let number = |text: &str| text.parse::<u32>().ok();
    Some(format!("{:02}:{:02}:{:02}", number(hours)?, number(minutes)?, number(seconds)?))
}

fn repeats(element: &BytesStart<'_>, name: &str, most: u32) -> u32 {
    let said = attribute(element, name).and_then(|value| value.trim().parse::<u64>().ok());
    said.unwrap_or(1).clamp(1, u64::from(most)) as u32
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut all = element.attributes().filter_map(Result::ok);
    let found = all.find(|attribute| attribute.key.as_ref() == name)?;
    unescape(&found.value).ok().map(std::borrow::Cow::into_owned)
}

/// A character by its number, or one of the five that XML names.
fn entity_text(entity: &BytesRef<'_>) -> Result<String, Fault> {
    if let Some(character) = entity.resolve_char_ref()? {
        return Ok(character.to_string());
    }
    Ok(match &**entity {
        "lt" => "<",
        "gt" => ">",
        "amp" => "&",
        "quot" => "\"",
        "apos" => "'",
        other => return Err(Fault::Damaged(format!("the entity \"{other}\" is not known"))),
    }
    .to_owned())
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn sheets(table: &str, limit: u64) -> Result<Vec<String>, String> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("content.xml", zip::write::SimpleFileOptions::default()).unwrap();
        let head = "<d><style:style style:name='h'><style:table-properties table:display='false'/>\
                    </style:style>";
        zip.write_all(format!("{head}{table}</d>").as_bytes()).unwrap();
        let bytes = zip.finish().unwrap().into_inner();
        let sheets = open(&bytes, limit).map_err(|fault| match fault {
            Fault::Damaged(message) => message,
            Fault::TooLarge => "too large".to_owned(),
        })?;
        let shown = |sheet: Sheet| {
            let rows = sheet.cells.rows().map(|(row, cells)| {
                let cells: Vec<String> = cells.map(|(c, text)| format!("{c}={text}")).collect();
                format!("{row}:{}", cells.join(","))
            });
            let rows: Vec<String> = rows.collect();
            let merged: Vec<_> = sheet.merged.iter().map(|d| (d.start, d.end)).collect();
            format!("{} {} {} {merged:?}", sheet.name, sheet.visible, rows.join(" "))
        };
        Ok(sheets.into_iter().map(shown).collect())
    }

    fn row(cells: &str, repeated: u64) -> String {
        format!(
            "<table:table-row table:number-rows-repeated='{repeated}'>{cells}</table:table-row>"
        )
    }

    fn table(rows: &str) -> String {
        format!("<table:table table:name='a&amp;b'>{rows}</table:table>")
    }

    const SAID: &str = "<table:table-cell office:value-type='string'>\
        <office:annotation><text:p>note</text:p></office:annotation>\
        <text:p>a<text:s text:c='2'/>&lt;<text:span>b</text:span>&#228;</text:p><text:p>c</text:p>\
        </table:table-cell>";

    #[test]
    fn cells_have_their_values_and_places() {
        let cells = format!(
            "<table:table-cell table:number-columns-repeated='2'/>{SAID}\
             <table:table-cell office:value-type='float' office:value='9' \
             table:number-columns-repeated='2'><text:p>9,00</text:p></table:table-cell>\
             <table:table-cell office:value-type='date' office:date-value='2026-11-21T14:05:00'/>\
             <table:table-cell office:value-type='time' office:time-value='PT9H05M00S'/>\
             <table:table-cell office:value-type='string' calcext:value-type='error'>\
             <text:p>#DIV/0!</text:p></table:table-cell>"
        );
        let merged = "<table:table-cell table:number-columns-spanned='2' office:value-type='string'>\
             <text:p>x</text:p></table:table-cell><table:covered-table-cell/>";
        let rows = row(merged, 1) + &row("<table:table-cell/>", 7) + &row(&cells, 2);
        let hidden = "<table:table table:name='s' table:style-name='h'></table:table>";
        let line = "2=a  <bä\nc,3=9,4=9,5=2026-11-21 14:05:00,6=09:05:00";
        assert_eq!(
            sheets(&(table(&rows) + hidden), 10_000).unwrap(),
            [
                format!("a&b true 0:0=x 8:{line} 9:{line} [((0, 0), (0, 1))]"),
                "s false  []".to_owned()
            ]
        );
    }

    #[test]
    fn a_few_bytes_do_not_fill_the_memory() {
        let wide = SAID.replacen(
            "<table:table-cell",
            "<table:table-cell table:number-columns-repeated='99999999999'",
            1,
        );
        let bomb = table(&row(&wide, 4_000_000_000));
        assert_eq!(sheets(&bomb, 1 << 20).unwrap_err(), "too large");
        let spaces = SAID.replace("'2'", "'99999999999'");
        assert_eq!(sheets(&table(&row(&spaces, 1)), 1 << 20).unwrap()[0].len(), 1023);
        let end = row("<table:table-cell table:number-columns-repeated='16384'/>", 1_048_576);
        assert_eq!(sheets(&table(&(row(SAID, 1) + &end)), 1000).unwrap().len(), 1);
        for broken in ["<table:table table:name='x'><table:table-row>", "<a>&lol;</a>", "<a></b>"] {
            assert!(sheets(broken, 1000).is_err(), "{broken}");
        }
    }
}

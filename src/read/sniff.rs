//! How is the file written? Format, encoding, delimiter and line ends, from its first bytes.
//!
//! Owns the shape of a source. Refuses what is no text, saying what it seems to be.

use std::path::Path;

use memchr::memchr;
use serde::Serialize;

use super::charset::Charset;
use super::delimiter::{declared_delimiter, delimiter, is_lines};
use super::error::ReadError;
use super::json;
use super::packed::Packing;
use super::scan::{self, Dialect, LineEnd, Step};
use crate::config::{DateOrder, Decimal, Format, InputConfig, Profile, Settings};

/// Units of text from which format, line ends and delimiter are decided.
const SAMPLE: usize = 256 * 1024;

/// How a source is written: what a file fed back has to keep.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SourceShape {
    /// Format.
    pub format: Format,
    /// How it is packed.
    pub packing: Packing,
    /// The survey program that wrote it.
    pub profile: Profile,
    /// Character encoding.
    pub encoding: Charset,
    /// Whether a byte-order mark stands first.
    pub bom: bool,
    /// Byte between cells (delimited text).
    pub delimiter: u8,
    /// Byte around cells that hold a delimiter (delimited text).
    pub quote: u8,
    /// How lines end.
    pub line_end: LineEnd,
    /// Number of header records (delimited text).
    pub header: usize,
    /// Bytes before the first record: a byte-order mark, a line such as `sep=;`.
    pub preamble: usize,
    /// Decimal sign of its numbers.
    pub decimal: Decimal,
    /// Order of day and month, where its dates do not tell it one by one.
    pub date_order: Option<DateOrder>,
    /// Rows, header records not counted.
    pub rows: u64,
    /// The sheets whose rows were read, in order (workbooks).
    pub sheets: Vec<Sheet>,
    /// The table whose rows were read (databases); none for a query.
    pub table: Option<String>,
    /// What was asked of the reader: the same question gives the same rows again.
    #[serde(skip)]
    pub(crate) asked: InputConfig,
}

/// A sheet of a workbook, and where its table stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Rows of its header records, from 0.
    pub header: Vec<u32>,
    /// Names of its columns.
    pub columns: Vec<String>,
    /// Place of its first column, from 0.
    pub left: u32,
    /// Rows read from it.
    pub rows: u64,
}

impl SourceShape {
    /// The shape of a source that is no text.
    pub(super) fn of(format: Format, settings: &Settings) -> Self {
        Self {
            profile: settings.profile.unwrap_or_default(),
            decimal: settings.decimal.unwrap_or(Decimal::Point),
            date_order: settings.date_order,
            ..Self::blank(format)
        }
    }

    fn blank(format: Format) -> Self {
        Self {
            format,
            packing: Packing::None,
            profile: Profile::Generic,
            encoding: Charset::UTF_8,
            bom: false,
            delimiter: b',',
            quote: b'"',
            line_end: LineEnd::Lf,
            header: 0,
            preamble: 0,
            decimal: Decimal::Point,
            date_order: None,
            rows: 0,
            sheets: Vec::new(),
            table: None,
            asked: InputConfig::default(),
        }
    }

    /// The shape of new delimited files: UTF-8, commas.
    pub(crate) fn comma() -> Self {
        Self::blank(Format::Csv)
    }

    /// What was asked, with all that was found out in answer: what a file seems to be can change with
    /// its end, what it was read as must not.
    pub(super) fn resolved(&self, asked: &InputConfig) -> InputConfig {
        let mut asked = InputConfig { profile: Some(self.profile), ..asked.clone() };
        if self.format.is_text() {
            asked.format = Some(self.format);
            asked.encoding = Some(self.encoding.name().to_owned());
        }
        if self.format == Format::Csv {
            // Another sign can only come from a line `sep=`, and is told from it again.
            let delimiter = char::from(self.delimiter);
            let usual = matches!(delimiter, ',' | ';' | '|' | '\t');
            asked.delimiter = usual.then(|| delimiter.to_string());
            asked.header = Some(self.header > 0);
        }
        if let [only] = self.sheets.as_slice()
            && only.name != "*"
        {
            asked.sheet = Some(only.name.clone());
        }
        if self.table.is_some() {
            asked.table.clone_from(&self.table);
        }
        asked
    }

    /// The sheet of a row, counted from 1 over all sheets.
    pub(super) fn sheet_of(&self, row: u64) -> Option<&str> {
        let mut end = 0;
        let holds = |sheet: &&Sheet| {
            end += sheet.rows;
            row <= end
        };
        self.sheets.iter().find(holds).map(|sheet| sheet.name.as_str())
    }

    /// How cells are set apart; `None` where they are not.
    pub(crate) fn dialect(&self) -> Option<Dialect> {
        let Self { delimiter, quote, line_end, .. } = *self;
        (self.format == Format::Csv).then_some(Dialect { delimiter, quote, line_end })
    }

    /// What begins at `start` of the structure of its bytes.
    pub(crate) fn step(&self, structure: &[u8], start: usize, last: bool) -> Step {
        match self.dialect() {
            Some(dialect) => scan::step(structure, start, last, dialect),
            None => scan::line(structure, start, last, self.line_end),
        }
    }
}

/// The shape of `bytes`; header, profile, decimal sign and number of rows are left to be found.
pub(super) fn shape(
    bytes: &[u8],
    input: &str,
    settings: &Settings,
) -> Result<SourceShape, ReadError> {
    if let Some(format) = binary(bytes, input)? {
        return Ok(SourceShape::of(format, settings));
    }
    let (encoding, mark) = Charset::detect(bytes, settings.encoding);
    let content = bytes.get(mark..).unwrap_or(&[]);
    let cut = content.len().min(SAMPLE * encoding.unit());
    let structure = encoding.structure(content.get(..cut).unwrap_or(content));
    let whole = cut == content.len();
    if is_binary(&structure) {
        let hint = "give a text file, a workbook, or another format that is known: input.format";
        return Err(ReadError::Binary { input: input.to_owned(), kind: "binary data", hint });
    }
    if structure.iter().all(u8::is_ascii_whitespace) && whole {
        let hint = "the file is empty; a header record and rows are expected";
        return Err(ReadError::Empty { input: input.to_owned(), hint });
    }
    let line_end = line_end(&structure);
    let given = settings.delimiter.is_some() || settings.profile.is_some();
    let format = match settings.format.filter(|format| format.is_text()) {
        Some(format) => format,
        None => {
            let format = format(&structure, input);
            let lines = format == Format::Csv && !given;
            if lines && is_lines(&structure, whole, line_end, input) {
                Format::Lines
            } else {
                format
            }
        }
    };
    let declared =
        if format == Format::Csv { declared_delimiter(&structure, line_end) } else { None };
    let (declared, skip) = declared.map_or((None, 0), |(sign, length)| (Some(sign), length));
    let records = structure.get(skip..).unwrap_or(&[]);
    let delimiter = match settings.delimiter.or(declared) {
        Some(sign) if format == Format::Csv => sign,
        None if format == Format::Csv => delimiter(records, whole, line_end, input),
        Some(_) | None => b',',
    };
    Ok(SourceShape {
        encoding,
        bom: mark > 0,
        delimiter,
        line_end,
        preamble: mark + skip * encoding.unit(),
        ..SourceShape::of(format, settings)
    })
}

/// The format of what is no text; `None` for text.
fn binary(bytes: &[u8], input: &str) -> Result<Option<Format>, ReadError> {
    const KNOWN: [(&[u8], Format); 7] = [
        (b"\xD0\xCF\x11\xE0", Format::Xls),
        (b"PAR1", Format::Parquet),
        (b"ARROW1", Format::Arrow),
        (b"\xFF\xFF\xFF\xFF", Format::Arrow),
        (b"SQLite format 3\0", Format::Sqlite),
        (b"$FL2", Format::Sav),
        (b"$FL3", Format::Sav),
    ];
    let refused = |kind, hint| Err(ReadError::Binary { input: input.to_owned(), kind, hint });
    if bytes.starts_with(b"PK\x03\x04") {
        let inside = |name: &[u8]| memchr::memmem::find(bytes, name).is_some();
        return if inside(b"xl/workbook.xml") {
            Ok(Some(Format::Xlsx))
        } else if inside(b"opendocument.spreadsheet") {
            Ok(Some(Format::Ods))
        } else {
            refused("a zip archive", "unpack it, and give the files in it")
        };
    }
    if bytes.starts_with(b"%PDF") {
        return refused("a PDF document", "export it as CSV (UTF-8)");
    }
    Ok(KNOWN.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|&(_, format)| format))
}

/// More than one control character in a hundred is no text.
fn is_binary(structure: &[u8]) -> bool {
    let control = |byte: &&u8| matches!(**byte, 0..=8 | 14..=26 | 28..=31);
    structure.iter().filter(control).count() * 100 > structure.len()
}

/// The ending of a file name in lower case, without that of a packing.
pub(super) fn extension(input: &str) -> String {
    let (_, name) = Packing::of_name(input);
    let end = Path::new(name).extension();
    end.map_or_else(String::new, |end| end.to_string_lossy().to_lowercase())
}

fn format(structure: &[u8], input: &str) -> Format {
    let named = Format::of_extension(&extension(input));
    let mut first = structure.iter().copied().filter(|byte| !byte.is_ascii_whitespace());
    match (named, first.next(), first.next()) {
        (Some(Format::Csv | Format::Jsonl), ..) => named.unwrap_or(Format::Csv),
        (_, Some(b'['), Some(b'{' | b']')) | (Some(Format::Json), Some(b'['), _) => Format::Json,
        (_, Some(b'{'), _) => {
            let lines = structure.split(|byte| *byte == b'\n');
            let several = lines.filter(|line| !line.trim_ascii().is_empty()).count() > 1;
            let record = json::ends_on_its_line(structure);
            // A document that stands on one line is one record, but for what its name says.
            let document = !record || named == Some(Format::Json) && !several;
            if document && json::has_list(structure) { Format::Json } else { Format::Jsonl }
        }
        _ => Format::Csv,
    }
}

/// The end of the first line decides; a file with `\n` nowhere has old Macintosh ends.
fn line_end(structure: &[u8]) -> LineEnd {
    match memchr(b'\n', structure) {
        Some(place) if place > 0 && structure.get(place - 1) == Some(&b'\r') => LineEnd::CrLf,
        None if memchr(b'\r', structure).is_some() => LineEnd::Cr,
        _ => LineEnd::Lf,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    fn check(
        text: &str,
        name: &str,
        format: Format,
        delimiter: u8,
        line_end: LineEnd,
        preamble: usize,
    ) {
        let settings = Settings::new(&Config::default()).unwrap();
        let shape = shape(text.as_bytes(), name, &settings).unwrap();
        let found = (shape.format, shape.delimiter, shape.line_end, shape.preamble);
        assert_eq!(found, (format, delimiter, line_end, preamble), "{text:?}");
    }

    #[test]
    fn shapes_are_told_from_content() {
        use Format::{Csv, Json, Jsonl};
        use LineEnd::{Cr, CrLf, Lf};
        check("id,text\n1,\"a; b, c\"\n2,d; e\n", "-", Csv, b',', Lf, 0);
        check("id;text;score\r\n1;a, b, c;3,5\r\n2;d;4,0\r\n", "x.csv", Csv, b';', CrLf, 0);
        check("id\ttext\n1\ta, b\n", "x.tsv", Csv, b'\t', Lf, 0);
        check("id|text\r1|a, b\r", "x.txt", Csv, b'|', Cr, 0);
        check("\u{feff}sep=;\r\nid;text\r\n1;a\r\n", "x.csv", Csv, b';', CrLf, 10);
        check("palaute\nhyvä, mutta kallis\nkiitos\n", "x.csv", Csv, b',', Lf, 0);
        check("{\"text\": \"a;b\"}\n{\"text\": \"c\"}\n", "-", Jsonl, b',', Lf, 0);
        check("{\"text\": [{\"a\": 1}]}\n", "-", Jsonl, b',', Lf, 0);
        check("{\"text\": [{\"a\": 1}]}\n", "x.json.gz", Json, b',', Lf, 0);
        check("{\n \"data\": [{\"a\": 1}]\n}\n", "-", Json, b',', Lf, 0);
        check(" [\n{\"text\": \"a\"}]", "x.txt", Json, b',', Lf, 0);
        check("[id],[text]\n1,a\n", "x.txt", Csv, b',', Lf, 0);
        let lines = "jono oli pitkä, mutta hyvä\nkiitos\nkassa, hylly, ovi\nei muuta, hei\n";
        check(lines, "x.txt", Format::Lines, b',', Lf, 0);
        check(lines, "x.csv", Csv, b',', Lf, 0);
        check("palaute\nhyvä, mutta\n", "x.txt", Csv, b',', Lf, 0);
    }

    #[test]
    fn what_is_no_text_is_named() {
        let settings = Settings::new(&Config::default()).unwrap();
        for (bytes, expected) in [
            (&b"PK\x03\x04abc"[..], "x: not a text file, but a zip archive\nhint: "),
            (
                b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0",
                "x: not a text file, but binary data\nhint: ",
            ),
            (b"", "x: no rows\nhint: the file is empty"),
            (b"\xEF\xBB\xBF \n", "x: no rows\nhint: the file is empty"),
        ] {
            let error = shape(bytes, "x", &settings).unwrap_err().to_string();
            assert!(error.starts_with(expected), "{error}");
        }
    }
}

//! What is fuzzed: every reader, what is written back, and the parsers of what people write by hand.
//!
//! A target takes any bytes. It may refuse them; it must not panic, hang, or take more memory than the
//! settings allow.

use std::io::{Cursor, Read, Write};
use std::sync::OnceLock;

use kuiske::archive::Archive;
use kuiske::archive::search::SearchRequest;
use kuiske::config::{Config, Format};
use kuiske::feed::{self, NewColumns};
use kuiske::lang::Lang;
use kuiske::lexicon::{self, OwnList};
use kuiske::pipeline::{self, Deleted, Job};
use kuiske::progress::Silent;
use kuiske::read::{Input, Packing, read};
use kuiske::theme::Codebook;

/// Names of all targets.
#[allow(dead_code, reason = "a program for one target needs no list of them")]
pub const ALL: [&str; 16] = [
    "csv", "jsonl", "json", "lines", "packed", "xlsx", "ods", "xls", "parquet", "arrow", "sav",
    "sqlite", "lexicon", "codebook", "query", "settings",
];

/// The part of a container that is changed, where the format is one.
pub fn part(target: &str) -> Option<&'static str> {
    match target {
        "xlsx" => Some("xl/worksheets/sheet1.xml"),
        "ods" => Some("content.xml"),
        _ => None,
    }
}

/// Gives `bytes` to a target.
pub fn run(target: &str, bytes: &[u8]) {
    match target {
        "lexicon" => lists(&String::from_utf8_lossy(bytes)),
        "codebook" => drop(Codebook::parse("x", &String::from_utf8_lossy(bytes), 8)),
        "query" => query(&String::from_utf8_lossy(bytes)),
        "settings" => drop(Config::parse(&String::from_utf8_lossy(bytes), "x")),
        "sqlite" => {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("x.db");
            std::fs::write(&path, bytes).unwrap();
            source(target, &Input::File(path));
        }
        _ => source(target, &Input::Stdin(bytes.to_vec())),
    }
}

/// Reads a source. What becomes of its rows adds up, and without new columns it is written as it was.
fn source(target: &str, input: &Input) {
    let mut config = Config::parse("[input]\nmax_megabytes = 64\n", "").unwrap();
    config.columns.text = Some(vec!["palaute".to_owned()]);
    config.input.format = match target {
        "lines" => Some(Format::Lines),
        _ => None,
    };
    let Ok(reading) = read(input, &config, &Silent) else { return };
    let rows = reading.records.len() + reading.rejected.len() + reading.repeats.len();
    assert_eq!(rows as u64, reading.source.rows, "rows do not add up");
    let mut out = Vec::new();
    let new = NewColumns { columns: Vec::new(), rows: |_| None };
    let written = feed::write_to(input, &reading.source, &reading.columns, &mut out, new);
    let text = matches!(reading.source.format, Format::Csv | Format::Jsonl | Format::Json);
    if let (true, Input::Stdin(bytes), Packing::None) = (text, input, reading.source.packing) {
        written.expect("what was read can be written");
        // Columns that are called ours and were not named stay, too: nothing was added.
        assert_eq!(out.len(), bytes.len(), "writing changed the source");
        assert!(out == *bytes, "writing changed the source");
    }
}

fn lists(text: &str) {
    drop(OwnList::parse(text));
    for name in ["stopwords.tsv", "sentiment.tsv", "cues.tsv", "emotion.tsv"] {
        if let Some(list) = lexicon::List::of_file(name) {
            drop(lexicon::parse(list, name, text));
        }
    }
    drop(lexicon::parse_themes("x", text));
}

fn query(text: &str) {
    static ARCHIVE: OnceLock<(tempfile::TempDir, Archive)> = OnceLock::new();
    let (_, archive) = ARCHIVE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.kuiske");
        let rows = "id,palaute\n1,jono oli pitkä\n2,hissi on rikki\n3,kiitos avusta\n";
        let job = Job {
            inputs: vec![Input::Stdin(rows.into())],
            archive: path.clone(),
            lexicons: Vec::new(),
            config: Config::default(),
            period: None,
            language: Lang::Fi,
            deleted: Deleted::Kept,
        };
        pipeline::run(&job, &Silent).unwrap();
        let archive = Archive::open(&path).unwrap();
        (folder, archive)
    });
    drop(archive.search(&SearchRequest { query: text.to_owned(), ..SearchRequest::default() }));
}

/// Most that is unpacked of a part, in bytes.
const LARGEST: u64 = 1 << 20;

/// A container with one part changed, the others as they are; parts are not packed. Nothing where the
/// old one cannot be read.
pub fn with_part(container: &[u8], part: &str, content: &[u8]) -> Option<Vec<u8>> {
    let mut old = zip::ZipArchive::new(Cursor::new(container)).ok()?;
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let plain =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for index in 0..old.len() {
        let mut file = old.by_index(index).ok()?.take(LARGEST);
        let name = file.get_ref().name().ok()?.into_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).ok()?;
        new.start_file(&name, plain).ok()?;
        new.write_all(if name == part { content } else { &bytes }).ok()?;
    }
    Some(new.finish().ok()?.into_inner())
}

/// The part of a container, if it has one that can be read.
pub fn part_of(container: &[u8], part: &str) -> Option<Vec<u8>> {
    let mut zip = zip::ZipArchive::new(Cursor::new(container)).ok()?;
    let mut bytes = Vec::new();
    std::io::copy(&mut zip.by_name(part).ok()?.take(LARGEST), &mut bytes).ok()?;
    Some(bytes)
}

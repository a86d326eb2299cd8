//! Our own corpora give the results that stand beside them, and the same input gives the same
//! bytes. `KUISKE_BLESS=1` writes the results anew; read the difference before keeping it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tempfile::tempdir;

use crate::support::{contents, kuiske};
use crate::tidy::root;

fn corpus(name: &str) -> PathBuf {
    root().join("corpora").join(name)
}

/// The only run folder of an archive, or the one of this name.
fn run_folder(archive: &Path, name: &str) -> PathBuf {
    archive.join("runs").join(name)
}

/// What must not change without being meant: counts, shares to a hundredth, signals.
fn summary(run: &Path) -> Value {
    let report: Value =
        serde_json::from_slice(&fs::read(run.join("report.json")).unwrap()).unwrap();
    let share = |path: &str| {
        report.pointer(path).and_then(Value::as_f64).map(|share| (share * 100.0).round() / 100.0)
    };
    let nps = report.pointer("/headline/score/value/figure/value").and_then(Value::as_f64);
    let empty = Vec::new();
    let signals = report["signals"].as_array().unwrap_or(&empty);
    let signal = |signal: &Value| json!({"kind": signal["kind"], "label": signal["label"]["en"]});
    json!({
        "comments": report["headline"]["comments"],
        "languages": report["data"]["languages"],
        "nps": nps.map(f64::round),
        "positive": share("/headline/positive/figure/value"),
        "negative": share("/headline/negative/figure/value"),
        "themes": report["themes"].as_array().map(Vec::len),
        "signals": signals.iter().map(signal).collect::<Vec<_>>(),
        "rejected": report["data"]["rows_rejected"],
    })
}

/// Compares with `expected.json` of a corpus, or writes it.
fn check(name: &str, found: &BTreeMap<&str, Value>) {
    let file = corpus(name).join("expected.json");
    let text = serde_json::to_string_pretty(found).unwrap() + "\n";
    if std::env::var_os("KUISKE_BLESS").is_some() {
        fs::write(&file, &text).unwrap();
    }
    let expected = fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(text, expected, "{}: KUISKE_BLESS=1 writes it anew", file.display());
}

/// The tagged file is the source with columns after its own: every row begins with the row's bytes.
fn keeps_every_byte(source: &[u8], tagged: &[u8], delimiter: u8) {
    let (mut rest, mut rows) = (tagged, 0);
    for row in records(source) {
        let content = row.trim_suffix_line();
        assert!(rest.starts_with(content), "row {rows} has changed");
        rest = &rest[content.len()..];
        let end = &row[content.len()..];
        assert_eq!(rest.first(), Some(&delimiter), "row {rows} has no new column");
        let new = records(rest).next().unwrap().trim_suffix_line();
        rest = &rest[new.len()..];
        assert!(rest.starts_with(end), "row {rows} ends otherwise");
        rest = &rest[end.len()..];
        rows += 1;
    }
    assert!(rest.is_empty(), "there is more after row {rows}");
}

/// Records of delimited text with their line ends; line ends inside quotes do not count.
fn records(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let mut quoted = false;
        let end = rest.iter().position(|byte| {
            quoted ^= *byte == b'"';
            *byte == b'\n' && !quoted
        });
        let (row, later) = rest.split_at(end.map_or(rest.len(), |end| end + 1));
        rest = later;
        (!row.is_empty()).then_some(row)
    })
}

trait Line {
    fn trim_suffix_line(&self) -> &Self;
}

impl Line for [u8] {
    fn trim_suffix_line(&self) -> &[u8] {
        let row = self.strip_suffix(b"\n").unwrap_or(self);
        row.strip_suffix(b"\r").unwrap_or(row)
    }
}

fn run(folder: &Path, args: &[&str]) {
    let said = kuiske(folder, &[&["run", "--quiet"], args].concat());
    assert_eq!(said.code, 0, "{args:?}\n{}", said.err);
}

/// Runs, codebook and settings: what does not depend on how the index lays out its files.
fn outputs(archive: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = contents(archive);
    all.retain(|name, _| !name.starts_with("gen-"));
    all
}

fn same(a: &BTreeMap<String, Vec<u8>>, b: &BTreeMap<String, Vec<u8>>) {
    assert_eq!(a.keys().collect::<Vec<_>>(), b.keys().collect::<Vec<_>>());
    for (name, bytes) in a {
        assert!(b[name] == *bytes, "{name} differs");
    }
}

#[test]
fn a_year_and_a_week() {
    let (weekly, folder) = (corpus("weekly"), tempdir().unwrap());
    let path = folder.path();
    for (name, threads) in [("one", "1"), ("two", "2")] {
        let place = path.join(name);
        fs::create_dir(&place).unwrap();
        fs::copy(weekly.join("input.csv"), place.join("input.csv")).unwrap();
        run(&place, &["input.csv", "-a", "w.kuiske", "--threads", threads]);
    }
    let archive = path.join("two/w.kuiske");
    let year = outputs(&archive);
    same(&outputs(&path.join("one/w.kuiske")), &year);
    let run_of_year = run_folder(&archive, "2025-W48--2026-W46");
    let source = fs::read(weekly.join("input.csv")).unwrap();
    keeps_every_byte(&source, &fs::read(run_of_year.join("tagged.csv")).unwrap(), b';');

    // The same file again changes nothing, not even in the index.
    let before = contents(&archive);
    run(&path.join("two"), &["input.csv", "-a", "w.kuiske"]);
    same(&contents(&archive), &before);

    fs::copy(weekly.join("next-week.csv"), path.join("two/next.csv")).unwrap();
    run(&path.join("two"), &["next.csv", "-a", "w.kuiske"]);
    let after = outputs(&archive);
    // Threads of signals go on; all else stays.
    let kept = |name: &String| name.starts_with("signals.");
    let mut earlier = year.iter().filter(|(name, _)| !kept(name));
    assert!(earlier.all(|(name, bytes)| after[name] == *bytes), "an earlier file changed");
    let before = contents(&archive);
    run(&path.join("two"), &["next.csv", "-a", "w.kuiske"]);
    same(&contents(&archive), &before);

    let week = run_folder(&archive, "2026-W47");
    check("weekly", &BTreeMap::from([("year", summary(&run_of_year)), ("week", summary(&week))]));
}

#[test]
fn tricky_cells() {
    let (tricky, folder) = (corpus("tricky"), tempdir().unwrap());
    let path = folder.path();
    let mut found = BTreeMap::new();
    for (name, archive, key, delimiter) in
        [("input.csv", "t.kuiske", "tunnus", b';'), ("unicode.csv", "u.kuiske", "id", b',')]
    {
        let source = fs::read(tricky.join(name)).unwrap();
        fs::write(path.join(name), &source).unwrap();
        run(path, &[name, "-a", archive, "--key", key]);
        let folder = run_folder(&path.join(archive), "2026-W45--2026-W46");
        let tagged = fs::read(folder.join("tagged.csv")).unwrap();
        keeps_every_byte(&source, &tagged, delimiter);
        if name == "input.csv" {
            repeats_are_tagged(&tagged);
            nothing_personal(&folder);
        }
        found.insert(name, summary(&folder));
    }
    check("tricky", &found);
}

/// The row that comes twice has the same tags both times.
fn repeats_are_tagged(tagged: &[u8]) {
    let rows: Vec<&[u8]> = records(tagged).filter(|row| row.starts_with(b"0007;")).collect();
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0], rows[1]);
    assert!(!rows[0].trim_suffix_line().ends_with(b";;"), "the tags are blank");
}

fn nothing_personal(folder: &Path) {
    for (name, bytes) in contents(folder) {
        let text = String::from_utf8_lossy(&bytes);
        let shown = text.contains("040 123 4567") || text.contains("maija@esimerkki");
        assert_eq!(shown, name.starts_with("tagged"), "{name}");
    }
}

#[test]
fn files_of_different_shape_share_an_archive() {
    let folder = tempdir().unwrap();
    let path = folder.path();
    let files = root().join("tests/cmd_cases/files");
    for name in ["feedback.csv", "feedback.jsonl"] {
        fs::copy(files.join(name), path.join(name)).unwrap();
    }
    run(path, &["feedback.csv", "feedback.jsonl", "-a", "a.kuiske"]);
    let before = contents(&path.join("a.kuiske"));
    run(path, &["feedback.csv", "feedback.jsonl", "-a", "a.kuiske"]);
    same(&contents(&path.join("a.kuiske")), &before);
    // Each of them can come alone, and takes no folder of the run before.
    run(path, &["feedback.jsonl", "-a", "a.kuiske"]);
    let after = contents(&path.join("a.kuiske"));
    assert!(before.iter().all(|(name, bytes)| after.get(name) == Some(bytes)));
}

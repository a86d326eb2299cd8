//! The figures of a report, reckoned again from the tagged export: whoever doubts a figure can do
//! the same. And what people wrote into the action file stays.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::tempdir;

use crate::support::kuiske;
use crate::tidy::root;

/// One row of the tagged file, by column.
type Row = BTreeMap<String, String>;

fn run(folder: &Path) -> PathBuf {
    fs::copy(root().join("corpora/weekly/input.csv"), folder.join("input.csv")).unwrap();
    let said = kuiske(folder, &["run", "--quiet", "input.csv", "-a", "w.kuiske"]);
    assert_eq!(said.code, 0, "{}", said.err);
    folder.join("w.kuiske/runs/2025-W48--2026-W46")
}

fn report(run: &Path) -> Value {
    serde_json::from_slice(&fs::read(run.join("report.json")).unwrap()).unwrap()
}

fn rows(run: &Path) -> Vec<Row> {
    let text = fs::read_to_string(run.join("tagged.csv")).unwrap();
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
    let names: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let row = |record: csv::StringRecord| {
        names.iter().cloned().zip(record.iter().map(str::to_owned)).collect()
    };
    reader.records().map(|record| row(record.unwrap())).collect()
}

/// Whether a row says anything: a language or a theme was found.
fn speaks(row: &Row) -> bool {
    !row["kuiske_language"].is_empty() || !row["kuiske_themes"].is_empty()
}

fn score(row: &Row) -> Option<f64> {
    row["suositteluhalukkuus"].replace(',', ".").parse().ok()
}

fn near(report: &Value, path: &str, want: f64) {
    let got = report.pointer(path).and_then(Value::as_f64).unwrap_or_else(|| panic!("{path}"));
    assert!((got - want).abs() < 6e-5, "{path}: {got} in the report, {want} from the export");
}

fn nps<'a>(rows: impl Iterator<Item = &'a Row>) -> (f64, u32) {
    let scores: Vec<f64> = rows.filter_map(score).collect();
    let of = |keep: fn(f64) -> bool| scores.iter().filter(|s| keep(**s)).count() as f64;
    let n = scores.len() as f64;
    (100.0 * (of(|s| s >= 9.0) - of(|s| s < 7.0)) / n, scores.len() as u32)
}

/// Share of a polarity among the rows with any.
fn felt<'a>(rows: impl Iterator<Item = &'a Row>, polarity: &str) -> f64 {
    let felt: Vec<&str> =
        rows.map(|row| &*row["kuiske_polarity"]).filter(|polarity| !polarity.is_empty()).collect();
    felt.iter().filter(|own| **own == polarity).count() as f64 / felt.len() as f64
}

fn has(row: &Row, column: &str, word: &str) -> bool {
    row[column].split(' ').any(|own| own == word)
}

#[test]
fn every_figure_can_be_reckoned_from_the_tagged_export() {
    let folder = tempdir().unwrap();
    let run = run(folder.path());
    let (report, rows) = (report(&run), rows(&run));
    let said: Vec<&Row> = rows.iter().filter(|row| speaks(row)).collect();
    let comments = said.len() as f64;
    near(&report, "/headline/comments", comments);
    near(&report, "/headline/records", rows.len() as f64);
    let (value, n) = nps(rows.iter());
    near(&report, "/headline/score/value/figure/value", value);
    near(&report, "/headline/score/value/figure/n", f64::from(n));
    for polarity in ["positive", "negative"] {
        let share = felt(said.iter().copied(), polarity);
        near(&report, &format!("/headline/{polarity}/figure/value"), share);
    }
    for (at, theme) in report["themes"].as_array().unwrap().iter().enumerate() {
        let id = theme["id"].as_str().unwrap();
        let own: Vec<&Row> =
            said.iter().copied().filter(|row| has(row, "kuiske_themes", id)).collect();
        near(&report, &format!("/themes/{at}/n"), own.len() as f64);
        near(&report, &format!("/themes/{at}/share/value"), own.len() as f64 / comments);
        for hot in ["dream", "problem", "need"] {
            let n = own.iter().filter(|row| has(row, "kuiske_hot", hot)).count();
            near(&report, &format!("/themes/{at}/hot/{hot}"), n as f64);
        }
        let without = rows.iter().filter(|row| !has(row, "kuiske_themes", id));
        if theme["impact"].get("figure").is_some() {
            let path = format!("/themes/{at}/impact/figure/value");
            near(&report, &path, value - nps(without).0);
        }
    }
    for (at, cue) in report["cues"].as_array().unwrap().iter().enumerate() {
        let name = cue["cue"].as_str().unwrap();
        let n = said.iter().filter(|row| has(row, "kuiske_cues", name)).count();
        near(&report, &format!("/cues/{at}/n"), n as f64);
        near(&report, &format!("/cues/{at}/share/value"), n as f64 / comments);
    }
    for (at, step) in ["-2", "-1", "0", "1", "2"].into_iter().enumerate() {
        let n = said.iter().filter(|row| row["kuiske_expectation"] == step).count();
        near(&report, &format!("/insight/expectation/steps/{at}"), n as f64);
    }
    groups(&report, &said, &rows);
}

/// The tables by touchpoint and channel.
fn groups(report: &Value, said: &[&Row], rows: &[Row]) {
    let mut seen = BTreeSet::new();
    for (table, breakdown) in report["breakdowns"].as_array().unwrap().iter().enumerate() {
        let column = match breakdown["by"].as_str().unwrap() {
            "touchpoint" => "toimipiste",
            "channel" => "kanava",
            _ => continue,
        };
        seen.insert(column);
        for (at, group) in breakdown["groups"].as_array().unwrap().iter().enumerate() {
            let name = group["name"].as_str().unwrap_or("");
            let own: Vec<&Row> = said.iter().copied().filter(|row| row[column] == name).collect();
            let path = format!("/breakdowns/{table}/groups/{at}");
            near(report, &format!("{path}/comments"), own.len() as f64);
            let share = felt(own.iter().copied(), "positive");
            near(report, &format!("{path}/positive/figure/value"), share);
            if group["score"].get("figure").is_some() {
                let value = nps(rows.iter().filter(|row| row[column] == name)).0;
                near(report, &format!("{path}/score/figure/value"), value);
            }
        }
    }
    assert!(!seen.is_empty());
}

#[test]
fn owners_and_states_survive_a_run_made_again() {
    let folder = tempdir().unwrap();
    let run = run(folder.path());
    let file = run.join("actions.csv");
    let text = fs::read_to_string(&file).unwrap();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    assert!(lines[0].ends_with(",owner,status,note"), "{}", lines[0]);
    let at = (1..lines.len()).find(|at| lines[*at].ends_with(",,,")).unwrap();
    let empty = lines[at].trim_end_matches(",,,").to_owned();
    lines[at] = format!("{empty},Maija,under way,");
    fs::write(&file, lines.join("\n") + "\n").unwrap();
    let said = kuiske(folder.path(), &["run", "--quiet", "input.csv", "-a", "w.kuiske"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let again = fs::read_to_string(&file).unwrap();
    assert!(again.contains(&lines[at]), "{}", lines[at]);
    assert!(fs::read_to_string(run.join("board.html")).unwrap().contains("Maija"));
}

#[test]
fn a_past_report_is_written_again_in_another_language_and_format() {
    let folder = tempdir().unwrap();
    let run = run(folder.path());
    let page = fs::read_to_string(run.join("report.html")).unwrap();
    let write = |args: &[&str]| {
        let said = kuiske(folder.path(), &[&["report", "-a", "w.kuiske"], args].concat());
        assert_eq!(said.code, 0, "{args:?}: {}", said.err);
        said.out
    };
    assert_eq!(write(&[]), page);
    assert_eq!(write(&["--format", "json"]), fs::read_to_string(run.join("report.json")).unwrap());
    assert!(write(&["--ui", "fi"]).contains("<html lang=\"fi\">"));
    assert!(write(&["--format", "md", "--ui", "fi"]).contains("## Teemat"));
    write(&["--format", "xlsx", "--output", "all.xlsx"]);
    assert!(fs::read(folder.path().join("all.xlsx")).unwrap().starts_with(b"PK"));
    let board = write(&["--format", "board"]);
    for fetched in ["http:", "https:", "<script", "<link", "url(", "src="] {
        assert!(!board.contains(fetched), "{fetched}");
    }
}

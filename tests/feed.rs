//! Tags go back into the records they came from: every old byte stays, blank is not 0, nothing is
//! written twice, and the source is never written over unasked.

use std::fs;
use std::io::Read;
use std::path::Path;

use serde_json::Value;
use tempfile::{TempDir, tempdir};

use crate::support::{contents, kuiske};

const ROWS: &str = "id;pvm;arvosana;palaute;muuta\r\n\
    1;2.11.2026;9;\"Myyjä auttoi heti; kiitos!\";=1+1\r\n\
    2;3.11.2026;2;Hissi on taas rikki ja jono oli pitkä 👍🏽 ärsyttää;-5\r\n\
    3;4.11.2026;7;;\r\n\
    4;5.11.2026;8;The queue was long but the clerk was kind;x\r\n";

/// A folder with a file and an archive made of it.
fn folder() -> TempDir {
    let folder = tempdir().unwrap();
    fs::write(folder.path().join("a.csv"), ROWS).unwrap();
    ok(folder.path(), &["run", "a.csv", "-a", "a.kuiske", "--quiet"]);
    folder
}

fn ok(folder: &Path, args: &[&str]) -> String {
    let said = kuiske(folder, args);
    assert_eq!(said.code, 0, "{args:?}\n{}", said.err);
    said.out
}

fn plan(folder: &Path, args: &[&str]) -> Value {
    serde_json::from_str(&ok(folder, &[&["feed", "--json"], args].concat())).unwrap()
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn the_archive_gives_what_the_run_gave() {
    let folder = folder();
    let path = folder.path();
    ok(path, &["feed", "-a", "a.kuiske", "--to", "out.csv"]);
    let tagged = read(path, "a.kuiske/runs/2026-W45/tagged.csv");
    assert_eq!(read(path, "out.csv"), tagged);
    assert_eq!(read(path, "a.csv"), ROWS);
    let third = tagged.lines().nth(3).unwrap();
    assert!(third.starts_with("3;4.11.2026;7;;;;"), "blank is not 0: {third}");
    assert!(third.trim_start_matches("3;4.11.2026;7").bytes().all(|byte| byte == b';'));
    let codebook = read(path, "out.codebook.csv");
    assert!(codebook.starts_with("id,label_fi,label_en,category,"), "{codebook}");
    let ids = |text: &str| text.lines().filter(|line| line.starts_with('T')).count();
    assert_eq!(tagged.lines().next().unwrap().matches(";kuiske_T").count(), ids(&codebook));
    assert!(read(path, "out.codebook.qdc").contains("urn:QDA-XML:codebook:1.0"));

    let list = ["feed", "-a", "a.kuiske", "--to", "list.csv", "--shape", "list"];
    ok(path, &list);
    assert!(read(path, "list.csv").lines().next().unwrap().ends_with(";kuiske_themes"));
}

#[test]
fn a_plan_writes_nothing_and_says_what_would_be() {
    let folder = folder();
    let path = folder.path();
    let more = ROWS.replace("kiitos!", "kiitos") + "9;6.11.2026;3;Uusi rivi täällä;\r\n";
    fs::write(path.join("b.csv"), more).unwrap();
    let before = contents(path);
    let args = ["-a", "a.kuiske", "--from", "b.csv", "--to", "o.csv"];
    let planned = plan(path, &[&args[..], &["--dry-run"]].concat());
    assert!(contents(path) == before, "a plan wrote something");
    for (name, count) in
        [("rows", 5), ("matched", 3), ("unmatched", 1), ("changed", 1), ("refused", 0)]
    {
        assert_eq!(planned[name], count, "{name}: {planned}");
    }
    assert_eq!(planned["written"], Value::Null);
    ok(path, &[&["feed"], &args[..]].concat());
    let out = read(path, "o.csv");
    let first = out.lines().nth(1).unwrap();
    assert!(first.contains("kiitos\";=1+1;;;;"), "tags of other words: {first}");
    for (language, word) in [("en", "not in the archive"), ("fi", "ei arkistossa")] {
        let said = ok(path, &[&["feed", "--ui", language, "--dry-run"], &args[..]].concat());
        assert!(said.contains(word), "{said}");
    }
}

#[test]
fn in_place_keeps_what_was_and_does_nothing_twice() {
    let folder = folder();
    let path = folder.path();
    let said = kuiske(path, &["feed", "-a", "a.kuiske", "--to", "a.csv"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("is the source itself"), "{}", said.err);

    ok(path, &["feed", "-a", "a.kuiske", "--in-place"]);
    let tagged = read(path, "a.csv");
    assert_eq!(tagged, read(path, "a.kuiske/runs/2026-W45/tagged.csv"));
    assert_eq!(read(path, "a.csv.bak"), ROWS);
    let before = contents(path);
    let again = plan(path, &["-a", "a.kuiske", "--in-place"]);
    assert_eq!((&again["unchanged"], &again["matched"]), (&Value::from(true), &Value::from(4)));
    assert!(contents(path) == before, "fed twice, something changed");
    // What was fed back is no news to the archive.
    let said = ok(path, &["run", "a.csv", "-a", "a.kuiske"]);
    assert!(said.contains("0 new comments, 4 known already"), "{said}");
}

#[test]
fn statements_and_subsets_have_their_own_columns() {
    let folder = folder();
    let path = folder.path();
    ok(path, &["feed", "-a", "a.kuiske", "--to", "long.csv", "--shape", "long"]);
    let long = read(path, "long.csv");
    let mut lines = long.lines();
    assert_eq!(
        lines.next().unwrap(),
        "response_id;question;statement_no;theme_id;sentiment;start;end"
    );
    let text: Vec<char> = "Hissi on taas rikki ja jono oli pitkä 👍🏽 ärsyttää".chars().collect();
    let second: Vec<Vec<&str>> =
        lines.filter(|l| l.starts_with("2;")).map(|l| l.split(';').collect()).collect();
    assert!(second.len() > 1, "{long}");
    for row in &second {
        let place = |at: usize| row[at].parse::<usize>().unwrap();
        assert!(place(5) < place(6) && place(6) <= text.len(), "{row:?}");
        assert!(!text[place(5)].is_whitespace() && !text[place(6) - 1].is_whitespace());
    }
    assert!(!long.contains("\n3;"), "an answer that says nothing has no statement");

    ok(path, &["feed", "-a", "a.kuiske", "--to", "up.jsonl", "--shape", "subset"]);
    let first: Value =
        serde_json::from_str(read(path, "up.jsonl").lines().next().unwrap()).unwrap();
    assert_eq!((&first["id"], &first["palaute"]), (&Value::from("1"), &Value::Null));
    assert!(first.get("kuiske_themes").is_some());
    let said = kuiske(path, &["feed", "-a", "a.kuiske", "--in-place", "--shape", "long"]);
    assert_eq!(said.code, 2);
}

#[test]
fn formulas_are_guarded_on_request() {
    let folder = folder();
    let path = folder.path();
    ok(path, &["feed", "-a", "a.kuiske", "--to", "safe.csv", "--guard"]);
    let safe = read(path, "safe.csv");
    assert!(safe.contains(";'=1+1;"), "{safe}");
    assert!(safe.contains(";-5;"), "a number is no formula: {safe}");
}

#[test]
fn a_selection_is_a_container_of_coded_texts() {
    let folder = folder();
    let path = folder.path();
    ok(path, &["feed", "-a", "a.kuiske", "--to", "jono.qdpx", "--where", "jono"]);
    let mut container =
        zip::ZipArchive::new(fs::File::open(path.join("jono.qdpx")).unwrap()).unwrap();
    let mut project = String::new();
    container.by_name("project.qde").unwrap().read_to_string(&mut project).unwrap();
    assert!(project.contains("name=\"2 #1\""), "{project}");
    let names =
        (0..container.len()).map(|at| container.by_index(at).unwrap().name().unwrap().into_owned());
    let sources: Vec<String> = names.filter(|name| name.starts_with("sources/")).collect();
    assert_eq!(sources.len(), 1);
    let mut text = String::new();
    container.by_name(&sources[0]).unwrap().read_to_string(&mut text).unwrap();
    let chars: Vec<char> = text.chars().collect();
    for coded in project.split("<PlainTextSelection ").skip(1) {
        let value = |name: &str| {
            coded.split(&format!("{name}=\"")).nth(1).unwrap().split('"').next().unwrap().to_owned()
        };
        let place = |name: &str| value(name).parse::<usize>().unwrap();
        let said: String = chars[place("startPosition")..place("endPosition")].iter().collect();
        assert_eq!(said, value("name"));
    }
}

#[test]
fn a_file_of_other_records_is_refused() {
    let folder = folder();
    let path = folder.path();
    fs::write(path.join("other.csv"), ROWS.replace('\n', "\nx")).unwrap();
    let said = kuiske(path, &["feed", "-a", "a.kuiske", "--from", "other.csv", "--to", "o.csv"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("none of the 5 rows of other.csv"), "{}", said.err);
    fs::remove_file(path.join("a.csv")).unwrap();
    let said = kuiske(path, &["feed", "-a", "a.kuiske", "--to", "o.csv"]);
    assert!(said.err.contains("a.csv, the source of the last run, is not there"), "{}", said.err);
    assert!(!path.join("o.csv").exists());
}

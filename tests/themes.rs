//! Themes are changed by hand and stay as they are otherwise: from the command line, on an archive
//! of our own weeks.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::{TempDir, tempdir};

use crate::support::{Said, command, kuiske};
use crate::tidy::root;

/// An archive of a year's comments.
fn archive() -> TempDir {
    let folder = tempdir().unwrap();
    let weekly = root().join("corpora/weekly");
    for name in ["input.csv", "next-week.csv"] {
        fs::copy(weekly.join(name), folder.path().join(name)).unwrap();
    }
    done(&kuiske(folder.path(), &["run", "-q", "input.csv", "-a", "w.kuiske"]));
    folder
}

fn done(said: &Said) {
    assert_eq!(said.code, 0, "{}", said.err);
}

fn themes(folder: &Path, args: &[&str]) -> Said {
    kuiske(folder, &[&["themes", "-a", "w.kuiske"], args].concat())
}

fn json(folder: &Path, args: &[&str]) -> Value {
    let said = themes(folder, &[args, &["--json"]].concat());
    done(&said);
    serde_json::from_str(&said.out).unwrap()
}

fn list(folder: &Path) -> Vec<Value> {
    json(folder, &["list"]).as_array().unwrap().clone()
}

fn ids(folder: &Path) -> Vec<String> {
    list(folder).iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}

fn comments(folder: &Path, id: &str) -> u64 {
    let own = list(folder).into_iter().find(|row| row["id"] == id).unwrap();
    own["comments"].as_u64().unwrap()
}

#[test]
fn merging_splitting_and_taking_back() {
    let folder = archive();
    let path = folder.path();
    let before = list(path);
    let all = ids(path);
    let (from, into) = (all[1].as_str(), all[0].as_str());
    done(&themes(path, &["merge", from, into, "--reason", "the same", "--date", "2026-11-22"]));
    assert!(!ids(path).contains(&from.to_owned()));
    assert!(comments(path, into) > before[0]["comments"].as_u64().unwrap());
    // The old ID leads to the theme that took its comments in.
    assert_eq!(json(path, &["show", from])["id"], into);
    assert_eq!(json(path, &["show", into])["redirects"][0], from);
    let found = kuiske(path, &["search", &format!("theme:{into}"), "-a", "w.kuiske", "--json"]);
    let found: Value = serde_json::from_str(&found.out).unwrap();
    assert_eq!(found["total"].as_u64().unwrap(), comments(path, into));

    let said = themes(path, &["split", into]);
    done(&said);
    let parts: Vec<Value> =
        list(path).into_iter().filter(|row| !all.contains(&id_of(row))).collect();
    assert!(parts.len() >= 2, "{}", said.out);
    let labels: Vec<&str> = parts.iter().map(|p| p["label_en"].as_str().unwrap()).collect();
    assert!(labels.iter().all(|label| !label.is_empty()), "{labels:?}");

    done(&themes(path, &["undo"]));
    done(&themes(path, &["undo"]));
    assert_eq!(list(path), before);
    assert_eq!(themes(path, &["undo"]).code, 2);
    let log = json(path, &["log"]);
    let acts: Vec<&str> =
        log.as_array().unwrap().iter().map(|c| c["act"].as_str().unwrap()).collect();
    assert_eq!(acts, ["merge", "split", "undo", "undo"]);
    assert_eq!((&log[0]["reason"], &log[0]["date"]), (&"the same".into(), &"2026-11-22".into()));
}

fn id_of(row: &Value) -> String {
    row["id"].as_str().unwrap().to_owned()
}

#[test]
fn names_words_phrases_and_single_comments() {
    let folder = archive();
    let path = folder.path();
    let all = ids(path);
    let first = all[0].as_str();
    done(&themes(path, &["rename", first, "Aivan oma", "--lang", "fi"]));
    assert_eq!(json(path, &["show", "aivan oma"])["id"], first);
    let taken = themes(path, &["rename", &all[1], "AIVAN OMA", "--lang", "fi"]);
    assert_eq!(taken.code, 2);
    assert!(taken.err.contains("`AIVAN OMA` is the label of"), "{}", taken.err);
    done(&themes(path, &["pin", first]));
    assert_eq!(json(path, &["show", first])["pinned"], true);

    let word = json(path, &["show", &all[2]])["phrases_fi"][0].as_str().unwrap().to_owned();
    done(&themes(path, &["forbid", &word]));
    for row in list(path) {
        let label = row["label_fi"].as_str().unwrap().to_lowercase();
        let mut words = label.split(|c: char| !c.is_alphanumeric());
        assert!(row["pinned"] == true || words.all(|w| w != word), "{label} holds {word}");
    }

    done(&themes(path, &["new", "--fi", "Kukat", "--en", "Flowers", "kukkakimppu", "flowers"]));
    let new = json(path, &["show", "Flowers"]);
    let key = json(path, &["show", first])["typical"][0]["key"].as_str().unwrap().to_owned();
    let held = comments(path, "T9999".replace("T9999", new["id"].as_str().unwrap()).as_str());
    done(&themes(path, &["move", &key, "Kukat"]));
    assert!(comments(path, new["id"].as_str().unwrap()) > held);
    let missing = themes(path, &["move", "no such key", "Kukat"]);
    assert_eq!(missing.code, 2);
    done(&themes(path, &["seed", first, "pitkä jono kassalla"]));
    assert_eq!(json(path, &["show", first])["seeds"][0], "pitkä jono kassalla");
}

#[test]
fn phrases_of_the_settings_have_themes() {
    let folder = tempdir().unwrap();
    let path = folder.path();
    for name in ["input.csv", "next-week.csv"] {
        fs::copy(root().join("corpora/weekly").join(name), path.join(name)).unwrap();
    }
    fs::write(path.join("own.toml"), "[themes]\nseeds = [\"poistumisportti\", \"Prices\"]\n")
        .unwrap();
    for name in ["input.csv", "next-week.csv"] {
        let run = ["run", "-q", name, "-a", "w.kuiske", "--config", "own.toml"];
        done(&kuiske(path, &run));
    }
    let own = json(path, &["show", "poistumisportti"]);
    assert!(own["comments"].as_u64().unwrap() >= 10, "{own}");
    assert_eq!(own["seeds"], serde_json::json!(["poistumisportti"]));
    assert_eq!(json(path, &["show", "Prices"])["seeds"], serde_json::json!(["Prices"]));
}

#[test]
fn a_codebook_edited_by_hand_is_checked_by_line() {
    let folder = archive();
    let path = folder.path();
    let file = path.join("w.kuiske/codebook.toml");
    let text = fs::read_to_string(&file).unwrap();
    let line = 1 + text.lines().position(|line| line.starts_with("label_en")).unwrap();
    fs::write(&file, text.replacen("label_en", "labelen", 1)).unwrap();
    let said = themes(path, &["retag"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains(&format!("line {line}")), "{}", said.err);
    let own = "\n[[theme]]\nid = \"T0900\"\nlabel_fi = \"Kukat\"\nlabel_en = \"Flowers\"\n\
               phrases_fi = [\"kukkakimppu\", \"myyjä\"]\n";
    let (themes_part, rest) = text.split_once("\n[frame]").unwrap();
    fs::write(&file, format!("{themes_part}{own}\n[frame]{rest}")).unwrap();
    done(&themes(path, &["retag"]));
    assert!(comments(path, "T0900") > 0);
}

#[test]
fn a_file_is_tagged_as_the_run_tagged_it() {
    let folder = archive();
    let path = folder.path();
    let args = ["apply", "input.csv", "--out", "out.csv", "-q"];
    done(&themes(path, &args));
    let run = path.join("w.kuiske/runs/2025-W48--2026-W46/tagged.csv");
    let expected = fs::read(run).unwrap();
    assert!(fs::read(path.join("out.csv")).unwrap() == expected);
    let mut flow = command(path);
    flow.args(["themes", "apply", "-", "--codebook", "w.kuiske/codebook.toml", "-q"]);
    let said = flow.stdin(fs::File::open(path.join("input.csv")).unwrap()).output().unwrap();
    assert!(said.status.success() && said.stdout == expected);
}

/// The themes of the rows of a file by the codebook as it is now, in the order of the rows.
fn applied(folder: &Path, file: &str) -> Vec<String> {
    done(&themes(folder, &["apply", file, "--out", "out.csv", "-q"]));
    column(&folder.join("out.csv"))
}

fn column(path: &Path) -> Vec<String> {
    let mut table = csv::ReaderBuilder::new().delimiter(b';').from_path(path).unwrap();
    let at = table.headers().unwrap().iter().position(|name| name == "kuiske_themes").unwrap();
    table.records().map(|row| row.unwrap()[at].to_owned()).collect()
}

/// Share of the rows whose themes are the same.
fn same(before: &[String], after: &[String]) -> f64 {
    let same = before.iter().zip(after).filter(|(before, after)| before == after).count();
    same as f64 / before.len() as f64
}

fn tagged_last(folder: &Path) -> Vec<String> {
    let runs = fs::read_dir(folder.join("w.kuiske/runs")).unwrap().map(|run| run.unwrap().path());
    let last =
        runs.max_by_key(|run| fs::metadata(run.join("tagged.csv")).unwrap().modified().unwrap());
    column(&last.unwrap().join("tagged.csv"))
}

/// A first file and some that follow it: every ID lives on, and the share of the comments that the
/// last codebook tags as they were tagged when they came.
fn over_weeks(folder: &Path, first: usize, weeks: usize) -> f64 {
    let text = fs::read_to_string(root().join("corpora/weekly/input.csv")).unwrap();
    let (header, body) = text.split_once('\n').unwrap();
    let rows: Vec<&str> = body.lines().collect();
    let week = (rows.len() - first).div_ceil(weeks);
    let (mut old, mut on_arrival): (Vec<String>, Vec<String>) = Default::default();
    let parts = std::iter::once(&rows[..first]).chain(rows[first..].chunks(week));
    for (i, part) in parts.enumerate() {
        let name = format!("{i}.csv");
        fs::write(folder.join(&name), format!("{header}\n{}\n", part.join("\n"))).unwrap();
        let said = kuiske(folder, &["run", "-q", &name, "-a", "w.kuiske"]);
        assert!(matches!(said.code, 0 | 3), "{}", said.err);
        let now = ids(folder);
        assert!(old.iter().all(|id| now.contains(id)), "week {i}: an ID is gone");
        old = now;
        on_arrival.extend(tagged_last(folder));
    }
    fs::write(folder.join("all.csv"), &text).unwrap();
    same(&on_arrival, &applied(folder, "all.csv"))
}

/// Weeks that come one after the other move few old comments and number nothing anew. How few depends
/// on where the weeks are cut, by some hundredths.
#[test]
fn themes_stay_over_26_weeks() {
    let folder = tempdir().unwrap();
    let path = folder.path();
    let stayed = over_weeks(path, 1_885, 26);
    assert!(stayed >= 0.92, "{stayed}");
    let figures = json(path, &["stability"]);
    let changed = figures["changed"].as_f64().unwrap();
    assert!(changed <= 0.08, "{figures}");
    done(&themes(path, &["retag"]));
    assert_eq!(json(path, &["stability"])["changed"], 0.0);
}

/// An archive that begins with two weeks finds most of its themes later, or anew when it is asked.
#[test]
fn themes_found_in_few_comments_stay_until_they_are_renewed() {
    let folder = tempdir().unwrap();
    let path = folder.path();
    let stayed = over_weeks(path, 140, 8);
    assert!(stayed >= 0.8, "{stayed}");
    let before = list(path);
    done(&themes(path, &["renew", "--reason", "a year has passed", "--date", "2026-11-20"]));
    let after = ids(path);
    assert!(after.len() > before.len(), "{} {}", before.len(), after.len());
    for row in &before {
        let now = json(path, &["show", &id_of(row)]);
        assert!(after.contains(&id_of(&now)), "{row} leads nowhere");
    }
    for row in list(path) {
        assert!(!row["label_fi"].as_str().unwrap().is_empty(), "{row}");
    }
    assert_eq!(json(path, &["stability"])["changed"], 0.0);
    done(&themes(path, &["undo"]));
    let sorted = |rows: &[Value]| {
        let mut ids: Vec<String> = rows.iter().map(id_of).collect();
        ids.sort();
        ids
    };
    assert_eq!(sorted(&list(path)), sorted(&before));
}

#[test]
fn a_tenth_more_comments_move_next_to_nothing() {
    let folder = tempdir().unwrap();
    let path = folder.path();
    let text = fs::read_to_string(root().join("corpora/weekly/input.csv")).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    fs::write(path.join("old.csv"), lines[..=lines.len() * 10 / 11].join("\n")).unwrap();
    fs::write(path.join("all.csv"), &text).unwrap();
    done(&kuiske(path, &["run", "-q", "old.csv", "-a", "w.kuiske"]));
    let before = tagged_last(path);
    assert!(before == applied(path, "old.csv"));
    done(&kuiske(path, &["run", "-q", "all.csv", "-a", "w.kuiske"]));
    let stayed = same(&before, &tagged_last(path));
    assert!(stayed >= 0.97, "{stayed}");
}

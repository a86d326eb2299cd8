//! Work that is divided: comments that others count, archives that are asked together, streams that flow
//! through a pipe.

use std::fs;
use std::path::Path;
use std::process::Stdio;

use serde_json::Value;
use tempfile::tempdir;

use crate::support::{Said, command, kuiske};
use crate::tidy::root;

fn done(said: &Said) {
    assert_eq!(said.code, 0, "{}", said.err);
}

/// Two tables with the comments of a year, each on the side that is told by its number and its line,
/// and a codebook.
fn halves(folder: &Path, side: impl Fn(usize, &str) -> usize) {
    let text = fs::read_to_string(root().join("corpora/weekly/input.csv")).unwrap();
    let mut lines = text.lines();
    let head = lines.next().unwrap();
    let mut parts = [format!("{head}\n"), format!("{head}\n")];
    for (i, line) in lines.enumerate() {
        parts[side(i, line)] += &format!("{line}\n");
    }
    fs::write(folder.join("whole.csv"), text.as_bytes()).unwrap();
    fs::write(folder.join("north.csv"), &parts[0]).unwrap();
    fs::write(folder.join("south.csv"), &parts[1]).unwrap();
    let ready = kuiske(folder, &["themes", "ready", "-o", "codebook.toml"]);
    done(&ready);
}

#[test]
fn counts_of_parts_say_what_the_whole_says() {
    let folder = tempdir().unwrap();
    let folder = folder.path();
    // A copy is seen where a week of a channel is counted as a whole.
    halves(folder, |_, line| usize::from(line.split(';').nth(3) > Some("p")));
    for name in ["whole", "north", "south"] {
        let (from, to) = (format!("{name}.csv"), format!("{name}-counts.csv"));
        let asked = ["signals", "tally", &from, "--codebook", "codebook.toml", "--out", &to, "-q"];
        done(&kuiske(folder, &asked));
    }
    let watch = |tables: &[&str], out: &str| {
        let asked = [&["signals", "counts"], tables, &["--out", out, "-q"]].concat();
        done(&kuiske(folder, &asked));
        fs::read(folder.join(out)).unwrap()
    };
    let whole = watch(&["whole-counts.csv"], "whole.jsonl");
    assert!(watch(&["south-counts.csv", "north-counts.csv"], "parts.jsonl") == whole);
    assert!(String::from_utf8_lossy(&whole).contains("emergent"), "nothing is found");
    let faulty =
        "week,language,source,channel,stream,group,n,rank,key,text\n2026-W99,,survey,,said,,1,,,\n";
    fs::write(folder.join("faulty.csv"), faulty).unwrap();
    let said = kuiske(folder, &["signals", "counts", "faulty.csv", "--out", "no.jsonl"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("faulty.csv: row 1: week `2026-W99`"), "{}", said.err);
    let said = kuiske(folder, &["signals", "counts", "whole.csv", "--out", "no.jsonl"]);
    assert!(said.err.contains("no column \"week\""), "{}", said.err);
    assert!(!folder.join("no.jsonl").exists());
}

fn search(folder: &Path, args: &[&str]) -> Value {
    let said = kuiske(folder, &[&["search", "--json"], args].concat());
    done(&said);
    serde_json::from_str(&said.out).unwrap()
}

#[test]
fn archives_are_asked_together() {
    let folder = tempdir().unwrap();
    let folder = folder.path();
    halves(folder, |i, _| i % 2);
    for name in ["whole", "north", "south"] {
        done(&kuiske(
            folder,
            &["run", "-q", &format!("{name}.csv"), "-a", &format!("{name}.kuiske")],
        ));
    }
    let both = ["-a", "north.kuiske", "-a", "south.kuiske"];
    let asked = ["jono", "--sort", "oldest", "-n", "500", "--count-by", "week"];
    let (one, two) = (
        search(folder, &[&asked[..], &["-a", "whole.kuiske"]].concat()),
        search(folder, &[&asked[..], &both].concat()),
    );
    assert!(one["total"].as_u64().unwrap() > 10);
    assert_eq!((&two["total"], &two["facets"]), (&one["total"], &one["facets"]));
    let dates = |found: &Value| -> Vec<String> {
        let hits = found["hits"].as_array().unwrap().iter();
        hits.map(|hit| hit["date"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(dates(&two), dates(&one));
    assert!(one["hits"][0].get("archive").is_none());
    // The best of each stand side by side, page after page.
    let page = |offset: &str| {
        let asked = ["jono", "-n", "2", "--offset", offset];
        search(folder, &[&asked[..], &both].concat())["hits"].as_array().unwrap().clone()
    };
    let names: Vec<Value> =
        [page("0"), page("2")].concat().iter().map(|hit| hit["archive"].clone()).collect();
    assert_eq!(names, ["north", "south", "north", "south"]);
    let said = kuiske(
        folder,
        &[&["search", "jono", "--count-by", "theme", "-n", "1"], &both[..]].concat(),
    );
    done(&said);
    assert!(said.out.lines().nth(1).unwrap().starts_with("north "), "{}", said.out);
    let said = kuiske(folder, &[&["search", "jono", "--csv", "-n", "2"], &both[..]].concat());
    assert!(said.out.starts_with("archive,key,date"), "{}", said.out);
    let again = kuiske(folder, &[&["search", "jono", "--csv", "-n", "2"], &both[..]].concat());
    assert_eq!(said.out, again.out);
}

/// What `apply -` writes for what is given.
fn piped(folder: &Path, given: &[u8]) -> Vec<u8> {
    let mut command = command(folder);
    command.args(["themes", "apply", "-", "--codebook", "codebook.toml", "--text", "text", "-q"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), given).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

#[test]
fn a_pipe_takes_tables_and_lines() {
    let folder = tempdir().unwrap();
    let folder = folder.path();
    halves(folder, |i, _| i % 2);
    let csv = piped(folder, b"id,text\n1,the queue was long\n2,\n");
    let csv = String::from_utf8(csv).unwrap();
    assert!(
        csv.starts_with("id,text,kuiske_language,") && csv.contains("\n1,the queue was long,en,")
    );
    let json =
        piped(folder, b"{\"id\":1,\"text\":\"the queue was long\"}\n{\"id\":2,\"text\":\"\"}\n");
    let json = String::from_utf8(json).unwrap();
    assert_eq!(json.lines().count(), 2);
    assert!(
        json.contains("\"kuiske_language\": \"en\"") || json.contains("\"kuiske_language\":\"en\"")
    );
}

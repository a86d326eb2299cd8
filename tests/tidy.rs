//! The house keeps its own rules.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Modules from low to high; those of one row do not know each other.
const LAYERS: [&[&str]; 11] = [
    &["record", "lang", "evidence", "progress", "formula"],
    &["lexicon"],
    &["config"],
    &["analyse", "vectors"],
    &["score"],
    &["theme"],
    &["tag"],
    &["measure", "detect"],
    &["read", "feed", "report", "archive", "evaluate"],
    &["pipeline", "error"],
    &["serve"],
];
/// Sideways steps that are meant: the write-back names the shape of the source it read.
const ALLOWED: [(&str, &str); 3] = [("feed", "read"), ("error", "pipeline"), ("pipeline", "error")];
/// Lines in a source file, tests included.
const LONGEST_FILE: usize = 400;
const MEDIAN_FILE: usize = 200;
const TOP_LEVEL: [&str; 11] = [
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "corpora",
    "lexicons",
    "python",
    "src",
    "target",
    "tests",
];

pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All files with an extension under a folder, sorted.
pub(crate) fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|row| row.contains(&module))
}

/// The top-level module a source file belongs to; `None` for the binary, `lib.rs` and test code.
fn module(path: &Path) -> Option<String> {
    let inside = path.strip_prefix(root().join("src")).unwrap();
    if inside.components().any(|c| ["tests.rs", "tests"].iter().any(|t| c.as_os_str() == *t)) {
        return None;
    }
    let first = inside.components().next().unwrap().as_os_str().to_str().unwrap();
    let name = first.trim_end_matches(".rs");
    (!matches!(name, "lib" | "bin")).then(|| name.to_owned())
}

#[test]
fn lower_modules_never_name_higher_ones() {
    let mut faults = Vec::new();
    for path in files(&root().join("src"), "rs") {
        let Some(own) = module(&path) else { continue };
        let own_layer = layer(&own).unwrap_or_else(|| panic!("module {own} has no layer"));
        let text = fs::read_to_string(&path).unwrap();
        let body = text.split("#[cfg(test)]").next().unwrap();
        for (number, line) in body.lines().enumerate() {
            let code = line.split("//").next().unwrap();
            for part in code.split("crate::").skip(1) {
                let named: Vec<&str> = match part.strip_prefix('{') {
                    Some(list) => list.split([',', '}']).map(str::trim).collect(),
                    None => vec![part],
                };
                for name in named {
                    let name = name.split(|c: char| !c.is_alphanumeric() && c != '_').next();
                    let Some(other) = name.filter(|n| layer(n).is_some()) else { continue };
                    let high = layer(other).unwrap() >= own_layer
                        && layer(other) != Some(0)
                        && other != own;
                    if high && !ALLOWED.contains(&(own.as_str(), other)) {
                        let at = path.strip_prefix(root()).unwrap().display();
                        faults.push(format!("{at}:{}: {own} names {other}", number + 1));
                    }
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn only_the_archive_names_its_index() {
    for path in files(&root().join("src"), "rs") {
        let text = fs::read_to_string(&path).unwrap();
        let ours = module(&path).is_some_and(|m| m == "archive");
        assert!(ours || !text.contains("tantivy::"), "{}", path.display());
    }
}

#[test]
fn pure_stages_do_no_input_or_output() {
    let forbidden = ["std::fs", "std::io", "std::env", "std::time", "Instant", "SystemTime"];
    for path in files(&root().join("src"), "rs") {
        let pure = ["analyse", "score", "theme", "tag", "detect", "measure"];
        if module(&path).is_some_and(|m| pure.contains(&m.as_str())) {
            let text = fs::read_to_string(&path).unwrap();
            let body = text.split("#[cfg(test)]").next().unwrap();
            for word in forbidden {
                assert!(!body.contains(word), "{} names {word}", path.display());
            }
        }
    }
}

#[test]
fn files_are_short_and_named_for_what_they_hold() {
    let mut sizes = BTreeMap::new();
    for path in files(&root().join("src"), "rs") {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let vague = ["util", "utils", "helper", "helpers", "common", "misc", "types", "manager"];
        assert!(!vague.contains(&name), "{} says nothing", path.display());
        sizes.insert(path.clone(), fs::read_to_string(&path).unwrap().lines().count());
    }
    let long: Vec<_> = sizes.iter().filter(|(_, n)| **n > LONGEST_FILE).collect();
    assert!(long.is_empty(), "over {LONGEST_FILE} lines: {long:?}");
    let mut all: Vec<usize> = sizes.into_values().collect();
    all.sort_unstable();
    assert!(all[all.len() / 2] <= MEDIAN_FILE, "median {}", all[all.len() / 2]);
}

#[test]
fn the_top_level_stays_small() {
    for entry in fs::read_dir(root()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(name.starts_with('.') || TOP_LEVEL.contains(&name.as_str()), "{name}");
    }
}

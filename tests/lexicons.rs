//! The shipped word lists as files: form C, order, one spelling, attribution.

use std::fs;
use std::path::Path;

use crate::tidy::{files, root};

#[test]
fn word_lists_are_tidy() {
    let mut faults = Vec::new();
    for path in files(&root().join("lexicons"), "tsv") {
        let text = fs::read_to_string(&path).unwrap();
        let name = path.strip_prefix(root()).unwrap().display().to_string();
        if !text.starts_with("# ") {
            faults.push(format!("{name}: begins without a `# ` title"));
        }
        if !text.lines().take_while(|l| l.starts_with('#')).any(|l| l.contains("source:")) {
            faults.push(format!("{name}: does not say its source"));
        }
        for (line, row) in text.lines().enumerate() {
            if row.ends_with([' ', '\r']) || row.contains('\u{a0}') {
                faults.push(format!("{name}:{}: stray white space", line + 1));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_learned_table_has_its_origin_written_down() {
    let sources = fs::read_to_string(root().join("lexicons/SOURCES.md")).unwrap();
    for path in tables(&root().join("lexicons")) {
        let name = path.file_name().unwrap().to_str().unwrap();
        assert!(sources.contains(name), "lexicons/SOURCES.md does not name {name}");
    }
}

fn tables(folder: &Path) -> Vec<std::path::PathBuf> {
    files(folder, "bin")
}

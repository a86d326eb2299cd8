//! Running the program, and looking at what it left.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// What a command said and how it ended.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Self {
            code: output.status.code().unwrap_or(-1),
            out: text(&output.stdout),
            err: text(&output.stderr),
        }
    }
}

/// The program, in a folder, in English.
pub(crate) fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kuiske"));
    command.current_dir(folder).env("LC_ALL", "C.UTF-8").env_remove("KUISKE_ARCHIVE");
    command
}

/// Runs the program; a panic is never an answer.
pub(crate) fn kuiske(folder: &Path, args: &[&str]) -> Said {
    let said = Said::from(command(folder).args(args).output().unwrap());
    assert!(!said.err.contains("panicked"), "{args:?}\n{}", said.err);
    said
}

/// All files under a folder with their bytes, by path.
pub(crate) fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().display().to_string();
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// The number of comments of an archive that is sound.
pub(crate) fn comments(folder: &Path, archive: &str) -> u64 {
    let said = kuiske(folder, &["archive", "check", "-a", archive]);
    assert_eq!(said.code, 0, "{}", said.err);
    said.out.trim().rsplit(' ').next().unwrap().parse().unwrap()
}

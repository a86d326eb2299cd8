//! Every command of the README runs, in the order it stands there.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::tidy::root;

/// The commands of the README's `sh` blocks.
fn commands() -> Vec<String> {
    let text = fs::read_to_string(root().join("README.md")).unwrap();
    let blocks = text.split("```sh\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    blocks.flat_map(|block| block.lines().map(str::to_owned).collect::<Vec<_>>()).collect()
}

/// As a shell would run it after `cargo install`; `cargo test` is what runs this test.
fn as_installed(command: &str) -> Option<String> {
    if command == "cargo test" {
        return None;
    }
    Some(command.replace("cargo run --release -- ", "kuiske "))
}

#[test]
fn every_command_runs() {
    let folder = tempfile::tempdir().unwrap();
    let corpora = folder.path().join("corpora/weekly");
    fs::create_dir_all(&corpora).unwrap();
    for file in ["input.csv", "next-week.csv"] {
        fs::copy(root().join("corpora/weekly").join(file), corpora.join(file)).unwrap();
    }
    fs::copy(corpora.join("next-week.csv"), folder.path().join("feedback.csv")).unwrap();
    let bin = Path::new(env!("CARGO_BIN_EXE_kuiske")).parent().unwrap();
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap_or_default());
    let commands = commands();
    assert!(commands.len() >= 8, "the README has lost its commands");
    for command in commands.iter().filter_map(|c| as_installed(c)) {
        let done = Command::new("sh")
            .args(["-c", &command])
            .current_dir(folder.path())
            .env("PATH", &path)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{command}\n{said}");
    }
}

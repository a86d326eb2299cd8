//! The command line, one case a file: `tests/cmd_cases/*.toml`. `TRYCMD=overwrite` writes what was
//! said into the cases; read the difference before keeping it.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::tidy::root;

/// The fixtures of the cases, and an archive made of `feedback.csv`.
fn archive() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("cmd/feedback.kuiske");
    let _ = fs::remove_dir_all(&folder);
    let source = root().join("tests/cmd_cases/files/feedback.csv");
    let done = Command::new(env!("CARGO_BIN_EXE_kuiske"))
        .args(["run", "--quiet", "--ui", "en", "-a"])
        .args([&folder, &source])
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    folder
}

#[test]
fn every_case_says_what_it_said() {
    let archive = archive();
    trycmd::TestCases::new()
        .env("KUISKE_ARCHIVE", archive.display().to_string())
        .env("LC_ALL", "C.UTF-8")
        .env("COLUMNS", "100")
        .case("tests/cmd_cases/*.toml");
}

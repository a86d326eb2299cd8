//! Instructions per comment, by callgrind: no clock, so the same on a busy machine.

use std::process::Command;

use crate::stage::Stage;

const COMMENTS: usize = 1000;
/// What counts: the measured work, on the thread that does it and on the index's own.
const COUNTED: [&str; 2] = ["*measured_work*", "*index_documents*"];

pub fn run(names: &[&str]) {
    if Command::new("valgrind").arg("--version").output().is_err() {
        println!("skipped: no valgrind");
        return;
    }
    println!("| stage | instructions per comment |");
    println!("|---|---:|");
    for stage in Stage::ALL {
        if names.is_empty() || names.contains(&stage.name()) {
            println!("| {} | {:.0} |", stage.name(), count(stage) / COMMENTS as f64);
        }
    }
}

fn count(stage: Stage) -> f64 {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("callgrind.out");
    let done = Command::new("valgrind")
        .arg("--tool=callgrind")
        .arg(format!("--callgrind-out-file={}", out.display()))
        .args(COUNTED.map(|name| format!("--toggle-collect={name}")))
        .arg(std::env::current_exe().unwrap())
        .args(["child", stage.name(), &COMMENTS.to_string()])
        .env("RAYON_NUM_THREADS", "1")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&done.stderr);
    let total = said.lines().find_map(|line| line.split("Collected :").nth(1));
    total.and_then(|n| n.trim().parse().ok()).unwrap_or_else(|| panic!("{said}"))
}

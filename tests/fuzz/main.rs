//! Changed inputs without end, against every reader and parser.
//!
//! `cargo bench --bench fuzz -- [SECONDS] [TARGET…]` gives each target so many seconds. A target runs
//! in a process of its own, with 512 MB beyond what it starts with, and 20 seconds for an input; what
//! makes it stop is kept under `found/`, where the test `found_inputs_do_no_harm` gives it to its
//! target again. `seeds FOLDER` writes the good inputs that `guided.rs` begins with.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    missing_docs,
    unreachable_pub,
    reason = "a bench may stop at once and speaks to its reader"
)]

mod mutate;
mod seeds;
mod targets;

use std::fs;
use std::io::{Seek, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use mutate::{Dice, mutated};

/// Memory of a target beyond that of its start, in bytes.
const MEMORY: u64 = 512 << 20;
/// Longest that one input may take.
const LONGEST: Duration = Duration::from_secs(20);

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args.as_slice() {
        ["child", target, seed, seconds, current] => {
            child(target, seed.parse().unwrap(), seconds.parse().unwrap(), Path::new(current));
        }
        ["seeds", folder] => write_seeds(Path::new(folder)),
        [] => all(10, &targets::ALL),
        [seconds] => all(seconds.parse().unwrap(), &targets::ALL),
        [seconds, names @ ..] => all(seconds.parse().unwrap(), names),
    }
}

/// Good inputs of every target as files, where programs led by coverage begin.
fn write_seeds(folder: &Path) {
    for target in targets::ALL {
        let folder = folder.join(target);
        fs::create_dir_all(&folder).unwrap();
        for (number, bytes) in seeds::of(target).iter().enumerate() {
            fs::write(folder.join(format!("good-{number}")), bytes).unwrap();
        }
    }
}

fn all(seconds: u64, names: &[&str]) {
    for name in names {
        assert!(targets::ALL.contains(name), "no target is called {name}");
    }
    let mut stopped = 0;
    for target in names {
        let end = Instant::now() + Duration::from_secs(seconds);
        let (mut seed, mut inputs) = (1, 0);
        while let Some(left) = end.checked_duration_since(Instant::now()).map(|left| left.as_secs())
        {
            if left == 0 {
                break;
            }
            let (done, failed) = watched(target, seed, left);
            inputs += done;
            seed += done + 1;
            if let Some(kept) = failed {
                stopped += 1;
                println!("{target}: stopped by {}", kept.display());
            }
        }
        println!("{target}: {inputs} inputs in {seconds} s");
    }
    assert_eq!(stopped, 0, "inputs that do harm");
}

/// Runs a child until it ends; how many inputs it took, and where the one that stopped it is kept.
fn watched(target: &str, seed: u64, seconds: u64) -> (u64, Option<PathBuf>) {
    let current = tempfile::NamedTempFile::new().unwrap().into_temp_path();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["child", target, &seed.to_string(), &seconds.to_string()])
        .arg(&current)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let changed = |path: &Path| fs::metadata(path).and_then(|meta| meta.modified()).ok();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break Some(status);
        }
        if changed(&current).is_some_and(|at| at.elapsed().is_ok_and(|since| since > LONGEST)) {
            child.kill().unwrap();
            child.wait().unwrap();
            break None;
        }
        std::thread::sleep(Duration::from_millis(100));
    };
    // The number of the input, its length, then the input.
    let last = fs::read(&current).unwrap();
    let (words, rest) = last.split_at_checked(16).unwrap_or((&[0; 16], &[]));
    let word = |at: usize| u64::from_le_bytes(words[at..at + 8].try_into().unwrap());
    let (done, bytes) = (word(0).saturating_sub(seed), &rest[..word(8) as usize]);
    if status.is_some_and(|status| status.success()) {
        return (done, None);
    }
    let kept = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join(format!("tests/fuzz/found/{target}-{:08}.bin", seed + done));
    fs::write(&kept, bytes).unwrap();
    (done, Some(kept))
}

/// Gives a target inputs from `seed` on, saying now and then how many it has had.
fn child(target: &str, seed: u64, seconds: u64, current: &Path) {
    let good = seeds::of(target);
    assert!(!good.is_empty(), "{target} has no good input");
    let part = targets::part(target);
    let parts: Vec<Vec<u8>> = good
        .iter()
        .map(|bytes| {
            part.map_or_else(|| bytes.clone(), |part| targets::part_of(bytes, part).unwrap())
        })
        .collect();
    // Once with a good input: tables and archives are made ready before memory is counted.
    good.iter().for_each(|bytes| targets::run(target, bytes));
    limit_memory();
    let mut file = fs::File::options().write(true).open(current).unwrap();
    let end = Instant::now() + Duration::from_secs(seconds);
    let mut number = seed;
    while Instant::now() < end {
        let mut dice = Dice::new(number);
        let mut bytes = mutated(&parts, &mut dice);
        // Containers are changed inside, and now and then outside.
        if let Some(part) = part {
            let whole = dice.below(8) == 0;
            bytes = if whole {
                mutated(&good, &mut dice)
            } else {
                targets::with_part(&good[0], part, &bytes).unwrap()
            };
        }
        // Over what stood there: a file that is emptied first is a slow one.
        let words = [number, bytes.len() as u64].map(u64::to_le_bytes).concat();
        file.rewind().unwrap();
        file.write_all(&[words, bytes.clone()].concat()).unwrap();
        targets::run(target, &bytes);
        number += 1;
    }
}

#[cfg(unix)]
fn limit_memory() {
    use nix::sys::resource::{Resource, setrlimit};
    let pages = fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let now: u64 = pages.split(' ').next().and_then(|pages| pages.parse().ok()).unwrap_or(0);
    if now > 0 {
        let most = now * 4096 + MEMORY;
        setrlimit(Resource::RLIMIT_AS, most, most).unwrap();
    }
}

#[cfg(not(unix))]
fn limit_memory() {}

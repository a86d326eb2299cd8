//! The main job from CSV to report, whole process: wall time, CPU time, peak memory.
//!
//! `cargo bench --bench end_to_end -- COMMENTS TEXTS`, where TEXTS is a text file (a comment a
//! line) or JSON Lines with `text`. Comments are sampled from it with a fixed sequence, glued
//! until they are about 150 characters long, dated over two years.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    missing_docs,
    unreachable_pub,
    reason = "a bench may stop at once and speaks to its reader"
)]

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;

/// Characters of a comment, on average.
const LENGTH: usize = 150;

fn main() {
    let mut args = std::env::args().skip(1).filter(|arg| !arg.starts_with("--"));
    let (Some(count), Some(file)) = (args.next(), args.next()) else {
        println!("skipped: usage: cargo bench --bench end_to_end -- COMMENTS TEXTS");
        return;
    };
    let count: usize = count.parse().expect("COMMENTS is a number");
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("comments.csv");
    let bytes = generate(&texts(Path::new(&file)), count, &input);
    let archive = folder.path().join("bench.kuiske");
    run("run", count, bytes, &["run", &show(&input), "-a", &show(&archive), "--quiet"]);
    run("re-run", count, bytes, &["run", &show(&input), "-a", &show(&archive), "--quiet"]);
    for query in ["palvelu", "palvelu OR hinta OR service"] {
        run(query, count, bytes, &["search", query, "-a", &show(&archive)]);
    }
    let facets = ["search", "", "-a", &show(&archive), "--count-by", "theme", "-n", "0"];
    run("facets", count, bytes, &facets);
}

fn show(path: &Path) -> String {
    path.display().to_string()
}

fn texts(file: &Path) -> Vec<String> {
    let body = fs::read_to_string(file).unwrap();
    let text = |line: &str| match serde_json::from_str::<serde_json::Value>(line) {
        Ok(row) => row["text"].as_str().unwrap_or_default().to_owned(),
        Err(_) => line.to_owned(),
    };
    body.lines().map(text).filter(|text| !text.is_empty()).collect()
}

fn generate(texts: &[String], count: usize, path: &Path) -> u64 {
    let mut out = BufWriter::new(File::create(path).unwrap());
    let mut state = 42_u64;
    let mut next = |n: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % n
    };
    writeln!(out, "id,date,source,channel,score,comment").unwrap();
    for id in 0..count {
        let mut text = texts[next(texts.len())].clone();
        while text.len() < LENGTH / 2 {
            let _ = write!(text, " {}", texts[next(texts.len())]);
        }
        let day = jiff::civil::date(2024, 11, 25)
            .checked_add(jiff::Span::new().days((id * 728 / count) as i64))
            .unwrap();
        let source = ["survey", "survey", "social", "staff"][next(4)];
        let channel = ["email", "web", "kiosk"][next(3)];
        let score = next(11);
        let text = text.replace('"', "\"\"").replace('\n', " ");
        writeln!(out, "K{id},{day},{source},{channel},{score},\"{text}\"").unwrap();
    }
    out.flush().unwrap();
    fs::metadata(path).unwrap().len()
}

fn run(name: &str, comments: usize, bytes: u64, args: &[&str]) {
    let cpu = || {
        let usage = getrusage(UsageWho::RUSAGE_CHILDREN).unwrap();
        let used = usage.user_time() + usage.system_time();
        (used.num_milliseconds() as f64 / 1000.0, usage.max_rss() as f64 / 1024.0 / 1024.0)
    };
    let (before, start) = (cpu().0, Instant::now());
    let done = Command::new(env!("CARGO_BIN_EXE_kuiske")).args(args).output().unwrap();
    let wall = start.elapsed().as_secs_f64();
    let (after, peak) = cpu();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let megabytes = bytes as f64 / 1e6;
    // A query does not go through the comments one by one: a rate would say nothing.
    let rate = match args.first() {
        Some(&"run") => format!(", {:.0} comments/s", comments as f64 / wall),
        Some(_) | None => String::new(),
    };
    println!(
        "{name:<28} {comments} comments, {megabytes:.0} MB: wall {wall:.2} s, cpu {:.2} s, \
         peak so far {peak:.2} GiB{rate}",
        after - before
    );
}

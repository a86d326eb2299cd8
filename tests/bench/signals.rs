//! What do the detectors of quiet signals find of signals that were planted?
//!
//! A corpus is a folder with `corpus.jsonl` (comments with id, text, date, source, score, channel)
//! and `truth.json` (weeks, planted signals and decoys with the ids of their comments). A finding
//! is of a signal when at least half of its first twenty comments are; a signal counts as found
//! when a finding among the first five of its week is of it within sixteen weeks of its onset.
//! Lone voices have a lane of their own; a silence must be told as one.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use jiff::civil::Date;
use serde::Deserialize;

/// Findings of a week that count.
const RANKS: usize = 5;
/// Weeks from the onset within which a signal must be found.
const HORIZON: i64 = 16;
/// Comments of a finding that are compared.
const COMPARED: usize = 20;

#[derive(Deserialize)]
struct Truth {
    start: String,
    weeks: i64,
    warmup_weeks: i64,
    signals: Vec<Planted>,
    decoys: Vec<Decoy>,
}

#[derive(Deserialize)]
struct Planted {
    id: String,
    #[serde(rename = "type")]
    kind: String,
    onset_week: i64,
    strength: i64,
    cohesion: Option<f64>,
    docs: BTreeSet<String>,
}

#[derive(Deserialize)]
struct Decoy {
    kind: String,
    docs: BTreeSet<String>,
}

#[derive(Deserialize)]
struct Line {
    week: i64,
    rank: usize,
    docs: Vec<String>,
    #[serde(rename = "type")]
    kind: String,
    thread: String,
}

#[derive(Deserialize)]
struct Comment {
    id: String,
    date: String,
}

/// Share of so many.
#[derive(Default)]
struct Share {
    hits: usize,
    of: usize,
}

impl Share {
    fn add(&mut self, hit: bool) {
        self.hits += usize::from(hit);
        self.of += 1;
    }

    fn text(&self) -> String {
        let share = self.hits as f64 / self.of.max(1) as f64;
        format!("{share:.2} ({}/{})", self.hits, self.of)
    }
}

/// All that was counted.
#[derive(Default)]
struct Score {
    all: Share,
    first: Share,
    kinds: BTreeMap<String, Share>,
    strengths: BTreeMap<&'static str, Share>,
    cohesions: BTreeMap<String, Share>,
    typed: Share,
    true_threads: usize,
    false_threads: BTreeMap<String, usize>,
    violations: usize,
    quiet_weeks: i64,
    alarms: BTreeMap<String, usize>,
    seconds: Vec<f64>,
}

/// Replays every corpus and prints what was found.
pub fn run(folders: &[&str]) {
    let mut score = Score::default();
    for folder in folders {
        let folder = Path::new(folder);
        let Ok(truth) = fs::read_to_string(folder.join("truth.json")) else {
            println!("{}: skipped, there is no truth.json", folder.display());
            continue;
        };
        let truth: Truth = serde_json::from_str(&truth).unwrap();
        let lines = replay(folder, &mut score.seconds);
        let weeks = weeks(folder, &truth.start);
        if truth.signals.is_empty() {
            score.quiet(&truth, &lines);
        } else {
            score.planted(&truth, &lines, &weeks);
        }
    }
    if !score.seconds.is_empty() {
        score.print();
    }
}

fn replay(folder: &Path, seconds: &mut Vec<f64>) -> Vec<Line> {
    let out = tempfile::NamedTempFile::new().unwrap();
    let start = Instant::now();
    let done = Command::new(env!("CARGO_BIN_EXE_kuiske"))
        .args(["signals", "replay", "-q", "--scale", "nps", "--out"])
        .arg(out.path())
        .arg(folder.join("corpus.jsonl"))
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    seconds.push(start.elapsed().as_secs_f64());
    let text = fs::read_to_string(out.path()).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The week of every comment, counted from the start.
fn weeks(folder: &Path, start: &str) -> BTreeMap<String, i64> {
    let start: Date = start.parse().unwrap();
    let week = |line: &str| {
        let comment: Comment = serde_json::from_str(line).unwrap();
        let date: Date = comment.date.parse().unwrap();
        (comment.id, i64::from(date.since(start).unwrap().get_days()).div_euclid(7))
    };
    fs::read_to_string(folder.join("corpus.jsonl")).unwrap().lines().map(week).collect()
}

impl Score {
    fn planted(&mut self, truth: &Truth, lines: &[Line], weeks: &BTreeMap<String, i64>) {
        let mut found: BTreeMap<&str, [Option<i64>; 2]> = BTreeMap::new();
        let mut threads: BTreeMap<&str, Option<&str>> = BTreeMap::new();
        let mut counted: BTreeSet<&str> = BTreeSet::new();
        for line in lines.iter().filter(|l| l.week >= truth.warmup_weeks && !l.docs.is_empty()) {
            if line.docs.iter().any(|doc| weeks.get(doc).is_none_or(|week| *week > line.week)) {
                self.violations += 1;
                continue;
            }
            if line.rank > RANKS {
                continue;
            }
            let lone = line.kind == "lone";
            let own = truth.signals.iter().filter(|s| !lone || s.kind == "lone");
            let hit = own.into_iter().find(|signal| is_of(line, signal, weeks));
            if let Some(signal) = hit {
                let [first, any] = found.entry(&signal.id).or_default();
                any.get_or_insert(line.week);
                if line.rank == 1 {
                    first.get_or_insert(line.week);
                }
                self.typed.add(line.kind == signal.kind);
            }
            let id = hit.map(|signal| signal.id.as_str());
            let known = threads.get(line.thread.as_str());
            if lone || known.is_some_and(|before| id.is_none() || *before == id) {
                continue;
            }
            threads.insert(&line.thread, id);
            match id {
                Some(id) => self.true_threads += usize::from(counted.insert(id)),
                None => *self.false_threads.entry(what(line, truth)).or_default() += 1,
            }
        }
        for signal in &truth.signals {
            let [first, any] = found.get(signal.id.as_str()).copied().unwrap_or_default();
            let within = |week: Option<i64>| week.is_some_and(|w| w - signal.onset_week < HORIZON);
            self.count(signal, within(first), within(any));
        }
    }

    fn count(&mut self, signal: &Planted, first: bool, any: bool) {
        self.kinds.entry(signal.kind.clone()).or_default().add(any);
        if signal.kind == "lone" {
            return;
        }
        self.all.add(any);
        self.first.add(first);
        let band = match signal.strength {
            ..=6 => "3–6",
            7..=12 => "7–12",
            13..=24 => "13–24",
            25.. => "25 and more",
        };
        self.strengths.entry(band).or_default().add(any);
        if let Some(cohesion) = signal.cohesion {
            self.cohesions.entry(format!("{cohesion}")).or_default().add(any);
        }
    }

    fn quiet(&mut self, truth: &Truth, lines: &[Line]) {
        self.quiet_weeks += truth.weeks - truth.warmup_weeks;
        let mut threads = BTreeSet::new();
        for line in lines {
            let counts = line.week >= truth.warmup_weeks && line.rank <= RANKS;
            if counts && line.kind != "lone" && threads.insert(&line.thread) {
                *self.alarms.entry(what(line, truth)).or_default() += 1;
            }
        }
    }

    fn print(&self) {
        let table = |name: &str, rows: Vec<(String, String)>| {
            println!("\n| {name} | found |\n|---|---:|");
            rows.into_iter().for_each(|(name, found)| println!("| {name} | {found} |"));
        };
        let texts = |map: &BTreeMap<String, Share>| {
            map.iter().map(|(name, share)| (name.clone(), share.text())).collect()
        };
        table("type", texts(&self.kinds));
        let strengths = self.strengths.iter();
        table("comments", strengths.map(|(name, s)| ((*name).to_owned(), s.text())).collect());
        table("cohesion", texts(&self.cohesions));
        let false_threads: usize = self.false_threads.values().sum();
        let precision = Share { hits: self.true_threads, of: self.true_threads + false_threads };
        println!("\nfound among the first five of a week {}", self.all.text());
        println!("found as the first of a week {}", self.first.text());
        println!("precision {} of which false: {:?}", precision.text(), self.false_threads);
        println!(
            "type right {}; findings that knew the future {}",
            self.typed.text(),
            self.violations
        );
        if self.quiet_weeks > 0 {
            let alarms: usize = self.alarms.values().sum();
            let rate = alarms as f64 * 52.0 / self.quiet_weeks as f64;
            println!("false alarms per 52 weeks without signals {rate:.1}: {:?}", self.alarms);
        }
        let longest = self.seconds.iter().copied().fold(0.0, f64::max);
        let mean = self.seconds.iter().sum::<f64>() / self.seconds.len() as f64;
        println!("seconds a corpus {mean:.1}, longest {longest:.1}");
    }
}

/// Whether a finding is of a signal.
fn is_of(line: &Line, signal: &Planted, weeks: &BTreeMap<String, i64>) -> bool {
    let shown = &line.docs[..line.docs.len().min(COMPARED)];
    let hits = shown.iter().filter(|doc| signal.docs.contains(*doc)).count();
    let silence = signal.kind == "vanish";
    if hits == 0
        || hits * 2 < shown.len()
        || line.week < signal.onset_week
        || (silence && line.kind != "vanish")
    {
        return false;
    }
    let said = signal.docs.iter().filter(|doc| weeks.get(*doc).is_some_and(|w| *w <= line.week));
    silence && hits >= 2 || !silence && hits >= said.count().min(2)
}

/// What a false finding is of.
fn what(line: &Line, truth: &Truth) -> String {
    let shown: BTreeSet<&String> = line.docs.iter().take(COMPARED).collect();
    let mostly = |docs: &BTreeSet<String>| {
        shown.iter().filter(|doc| docs.contains(**doc)).count() * 2 >= shown.len()
    };
    let decoy = truth.decoys.iter().find(|decoy| mostly(&decoy.docs)).map(|d| d.kind.clone());
    let silent = || {
        let is = truth.signals.iter().any(|s| s.kind == "vanish" && mostly(&s.docs));
        is.then(|| "stationary_minor".to_owned())
    };
    decoy.or_else(silent).unwrap_or_else(|| "background".to_owned())
}

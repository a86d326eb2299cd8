//! Comments to measure with: sampled with a fixed sequence, of some 150 characters, dated over two
//! years.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// Characters of a comment, on average.
const LENGTH: usize = 150;
const BUNDLED: [&str; 4] = [
    "corpora/feedback-fi/train.jsonl",
    "corpora/feedback-fi/test.jsonl",
    "corpora/feedback-fi/train.jsonl",
    "corpora/feedback-en/train.jsonl",
];

/// So many comments, the same ones every time.
pub fn sample(count: usize) -> Vec<String> {
    let pool = pool();
    let mut draw = Draw(42);
    let one = |_| {
        let mut text = String::new();
        while text.len() < LENGTH * 3 / 4 {
            text.push_str(if text.is_empty() { "" } else { " " });
            text.push_str(&pool[draw.below(pool.len())]);
        }
        text
    };
    (0..count).map(one).collect()
}

/// The comments as a survey export.
pub fn csv(texts: &[String]) -> String {
    let mut draw = Draw(7);
    let mut out = String::with_capacity(texts.len() * (LENGTH + 60));
    out.push_str("id,date,source,channel,score,comment\n");
    for (id, text) in texts.iter().enumerate() {
        let days = jiff::Span::new().days((id * 728 / texts.len()) as i64);
        let day = jiff::civil::date(2024, 11, 25).checked_add(days).unwrap();
        let source = ["survey", "survey", "social", "staff"][draw.below(4)];
        let channel = ["email", "web", "kiosk"][draw.below(3)];
        let (score, text) = (draw.below(11), text.replace('"', "\"\"").replace('\n', " "));
        let _ = writeln!(out, "K{id},{day},{source},{channel},{score},\"{text}\"");
    }
    out
}

fn pool() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files: Vec<PathBuf> = match std::env::var_os("KUISKE_BENCH_TEXTS") {
        Some(file) => vec![file.into()],
        None => BUNDLED.iter().map(|file| root.join(file)).collect(),
    };
    let text = |line: &str| match serde_json::from_str::<serde_json::Value>(line) {
        Ok(row) => row["text"].as_str().unwrap_or_default().to_owned(),
        Err(_) => line.to_owned(),
    };
    let bodies = files.iter().map(|file| fs::read_to_string(file).unwrap());
    let texts = bodies.flat_map(|body| body.lines().map(text).collect::<Vec<_>>());
    texts.filter(|text| !text.is_empty()).collect()
}

/// Numbers that look random and are the same every time.
struct Draw(u64);

impl Draw {
    fn below(&mut self, n: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }
}

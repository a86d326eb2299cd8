//! The achieved rate of false alarms on the user's own comments: weeks are put in another order in
//! blocks, within each language and kind of voice, so that whatever is found then is chance.

use std::path::Path;

use jiff::Span;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::file::put;
use super::replay::{Past, Records, Told};
use crate::config::Config;
use crate::error::Error;
use crate::progress::{Event, Progress};
use crate::record::{Record, Week};

/// Where an archive keeps what was measured.
const FILE: &str = "calibration.json";
/// Weeks that stay together.
const BLOCK: i32 = 4;
/// Seed of the orders.
const SEED: u64 = 0x5eed_0f51;

/// What the orders showed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    /// Orders tried.
    pub rounds: usize,
    /// Weeks looked at in each.
    pub weeks: usize,
    /// Threads found in all of them, lone voices apart: all false.
    pub threads: usize,
    /// False alarms per 52 weeks that were declared.
    pub declared: f64,
}

impl Calibration {
    /// False alarms per 52 weeks that were found; 0 if no week was looked at.
    pub fn achieved(self) -> f64 {
        let weeks = (self.rounds * self.weeks) as f64;
        if weeks > 0.0 { self.threads as f64 * 52.0 / weeks } else { 0.0 }
    }
}

/// What was measured last on the comments of an archive; `None` where nothing was.
pub(super) fn measured(archive: &Path) -> Option<Calibration> {
    serde_json::from_str(&std::fs::read_to_string(archive.join(FILE)).ok()?).ok()
}

/// Looks at `rounds` random orders of the weeks; what an archive's own comments give is kept in it,
/// for its reports to tell.
///
/// # Errors
/// What cannot be read, or written.
pub fn calibrate(
    told: Told<'_>,
    config: &Config,
    rounds: usize,
    progress: &dyn Progress,
) -> Result<Calibration, Error> {
    let records = Records::read(told, config, progress)?;
    let (scale, declared) = (records.scale, records.per_year);
    let mut found = Calibration { rounds, weeks: 0, threads: 0, declared };
    for round in 0..rounds {
        let moved = in_other_order(&records.list, SEED + round as u64);
        let past = Past::new(&moved, scale, &records.tagger, progress)?;
        let mut threads: Vec<String> = past
            .look(declared, progress)
            .into_iter()
            .filter(|seen| seen.kind != "lone")
            .map(|seen| seen.thread)
            .collect();
        threads.sort_unstable();
        threads.dedup();
        found.threads += threads.len();
        found.weeks = past.weeks();
    }
    if let Told::Archive(archive) = told {
        let text = serde_json::to_string_pretty(&found).unwrap_or_default() + "\n";
        put(&archive.join(FILE), text.as_bytes())?;
    }
    progress.event(Event::End);
    Ok(found)
}

/// The records with their blocks of weeks in another order, per language and kind of voice.
fn in_other_order(records: &[Record], seed: u64) -> Vec<Record> {
    let week = |record: &Record| record.date.map(|date| Week::of(date.date()));
    let Some(first) = records.iter().filter_map(week).min() else { return records.to_vec() };
    let last = records.iter().filter_map(week).max().unwrap_or(first);
    // Only whole blocks change places.
    let blocks = ((last.since(first) + 1) / BLOCK) as usize;
    let mut orders: FxHashMap<(Option<u8>, u8), Vec<i32>> = FxHashMap::default();
    let mut moved = records.to_vec();
    for record in &mut moved {
        let Some(date) = record.date else { continue };
        let block = Week::of(date.date()).since(first) / BLOCK;
        let stratum = (record.language.map(|lang| lang as u8), record.source as u8);
        let own = seed ^ (u64::from(stratum.0.unwrap_or(9)) << 32) ^ (u64::from(stratum.1) << 40);
        let order = orders.entry(stratum).or_insert_with(|| shuffled(blocks, own));
        let Some(to) = order.get(block as usize) else { continue };
        let days = i64::from((to - block) * BLOCK * 7);
        record.date = date.checked_add(Span::new().days(days)).ok().or(record.date);
    }
    moved
}

/// The numbers below `count` in a random order that the seed alone decides.
fn shuffled(count: usize, seed: u64) -> Vec<i32> {
    let mut state = seed;
    // SplitMix64 (Steele, Lea & Flood 2014).
    let mut random = || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    };
    let mut order: Vec<i32> = (0..count as i32).collect();
    for i in (1..count).rev() {
        order.swap(i, (random() % (i as u64 + 1)) as usize);
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_holds_every_block_once_and_follows_from_the_seed() {
        let order = shuffled(20, 7);
        let mut sorted = order.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, (0..20).collect::<Vec<_>>());
        assert_eq!(order, shuffled(20, 7));
        assert_ne!(order, shuffled(20, 8));
    }
}

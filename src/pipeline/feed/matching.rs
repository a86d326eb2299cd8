//! Which record of a source is which of the archive, and whether it still says the same.

use rustc_hash::FxHashMap;

use super::super::columns::Tags;
use super::super::line::Line;
use crate::analyse::mask::{mask, masked_key};
use crate::archive::{Archive, History, key_hash, lang_of};
use crate::error::Error;
use crate::read::Reading;
use crate::record::Record;

/// Comments of records that may have changed, fetched together.
const CHUNK: usize = 4096;

/// The records of a reading, found in the archive.
pub(super) struct Matches {
    /// The row of each.
    pub(super) rows: Vec<u64>,
    found: Vec<Found>,
    pub(super) history: History,
    pub(super) matched: u64,
    pub(super) unmatched: u64,
    pub(super) changed: u64,
    pub(super) elsewhere: u64,
}

/// What the archive has of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    /// Nothing.
    No,
    /// Another text.
    Changed,
    /// It answered nothing.
    Blank { first: u32, count: u32 },
    /// Its comments, by their place in the history.
    At { first: u32, count: u32 },
}

impl Matches {
    pub(super) fn find(reading: &Reading, archive: &Archive) -> Result<Self, Error> {
        let history = archive.history()?;
        let known = places(&history);
        let contents = archive.known_keys()?;
        // What came in masked is known by its masked key.
        let lines = reading.records.each(|record| {
            let (mut line, masked) = (Line::of(record), masked_key(&record.key));
            if !known.contains_key(&line.key) {
                line.key = masked.map_or(line.key, |key| key_hash(&key));
            }
            line
        })?;
        let mut found = Vec::with_capacity(lines.len());
        let mut unsure = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            let Some(&(first, count)) = known.get(&line.key) else {
                found.push(Found::No);
                continue;
            };
            found.push(if line.unanswered {
                Found::Blank { first, count }
            } else {
                Found::At { first, count }
            });
            if contents.get(&line.key).is_none_or(|known| known.content != line.content) {
                unsure.push(at);
            }
        }
        for chunk in unsure.chunks(CHUNK) {
            changed(chunk, &mut found, reading, &history, archive)?;
        }
        let count = |what: fn(&Found) -> bool| found.iter().filter(|found| what(found)).count();
        let unmatched = count(|found| *found == Found::No) as u64;
        let changed = count(|found| *found == Found::Changed) as u64;
        let seen = found.len() as u64 - unmatched;
        let matched = seen - changed;
        let elsewhere = (known.len() as u64).saturating_sub(seen);
        let rows = lines.iter().map(|line| line.row).collect();
        Ok(Self { rows, found, history, matched, unmatched, changed, elsewhere })
    }

    /// The tags of record number `at`; `None` where it answered nothing or they are not known.
    pub(super) fn tags(&self, at: usize) -> Option<Vec<Tags>> {
        let comments = self.comments(at);
        (!comments.is_empty()).then(|| comments.map(|place| self.of(place)).collect())
    }

    /// Whether the archive holds record number `at` as it is.
    pub(super) fn is_known(&self, at: usize) -> bool {
        matches!(self.found.get(at), Some(Found::Blank { .. } | Found::At { .. }))
    }

    /// The comments of record number `at`, by their place in the history; none where it has no tags.
    pub(super) fn comments(&self, at: usize) -> std::ops::Range<usize> {
        match self.found.get(at) {
            Some(&Found::At { first, count }) => first as usize..(first + count) as usize,
            Some(Found::No | Found::Changed | Found::Blank { .. }) | None => 0..0,
        }
    }

    fn of(&self, at: usize) -> Tags {
        let h = &self.history;
        Tags {
            lang: h.lang.get(at).and_then(|&code| lang_of(code)),
            sentiment: h.sentiment.get(at).copied().flatten(),
            emotions: h.emotions.get(at).copied().unwrap_or_default(),
            hot: h.hot.get(at).copied().flatten(),
            expectation: h.expectation.get(at).copied().flatten(),
            cues: h.cues.get(at).copied().unwrap_or_default(),
            themes: h.members(at).iter().map(|member| member.theme).collect(),
        }
    }
}

/// Key hash → place of the first comment and number of comments.
fn places(history: &History) -> FxHashMap<u64, (u32, u32)> {
    let mut places: FxHashMap<u64, (u32, u32)> = FxHashMap::default();
    for (at, &key) in history.key.iter().enumerate() {
        places.entry(key).or_insert((at as u32, 0)).1 += 1;
    }
    places
}

/// Marks those of the records `unsure` whose texts are not those of the archive. What was masked on
/// its way in is compared as it would be masked today.
fn changed(
    unsure: &[usize],
    found: &mut [Found],
    reading: &Reading,
    history: &History,
    archive: &Archive,
) -> Result<(), Error> {
    let place = |at: usize, found: &[Found]| match found.get(at) {
        Some(&(Found::At { first, count } | Found::Blank { first, count })) => {
            first as usize..(first + count) as usize
        }
        Some(Found::No | Found::Changed) | None => 0..0,
    };
    let seqs: Vec<u64> = unsure
        .iter()
        .flat_map(|&at| history.seq.get(place(at, found)).unwrap_or(&[]))
        .copied()
        .collect();
    let mut stored = archive.fetch(&seqs)?.into_iter();
    for (&at, record) in unsure.iter().zip(reading.records.pick(unsure)?) {
        let own: Vec<_> = stored.by_ref().take(place(at, found).len()).collect();
        let Some(slot) = found.get_mut(at) else { continue };
        let texts = own.iter().map(|comment| (comment.question, &*comment.text));
        if !same(&record, texts) {
            *slot = Found::Changed;
        }
    }
    Ok(())
}

fn same<'a>(record: &Record, stored: impl Iterator<Item = (u16, &'a str)>) -> bool {
    let stored: Vec<(u16, &str)> = stored.collect();
    let equal = |text: &str, kept: &str| text == kept || mask(text).is_some_and(|m| m == kept);
    stored.len() == record.comments.len()
        && record
            .comments
            .iter()
            .zip(stored)
            .all(|(c, (question, kept))| c.question == question && equal(&c.text, kept))
}

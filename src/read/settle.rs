//! What can be said of rows only together: keys, rows that come twice, the scale of the scores.

use rustc_hash::FxHashMap;

use super::assemble::{Draft, off_scale};
use super::error::RejectReason;
use super::key::Occurrences;
use super::scale;
use super::{Columns, Repeat, Role};
use crate::config::Scale;
use crate::record::{Record, RecordKey};

/// A rejected row before its line is looked up.
pub(super) struct Refused {
    pub(super) row: u64,
    pub(super) column: Option<Box<str>>,
    pub(super) reason: RejectReason,
}

/// The rows after they have been looked at together.
pub(super) struct Settled {
    pub(super) records: Vec<Record>,
    pub(super) repeats: Vec<Repeat>,
    pub(super) refused: Vec<Refused>,
}

/// Gives every draft its key. Rows with the same given key: an equal one is a repeat of the first, a
/// different one is refused; but if the key column was only guessed, it then is no key, and content
/// identifies the rows.
pub(super) fn keys(
    mut drafts: Vec<Draft>,
    columns: &mut Columns,
    set: bool,
    notes: &mut Vec<String>,
) -> Settled {
    let twice = twice(&drafts);
    let conflict = twice.iter().any(|(_, same)| matches!(same, Twice::Other(_)));
    let mut twice = twice.into_iter().peekable();
    if conflict && !set {
        if let Some(place) = columns.guesses.iter().position(|guess| guess.role == Role::Key) {
            let column = columns.guesses.remove(place).column;
            notes.push(format!("\"{column}\" has values that come twice, so it is no key; rows are known by their content (columns.key sets it)"));
        }
        for draft in &mut drafts {
            draft.keyed = false;
        }
        twice = Vec::new().into_iter().peekable();
    }
    let mut settled = Settled {
        records: Vec::with_capacity(drafts.len()),
        repeats: Vec::new(),
        refused: Vec::new(),
    };
    let mut occurrences = Occurrences::default();
    for (index, Draft { mut record, keyed, content }) in drafts.into_iter().enumerate() {
        match twice.next_if(|(place, _)| *place == index) {
            Some((_, Twice::Same(first))) => {
                settled.repeats.push(Repeat { row: record.row, first });
            }
            Some((_, Twice::Other(first))) => {
                settled.refused.push(duplicate(&record, first, columns));
            }
            None => {
                if !keyed {
                    record.key = occurrences.key(content);
                }
                settled.records.push(record);
            }
        }
    }
    settled
}

/// A later row with the key of an earlier one, whose number it holds.
enum Twice {
    Same(u64),
    Other(u64),
}

fn twice(drafts: &[Draft]) -> Vec<(usize, Twice)> {
    let mut first: FxHashMap<&RecordKey, &Draft> = FxHashMap::default();
    let mut found = Vec::new();
    for (index, draft) in drafts.iter().enumerate().filter(|(_, draft)| draft.keyed) {
        match first.get(&draft.record.key) {
            None => {
                first.insert(&draft.record.key, draft);
            }
            Some(earlier) if earlier.content == draft.content => {
                found.push((index, Twice::Same(earlier.record.row)));
            }
            Some(earlier) => found.push((index, Twice::Other(earlier.record.row))),
        }
    }
    found
}

fn duplicate(record: &Record, first: u64, columns: &Columns) -> Refused {
    let key = record.key.0.to_string();
    let column = columns.one(Role::Key).map(|guess| guess.column.as_str().into());
    Refused { row: record.row, column, reason: RejectReason::DuplicateKey { key, first } }
}

/// The scale of the scores where it is not set; records off it are refused.
pub(super) fn scale(
    settled: &mut Settled,
    columns: &Columns,
    set: Option<Scale>,
    notes: &mut Vec<String>,
) -> Option<Scale> {
    let column = columns.one(Role::Score)?;
    if set.is_some() {
        return set;
    }
    let scores: Vec<f32> = settled.records.iter().filter_map(|record| record.score).collect();
    let (scale, note) = scale::guess(&scores, &column.column)?;
    notes.push(note);
    let off = |record: &Record| record.score.filter(|score| !scale.holds(*score));
    let Settled { records, refused, .. } = settled;
    if records.iter().any(|record| off(record).is_some()) {
        records.retain(|record| match off(record) {
            None => true,
            Some(score) => {
                let reason = off_scale(score, scale);
                refused.push(Refused {
                    row: record.row,
                    column: Some(column.column.as_str().into()),
                    reason,
                });
                false
            }
        });
    }
    Some(scale)
}

//! What can be said of rows only together: keys, rows that come twice, the scale of the scores.

use rustc_hash::FxHashMap;

use super::assemble::{Identity, off_scale};
use super::error::RejectReason;
use super::key::Occurrences;
use super::note::Said;
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

/// Gives every record its key. Rows with the same given key: an equal one is a repeat of the first, a
/// different one is refused; but if the key column was only guessed, it then is no key, and content
/// identifies the rows.
pub(super) fn keys(
    mut records: Vec<Record>,
    mut identities: Vec<Identity>,
    columns: &mut Columns,
    set: bool,
    notes: &mut Vec<Said>,
) -> Settled {
    let mut twice = twice(&records, &identities);
    if !set && twice.iter().any(|(_, same)| matches!(same, Twice::Other(_))) {
        if let Some(place) = columns.guesses.iter().position(|guess| guess.role == Role::Key) {
            let column = columns.guesses.remove(place).column;
            notes.push(Said::new(
                format!("\"{column}\" has values that come twice, so it is no key; rows are known by their content (columns.key sets it)"),
                format!("sarakkeen ”{column}” arvoja toistuu, joten se ei yksilöi rivejä; rivit tunnetaan sisällöstään (asetus: columns.key)"),
            ));
        }
        for identity in &mut identities {
            identity.keyed = false;
        }
        twice.clear();
    }
    let mut occurrences = Occurrences::default();
    for (record, identity) in records.iter_mut().zip(&identities).filter(|(_, id)| !id.keyed) {
        record.key = occurrences.key(identity.content);
    }
    let (mut repeats, mut refused) = (Vec::new(), Vec::new());
    let mut twice = twice.into_iter().peekable();
    records.retain(|record| match twice.next_if(|(row, _)| *row == record.row) {
        None => true,
        Some((row, Twice::Same(first))) => {
            repeats.push(Repeat { row, first });
            false
        }
        Some((_, Twice::Other(first))) => {
            refused.push(duplicate(record, first, columns));
            false
        }
    });
    Settled { records, repeats, refused }
}

/// A later row with the key of an earlier one, whose number it holds.
enum Twice {
    Same(u64),
    Other(u64),
}

/// The numbers of rows with the key of an earlier row.
fn twice(records: &[Record], identities: &[Identity]) -> Vec<(u64, Twice)> {
    let mut first: FxHashMap<&RecordKey, (u64, u64)> = FxHashMap::default();
    first.reserve(identities.iter().filter(|identity| identity.keyed).count());
    let mut found = Vec::new();
    for (record, identity) in records.iter().zip(identities).filter(|(_, id)| id.keyed) {
        let &mut (row, content) =
            first.entry(&record.key).or_insert((record.row, identity.content));
        if row != record.row {
            let same = content == identity.content;
            found.push((record.row, if same { Twice::Same(row) } else { Twice::Other(row) }));
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
    notes: &mut Vec<Said>,
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

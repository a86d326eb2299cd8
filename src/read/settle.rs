//! What can be said of rows only together: keys, rows that come twice, the scale of the scores.

use rustc_hash::FxHashMap;

use super::assemble::{Identity, off_scale};
use super::error::{ReadError, RejectReason};
use super::key::Occurrences;
use super::note::Said;
use super::scale;
use super::spool::{Fate, Spool};
use super::{Columns, Repeat, Role};
use crate::config::Scale;

/// A rejected row before its line is looked up.
pub(super) struct Refused {
    pub(super) row: u64,
    pub(super) column: Option<Box<str>>,
    pub(super) reason: RejectReason,
}

/// What becomes of the records, by their places.
pub(super) struct Settled {
    pub(super) fates: Vec<Fate>,
    pub(super) repeats: Vec<Repeat>,
    /// Records with the key of an earlier one that says something else, and its row.
    doubles: Vec<(usize, u64)>,
    /// Records with a score that is not on the scale.
    off: Vec<usize>,
}

/// Gives every record its key. Rows with the same given key: an equal one is a repeat of the first, a
/// different one is refused; but if the key column was only guessed, it then is no key, and content
/// identifies the rows.
pub(super) fn keys(
    identities: &[Identity],
    columns: &mut Columns,
    set: bool,
    notes: &mut Vec<Said>,
) -> Settled {
    let mut twice = twice(identities);
    let by_content = !set && twice.iter().any(|twice| !twice.same);
    if by_content {
        if let Some(place) = columns.guesses.iter().position(|guess| guess.role == Role::Key) {
            let column = columns.guesses.remove(place).column;
            notes.push(Said::new(
                format!("\"{column}\" has values that come twice, so it is no key; rows are known by their content (columns.key sets it)"),
                format!("sarakkeen ”{column}” arvoja toistuu, joten se ei yksilöi rivejä; rivit tunnetaan sisällöstään (asetus: columns.key)"),
            ));
        }
        twice.clear();
    }
    let mut occurrences = Occurrences::default();
    let fate = |identity: &Identity| match identity.key {
        Some(_) if !by_content => Fate::Kept,
        Some(_) | None => Fate::Content(identity.content, occurrences.next(identity.content)),
    };
    let mut settled = Settled {
        fates: identities.iter().map(fate).collect(),
        repeats: Vec::new(),
        doubles: Vec::new(),
        off: Vec::new(),
    };
    for Twice { at, first, same } in twice {
        let row = identities.get(at).map_or(0, |identity| identity.row);
        if same {
            settled.repeats.push(Repeat { row, first });
        } else {
            settled.doubles.push((at, first));
        }
        settled.leave_out(at);
    }
    settled
}

/// A record with the key of an earlier one.
struct Twice {
    at: usize,
    /// Row of the earlier one.
    first: u64,
    /// It says the same.
    same: bool,
}

fn twice(identities: &[Identity]) -> Vec<Twice> {
    let mut first: FxHashMap<u64, (u64, u64)> = FxHashMap::default();
    first.reserve(identities.iter().filter(|identity| identity.key.is_some()).count());
    let mut found = Vec::new();
    for (at, identity) in identities.iter().enumerate() {
        let Some(key) = identity.key else { continue };
        let &mut (row, content) = first.entry(key).or_insert((identity.row, identity.content));
        if row != identity.row {
            found.push(Twice { at, first: row, same: content == identity.content });
        }
    }
    found
}

impl Settled {
    fn leave_out(&mut self, at: usize) {
        if let Some(fate) = self.fates.get_mut(at) {
            *fate = Fate::Out;
        }
    }

    /// The records that are kept.
    pub(super) fn kept<'i>(
        &'i self,
        identities: &'i [Identity],
    ) -> impl Iterator<Item = (usize, &'i Identity)> {
        let all = identities.iter().enumerate().zip(&self.fates);
        all.filter(|(_, fate)| **fate != Fate::Out).map(|(one, _)| one)
    }

    /// The reasons of what is left out.
    pub(super) fn refused(
        &self,
        identities: &[Identity],
        records: &Spool,
        columns: &Columns,
        scale: Option<Scale>,
    ) -> Result<Vec<Refused>, ReadError> {
        let column = |role| columns.one(role).map(|guess| Box::from(guess.column.as_str()));
        let places: Vec<usize> = self.doubles.iter().map(|(at, _)| *at).collect();
        let doubles = records.pick(&places)?.into_iter().zip(&self.doubles);
        let mut refused: Vec<Refused> = doubles
            .map(|(record, (_, first))| Refused {
                row: record.row,
                column: column(Role::Key),
                reason: RejectReason::DuplicateKey { key: record.key.0.into(), first: *first },
            })
            .collect();
        let off = self.off.iter().filter_map(|&at| identities.get(at));
        refused.extend(off.filter_map(|identity| {
            let reason = off_scale(identity.score?, scale?);
            Some(Refused { row: identity.row, column: column(Role::Score), reason })
        }));
        Ok(refused)
    }
}

/// The scale of the scores where it is not set; records off it are refused.
pub(super) fn scale(
    settled: &mut Settled,
    identities: &[Identity],
    columns: &Columns,
    set: Option<Scale>,
    notes: &mut Vec<Said>,
) -> Option<Scale> {
    let column = columns.one(Role::Score)?;
    if set.is_some() {
        return set;
    }
    let scores: Vec<f32> = settled.kept(identities).filter_map(|(_, one)| one.score).collect();
    let (scale, note) = scale::guess(&scores, &column.column)?;
    notes.push(note);
    let off = |one: &Identity| one.score.is_some_and(|score| !scale.holds(score));
    settled.off = settled.kept(identities).filter(|(_, one)| off(one)).map(|(at, _)| at).collect();
    for at in settled.off.clone() {
        settled.leave_out(at);
    }
    Some(scale)
}

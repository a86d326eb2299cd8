//! What people have filled in so far, over all versions of the action file.

use std::collections::BTreeMap;
use std::hash::Hasher;

use rustc_hash::FxHasher;

use super::Action;

/// The newest known state of every action, by record key.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    known: BTreeMap<String, Action>,
}

impl Ledger {
    /// Takes a version of the file; later ones win where they say anything.
    pub fn take(&mut self, rows: impl IntoIterator<Item = Action>) {
        for mut row in rows {
            if let Some(known) = self.known.get(&row.key) {
                for (new, old) in [
                    (&mut row.owner, &known.owner),
                    (&mut row.status, &known.status),
                    (&mut row.note, &known.note),
                ] {
                    if new.is_empty() {
                        old.clone_into(new);
                    }
                }
            }
            self.known.insert(row.key.clone(), row);
        }
    }

    /// A hash of all that was filled in: equal hashes, equal files.
    pub fn stamp(&self) -> u64 {
        let mut hasher = FxHasher::default();
        for action in self.known.values().filter(|action| action.is_taken()) {
            for text in [&action.key, &action.owner, &action.status, &action.note] {
                hasher.write(text.as_bytes());
                hasher.write_u8(0);
            }
        }
        hasher.finish()
    }

    /// The actions of a run with what people had filled in, and after them those of earlier runs
    /// that somebody has taken up and not finished.
    pub fn merge(&self, mut fresh: Vec<Action>) -> Vec<Action> {
        let mut new = std::collections::BTreeSet::new();
        for action in &mut fresh {
            if let Some(known) = self.known.get(&action.key) {
                known.owner.clone_into(&mut action.owner);
                known.status.clone_into(&mut action.status);
                known.note.clone_into(&mut action.note);
            }
            new.insert(action.key.clone());
        }
        let open = self
            .known
            .values()
            .filter(|action| action.is_taken() && !action.is_done() && !new.contains(&action.key));
        fresh.extend(open.cloned());
        fresh
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn action(key: &str, owner: &str, status: &str) -> Action {
        Action {
            key: key.to_owned(),
            owner: owner.to_owned(),
            status: status.to_owned(),
            ..Action::default()
        }
    }

    #[test]
    fn what_people_wrote_survives_and_open_work_is_carried() {
        let mut ledger = Ledger::default();
        let empty = ledger.stamp();
        ledger.take([action("a", "", ""), action("b", "", "")]);
        assert_eq!(ledger.stamp(), empty);
        ledger.take([action("a", "Maija", "avoin"), action("b", "Pekka", "tehty")]);
        ledger.take([action("a", "", "työn alla"), action("c", "", "")]);
        let merged = ledger.merge(vec![action("d", "", ""), action("b", "", "")]);
        let seen: Vec<_> = merged.iter().map(|a| (&*a.key, &*a.owner, &*a.status)).collect();
        assert_eq!(seen, [("d", "", ""), ("b", "Pekka", "tehty"), ("a", "Maija", "työn alla")]);
        let stamp = ledger.stamp();
        ledger.take(merged);
        assert_eq!(ledger.stamp(), stamp);
    }
}

//! Findings of one thing in several weeks are one thread, which keeps its number; what people think
//! of a thread decides whether it is told again.

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use super::Kind;

/// Share of common evidence from which two findings are one thing.
const SHARED: f64 = 0.3;
/// Weeks after which a silent thread takes up no new findings.
const FORGOTTEN: i32 = 30;
/// How many times as many comments bring a dismissed thread back.
const GROWN: f64 = 1.5;
/// Comments that must have come in addition.
const MORE: u32 = 3;

/// What somebody thinks of a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "archive", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Something has happened.
    Real,
    /// Nothing is behind it.
    Noise,
    /// It is so, and it was known.
    Known,
}

impl Verdict {
    /// All verdicts, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::Real, Self::Noise, Self::Known];

    /// The name used in files and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Real => "real",
            Self::Noise => "noise",
            Self::Known => "known",
        }
    }

    /// Whether a thread judged so when it had `then` comments is told again now that it has `now`:
    /// dismissed ones stay silent unless they grow by half, and by three comments.
    pub fn lets_through(self, then: u32, now: u32) -> bool {
        let grown = f64::from(now) >= GROWN * f64::from(then) && now >= then + MORE;
        self == Self::Real || grown
    }
}

/// One thing that was found, through the weeks.
#[derive(Clone, Debug, PartialEq)]
pub struct Thread {
    /// The type it began with.
    pub kind: Kind,
    /// Comments behind all of its findings, as numbers in the panel.
    pub evidence: FxHashSet<u32>,
    /// Week of its first finding.
    pub began: i32,
    /// Week of its latest finding.
    pub last: i32,
}

/// All threads so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Threads {
    pub(crate) list: Vec<Thread>,
}

impl Threads {
    /// The thread that shares enough evidence.
    pub(crate) fn find(&self, kind: Kind, evidence: &[u32], now: i32) -> Option<usize> {
        self.list.iter().position(|thread| {
            let apart = |own| (kind == own) != (thread.kind == own);
            // Silence is no rise, and of a lone voice nothing is claimed: many are another thing.
            let fits = now - thread.last <= FORGOTTEN && !apart(Kind::Vanish) && !apart(Kind::Lone);
            fits && overlap(&thread.evidence, evidence) >= SHARED
        })
    }

    /// Adds evidence to a thread, or begins one. Returns its number and whether it is new.
    pub(crate) fn join(&mut self, kind: Kind, evidence: &[u32], now: i32) -> (usize, bool) {
        if let Some(at) = self.find(kind, evidence, now) {
            let thread = &mut self.list[at];
            thread.evidence.extend(evidence);
            thread.last = thread.last.max(now);
            return (at, false);
        }
        let evidence = evidence.iter().copied().collect();
        self.list.push(Thread { kind, evidence, began: now, last: now });
        (self.list.len() - 1, true)
    }

    /// The type a thread began with.
    pub(crate) fn kind(&self, thread: usize) -> Option<Kind> {
        self.list.get(thread).map(|thread| thread.kind)
    }
}

/// Common evidence as a share of the smaller side.
pub(crate) fn overlap(known: &FxHashSet<u32>, evidence: &[u32]) -> f64 {
    let common = evidence.iter().filter(|e| known.contains(e)).count();
    common as f64 / known.len().min(evidence.len()).max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thread_keeps_its_number_until_it_is_forgotten() {
        let mut threads = Threads::default();
        assert_eq!(threads.join(Kind::Emergent, &[1, 2, 3], 10), (0, true));
        assert_eq!(threads.join(Kind::Wish, &[7, 8, 9], 11), (1, true));
        // A third of the evidence is enough; the type may have changed.
        assert_eq!(threads.join(Kind::Masked, &[3, 4, 5], 12), (0, false));
        assert_eq!(threads.join(Kind::Emergent, &[5, 20, 21], 13), (0, false));
        assert_eq!(threads.kind(0), Some(Kind::Emergent));
        // Silence about what was said is another thing than its rise.
        assert_eq!(threads.join(Kind::Vanish, &[1, 2, 3], 14), (2, true));
        assert_eq!(threads.join(Kind::Emergent, &[1, 2, 3], 13 + FORGOTTEN + 1), (3, true));
        // A lone voice that others follow is told anew as what it has become.
        assert_eq!(threads.join(Kind::Lone, &[40], 50), (4, true));
        assert_eq!(threads.join(Kind::Emergent, &[40, 41, 42], 52), (5, true));
    }

    #[test]
    fn a_dismissed_thread_is_silent_unless_it_grows() {
        for (verdict, then, now, told) in [
            (Verdict::Real, 10, 10, true),
            (Verdict::Noise, 10, 14, false),
            (Verdict::Noise, 10, 15, true),
            (Verdict::Known, 10, 15, true),
            (Verdict::Known, 3, 5, false),
            (Verdict::Known, 3, 6, true),
        ] {
            assert_eq!(verdict.lets_through(then, now), told, "{verdict:?} {then} {now}");
        }
    }
}

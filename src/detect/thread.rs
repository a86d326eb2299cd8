//! Findings of one thing in several weeks are one thread, which keeps its number.

use rustc_hash::FxHashSet;

use super::Kind;

/// Share of common evidence from which two findings are one thing.
const SHARED: f64 = 0.3;
/// Weeks after which a silent thread takes up no new findings.
const FORGOTTEN: i32 = 30;

/// One thing that was found, through the weeks.
#[derive(Clone, Debug)]
pub(crate) struct Thread {
    pub(crate) kind: Kind,
    evidence: FxHashSet<u32>,
    last: i32,
}

/// All threads so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Threads {
    list: Vec<Thread>,
}

impl Threads {
    /// The thread that shares enough evidence.
    pub(crate) fn find(&self, kind: Kind, evidence: &[u32], now: i32) -> Option<usize> {
        self.list.iter().position(|thread| {
            let fits = now - thread.last <= FORGOTTEN
                && (kind == Kind::Vanish) == (thread.kind == Kind::Vanish);
            fits && overlap(&thread.evidence, evidence) >= SHARED
        })
    }

    /// Adds evidence to a thread, or begins one. Returns its number and whether it is new.
    pub(crate) fn join(&mut self, kind: Kind, evidence: &[u32], now: i32) -> (usize, bool) {
        if let Some(at) = self.find(kind, evidence, now) {
            let thread = &mut self.list[at];
            thread.evidence.extend(evidence);
            thread.last = now;
            return (at, false);
        }
        let evidence = evidence.iter().copied().collect();
        self.list.push(Thread { kind, evidence, last: now });
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

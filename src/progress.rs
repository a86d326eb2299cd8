//! How the pipeline tells how far it is. The library emits events; only the binary shows them.

/// One step of the work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event<'a> {
    /// A stage begins; `total` is the number of units where it is known.
    Begin {
        /// Name of the stage, lower case English.
        stage: &'a str,
        /// Units of work ahead (comments, bytes, …).
        total: Option<u64>,
    },
    /// So many more units of the current stage are done.
    Advance(u64),
    /// The current stage is done.
    End,
    /// Something the user should know that is no error.
    Note(&'a str),
}

/// Receives events; called from any thread.
pub trait Progress: Sync {
    /// Takes one event.
    fn event(&self, event: Event<'_>);
}

/// Shows nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Progress for Silent {
    fn event(&self, _: Event<'_>) {}
}

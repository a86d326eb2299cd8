//! `run.json`: what a run read, by which rules, and what came of it.

use serde::Serialize;

use crate::archive::Appended;

/// The record of one run.
#[derive(Debug, Serialize)]
pub(super) struct RunRecord<'a> {
    pub(super) version: &'a str,
    pub(super) period: &'a str,
    pub(super) settings_hash: String,
    /// Hash of what was read: a run over the same inputs is the same run.
    pub(super) inputs_hash: String,
    /// Hash of all that made the outputs from the inputs.
    pub(super) rules_hash: String,
    pub(super) inputs: Vec<InputRecord>,
    pub(super) comments: Counts,
    /// Rows of earlier runs that their source holds no more.
    #[serde(skip_serializing_if = "none")]
    pub(super) gone: usize,
    /// Those of them that were removed from the archive.
    #[serde(skip_serializing_if = "none")]
    pub(super) pruned: usize,
    pub(super) themes: usize,
    pub(super) signals: usize,
}

/// One file of a run.
#[derive(Debug, Serialize)]
pub(super) struct InputRecord {
    pub(super) file: String,
    /// The way to it from the archive, so that tags can be fed back; none for standard input.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) path: Option<String>,
    pub(super) rows: u64,
    pub(super) rejected: u64,
}

/// Comments by what the archive did with them.
#[derive(Debug, Serialize)]
pub(super) struct Counts {
    pub(super) added: u64,
    pub(super) updated: u64,
    pub(super) unchanged: u64,
    pub(super) repeated: u64,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "as serde asks")]
const fn none(count: &usize) -> bool {
    *count == 0
}

impl From<Appended> for Counts {
    fn from(a: Appended) -> Self {
        Self { added: a.added, updated: a.updated, unchanged: a.unchanged, repeated: a.repeated }
    }
}

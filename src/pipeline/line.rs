//! What is known of a record without its words.

use super::columns::is_unanswered;
use crate::archive::{content_hash, key_hash};
use crate::record::{Record, Week};

/// A record without its words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// Hash of its key.
    pub(super) key: u64,
    /// Hash of its content.
    pub(super) content: u64,
    /// Its row in its file.
    pub(super) row: u64,
    /// When it was said.
    pub(super) week: Option<Week>,
    /// Number of its comments.
    pub(super) comments: u32,
    /// Whether nothing was answered.
    pub(super) unanswered: bool,
}

impl Line {
    pub(super) fn of(record: &Record) -> Self {
        Self {
            key: key_hash(&record.key),
            content: content_hash(record),
            row: record.row,
            week: record.date.map(|date| Week::of(date.date())),
            comments: record.comments.len() as u32,
            unanswered: is_unanswered(record),
        }
    }
}

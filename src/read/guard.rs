//! Decoders of others may stop a thread where a damaged file is not what they took for granted.
//!
//! Owns the step from such a stop to an error that names the file. Refuses to go on: what a decoder
//! held then is dropped.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::error::ReadError;

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread decodes a file, so that a panic will be told as an error of that file. A program
/// that prints panics can be silent then.
pub fn is_guarded() -> bool {
    GUARDED.get()
}

/// Decodes `input` by `work`; a panic in it is a damaged file.
pub(super) fn guarded<T>(
    input: &str,
    work: impl FnOnce() -> Result<T, ReadError>,
) -> Result<T, ReadError> {
    let before = GUARDED.replace(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(before);
    done.unwrap_or_else(|_| {
        let message = "the file is damaged".to_owned();
        Err(ReadError::Damaged { input: input.to_owned(), message })
    })
}

//! Writing a whole file from memory.

use std::io;
use std::path::Path;

use serde::Serialize;

use crate::error::Error;
use crate::feed::atomic;

/// Writes a file, whole or not at all.
///
/// # Errors
/// The file cannot be written; what stood there stays.
pub fn put(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    atomic::write(path, |out| out.write_all(bytes))
        .map_err(|reason: io::Error| Error::File { path: path.to_owned(), reason })
}

/// Writes a file of JSON Lines, whole or not at all.
///
/// # Errors
/// The file cannot be written; what stood there stays.
pub(super) fn put_lines<T: Serialize>(path: &Path, lines: &[T]) -> Result<(), Error> {
    let mut bytes = Vec::new();
    for line in lines {
        serde_json::to_writer(&mut bytes, line)
            .map_err(|error| Error::File { path: path.to_owned(), reason: error.into() })?;
        bytes.push(b'\n');
    }
    put(path, &bytes)
}

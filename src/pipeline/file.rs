//! Writing a whole file from memory.

use std::io;
use std::path::Path;

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

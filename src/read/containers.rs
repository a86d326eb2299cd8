//! Zip containers: workbooks. Owns the look at how much they would grow.

use std::io::{Cursor, Read};

use super::error::ReadError;

/// Deflate makes nothing more than this many times smaller.
const STEEPEST: u64 = 1032;

/// Refuses a container whose parts grow beyond `limit` bytes, whatever they say of themselves.
pub(super) fn not_a_bomb(bytes: &[u8], limit: u64, input: &str) -> Result<(), ReadError> {
    if !bytes.starts_with(b"PK") || (bytes.len() as u64).saturating_mul(STEEPEST) <= limit {
        return Ok(());
    }
    let damaged = |error: &dyn ToString| ReadError::Damaged {
        input: input.to_owned(),
        message: error.to_string(),
    };
    let too_large = || ReadError::TooLarge { input: input.to_owned(), limit: limit >> 20 };
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let mut left = limit;
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|error| damaged(&error))?;
        let (said, packed) = (part.size(), part.compressed_size());
        if said > left {
            return Err(too_large());
        }
        // What it says may be a lie: where it could grow further, it is unpacked into nothing.
        let grown = if packed.saturating_mul(STEEPEST) > left {
            std::io::copy(&mut part.by_ref().take(left + 1), &mut std::io::sink())
                .map_err(|error| damaged(&error))?
        } else {
            said
        };
        left = left.checked_sub(grown).ok_or_else(too_large)?;
    }
    Ok(())
}

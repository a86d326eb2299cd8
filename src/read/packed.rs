//! Is it packed? gzip and zstd, told by their first bytes.
//!
//! Owns unpacking within bounds. Refuses to go on where a few bytes grow into more than any text
//! does: a packed file can be made to fill any memory.

use std::borrow::Cow;
use std::io::{self, Read, Write};

use flate2::read::MultiGzDecoder;
use serde::Serialize;

use super::error::ReadError;

/// How a source is packed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Packing {
    /// Not at all.
    #[default]
    None,
    /// gzip, possibly several members.
    Gzip,
    /// zstd, possibly several frames.
    Zstd,
}

/// Up to this size anything may grow.
const HARMLESS: u64 = 64 << 20;

/// Beyond it no text becomes this many times smaller; made-up zeros become 1000 times smaller.
const STEEPEST: u64 = 200;

/// Bytes unpacked between two looks at the bounds.
const STEP: u64 = 1 << 20;

impl Packing {
    /// The packing that the end of a file name says, and the name without it.
    pub fn of_name(name: &str) -> (Self, &str) {
        let ends = |end: &str| {
            let at = name.len().checked_sub(end.len())?;
            let (stem, found) = name.split_at_checked(at)?;
            found.eq_ignore_ascii_case(end).then_some(stem)
        };
        if let Some(stem) = ends(".gz") {
            (Self::Gzip, stem)
        } else if let Some(stem) = ends(".zst").or_else(|| ends(".zstd")) {
            (Self::Zstd, stem)
        } else {
            (Self::None, name)
        }
    }

    /// What the first bytes say.
    pub(super) fn of(bytes: &[u8]) -> Self {
        if bytes.starts_with(b"\x1F\x8B\x08") {
            Self::Gzip
        } else if bytes.starts_with(b"\x28\xB5\x2F\xFD") {
            Self::Zstd
        } else {
            Self::None
        }
    }

    /// `bytes` unpacked as they are read.
    pub(crate) fn reader<'a>(self, bytes: impl Read + 'a) -> io::Result<Box<dyn Read + 'a>> {
        Ok(match self {
            Self::None => Box::new(bytes),
            Self::Gzip => Box::new(MultiGzDecoder::new(bytes)),
            Self::Zstd => Box::new(zstd::Decoder::new(bytes)?),
        })
    }

    /// What `fill` writes, packed. The same content gives the same bytes: no time and no name is
    /// written.
    pub(crate) fn write<T, E: From<io::Error>>(
        self,
        out: &mut dyn Write,
        fill: impl FnOnce(&mut dyn Write) -> Result<T, E>,
    ) -> Result<T, E> {
        match self {
            Self::None => fill(out),
            Self::Gzip => {
                let mut packer = flate2::write::GzEncoder::new(out, flate2::Compression::default());
                let value = fill(&mut packer)?;
                packer.finish()?;
                Ok(value)
            }
            Self::Zstd => {
                let mut packer = zstd::Encoder::new(out, 0)?;
                let value = fill(&mut packer)?;
                packer.finish()?;
                Ok(value)
            }
        }
    }
}

/// What `packed` bytes may grow to, at most `limit`.
pub(super) fn bound(packed: usize, limit: u64) -> u64 {
    limit.min(HARMLESS.max(packed as u64 * STEEPEST))
}

/// The error of what grows beyond its `bound`, where the settings allow `limit`.
pub(super) fn too_large(input: &str, bound: u64, limit: u64) -> ReadError {
    let (input, steep, bound) = (input.to_owned(), bound < limit, bound >> 20);
    if steep {
        ReadError::TooSteep { input, limit: bound, steepest: STEEPEST }
    } else {
        ReadError::TooLarge { input, limit: bound }
    }
}

/// The bytes unpacked, at most `limit` of them; those that are not packed as they are.
pub(super) fn unpack<'a>(
    bytes: Cow<'a, [u8]>,
    limit: u64,
    input: &str,
) -> Result<(Cow<'a, [u8]>, Packing), ReadError> {
    let packing = Packing::of(&bytes);
    if packing == Packing::None {
        return Ok((bytes, packing));
    }
    let bound = bound(bytes.len(), limit);
    let broken = |reason| ReadError::BadPacking { input: input.to_owned(), reason };
    let mut reader = packing.reader(&*bytes).map_err(broken)?;
    let mut out = Vec::new();
    loop {
        let read = reader.by_ref().take(STEP).read_to_end(&mut out).map_err(broken)?;
        if out.len() as u64 > bound {
            return Err(too_large(input, bound, limit));
        }
        if read == 0 {
            return Ok((Cow::Owned(out), packing));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(packing: Packing, bytes: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        packing.write(&mut out, |out| out.write_all(bytes)).unwrap();
        out
    }

    #[test]
    fn what_was_packed_comes_back() {
        let text = "id,palaute\n1,hyvä\n".as_bytes();
        for packing in [Packing::None, Packing::Gzip, Packing::Zstd] {
            let once = packed(packing, text);
            assert_eq!(once, packed(packing, text), "the same bytes each time");
            let (bytes, found) = unpack(Cow::Borrowed(&once), 1 << 30, "x").unwrap();
            assert_eq!((bytes.as_ref(), found), (text, packing));
            let twice = [once.as_slice(), &once].concat();
            let (bytes, _) = unpack(Cow::Owned(twice), 1 << 30, "x").unwrap();
            assert_eq!(bytes.len(), 2 * text.len());
        }
    }

    #[test]
    fn bombs_and_broken_files_are_refused() {
        for packing in [Packing::Gzip, Packing::Zstd] {
            let bomb = packed(packing, &vec![b'a'; 80 << 20]);
            let error = unpack(Cow::Borrowed(&bomb), 1 << 40, "x").unwrap_err().to_string();
            assert!(error.starts_with("x: more than 64 MB"), "{error}");
            let mut cut = packed(packing, b"id,text\n1,a\n");
            cut.truncate(cut.len() - 4);
            let error = unpack(Cow::Borrowed(&cut), 1 << 30, "x").unwrap_err().to_string();
            assert!(error.starts_with("x: cannot be unpacked"), "{error}");
        }
    }

    #[test]
    fn endings_tell_the_packing() {
        assert_eq!(Packing::of_name("a.csv.gz"), (Packing::Gzip, "a.csv"));
        assert_eq!(Packing::of_name("ä.JSONL.ZST"), (Packing::Zstd, "ä.JSONL"));
        assert_eq!(Packing::of_name("ä"), (Packing::None, "ä"));
    }
}

//! A stream of rows in pieces that can be tagged one by one.

use std::io::BufRead;

use crate::error::Error;

/// Bytes of a stream tagged at a time. Changes no result, but memory.
pub(super) const BLOCK: usize = 8 << 20;
/// What begins so has no rows that end at a line end, and is taken as a whole: UTF-16, Parquet, an
/// Arrow file, a zip container, gzip, Zstandard, SPSS, an old workbook.
const WHOLE: [&[u8]; 10] = [
    b"\xff\xfe",
    b"\xfe\xff",
    b"PAR1",
    b"ARROW1",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\x28\xb5\x2f\xfd",
    b"$FL2",
    b"$FL3",
    b"\xd0\xcf\x11\xe0",
];

/// A stream in blocks that end where a row ends.
pub(super) struct Blocks<'a> {
    from: &'a mut dyn BufRead,
    /// What was read beyond the block handed out last.
    rest: Vec<u8>,
    /// Whether the first block is everything.
    whole: Option<bool>,
    ended: bool,
}

impl<'a> Blocks<'a> {
    pub(super) fn new(from: &'a mut dyn BufRead) -> Self {
        Self { from, rest: Vec::new(), whole: None, ended: false }
    }

    /// The next block; empty at the end.
    pub(super) fn next(&mut self) -> Result<Vec<u8>, Error> {
        let mut block = std::mem::take(&mut self.rest);
        loop {
            if self.ended {
                return Ok(block);
            }
            if block.len() >= BLOCK {
                let begins = || WHOLE.iter().any(|magic| block.starts_with(magic));
                let whole = *self.whole.get_or_insert_with(begins);
                if let Some(end) = last_end(&block).filter(|_| !whole) {
                    self.rest = block.split_off(end);
                    return Ok(block);
                }
            }
            let read = self.from.fill_buf().map_err(stream)?;
            let n = read.len();
            block.extend_from_slice(read);
            self.from.consume(n);
            self.ended = n == 0;
        }
    }
}

/// One past the last line end outside quotes.
fn last_end(bytes: &[u8]) -> Option<usize> {
    let mut quoted = false;
    let mut last = None;
    for (at, byte) in bytes.iter().enumerate() {
        quoted ^= *byte == b'"';
        if *byte == b'\n' && !quoted {
            last = Some(at + 1);
        }
    }
    last
}

/// The error of a stream that cannot be read.
pub(super) fn stream(reason: std::io::Error) -> Error {
    Error::File { path: "-".into(), reason }
}

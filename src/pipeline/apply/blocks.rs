//! A stream of rows in pieces that can be tagged one by one.

use std::io::BufRead;

use crate::config::Settings;
use crate::error::Error;
use crate::read::{ReadError, SourceShape};

/// Bytes of a stream tagged at a time. Changes no result, but memory.
pub(super) const BLOCK: usize = 8 << 20;

/// A stream in blocks that end where a row ends.
pub(super) struct Blocks<'a> {
    from: &'a mut dyn BufRead,
    settings: &'a Settings,
    /// What was read beyond the block handed out last.
    rest: Vec<u8>,
    ends: Ends,
    /// Bytes before the first record of the next block.
    preamble: usize,
    ended: bool,
}

/// Where the rows of a stream end.
enum Ends {
    /// Not told yet.
    Unknown,
    /// Nowhere: the stream must be taken as a whole.
    Nowhere,
    /// Where its shape says.
    Told(Box<SourceShape>),
}

impl<'a> Blocks<'a> {
    pub(super) fn new(from: &'a mut dyn BufRead, settings: &'a Settings) -> Self {
        Self { from, settings, rest: Vec::new(), ends: Ends::Unknown, preamble: 0, ended: false }
    }

    /// The next block; empty at the end. A row longer than a block makes a longer one.
    pub(super) fn next(&mut self) -> Result<Vec<u8>, Error> {
        let mut block = std::mem::take(&mut self.rest);
        let mut enough = BLOCK;
        while !self.ended {
            if block.len() >= enough {
                if let Some(end) = self.last_end(&block) {
                    self.rest = block.split_off(end);
                    return Ok(block);
                }
                enough = 2 * block.len();
            }
            let read = self.from.fill_buf().map_err(stream)?;
            let n = read.len();
            block.extend_from_slice(read);
            self.from.consume(n);
            self.ended = n == 0;
            if block.len() as u64 > self.settings.max_bytes {
                let limit = self.settings.max_bytes >> 20;
                return Err(ReadError::TooLarge { input: "-".to_owned(), limit }.into());
            }
        }
        Ok(block)
    }

    /// One past the last row that is there to its end.
    fn last_end(&mut self, block: &[u8]) -> Option<usize> {
        if matches!(self.ends, Ends::Unknown) {
            let shape = SourceShape::of_rows(block, self.settings).map(Box::new);
            self.preamble = shape.as_ref().map_or(0, |shape| shape.preamble);
            self.ends = shape.map_or(Ends::Nowhere, Ends::Told);
        }
        let Ends::Told(shape) = &self.ends else { return None };
        let end = shape.rows_end(block, self.preamble);
        if end == self.preamble {
            return None;
        }
        self.preamble = 0;
        Some(end)
    }
}

/// The error of a stream that cannot be read.
pub(super) fn stream(reason: std::io::Error) -> Error {
    Error::File { path: "-".into(), reason }
}

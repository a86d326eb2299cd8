//! The records of a source one after the other, as bytes, in little memory.
//!
//! Owns reading by blocks. Finds the same records as the reader, since both use its quoting rules.

use std::io::{self, Read};

use crate::read::SourceShape;
use crate::read::scan::Step;

/// Bytes read at once.
const BLOCK: usize = 1 << 18;

/// A source that is read again.
pub(super) struct Stream<'a> {
    input: Box<dyn Read + 'a>,
    shape: &'a SourceShape,
    /// Bytes held: those from `at` on are still to come.
    held: Vec<u8>,
    /// One byte for every unit of `held`, where a unit has two.
    structure: Vec<u8>,
    at: usize,
    /// Whether the input is at its end.
    ended: bool,
}

/// One line or record of the source.
pub(super) struct Piece<'s> {
    /// All of it, with its line end.
    pub(super) all: &'s [u8],
    /// Without its line end.
    pub(super) content: &'s [u8],
    /// The content, one byte for every unit.
    pub(super) structure: &'s [u8],
    /// No record, but an empty line.
    pub(super) blank: bool,
    /// It opens a quote that is not properly closed.
    pub(super) broken: bool,
}

impl Piece<'_> {
    /// The line end.
    pub(super) fn end(&self) -> &[u8] {
        self.all.get(self.content.len()..).unwrap_or(&[])
    }
}

impl<'a> Stream<'a> {
    pub(super) fn new(input: Box<dyn Read + 'a>, shape: &'a SourceShape) -> Self {
        Self { input, shape, held: Vec::new(), structure: Vec::new(), at: 0, ended: false }
    }

    /// What stands before the first record. To be called once, first.
    pub(super) fn preamble(&mut self) -> io::Result<&[u8]> {
        while self.held.len() < self.shape.preamble && !self.ended {
            self.more()?;
        }
        self.at = self.shape.preamble.min(self.held.len());
        Ok(self.held.get(..self.at).unwrap_or(&[]))
    }

    /// The next line or record.
    pub(super) fn piece(&mut self) -> io::Result<Option<Piece<'_>>> {
        let unit = self.shape.encoding.unit();
        loop {
            let structure =
                if unit == 1 { self.held.as_slice() } else { self.structure.as_slice() };
            let start = if unit == 1 { self.at } else { self.at / unit };
            let (end, next, blank, broken) = match self.shape.step(structure, start, self.ended) {
                Step::Blank { next } => (start, next, true, false),
                Step::Record { end, next, broken } => (end, next, false, broken),
                // Half a unit at the very end is no text, but it is kept.
                Step::End if self.held.len() > self.at => {
                    let all = self
                        .held
                        .get(std::mem::replace(&mut self.at, self.held.len())..)
                        .unwrap_or(&[]);
                    return Ok(Some(Piece {
                        all,
                        content: all,
                        structure: &[],
                        blank: true,
                        broken: false,
                    }));
                }
                Step::End => return Ok(None),
                Step::More => {
                    self.forget();
                    self.more()?;
                    continue;
                }
            };
            self.at = next * unit;
            let held =
                |from: usize, to: usize| self.held.get(from * unit..to * unit).unwrap_or(&[]);
            let structure =
                if unit == 1 { self.held.as_slice() } else { self.structure.as_slice() };
            return Ok(Some(Piece {
                all: held(start, next),
                content: held(start, end),
                structure: structure.get(start..end).unwrap_or(&[]),
                blank,
                broken,
            }));
        }
    }

    fn more(&mut self) -> io::Result<()> {
        let read = self.input.by_ref().take(BLOCK as u64).read_to_end(&mut self.held)?;
        self.ended = read == 0;
        let encoding = self.shape.encoding;
        if encoding.unit() > 1 {
            let new = self.held.get(self.structure.len() * encoding.unit()..).unwrap_or(&[]);
            self.structure.extend_from_slice(&encoding.structure(new));
        }
        Ok(())
    }

    /// Lets go of what has been handed out.
    fn forget(&mut self) {
        let unit = self.shape.encoding.unit();
        if unit > 1 {
            self.structure.drain(..self.at / unit);
        }
        self.held.drain(..self.at);
        self.at = 0;
    }
}

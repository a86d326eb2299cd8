//! Text that flows in: where a piece of it can be cut, so that no row is torn.

use super::packed::Packing;
use super::scan::Step;
use super::sniff::{SourceShape, shape};
use crate::config::{Format, Settings};

impl SourceShape {
    /// The shape of a stream that can be read in pieces, told from its first bytes; `None` where all
    /// of it must be at hand: rows end at no line end, or the bytes are packed or not single.
    pub(crate) fn of_rows(bytes: &[u8], settings: &Settings) -> Option<Self> {
        let shape = shape(bytes, "-", settings).ok()?;
        let lines = matches!(shape.format, Format::Csv | Format::Jsonl | Format::Lines);
        let plain = Packing::of(bytes) == Packing::None && shape.encoding.unit() == 1;
        (lines && plain).then_some(shape)
    }

    /// One past the last record of single bytes that is there to its end; `start` where there is none.
    pub(crate) fn rows_end(&self, bytes: &[u8], start: usize) -> usize {
        let mut at = start;
        while let Step::Blank { next } | Step::Record { next, .. } = self.step(bytes, at, false) {
            at = next;
        }
        at
    }

    /// What stands before the first row: preamble and header records.
    pub(crate) fn head<'b>(&self, bytes: &'b [u8]) -> &'b [u8] {
        let (mut at, mut left) = (self.preamble, self.header);
        while left > 0 {
            match self.step(bytes, at, true) {
                Step::Blank { next } => at = next,
                Step::Record { next, .. } => (at, left) = (next, left - 1),
                Step::More | Step::End => break,
            }
        }
        bytes.get(..at).unwrap_or_default()
    }
}

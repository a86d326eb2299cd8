//! What the messages of an Arrow stream or file say they grow to, looked at before any is decoded: the
//! decoder makes room for what a packed buffer claims, whatever it holds.
//!
//! Owns the walk over the messages. Refuses to unpack.

use std::io::{self, Read};

use arrow_ipc::{Message, MessageHeader, RecordBatch, root_as_footer, root_as_message};
use arrow_schema::ArrowError;

/// What stands before the length of a message, since version 0.15.
const CONTINUED: i32 = -1;
/// Bytes that a value takes at least, once it is a cell.
const CELL: u64 = 8;

/// A stream whose messages are looked through as they flow in, one in memory at a time: none is handed on
/// that cannot be what it says, or would take more than `limit` bytes.
pub(crate) struct Plausible<R> {
    from: R,
    limit: u64,
    message: Vec<u8>,
    handed: usize,
}

impl<R: Read> Plausible<R> {
    pub(crate) fn new(from: R, limit: u64) -> Self {
        Self { from, limit, message: Vec::new(), handed: 0 }
    }

    /// Reads the next message; an empty one at the end.
    fn next(&mut self) -> io::Result<()> {
        self.message.clear();
        self.handed = 0;
        let mut length = self.number()?;
        if length == Some(CONTINUED) {
            length = self.number()?;
        }
        let Some(length) = length.filter(|length| *length != 0) else { return Ok(()) };
        let start = self.message.len();
        self.take(length.into())?;
        let body = self.message.len();
        self.take(told(&self.message[start..])?.bodyLength())?;
        let (head, body) = self.message.split_at(body);
        fits(&told(&head[start..])?, body, self.limit).map_err(io::Error::other)
    }

    fn number(&mut self) -> io::Result<Option<i32>> {
        let start = self.message.len();
        self.from.by_ref().take(4).read_to_end(&mut self.message)?;
        Ok(self.message[start..].first_chunk().map(|bytes| i32::from_le_bytes(*bytes)))
    }

    /// As many bytes, if they are there and a message may be of so many.
    fn take(&mut self, length: i64) -> io::Result<()> {
        let length = u64::try_from(length).map_err(|_| io::Error::other(beyond()))?;
        if length > self.limit {
            return Err(io::Error::other(too_large(self.limit)));
        }
        let taken = self.from.by_ref().take(length).read_to_end(&mut self.message)?;
        if (taken as u64) < length { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(()) }
    }
}

impl<R: Read> Read for Plausible<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.handed == self.message.len() {
            self.next()?;
        }
        let given = (&self.message[self.handed..]).read(out)?;
        self.handed += given;
        Ok(given)
    }
}

fn told(head: &[u8]) -> io::Result<Message<'_>> {
    root_as_message(head).map_err(|error| io::Error::other(damaged(&error)))
}

/// Whether an error says that a batch is too large.
pub(crate) fn is_too_large(error: &ArrowError) -> bool {
    if let ArrowError::IoError(_, error) = error {
        let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<ArrowError>());
        return inner.is_some_and(is_too_large);
    }
    matches!(error, ArrowError::MemoryError(_))
}

/// Looks through the batches of a file, whose index may point anywhere in it; an error if one cannot be
/// what it says, or would take more than `limit` bytes.
pub(super) fn plausible_file(bytes: &[u8], limit: u64) -> Result<(), ArrowError> {
    let (rest, last) = bytes.split_last_chunk::<10>().ok_or_else(beyond)?;
    let length = usize::try_from(number(&mut last.as_slice()).unwrap_or(-1)).ok();
    let start = length.and_then(|length| rest.len().checked_sub(length)).ok_or_else(beyond)?;
    let index = root_as_footer(&rest[start..]).map_err(|error| damaged(&error))?;
    let blocks = index.dictionaries().into_iter().chain(index.recordBatches());
    for block in blocks.flatten() {
        let (_, from) = split(bytes, block.offset())?;
        let (mut head, after) = split(from, block.metaDataLength().into())?;
        let (body, _) = split(after, block.bodyLength())?;
        if number(&mut head) == Some(CONTINUED) {
            number(&mut head);
        }
        fits(&root_as_message(head).map_err(|error| damaged(&error))?, body, limit)?;
    }
    Ok(())
}

fn damaged(error: &impl ToString) -> ArrowError {
    ArrowError::IpcError(error.to_string())
}

fn beyond() -> ArrowError {
    damaged(&"a message ends beyond its file")
}

/// The first `length` bytes, and the others.
fn split(bytes: &[u8], length: i64) -> Result<(&[u8], &[u8]), ArrowError> {
    let length = usize::try_from(length).ok();
    length.and_then(|length| bytes.split_at_checked(length)).ok_or_else(beyond)
}

fn fits(message: &Message<'_>, body: &[u8], limit: u64) -> Result<(), ArrowError> {
    let Some(batch) = batch(message) else { return Ok(()) };
    if grown(&batch, body).is_some_and(|grown| grown <= limit) {
        return Ok(());
    }
    Err(too_large(limit))
}

fn too_large(limit: u64) -> ArrowError {
    ArrowError::MemoryError(format!("a batch of more than {} MB, unpacked", limit >> 20))
}

/// The next number of four bytes.
fn number(bytes: &mut &[u8]) -> Option<i32> {
    let (first, rest) = bytes.split_first_chunk::<4>()?;
    *bytes = rest;
    Some(i32::from_le_bytes(*first))
}

fn batch<'m>(message: &Message<'m>) -> Option<RecordBatch<'m>> {
    if message.header_type() == MessageHeader::DictionaryBatch {
        return message.header_as_dictionary_batch()?.data();
    }
    message.header_as_record_batch()
}

/// Bytes that a batch grows to; `None` where it claims what cannot be.
fn grown(batch: &RecordBatch<'_>, body: &[u8]) -> Option<u64> {
    let mut sum = 0_u64;
    for node in batch.nodes().iter().flatten() {
        sum = sum.checked_add(CELL.checked_mul(u64::try_from(node.length()).ok()?)?)?;
    }
    let packed = batch.compression().is_some();
    for buffer in batch.buffers().iter().flatten() {
        let (from, length) = (buffer.offset().try_into().ok()?, buffer.length().try_into().ok()?);
        let content = body.get(from..usize::checked_add(from, length)?)?;
        // Packed buffers begin with their length unpacked; -1 stands for one that is not.
        let claimed = content.first_chunk::<8>().filter(|_| packed).map(|c| i64::from_le_bytes(*c));
        sum = sum.checked_add(match claimed {
            Some(-1) | None => length as u64,
            Some(claimed) => u64::try_from(claimed).ok()?,
        })?;
    }
    Some(sum)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow_array::{ArrayRef, StringArray};
    use arrow_ipc::CompressionType;
    use arrow_ipc::writer::{FileWriter, IpcWriteOptions, StreamWriter};

    use super::*;

    fn written(packing: Option<CompressionType>) -> [Vec<u8>; 2] {
        let texts: ArrayRef = Arc::new(StringArray::from(vec!["jono ".repeat(1000)]));
        let batch = arrow_array::RecordBatch::try_from_iter([("palaute", texts)]).unwrap();
        let set = || IpcWriteOptions::default().try_with_compression(packing).unwrap();
        let schema = batch.schema();
        let mut stream = StreamWriter::try_new_with_options(vec![], &schema, set()).unwrap();
        stream.write(&batch).unwrap();
        let mut file = FileWriter::try_new_with_options(vec![], &schema, set()).unwrap();
        file.write(&batch).unwrap();
        [stream.into_inner().unwrap(), file.into_inner().unwrap()]
    }

    fn plausible_stream(bytes: &[u8], limit: u64) -> io::Result<()> {
        let mut handed = Vec::new();
        Plausible::new(bytes, limit).read_to_end(&mut handed)?;
        assert_eq!(handed, bytes);
        Ok(())
    }

    #[test]
    fn batches_must_fit() {
        for packing in [None, Some(CompressionType::ZSTD), Some(CompressionType::LZ4_FRAME)] {
            let [stream, file] = written(packing);
            for limit in [4_000, 6_000] {
                assert_eq!(plausible_stream(&stream, limit).is_ok(), limit > 5_000, "{packing:?}");
                assert_eq!(plausible_file(&file, limit).is_ok(), limit > 5_000, "{packing:?}");
            }
            // Cut within the last batch, or within the index.
            assert!(plausible_stream(&stream[..stream.len() - 20], 6_000).is_err(), "{packing:?}");
            assert!(plausible_file(&file[..file.len() - 20], 6_000).is_err(), "{packing:?}");
        }
        assert!(plausible_stream(&[], 10).is_ok());
        assert!(plausible_stream(&[255, 255, 255, 255, 255, 255, 255, 127, 1], 10).is_err());
        assert!(plausible_file(b"ARROW1", 10).is_err());
        assert!(plausible_file(b"ARROW1\0\0\xff\xff\xff\x7fARROW1", 10).is_err());
    }
}

//! What the messages of an Arrow stream say they grow to, looked at before any is decoded: the decoder makes
//! room for what a packed buffer claims, whatever it holds.

use arrow_ipc::{Message, MessageHeader, RecordBatch, root_as_message};
use arrow_schema::ArrowError;

/// What stands before the length of a message, since version 0.15.
const CONTINUED: i32 = -1;
/// Bytes that a value takes at least, once it is a cell.
const CELL: u64 = 8;

/// Looks through the messages of a stream; an error if one cannot be what it says, or would take more than
/// `limit` bytes.
pub(super) fn plausible(bytes: &[u8], limit: u64) -> Result<(), ArrowError> {
    let damaged = || ArrowError::IpcError("a message ends beyond its file".to_owned());
    let mut rest = bytes;
    while let Some(length) = number(&mut rest) {
        let length = if length == CONTINUED { number(&mut rest) } else { Some(length) };
        let Some(length) = length.filter(|length| *length != 0) else { break };
        let length = usize::try_from(length).map_err(|_| damaged())?;
        let (head, after) = rest.split_at_checked(length).ok_or_else(damaged)?;
        let message = root_as_message(head).map_err(|e| ArrowError::IpcError(e.to_string()))?;
        let body = usize::try_from(message.bodyLength()).map_err(|_| damaged())?;
        let (body, after) = after.split_at_checked(body).ok_or_else(damaged)?;
        if let Some(batch) = batch(&message)
            && grown(&batch, body).is_none_or(|grown| grown > limit)
        {
            return Err(ArrowError::MemoryError(format!(
                "a batch of more than {} MB, unpacked",
                limit >> 20
            )));
        }
        rest = after;
    }
    Ok(())
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
    use arrow_ipc::writer::{IpcWriteOptions, StreamWriter};

    use super::*;

    fn stream(packing: Option<CompressionType>) -> Vec<u8> {
        let texts: ArrayRef = Arc::new(StringArray::from(vec!["jono ".repeat(1000)]));
        let batch = arrow_array::RecordBatch::try_from_iter([("palaute", texts)]).unwrap();
        let set = IpcWriteOptions::default().try_with_compression(packing).unwrap();
        let mut out = StreamWriter::try_new_with_options(Vec::new(), &batch.schema(), set).unwrap();
        out.write(&batch).unwrap();
        out.into_inner().unwrap()
    }

    #[test]
    fn batches_must_fit() {
        for packing in [None, Some(CompressionType::ZSTD), Some(CompressionType::LZ4_FRAME)] {
            let bytes = stream(packing);
            assert!(plausible(&bytes, 6_000).is_ok(), "{packing:?}");
            assert!(plausible(&bytes, 4_000).is_err(), "{packing:?}");
            // Cut within the last batch.
            assert!(plausible(&bytes[..bytes.len() - 20], 6_000).is_err(), "{packing:?}");
        }
        assert!(plausible(&[], 10).is_ok());
        assert!(plausible(&[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 1], 10).is_err());
    }
}

//! SPSS files whose data are packed in blocks of zlib, as the same file with plain data.
//!
//! The sizes written in a damaged file are not to be believed, and the decoder would ask for as much
//! memory as they say: here a block is unpacked to what its bytes hold and only then compared.
//! The layout is that of the PSPP developers' guide, "System File Format".

use std::borrow::Cow;
use std::io::Read;

use flate2::read::ZlibDecoder;

use super::packed;

/// Bytes before the dictionary.
const HEADER: usize = 176;
/// Where the byte order shows.
const LAYOUT: usize = 64;
/// Where the way of packing is written.
const PACKING: usize = 72;
/// Its code for data packed value by value, what the unpacked blocks hold.
const BY_VALUE: i32 = 1;
/// Its code for blocks of zlib.
const BLOCKS: i32 = 2;
/// Bytes of the head behind the dictionary, of the trailer's own head, and of a row of the trailer.
const PIECE: usize = 24;

/// Whether the data of a file are packed in blocks.
pub(crate) fn is_packed(bytes: &[u8]) -> bool {
    File::of(bytes).int(PACKING) == Some(BLOCKS)
}

/// Why blocks cannot be unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Fault {
    /// What is damaged about them.
    #[error("{0}")]
    Damaged(&'static str),
    /// They grow beyond so many bytes.
    #[error("more than {} MB, unpacked", .0 >> 20)]
    TooLarge(u64),
}

/// The file with its blocks unpacked, at most `limit` bytes; a file without blocks as it is.
///
/// # Errors
/// See [`Fault`].
pub(crate) fn plain(bytes: &[u8], limit: u64) -> Result<Cow<'_, [u8]>, Fault> {
    if !is_packed(bytes) {
        return Ok(Cow::Borrowed(bytes));
    }
    let file = File::of(bytes);
    let (data, rows) =
        file.blocks().ok_or(Fault::Damaged("the list of its packed blocks is damaged"))?;
    let bound = packed::bound(bytes.len(), limit);
    let mut plain = bytes.get(..data).unwrap_or_default().to_vec();
    for row in rows.chunks_exact(PIECE) {
        let row = File { bytes: row, ..file };
        let block = || {
            let (from, packed) = (row.long(8)?, usize::try_from(row.int(20)?).ok()?);
            Some((bytes.get(from..from.checked_add(packed)?)?, row.int(16)?))
        };
        let (block, size) =
            block().ok_or(Fault::Damaged("a packed block lies outside the file"))?;
        let before = plain.len();
        let left = bound.saturating_sub(before as u64);
        let unpacked = ZlibDecoder::new(block).take(left + 1).read_to_end(&mut plain);
        unpacked.map_err(|_| Fault::Damaged("a packed block is damaged"))?;
        if plain.len() as u64 > bound {
            return Err(Fault::TooLarge(bound));
        }
        if usize::try_from(size) != Ok(plain.len() - before) {
            return Err(Fault::Damaged("a packed block is not as long as its list says"));
        }
    }
    if let Some(code) = plain.get_mut(PACKING..PACKING + 4) {
        code.copy_from_slice(&file.order(BY_VALUE.to_le_bytes()));
    }
    plain.get_mut(..4).unwrap_or_default().copy_from_slice(b"$FL2");
    Ok(Cow::Owned(plain))
}

/// Bytes and the order in which their numbers are written.
#[derive(Clone, Copy)]
struct File<'b> {
    bytes: &'b [u8],
    big_endian: bool,
}

impl<'b> File<'b> {
    fn of(bytes: &'b [u8]) -> Self {
        Self { bytes, big_endian: bytes.get(LAYOUT) == Some(&0) }
    }

    fn order<const N: usize>(self, mut number: [u8; N]) -> [u8; N] {
        if self.big_endian {
            number.reverse();
        }
        number
    }

    fn number<const N: usize>(self, at: usize) -> Option<[u8; N]> {
        let bytes = self.bytes.get(at..at.checked_add(N)?)?;
        Some(self.order(bytes.try_into().ok()?))
    }

    fn int(self, at: usize) -> Option<i32> {
        self.number(at).map(i32::from_le_bytes)
    }

    fn long(self, at: usize) -> Option<usize> {
        self.number(at).map(i64::from_le_bytes).and_then(|n| usize::try_from(n).ok())
    }

    /// Where the data begin, and the rows of the trailer that tells of their blocks. The head of the
    /// data names its own place, that of the trailer, and the trailer's length.
    fn blocks(self) -> Option<(usize, &'b [u8])> {
        let trailer = |at: usize| {
            let from = (self.long(at)? == at).then(|| self.long(at + 8))??;
            let trailer = self.bytes.get(from..from.checked_add(self.long(at + 16)?)?)?;
            let (head, rows) = trailer.split_at_checked(PIECE)?;
            let count = usize::try_from(File { bytes: head, ..self }.int(20)?).ok()?;
            (from >= at + PIECE && rows.len() == count.checked_mul(PIECE)?).then_some((at, rows))
        };
        (HEADER..self.bytes.len()).find_map(trailer)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;
    use std::sync::Arc;

    use ambers::{Compression, SpssMetadata};
    use arrow57::array::{Float64Array, RecordBatch, StringViewArray};
    use arrow57::datatypes::{DataType, Field, Schema};

    use super::*;

    fn file(packing: Compression) -> Vec<u8> {
        let fields = vec![
            Field::new("nps", DataType::Float64, true),
            Field::new("why", DataType::Utf8View, true),
        ];
        let scores: Float64Array = (0..900).map(|i| Some(f64::from(i % 11))).collect();
        let texts: StringViewArray = (0..900).map(|i| Some(format!("jono {i}"))).collect();
        let columns: Vec<arrow57::array::ArrayRef> = vec![Arc::new(scores), Arc::new(texts)];
        let batch = RecordBatch::try_new(Arc::new(Schema::new(fields)), columns).unwrap();
        let meta = SpssMetadata {
            variable_names: vec!["nps".into(), "why".into()],
            number_columns: 2,
            ..SpssMetadata::default()
        };
        let mut out = Cursor::new(Vec::new());
        ambers::write_sav_to_writer(&mut out, &batch, &meta, packing, None).unwrap();
        out.into_inner()
    }

    #[test]
    fn unpacked_blocks_are_the_file_without_blocks() {
        let packed = file(Compression::Zlib);
        assert!(is_packed(&packed) && !is_packed(&file(Compression::Bytecode)));
        let read =
            |bytes: &[u8]| ambers::read_sav_from_reader(Cursor::new(bytes.to_vec())).unwrap();
        let plain = plain(&packed, 1 << 30).unwrap();
        assert!(!is_packed(&plain));
        assert_eq!(read(&plain).0, read(&packed).0);
    }

    #[test]
    fn what_grows_too_far_is_refused() {
        let packed = file(Compression::Zlib);
        let whole = plain(&packed, 1 << 30).unwrap().len() as u64;
        assert!(plain(&packed, whole).is_ok());
        assert_eq!(plain(&packed, whole - 1), Err(Fault::TooLarge(whole - 1)));
    }

    #[test]
    fn sizes_are_not_believed() {
        let packed = file(Compression::Zlib);
        let last = packed.len() - PIECE;
        for (at, number, why) in [
            (last + 16, i32::MAX, "a packed block is not as long as its list says"),
            (last + 20, i32::MAX, "a packed block lies outside the file"),
            (last + 20, -1, "a packed block lies outside the file"),
            (last + 20, 40, "a packed block is damaged"),
            (last - 4, 2, "the list of its packed blocks is damaged"),
        ] {
            let mut changed = packed.clone();
            changed[at..at + 4].copy_from_slice(&number.to_le_bytes());
            assert_eq!(plain(&changed, 1 << 30), Err(Fault::Damaged(why)), "{at}: {number}");
        }
    }
}

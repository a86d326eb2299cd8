//! What the pages of a Parquet file say they grow to, added up before any is unpacked: a decoder makes
//! room for what a page claims, whatever it holds.
//!
//! Owns the walk over the page headers, which are Thrift structures in the compact protocol. Refuses to
//! unpack anything but pages of packings that do not keep to what their header says.

use std::io::Read;

use parquet::basic::Compression;
use parquet::file::metadata::{ColumnChunkMetaData, ParquetMetaData};

/// Structures inside one another, at most; page headers have three levels.
const DEEPEST: usize = 8;
/// Times that the packings can make a byte grow, at most.
const STEEPEST_DEFLATE: u64 = 1032;
const STEEPEST_LZ4: u64 = 255;
/// Bytes that are unpacked at once.
const BUFFER: usize = 1 << 16;
/// What a frame of LZ4 begins with.
const FRAME: [u8; 4] = 0x184d_2204_u32.to_le_bytes();

/// Why a file is not decoded.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// A page claims what cannot be.
    Damaged,
    /// All pages together grow beyond the limit.
    TooLarge,
}

/// Looks through the pages of `bytes`; an error if they would take more than `limit` bytes. Gives the most
/// bytes that a row can take from dictionaries.
pub(super) fn plausible(
    bytes: &[u8],
    metadata: &ParquetMetaData,
    limit: u64,
) -> Result<u64, Fault> {
    let (mut left, mut most) = (limit, 0);
    for group in metadata.row_groups() {
        let mut dictionaries = 0;
        for column in group.columns() {
            let grown = walk(bytes, column, left)?;
            left = left.checked_sub(grown.all).ok_or(Fault::TooLarge)?;
            dictionaries += grown.dictionaries;
        }
        most = most.max(dictionaries);
    }
    Ok(most)
}

/// What the pages of a column grow to.
#[derive(Clone, Copy, Debug, Default)]
struct Grown {
    /// Bytes of all pages, and one for each value.
    all: u64,
    /// Those of dictionaries.
    dictionaries: u64,
}

fn walk(bytes: &[u8], column: &ColumnChunkMetaData, limit: u64) -> Result<Grown, Fault> {
    let size = |number: i64| usize::try_from(number).map_err(|_| Fault::Damaged);
    let start = column.dictionary_page_offset().unwrap_or(column.data_page_offset());
    let (start, length) = (size(start)?, size(column.compressed_size())?);
    let end = start.checked_add(length).ok_or(Fault::Damaged)?;
    let mut rest = bytes.get(start..end).ok_or(Fault::Damaged)?;
    let values = size(column.num_values())? as u64;
    let mut grown = Grown { all: values, dictionaries: 0 };
    while !rest.is_empty() {
        // Where a header cannot be read the decoder stops, too, if it comes that far.
        let Some((page, body)) = header(rest) else { break };
        let (packed, levels) = (size(page.packed)?, size(page.levels)?);
        let unpacked = size(page.unpacked)? as u64;
        let content = body.get(..packed).ok_or(Fault::Damaged)?;
        // A value of a dictionary takes at least a byte.
        let most = if page.is_dictionary { unpacked } else { values };
        if size(page.values)? as u64 > most {
            return Err(Fault::Damaged);
        }
        grown.all = grown.all.saturating_add(unpacked);
        grown.dictionaries += if page.is_dictionary { unpacked } else { 0 };
        let content = content.get(levels..).unwrap_or_default();
        let most = unpacked.saturating_sub(levels as u64);
        if grown.all > limit {
            return Err(Fault::TooLarge);
        }
        keeps_to(column.compression(), content, most, limit)?;
        rest = body.get(packed..).unwrap_or_default();
    }
    Ok(grown)
}

/// Looks whether what is packed grows to no more than `unpacked` bytes: some decoders unpack all there is,
/// whatever the header says.
fn keeps_to(packing: Compression, content: &[u8], unpacked: u64, limit: u64) -> Result<(), Fault> {
    let most = |times: u64| (content.len() as u64).saturating_mul(times);
    let within = |unpacker: &mut dyn Read| {
        let read = std::io::copy(&mut unpacker.take(unpacked + 1), &mut std::io::sink());
        // What cannot be unpacked is told by the decoder.
        if read.is_ok_and(|read| read > unpacked) { Err(Fault::Damaged) } else { Ok(()) }
    };
    match packing {
        Compression::GZIP(_) if most(STEEPEST_DEFLATE) > limit => {
            within(&mut flate2::read::MultiGzDecoder::new(content))
        }
        Compression::BROTLI(_) => within(&mut brotli::Decompressor::new(content, BUFFER)),
        Compression::LZ4 if content.starts_with(&FRAME) && most(STEEPEST_LZ4) > limit => {
            Err(Fault::TooLarge)
        }
        Compression::GZIP(_)
        | Compression::LZ4
        | Compression::UNCOMPRESSED
        | Compression::SNAPPY
        | Compression::LZO
        | Compression::ZSTD(_)
        | Compression::LZ4_RAW => Ok(()),
    }
}

/// What a page says of itself.
#[derive(Debug, Default, PartialEq, Eq)]
struct Page {
    is_dictionary: bool,
    unpacked: i64,
    packed: i64,
    values: i64,
    /// Bytes of levels that stand unpacked before the values.
    levels: i64,
}

/// The header at the start of `bytes`, and what follows it.
fn header(bytes: &[u8]) -> Option<(Page, &[u8])> {
    let mut thrift = Thrift { rest: bytes };
    let mut page = Page::default();
    thrift.structure(DEEPEST, &mut |path, number| match *path {
        [2] => page.unpacked = number,
        [3] => page.packed = number,
        // The number of values is the first field in the header of each kind of page.
        [kind @ (5 | 7 | 8), 1] => {
            page.is_dictionary = kind == 7;
            page.values = number;
        }
        [8, 5 | 6] => page.levels = page.levels.saturating_add(number),
        _ => (),
    })?;
    Some((page, thrift.rest))
}

/// Thrift's compact protocol, as far as it is needed to pass over structures.
/// Source: the specification, <https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md>.
struct Thrift<'b> {
    rest: &'b [u8],
}

/// Told of an integer: the numbers of the fields that lead to it, and its value.
type Told<'t> = dyn FnMut(&[i64], i64) + 't;

impl Thrift<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn skip(&mut self, bytes: u64) -> Option<()> {
        self.rest = self.rest.get(usize::try_from(bytes).ok()?..)?;
        Some(())
    }

    /// Seven bits a byte, the lowest first.
    fn number(&mut self) -> Option<u64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    /// Integers stand with their sign in the lowest bit.
    fn integer(&mut self) -> Option<i64> {
        let value = self.number()?;
        Some((value >> 1) as i64 ^ -((value & 1) as i64))
    }

    /// Passes over a structure of at most `depth` levels.
    fn structure(&mut self, depth: usize, told: &mut Told<'_>) -> Option<()> {
        let mut field = 0;
        loop {
            let byte = self.byte()?;
            if byte == 0 {
                return Some(());
            }
            field = if byte >> 4 == 0 { self.integer()? } else { field + i64::from(byte >> 4) };
            let mut inside = |path: &[i64], number: i64| {
                // Two levels are all that is asked for.
                match *path {
                    [] => told(&[field], number),
                    [inner] => told(&[field, inner], number),
                    _ => (),
                }
            };
            self.value(byte & 0x0f, depth, &mut inside)?;
        }
    }

    /// Passes over a value of a type.
    fn value(&mut self, kind: u8, depth: usize, told: &mut Told<'_>) -> Option<()> {
        match kind {
            1 | 2 => Some(()),
            3 => self.skip(1),
            4..=6 => {
                let number = self.integer()?;
                told(&[], number);
                Some(())
            }
            7 => self.skip(8),
            8 => {
                let length = self.number()?;
                self.skip(length)
            }
            9 | 10 => self.list(depth.checked_sub(1)?),
            12 => self.structure(depth.checked_sub(1)?, told),
            _ => None,
        }
    }

    /// Passes over a list or a set.
    fn list(&mut self, depth: usize) -> Option<()> {
        let byte = self.byte()?;
        let length = if byte >> 4 == 15 { self.number()? } else { u64::from(byte >> 4) };
        let kind = byte & 0x0f;
        for _ in 0..length {
            // Truths are a byte each in a list.
            let kind = if matches!(kind, 1 | 2) { 3 } else { kind };
            self.value(kind, depth, &mut |_, _| ())?;
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::Arc;

    use arrow_array::{ArrayRef, RecordBatch, StringArray};
    use parquet::arrow::ArrowWriter;
    use parquet::basic::{BrotliLevel, GzipLevel, ZstdLevel};
    use parquet::file::metadata::ParquetMetaDataReader;
    use parquet::file::properties::{WriterProperties, WriterVersion};

    use super::*;

    /// A file of a column of texts, with pages of the second kind or the first, and what it says of itself.
    fn file(packing: Compression, second: bool, text: &str) -> (Vec<u8>, ParquetMetaData) {
        let texts: ArrayRef = Arc::new(StringArray::from(vec![Some(text), None, Some(text)]));
        let batch = RecordBatch::try_from_iter([("palaute", texts)]).unwrap();
        let version = if second { WriterVersion::PARQUET_2_0 } else { WriterVersion::PARQUET_1_0 };
        let set = WriterProperties::builder()
            .set_compression(packing)
            .set_writer_version(version)
            .build();
        let mut out = ArrowWriter::try_new(Vec::new(), batch.schema(), Some(set)).unwrap();
        out.write(&batch).unwrap();
        let bytes = out.into_inner().unwrap();
        let mut held = tempfile::tempfile().unwrap();
        held.write_all(&bytes).unwrap();
        let metadata = ParquetMetaDataReader::new().parse_and_finish(&held).unwrap();
        (bytes, metadata)
    }

    #[test]
    fn pages_of_every_packing_are_added_up() {
        let text = "jono ".repeat(400);
        for packing in [
            Compression::UNCOMPRESSED,
            Compression::SNAPPY,
            Compression::GZIP(GzipLevel::default()),
            Compression::BROTLI(BrotliLevel::default()),
            Compression::LZ4,
            Compression::LZ4_RAW,
            Compression::ZSTD(ZstdLevel::default()),
        ] {
            for second in [false, true] {
                let (bytes, metadata) = file(packing, second, &text);
                // The text, its length, and nothing else.
                assert_eq!(plausible(&bytes, &metadata, 4_500), Ok(2_004), "{packing} {second}");
                let small = plausible(&bytes, &metadata, 1_500);
                assert_eq!(small, Err(Fault::TooLarge), "{packing} {second}");
            }
        }
    }

    #[test]
    fn what_is_packed_grows_to_what_its_header_says() {
        let content = [b'a'; 5_000];
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        gzip.write_all(&content).unwrap();
        let gzip = gzip.finish().unwrap();
        let mut packed = Vec::new();
        brotli::CompressorReader::new(&content[..], BUFFER, 5, 22)
            .read_to_end(&mut packed)
            .unwrap();
        let (deflate, brotli) =
            (Compression::GZIP(GzipLevel::default()), Compression::BROTLI(BrotliLevel::default()));
        for (packing, content, claimed, keeps) in [
            (deflate, &gzip, 5_000, Ok(())),
            (deflate, &gzip, 4_999, Err(Fault::Damaged)),
            (brotli, &packed, 5_000, Ok(())),
            (brotli, &packed, 4_999, Err(Fault::Damaged)),
            // What cannot be unpacked is left to the decoder.
            (brotli, &gzip, 10, Ok(())),
            (Compression::LZ4, &[FRAME.to_vec(), vec![0; 60]].concat(), 10, Err(Fault::TooLarge)),
            (Compression::LZ4, &vec![0; 64], 10, Ok(())),
            (Compression::ZSTD(ZstdLevel::default()), &gzip, 10, Ok(())),
        ] {
            assert_eq!(keeps_to(packing, content, claimed, 6_000), keeps, "{packing} {claimed}");
        }
    }

    #[test]
    fn headers_are_read_past_what_is_not_asked_for() {
        // A data page: kind 0, 300 bytes, 20 packed, a checksum, then its own header with three values, two
        // encodings and statistics of a text and a number; a byte follows.
        let data = [
            0x15, 0, 0x15, 0xd8, 0x04, 0x15, 40, 0x15, 3, 0x1c, 0x15, 6, 0x15, 0, 0x15, 6, 0x1c,
            0x18, 2, b'a', b'b', 0x26, 8, 0, 0, 0, 9,
        ];
        let page = Page { is_dictionary: false, unpacked: 300, packed: 20, values: 3, levels: 0 };
        assert_eq!(header(&data), Some((page, &[9_u8][..])));
        // A dictionary page, with its field told by its number and a list that nobody knows.
        let dictionary =
            [0x15, 4, 0x15, 8, 0x15, 8, 0x0c, 14, 0x15, 4, 0x15, 0, 0, 0x19, 0x21, 1, 2, 0];
        let page = Page { is_dictionary: true, unpacked: 4, packed: 4, values: 2, levels: 0 };
        assert_eq!(header(&dictionary), Some((page, &[][..])));
        // Cut short, of no type, or nested without end.
        assert_eq!(header(&data[..20]), None);
        assert_eq!(header(&[0x1f]), None);
        assert_eq!(header(&[0x1c; 64]), None);
        assert_eq!(header(&[0x19, 0xf9, 0xff, 0xff, 0xff, 0xff, 0x0f]), None);
    }
}

//! The records of an input, packed: in memory up to a limit, in a temporary file beyond.
//!
//! Owns what a record costs between the stages: about a quarter of its bytes in the source. Records
//! go in in their order and come out in it, a batch at a time, so that no stage needs all of them
//! unpacked.

use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;
use tempfile::SpooledTempFile;

use super::error::ReadError;
use super::key;
use crate::record::Record;

/// Blocks unpacked together when records are asked for one by one.
const AHEAD: usize = 8;
/// Level of the packing: the fastest that finds the text of a comment again in its source record.
const LEVEL: i32 = 1;

/// All records of an input, in order.
#[derive(Debug)]
pub struct Spool {
    blocks: Vec<Block>,
    file: Mutex<SpooledTempFile>,
    /// Bytes held in memory before the file is used.
    limit: u64,
    /// What became of each record that was put in; all are kept as they were if it is empty.
    fates: Vec<Fate>,
    /// Records that are kept.
    len: usize,
}

/// Records packed together.
#[derive(Clone, Copy, Debug)]
struct Block {
    at: u64,
    bytes: usize,
    /// The records in it, as they were put in.
    records: (usize, usize),
    /// How many of all kept records come before.
    before: usize,
}

/// What becomes of a record once all are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It stays as it is.
    Kept,
    /// It is known by its content: a hash, and the how manieth record with it this is.
    Content(u64, u32),
    /// It is left out.
    Out,
}

/// Records on their way into a spool, packed.
pub(super) struct Packed {
    bytes: Vec<u8>,
    records: usize,
}

impl Packed {
    /// Packs some records.
    pub(super) fn of(records: &[Record]) -> io::Result<Self> {
        let plain = postcard::to_stdvec(records).map_err(io::Error::other)?;
        Ok(Self { bytes: zstd::bulk::compress(&plain, LEVEL)?, records: records.len() })
    }
}

impl Spool {
    /// An empty one that holds up to `limit` bytes in memory.
    pub(super) fn new(limit: u64) -> Self {
        let most = usize::try_from(limit).unwrap_or(usize::MAX);
        let file = Mutex::new(SpooledTempFile::new(most));
        Self { blocks: Vec::new(), file, limit, fates: Vec::new(), len: 0 }
    }

    /// An empty one that stays in memory whatever its size: for records that are to be changed by
    /// [`Self::map`] before any of them may lie on the disk. `limit` is that of what is made of it.
    pub(super) fn held(limit: u64) -> Self {
        Self { limit, ..Self::new(u64::MAX) }
    }

    /// Adds records behind the others.
    pub(super) fn put(&mut self, packed: &Packed) -> Result<(), ReadError> {
        let file = self.file.get_mut().unwrap_or_else(PoisonError::into_inner);
        let at = self.blocks.last().map_or(0, |last| last.at + last.bytes as u64);
        file.seek(SeekFrom::Start(at)).map_err(ReadError::Spool)?;
        file.write_all(&packed.bytes).map_err(ReadError::Spool)?;
        let records = (self.len, self.len + packed.records);
        self.blocks.push(Block { at, bytes: packed.bytes.len(), records, before: self.len });
        self.len += packed.records;
        Ok(())
    }

    /// Says what becomes of every record, in order.
    pub(super) fn settle(&mut self, fates: Vec<Fate>) {
        self.len = 0;
        for block in &mut self.blocks {
            block.before = self.len;
            let own = fates.get(block.records.0..block.records.1).unwrap_or_default();
            self.len += own.iter().filter(|fate| **fate != Fate::Out).count();
        }
        self.fates = fates;
    }

    /// The same records, each changed.
    ///
    /// # Errors
    /// The temporary file cannot be used.
    pub fn map(&self, change: impl Fn(&mut Record) + Sync) -> Result<Self, ReadError> {
        let mut changed = Self::new(self.limit);
        for blocks in self.blocks.chunks(AHEAD) {
            let packed = self.unpack(blocks, |mut records| {
                records.iter_mut().for_each(&change);
                Packed::of(&records)
            })?;
            for packed in &packed {
                changed.put(packed)?;
            }
        }
        Ok(changed)
    }

    /// Number of records.
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The records, one by one.
    pub fn iter(&self) -> impl Iterator<Item = Result<Record, ReadError>> + '_ {
        let ahead = self.blocks.chunks(AHEAD).map(|blocks| self.records(blocks));
        ahead.flat_map(|batch| {
            let (records, failed) = match batch {
                Ok(records) => (records, None),
                Err(error) => (Vec::new(), Some(Err(error))),
            };
            records.into_iter().map(Ok).chain(failed)
        })
    }

    /// The records in batches of about `most`.
    pub fn batches(
        &self,
        most: usize,
    ) -> impl Iterator<Item = Result<Vec<Record>, ReadError>> + '_ {
        let each = self.blocks.first().map_or(1, |first| first.records.1.max(1));
        self.blocks.chunks((most / each).max(1)).map(|blocks| self.records(blocks))
    }

    /// What `look` makes of every record, in order; records are looked at in parallel.
    ///
    /// # Errors
    /// The temporary file cannot be used.
    pub fn each<T: Send>(&self, look: impl Fn(&Record) -> T + Sync) -> Result<Vec<T>, ReadError> {
        let mut seen = Vec::with_capacity(self.len);
        for blocks in self.blocks.chunks(AHEAD) {
            let looked =
                self.unpack(blocks, |records| Ok(records.iter().map(&look).collect::<Vec<T>>()))?;
            seen.extend(looked.into_iter().flatten());
        }
        Ok(seen)
    }

    /// The records at these places, which rise.
    ///
    /// # Errors
    /// The temporary file cannot be used.
    pub fn pick(&self, places: &[usize]) -> Result<Vec<Record>, ReadError> {
        let end = |block: &Block| {
            let next = self.blocks.partition_point(|other| other.at <= block.at);
            self.blocks.get(next).map_or(self.len, |next| next.before)
        };
        let wanted = |block: &Block| {
            let from = places.partition_point(|&place| place < block.before);
            let to = places.partition_point(|&place| place < end(block));
            places.get(from..to).unwrap_or_default()
        };
        let blocks: Vec<Block> =
            self.blocks.iter().copied().filter(|block| !wanted(block).is_empty()).collect();
        let mut picked = Vec::with_capacity(places.len());
        for blocks in blocks.chunks(AHEAD) {
            let bytes = self.load(blocks)?;
            let some: Vec<Vec<Record>> = blocks
                .par_iter()
                .zip(bytes)
                .map(|(block, bytes)| -> Result<Vec<Record>, ReadError> {
                    let mut places =
                        wanted(block).iter().map(|place| place - block.before).peekable();
                    let records = self.open(block, &bytes)?.into_iter().enumerate();
                    Ok(records
                        .filter_map(|(at, record)| places.next_if_eq(&at).map(|_| record))
                        .collect())
                })
                .collect::<Result<_, _>>()?;
            picked.extend(some.into_iter().flatten());
        }
        Ok(picked)
    }

    /// All records at once.
    ///
    /// # Errors
    /// The temporary file cannot be used.
    pub fn all(&self) -> Result<Vec<Record>, ReadError> {
        self.records(&self.blocks)
    }

    fn records(&self, blocks: &[Block]) -> Result<Vec<Record>, ReadError> {
        Ok(self.unpack(blocks, Ok)?.into_iter().flatten().collect())
    }

    fn unpack<T: Send>(
        &self,
        blocks: &[Block],
        with: impl Fn(Vec<Record>) -> io::Result<T> + Sync,
    ) -> Result<Vec<T>, ReadError> {
        let bytes = self.load(blocks)?;
        let one = |(block, bytes): (&Block, Vec<u8>)| {
            with(self.open(block, &bytes)?).map_err(ReadError::Spool)
        };
        blocks.par_iter().zip(bytes).map(one).collect()
    }

    /// The packed bytes of blocks.
    fn load(&self, blocks: &[Block]) -> Result<Vec<Vec<u8>>, ReadError> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let mut one = |block: &Block| {
            let mut bytes = vec![0; block.bytes];
            file.seek(SeekFrom::Start(block.at))?;
            file.read_exact(&mut bytes)?;
            Ok(bytes)
        };
        blocks.iter().map(&mut one).collect::<io::Result<_>>().map_err(ReadError::Spool)
    }

    /// The kept records of a block.
    fn open(&self, block: &Block, bytes: &[u8]) -> Result<Vec<Record>, ReadError> {
        let plain = zstd::decode_all(bytes).map_err(ReadError::Spool)?;
        let mut records: Vec<Record> =
            postcard::from_bytes(&plain).map_err(|e| ReadError::Spool(io::Error::other(e)))?;
        let mut fates = self.fates.get(block.records.0..).unwrap_or_default().iter();
        records.retain_mut(|record| match fates.next() {
            Some(Fate::Kept) | None => true,
            Some(Fate::Content(hash, occurrence)) => {
                record.key = key::of_content(*hash, *occurrence);
                true
            }
            Some(Fate::Out) => false,
        });
        Ok(records)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Comment, RecordKey};

    fn record(number: usize) -> Record {
        let text = format!("comment {number}");
        Record {
            key: RecordKey(format!("k{number}").into()),
            row: number as u64,
            date: "2026-11-29T10:00:00".parse().ok(),
            score: Some(number as f32),
            language: Some(crate::lang::Lang::Fi),
            comments: vec![Comment { question: 1, text: text.clone().into() }],
            fields: format!("{{\"text\":\"{text}\"}}").into(),
            ..Record::default()
        }
    }

    /// Held in memory and on the disk, left as they are and with some left out or known by content.
    #[test]
    fn what_goes_in_comes_out_whichever_way_it_is_asked_for() {
        for (limit, settled) in [(1 << 20, false), (1 << 20, true), (0, false), (0, true)] {
            let mut spool = Spool::new(limit);
            let mut records: Vec<Record> = (0..1000).map(record).collect();
            for part in records.chunks(7) {
                spool.put(&Packed::of(part).unwrap()).unwrap();
            }
            assert_eq!(spool.file.lock().unwrap().is_rolled(), limit == 0);
            if settled {
                let fate = |at| match at % 3 {
                    0 => Fate::Kept,
                    1 => Fate::Content(0xab, at),
                    _ => Fate::Out,
                };
                spool.settle((0..1000).map(fate).collect());
                records = (0..1000).filter(|at| at % 3 != 2).map(record).collect();
                for record in records.iter_mut().filter(|record| record.row % 3 == 1) {
                    record.key = RecordKey(format!("00000000000000ab-{}", record.row).into());
                }
            }
            assert_eq!((spool.len(), spool.is_empty()), (records.len(), false));
            assert_eq!(spool.all().unwrap(), records);
            assert_eq!(spool.iter().map(Result::unwrap).collect::<Vec<_>>(), records);
            let batches: Vec<Vec<Record>> = spool.batches(50).map(Result::unwrap).collect();
            assert!(batches.len() > 10);
            assert_eq!(batches.concat(), records);
            let rows: Vec<u64> = records.iter().map(|record| record.row).collect();
            assert_eq!(spool.each(|record| record.row).unwrap(), rows);
            let places = [0, 1, 5, 6, 7, 100, 400, records.len() - 1];
            let picked: Vec<Record> = places.iter().map(|at| records[*at].clone()).collect();
            assert_eq!(spool.pick(&places).unwrap(), picked);
            assert!(spool.pick(&[]).unwrap().is_empty());
            let changed = spool.map(|record| record.row += 1).unwrap();
            let rows: Vec<u64> = rows.iter().map(|row| row + 1).collect();
            assert_eq!(changed.each(|record| record.row).unwrap(), rows);
        }
    }

    #[test]
    fn what_is_to_be_changed_first_is_held_in_memory() {
        let mut spool = Spool::held(0);
        spool.put(&Packed::of(&[record(1)]).unwrap()).unwrap();
        assert!(!spool.file.lock().unwrap().is_rolled());
        let changed = spool.map(|record| record.author = None).unwrap();
        assert!(changed.file.lock().unwrap().is_rolled());
    }
}

//! The compound file around an old workbook: its sectors form chains by tables of successors.
//!
//! Owns the look for chains that bite their own tail (MS-CFB 2.3): who follows one fills any memory.

/// Entries from this on name no sector.
const RESERVED: u32 = 0xffff_fffc;
/// Bytes of the header, and where it holds the first sectors of the table.
const HEADER: usize = 512;
const FIRST: std::ops::Range<usize> = 76..HEADER;

/// Bytes of a sector of the stream in which small streams lie, and the size from which one is not small.
const SMALL: usize = 64;
const LARGE: u64 = 4096;

/// A compound file.
pub(super) struct Compound<'a> {
    bytes: &'a [u8],
    /// Bytes of a sector.
    size: usize,
    /// Successor of each sector, and of each small one.
    table: Vec<u32>,
    small: Vec<u32>,
}

/// A chain that comes back to where it was.
pub(super) struct Endless;

impl<'a> Compound<'a> {
    /// The file, if all of its chains come to an end; `None` for what is no such file, which is left
    /// to its reader.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Option<Self>, Endless> {
        let size = match bytes.get(30..32) {
            Some([9, 0]) => 512,
            Some([12, 0]) => 4096,
            Some(_) | None => return Ok(None),
        };
        let mut file = Self { bytes, size, table: Vec::new(), small: Vec::new() };
        let mut list: Vec<u32> = bytes.get(FIRST).map(words).unwrap_or_default();
        let (mut next, mut left) = (word(bytes, 68), bytes.len() / size + 1);
        while next < RESERVED {
            let more = file.sector(next).map(words).unwrap_or_default();
            let Some((&last, ids)) = more.split_last() else { return Ok(None) };
            list.extend(ids);
            (next, left) = (last, left.checked_sub(1).ok_or(Endless)?);
        }
        for id in list.into_iter().filter(|id| *id < RESERVED) {
            let part = file.sector(id).map(words).unwrap_or_default();
            file.table.extend(part);
        }
        all_end(&file.table)?;
        file.small = words(&file.chain(word(bytes, 60)));
        all_end(&file.small)?;
        Ok(Some(file))
    }

    /// The stream of the first of these names that is there.
    pub(super) fn stream(&self, names: [&str; 2]) -> Option<Vec<u8>> {
        let entries = self.chain(word(self.bytes, 48));
        let (entries, _) = entries.as_chunks::<128>();
        let named = |name: &&str| {
            let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let same = |entry: &&[u8; 128]| {
                let (own, rest) = entry.split_at(wide.len());
                own.eq_ignore_ascii_case(&wide) && rest.starts_with(&[0, 0])
            };
            entries.iter().find(same)
        };
        let entry = names.iter().find_map(named)?;
        let (start, length) = (word(entry, 116), u64::from(word(entry, 120)));
        let mut stream = if length < LARGE {
            self.small_chain(start, &self.chain(word(entries.first()?, 116)))
        } else {
            self.chain(start)
        };
        stream.truncate(length as usize);
        Some(stream)
    }

    fn sector(&self, id: u32) -> Option<&'a [u8]> {
        let start = (id as usize).checked_add(1)?.checked_mul(self.size)?;
        let end = self.bytes.len().min(start.checked_add(self.size)?);
        self.bytes.get(start..end).filter(|_| id < RESERVED)
    }

    /// What the chain from a sector on holds.
    fn chain(&self, mut id: u32) -> Vec<u8> {
        let mut out = Vec::new();
        while let Some(part) = self.sector(id) {
            out.extend_from_slice(part);
            id = self.table.get(id as usize).copied().unwrap_or(u32::MAX);
        }
        out
    }

    fn small_chain(&self, mut id: u32, stream: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        let part = |id: u32| {
            let start = (id as usize).checked_mul(SMALL)?;
            stream.get(start..stream.len().min(start + SMALL))
        };
        while let Some(part) = part(id) {
            out.extend_from_slice(part);
            id = self.small.get(id as usize).copied().unwrap_or(u32::MAX);
        }
        out
    }
}

/// Whether no chain of a table of successors comes back to where it was.
fn all_end(table: &[u32]) -> Result<(), Endless> {
    // 0 for what was not looked at, else the number of the walk that came by.
    let mut seen = vec![0_u32; table.len()];
    for (walk, start) in (1..).zip(0..table.len()) {
        let mut at = start;
        while let Some(mark) = seen.get_mut(at) {
            match *mark {
                0 => *mark = walk,
                own if own == walk => return Err(Endless),
                _ => break,
            }
            at = table.get(at).map_or(usize::MAX, |next| *next as usize);
        }
    }
    Ok(())
}

fn words(bytes: &[u8]) -> Vec<u32> {
    bytes.as_chunks::<4>().0.iter().map(|word| u32::from_le_bytes(*word)).collect()
}

fn word(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).map(words).and_then(|word| word.first().copied()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chains_with_and_without_an_end_are_told_apart() {
        const END: u32 = 0xffff_fffe;
        for (table, ends) in [
            (vec![], true),
            (vec![1, 2, END], true),
            (vec![2, 2, END, 0], true),
            (vec![0], false),
            (vec![1, 2, 1], false),
            (vec![END, 3, u32::MAX, 1], false),
        ] {
            assert_eq!(all_end(&table).is_ok(), ends, "{table:?}");
        }
        assert!(Compound::open(b"no compound file").is_ok_and(|file| file.is_none()));
    }
}

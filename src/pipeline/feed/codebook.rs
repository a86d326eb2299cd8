//! The codebook beside an export: what its theme IDs mean.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use crate::analyse::mask::mask;
use crate::archive::Archive;
use crate::error::Error;
use crate::feed::coded::{Anchors, codebook_csv, qdc};
use crate::feed::{FeedError, atomic};
use crate::theme::{Codebook, ThemeId};

/// Best members of each theme that are looked at for an anchor.
const BEST: usize = 8;
/// An anchor is a thought, not a word or an essay; in characters.
const READABLE: std::ops::RangeInclusive<usize> = 20..=240;

/// Writes `NAME.codebook.csv` and `NAME.codebook.qdc` for a target `NAME.EXT`, and gives their
/// places.
pub(in crate::pipeline) fn write_beside(
    archive: &Archive,
    codebook: &Codebook,
    target: &Path,
) -> Result<Vec<PathBuf>, Error> {
    let anchors = anchors(archive)?;
    let [table, exchange] = names(target);
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |reason: io::Error| FeedError::Target { target: path.display().to_string(), reason }
    };
    atomic::write(&table, |out| codebook_csv(codebook, &anchors, out)).map_err(failed(&table))?;
    atomic::write(&exchange, |out| qdc(codebook, out)).map_err(failed(&exchange))?;
    Ok(vec![table, exchange])
}

/// The codebook as rows of text, the names of its columns first.
pub(super) fn rows(archive: &Archive, codebook: &Codebook) -> Result<Vec<Vec<String>>, Error> {
    let mut bytes = Vec::new();
    codebook_csv(codebook, &anchors(archive)?, &mut bytes).map_err(Error::Output)?;
    let mut table = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes.as_slice());
    let rows = table.records().map(|row| Ok(row?.iter().map(str::to_owned).collect()));
    rows.collect::<Result<_, csv::Error>>().map_err(|error| Error::Output(error.into()))
}

/// The names of a codebook beside `target`.
pub(in crate::pipeline) fn names(target: &Path) -> [PathBuf; 2] {
    ["codebook.csv", "codebook.qdc"].map(|end| target.with_extension(end))
}

/// A typical comment of each theme: the first readable one of its best members.
fn anchors(archive: &Archive) -> Result<Anchors, Error> {
    let history = archive.history()?;
    let mut best: BTreeMap<ThemeId, Vec<(f32, u64)>> = BTreeMap::new();
    for at in 0..history.len() {
        let Some(&seq) = history.seq.get(at) else { continue };
        for member in history.members(at) {
            let list = best.entry(member.theme).or_default();
            // Equal degrees stay in the order of entry.
            let place = list.partition_point(|(degree, _)| *degree >= member.degree);
            if place < BEST {
                list.insert(place, (member.degree, seq));
                list.truncate(BEST);
            }
        }
    }
    let mut anchors = Anchors::new();
    for (theme, list) in best {
        let seqs: Vec<u64> = list.iter().map(|(_, seq)| *seq).collect();
        let mut texts = archive.fetch(&seqs)?.into_iter().map(|comment| comment.text);
        let first = texts.find(|text| READABLE.contains(&text.chars().count()));
        if let Some(text) = first {
            anchors.insert(theme, mask(&text).unwrap_or_else(|| text.into()));
        }
    }
    Ok(anchors)
}

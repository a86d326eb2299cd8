//! A new generation of an archive: its records read again, analysed by this program, tagged by a
//! codebook; a batch in memory at a time.

use super::intake::entries;
use crate::analyse::Corpus;
use crate::analyse::corpus::Text;
use crate::archive::{Archive, ArchiveError, Taker, Writer};
use crate::error::Error;
use crate::progress::{Event, Progress};
use crate::record::Record;
use crate::tag::Tagger;
use crate::theme::Codebook;

/// Comments in a batch. Changes no result, but memory.
const BATCH: usize = 50_000;
/// Comments that labels and themes are found in.
const SAMPLE: usize = 60_000;

/// Puts a new generation in the place of the live one and says how many comments it holds.
pub(super) fn retag(
    archive: &Archive,
    writer: &mut Writer,
    tagger: &Tagger,
    codebook: &Codebook,
    progress: &dyn Progress,
) -> Result<u64, Error> {
    progress.event(Event::Begin { stage: "tag", total: Some(archive.len()) });
    let done = writer.rebuild_by(|taker| {
        let mut records = archive.records()?;
        loop {
            let batch = next_batch(&mut records)?;
            if batch.is_empty() {
                return Ok(());
            }
            take(tagger, codebook, &batch, taker, progress)?;
        }
    })?;
    progress.event(Event::End);
    Ok(done.added)
}

fn next_batch(
    records: &mut impl Iterator<Item = Result<Record, ArchiveError>>,
) -> Result<Vec<Record>, ArchiveError> {
    let (mut batch, mut comments) = (Vec::new(), 0);
    while comments < BATCH {
        let Some(record) = records.next() else { break };
        let record = record?;
        comments += record.comments.len();
        batch.push(record);
    }
    Ok(batch)
}

fn take(
    tagger: &Tagger,
    codebook: &Codebook,
    records: &[Record],
    taker: &mut Taker<'_>,
    progress: &dyn Progress,
) -> Result<(), ArchiveError> {
    let texts: Vec<Text<'_>> = records.iter().flat_map(Text::of).collect();
    let read = tagger.read(&texts);
    let themes = tagger.assign(&read.corpus, codebook);
    taker.take_all(entries(records, &read, &themes))?;
    progress.event(Event::Advance(texts.len() as u64));
    Ok(())
}

/// An evenly spread sample of the comments, analysed.
pub(super) fn sample(archive: &Archive, tagger: &Tagger) -> Result<Corpus, Error> {
    let seqs = archive.history()?.seq;
    let step = seqs.len().div_ceil(SAMPLE).max(1);
    let picked: Vec<u64> = seqs.into_iter().step_by(step).collect();
    let stored = archive.fetch(&picked)?;
    let texts = stored.iter().map(|s| Text { text: &s.text, declared: s.declared });
    Ok(tagger.analyser().corpus(&texts.collect::<Vec<_>>()))
}

//! Comments through the pure stages and into the archive, some at a time: memory holds the words
//! of one batch, whatever the size of the file.

use super::intake::{Intake, Said, entries};
use super::outline::Outlines;
use crate::analyse::Corpus;
use crate::analyse::corpus::Text;
use crate::archive::Taker;
use crate::error::Error;
use crate::progress::{Event, Progress};
use crate::tag::Tagger;
use crate::theme::{Codebook, FitOptions};

/// Records in a batch. Changes no result, but memory and the number of times a word is analysed.
const BATCH: usize = 100_000;
/// Comments that themes are found in; more add time, not better themes.
const SAMPLE: usize = 60_000;

/// Finds the themes in an evenly spread sample of the comments.
pub(super) fn find_themes(
    tagger: &Tagger,
    intake: &Intake,
    options: &FitOptions,
) -> Result<Codebook, Error> {
    let step = intake.len().div_ceil(SAMPLE).max(1);
    let picked = intake.pick((0..intake.len()).step_by(step))?;
    let texts: Vec<Text<'_>> = picked.iter().map(Said::text).collect();
    let mut corpus: Corpus = tagger.analyser().corpus(&texts);
    Ok(tagger.find_themes(&mut corpus, options)?)
}

/// Tags all comments and hands them to the archive.
pub(super) fn tag(
    tagger: &Tagger,
    codebook: &Codebook,
    intake: &Intake,
    taker: &mut Taker<'_>,
    progress: &dyn Progress,
) -> Result<Outlines, Error> {
    let mut outlines = Outlines::default();
    for batch in intake.batches(BATCH) {
        let batch = batch?;
        let read = tagger.read(&batch.texts());
        let themes = tagger.assign(&read.corpus, codebook);
        taker.take_all(entries(&batch.records, &read, &themes))?;
        for ((analysis, scored), themes) in
            read.corpus.analyses.iter().zip(&read.scores).zip(&themes)
        {
            outlines.push(analysis, scored, themes);
        }
        progress.event(Event::Advance(read.scores.len() as u64));
    }
    Ok(outlines)
}

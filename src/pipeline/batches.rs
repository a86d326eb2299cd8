//! Comments through the pure stages and into the archive, some at a time: memory holds the words
//! of one batch, whatever the size of the file.

use super::intake::{Intake, Said, entries};
use super::outline::Outlines;
use crate::analyse::Corpus;
use crate::analyse::corpus::Text;
use crate::archive::Taker;
use crate::error::Error;
use crate::progress::{Event, Progress};
use crate::tag::{Read, Tagger};
use crate::theme::{Codebook, FitOptions};

/// Records in a batch. Changes no result, but memory and the number of times a word is analysed.
const BATCH: usize = 100_000;
/// Comments that themes are found in; more add time, not better themes.
const SAMPLE: usize = 60_000;

/// Finds the themes in an evenly spread sample of the comments; with the words of all of them, where the
/// sample is all there is.
pub(super) fn find_themes(
    tagger: &Tagger,
    intake: &Intake,
    options: &FitOptions,
) -> Result<(Codebook, Option<Corpus>), Error> {
    let step = intake.len().div_ceil(SAMPLE).max(1);
    let picked = intake.pick((0..intake.len()).step_by(step))?;
    let texts: Vec<Text<'_>> = picked.iter().map(Said::text).collect();
    let mut corpus: Corpus = tagger.analyser().corpus(&texts);
    let codebook = tagger.find_themes(&mut corpus, options)?;
    Ok((codebook, (step == 1).then_some(corpus)))
}

/// Tags all comments and hands them to the archive; `known` are the words of all of them, if they are
/// known already.
pub(super) fn tag(
    tagger: &Tagger,
    codebook: &Codebook,
    intake: &Intake,
    mut known: Option<Corpus>,
    taker: &mut Taker<'_>,
    progress: &dyn Progress,
) -> Result<Outlines, Error> {
    let mut outlines = Outlines::default();
    for batch in intake.batches(BATCH) {
        let batch = batch?;
        let texts = batch.texts();
        // Where there are several batches, none is known alone.
        let read = match known.take().filter(|known| known.analyses.len() == texts.len()) {
            Some(corpus) => Read { scores: tagger.score(&corpus), corpus },
            None => tagger.read(&texts),
        };
        let themes = tagger.assign(&read.corpus, codebook);
        let entries = entries(&batch.records, &read, &themes).zip(intake.counts(&batch));
        taker.take_all(entries.filter_map(|(entry, counts)| counts.then_some(entry)))?;
        for ((analysis, scored), themes) in
            read.corpus.analyses.iter().zip(&read.scores).zip(&themes)
        {
            outlines.push(analysis, scored, themes);
        }
        progress.event(Event::Advance(read.scores.len() as u64));
    }
    Ok(outlines)
}

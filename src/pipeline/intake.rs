//! Everything that came in: the readings of all files, and their comments in one order.

use std::hash::{Hash, Hasher};
use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::FxHasher;

use super::{masking, remarks};
use crate::analyse::corpus::Text;
use crate::archive::{Entry, content_hash, key_hash};
use crate::config::{Config, Scale, Settings};
use crate::error::Error;
use crate::lang::Lang;
use crate::progress::{Event, Progress};
use crate::read::{self, Input, Reading};
use crate::record::{Comment, Record};
use crate::tag::Read;
use crate::theme::Membership;

/// All files of a run, read.
pub(super) struct Intake {
    pub(super) readings: Vec<Reading>,
    /// (file, record, comment) of every comment, in input order.
    places: Vec<(u32, u32, u32)>,
}

pub(super) fn read(
    inputs: &[Input],
    config: &Config,
    language: Lang,
    progress: &dyn Progress,
) -> Result<Intake, Error> {
    let mut intake = Intake { readings: Vec::new(), places: Vec::new() };
    for input in inputs {
        let mut reading = read::read(input, config, progress)?;
        if config.input.mask == Some(true) {
            masking::records(&mut reading.records);
        }
        for line in remarks::of(&input.name(), &reading, language) {
            progress.event(Event::Note(&line));
        }
        let file = intake.readings.len() as u32;
        for (record, r) in (0..).zip(&reading.records) {
            intake.places.extend((0..r.comments.len() as u32).map(|c| (file, record, c)));
        }
        intake.readings.push(reading);
    }
    Ok(intake)
}

impl Intake {
    /// Number of comments.
    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    /// All records, in input order.
    pub(super) fn records(&self) -> impl Iterator<Item = &Record> {
        self.readings.iter().flat_map(|reading| &reading.records)
    }

    /// A comment with its record and the number of its file.
    pub(super) fn place(&self, at: usize) -> (usize, &Record, &Comment) {
        let (record, comment) = self.comment(at);
        (self.places[at].0 as usize, record, comment)
    }

    /// A comment and its record.
    pub(super) fn comment(&self, at: usize) -> (&Record, &Comment) {
        let (file, record, comment) = self.places[at];
        let record = &self.readings[file as usize].records[record as usize];
        (record, &record.comments[comment as usize])
    }

    /// The numbers of the comments of each record of one file, in order.
    pub(super) fn by_record(&self, file: usize) -> impl Iterator<Item = (&Record, Vec<usize>)> {
        let records = &self.readings[file].records;
        let mut at = self.places.partition_point(|(f, _, _)| (*f as usize) < file);
        records.iter().map(move |record| {
            let own = (at..at + record.comments.len()).collect();
            at += record.comments.len();
            (record, own)
        })
    }

    /// The texts at these places.
    pub(super) fn texts(&self, places: impl IntoIterator<Item = usize>) -> Vec<Text<'_>> {
        places
            .into_iter()
            .map(|at| {
                let (record, comment) = self.comment(at);
                Text { text: &comment.text, declared: record.language }
            })
            .collect()
    }

    /// A batch of comments as the archive takes them.
    pub(super) fn entries<'a>(
        &'a self,
        batch: Range<usize>,
        read: &'a Read,
        themes: &'a [Vec<Membership>],
    ) -> impl Iterator<Item = Entry<'a>> {
        batch.enumerate().map(move |(i, at)| Entry {
            record: self.comment(at).0,
            comment_index: self.places[at].2 as usize,
            analysis: &read.corpus.analyses[i],
            words: &read.corpus.words,
            scored: &read.scores[i],
            themes: &themes[i],
        })
    }

    /// Lets go of the source records, which the archive holds by now.
    pub(super) fn forget_sources(&mut self) {
        for record in self.readings.iter_mut().flat_map(|reading| &mut reading.records) {
            record.fields = Box::default();
        }
    }

    /// The settings with what the columns were found to be, where all files agree: columns of one
    /// file must not be asked of the others.
    pub(super) fn config_over(&self, config: Config) -> Config {
        let mut guesses = self.readings.iter().map(Reading::guessed);
        match guesses.next() {
            Some(first) if guesses.all(|guess| guess == first) => config.over(first),
            Some(_) | None => config,
        }
    }

    /// A hash of all that came in, and of how it was written.
    pub(super) fn hash(&self) -> String {
        let mut hasher = FxHasher::default();
        for reading in &self.readings {
            let s = &reading.source;
            let written = (s.format, s.encoding, s.bom, s.delimiter, s.line_end, s.header, s.rows);
            hasher.write(format!("{written:?}").as_bytes());
            let of = |record: &Record| (key_hash(&record.key), content_hash(record));
            let records: Vec<(u64, u64)> = reading.records.par_iter().map(of).collect();
            records.hash(&mut hasher);
        }
        format!("{:016x}", hasher.finish())
    }

    /// The scale of the scores: as set, else as the first file's values say.
    pub(super) fn scale(&self, settings: &Settings) -> Option<Scale> {
        settings.scale.or_else(|| self.readings.iter().find_map(|reading| reading.scale))
    }
}

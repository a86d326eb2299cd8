//! Everything that came in: the readings of all files, and their comments in one order.

use std::hash::{Hash, Hasher};
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use super::line::Line;
use super::{masking, remarks};
use crate::analyse::corpus::Text;
use crate::archive::Entry;
use crate::config::{Config, Scale, Settings};
use crate::error::Error;
use crate::lang::Lang;
use crate::progress::{Event, Progress};
use crate::read::{self, Input, ReadError, Reading};
use crate::record::{Comment, Record};
use crate::tag::Read;
use crate::theme::Membership;

/// All files of a run, read.
pub(super) struct Intake {
    pub(super) readings: Vec<Reading>,
    /// What is known of every record without its words, in input order.
    lines: Vec<Line>,
    /// Number of comments.
    comments: usize,
    /// Places of the records whose key a later file has with another content: that one counts.
    outdated: FxHashSet<usize>,
}

pub(super) fn read(
    inputs: &[Input],
    config: &Config,
    language: Lang,
    progress: &dyn Progress,
) -> Result<Intake, Error> {
    let mut intake = Intake {
        readings: Vec::new(),
        lines: Vec::new(),
        comments: 0,
        outdated: FxHashSet::default(),
    };
    for input in inputs {
        let mut reading = read::read(input, config, progress)?;
        if config.input.mask == Some(true) {
            reading.records = reading.records.map(masking::record)?;
        }
        for line in remarks::of(&input.name(), &reading, language) {
            progress.event(Event::Note(&line));
        }
        let lines = reading.records.each(Line::of)?;
        intake.comments += lines.iter().map(|line| line.comments as usize).sum::<usize>();
        intake.lines.extend(lines);
        intake.readings.push(reading);
    }
    if intake.readings.len() > 1 {
        intake.outdated = outdated(&intake.lines);
    }
    if let Some(line) = remarks::outdated(intake.outdated.len(), language) {
        progress.event(Event::Note(&line));
    }
    Ok(intake)
}

/// The places of lines whose key comes again further on with another content. Within one file there is
/// no such key.
fn outdated(lines: &[Line]) -> FxHashSet<usize> {
    let mut latest: FxHashMap<u64, u64> = FxHashMap::default();
    let later = lines.iter().enumerate().rev();
    let is_old = |(_, line): &(usize, &Line)| {
        *latest.entry(line.key).or_insert(line.content) != line.content
    };
    later.filter(is_old).map(|(at, _)| at).collect()
}

impl Intake {
    /// Number of comments.
    pub(super) const fn len(&self) -> usize {
        self.comments
    }

    /// All records without their words, in input order.
    pub(super) fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// Of each comment of a batch, whether its record counts: no later file says it otherwise.
    pub(super) fn counts<'a>(&'a self, batch: &'a Batch) -> impl Iterator<Item = bool> + 'a {
        let records = (batch.line..).zip(&batch.records);
        records.flat_map(|(at, record)| {
            std::iter::repeat_n(!self.outdated.contains(&at), record.comments.len())
        })
    }

    /// The records of one file without their words, each with the numbers of its comments.
    pub(super) fn of_file(&self, file: usize) -> impl Iterator<Item = (&Line, Range<usize>)> {
        let mut at = 0;
        let mut lines = self.lines.iter();
        for reading in self.readings.iter().take(file) {
            at += lines
                .by_ref()
                .take(reading.records.len())
                .map(|l| l.comments as usize)
                .sum::<usize>();
        }
        let own = self.readings.get(file).map_or(0, |reading| reading.records.len());
        lines.take(own).map(move |line| {
            let comments = at..at + line.comments as usize;
            at = comments.end;
            (line, comments)
        })
    }

    /// The records in batches of about `most`, each with the number of its file and that of the
    /// batch's first comment.
    pub(super) fn batches(
        &self,
        most: usize,
    ) -> impl Iterator<Item = Result<Batch, ReadError>> + '_ {
        let (mut first, mut line) = (0, 0);
        let files = self.readings.iter().enumerate();
        let batches = files
            .flat_map(move |(file, reading)| reading.records.batches(most).map(move |b| (file, b)));
        batches.map(move |(file, records)| {
            let batch = Batch { file, first, line, records: records? };
            line += batch.records.len();
            first += batch.records.iter().map(|record| record.comments.len()).sum::<usize>();
            Ok(batch)
        })
    }

    /// The comments at these places, which rise.
    pub(super) fn pick(
        &self,
        places: impl IntoIterator<Item = usize>,
    ) -> Result<Vec<Said>, ReadError> {
        let mut places = places.into_iter().peekable();
        let (mut picked, mut at) = (Vec::new(), 0);
        let mut lines = self.lines.iter();
        for reading in &self.readings {
            let (mut records, mut wanted) = (Vec::new(), Vec::new());
            for (record, line) in lines.by_ref().take(reading.records.len()).enumerate() {
                let end = at + line.comments as usize;
                while let Some(place) = places.next_if(|place| *place < end) {
                    if records.last() != Some(&record) {
                        records.push(record);
                    }
                    wanted.push((records.len() - 1, place - at));
                }
                at = end;
            }
            let records = reading.records.pick(&records)?;
            picked.extend(wanted.into_iter().filter_map(|(record, comment)| {
                let record = records.get(record)?;
                let text = record.comments.get(comment)?.text.clone();
                Some(Said { text, declared: record.language })
            }));
        }
        Ok(picked)
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
        let mut lines = self.lines.iter();
        for reading in &self.readings {
            let s = &reading.source;
            let written = (s.format, s.encoding, s.bom, s.delimiter, s.line_end, s.header, s.rows);
            hasher.write(format!("{written:?}").as_bytes());
            let own = lines.by_ref().take(reading.records.len());
            let records: Vec<(u64, u64)> = own.map(|line| (line.key, line.content)).collect();
            records.hash(&mut hasher);
        }
        format!("{:016x}", hasher.finish())
    }

    /// The scale of the scores: as set, else as the first file's values say.
    pub(super) fn scale(&self, settings: &Settings) -> Option<Scale> {
        settings.scale.or_else(|| self.readings.iter().find_map(|reading| reading.scale))
    }
}

/// Some records in full.
pub(super) struct Batch {
    /// The number of their file.
    pub(super) file: usize,
    /// The number of their first comment.
    pub(super) first: usize,
    /// The number of the first record.
    line: usize,
    pub(super) records: Vec<Record>,
}

impl Batch {
    /// The records with their comments, in order; the number of each comment in its record.
    pub(super) fn comments<'a>(&'a self) -> impl Iterator<Item = (&'a Record, usize, &'a Comment)> {
        let own = |record: &'a Record| {
            (0..).zip(&record.comments).map(move |(i, comment)| (record, i, comment))
        };
        self.records.iter().flat_map(own)
    }

    /// The texts, in order.
    pub(super) fn texts(&self) -> Vec<Text<'_>> {
        self.records.iter().flat_map(Text::of).collect()
    }
}

/// The comments of some records as the archive takes them, read and with their themes.
pub(super) fn entries<'a>(
    records: &'a [Record],
    read: &'a Read,
    themes: &'a [Vec<Membership>],
) -> impl Iterator<Item = Entry<'a>> {
    let comments = |record: &'a Record| (0..record.comments.len()).map(move |i| (record, i));
    records.iter().flat_map(comments).enumerate().map(|(i, (record, comment_index))| Entry {
        record,
        comment_index,
        analysis: &read.corpus.analyses[i],
        words: &read.corpus.words,
        scored: &read.scores[i],
        themes: &themes[i],
    })
}

/// A comment and the language that its source declares.
#[derive(Clone, Debug)]
pub(super) struct Said {
    text: Box<str>,
    declared: Option<Lang>,
}

impl Said {
    pub(super) fn text(&self) -> Text<'_> {
        Text { text: &self.text, declared: self.declared }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_content_of_a_key_counts() {
        let line = |(key, content)| Line {
            key,
            content,
            row: 1,
            week: None,
            comments: 1,
            unanswered: false,
        };
        let lines = |all: &[(u64, u64)]| all.iter().copied().map(line).collect::<Vec<_>>();
        for (all, old) in [
            (&[(1, 10), (2, 20), (1, 11)][..], &[0][..]),
            (&[(1, 10), (2, 20), (1, 10)], &[]),
            (&[(1, 10), (1, 11), (1, 10)], &[1]),
            (&[], &[]),
        ] {
            assert_eq!(outdated(&lines(all)), old.iter().copied().collect(), "{all:?}");
        }
    }
}

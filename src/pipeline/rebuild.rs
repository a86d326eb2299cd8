//! Indexing an archive again: its records are analysed by this program, its themes stay.

use std::path::Path;

use super::store;
use crate::analyse::corpus::Text;
use crate::archive::{Archive, Entry};
use crate::error::Error;
use crate::progress::{Event, Progress};
use crate::record::Record;
use crate::theme::FitOptions;

/// What a rebuild did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rebuilt {
    /// Comments indexed again.
    pub comments: u64,
    /// Number of the generation that is live now.
    pub generation: u64,
}

/// Analyses all records of an archive anew and puts a new generation in the place of the old one.
/// Themes, settings and the outputs of runs are left alone.
///
/// # Errors
/// What stopped it; the archive is then as it was.
pub fn rebuild(path: &Path, progress: &dyn Progress) -> Result<Rebuilt, Error> {
    let tagger = store::tagger(path, &[])?;
    let archive = Archive::open_outdated(path)?;
    let mut writer = archive.writer()?;
    progress.event(Event::Begin { stage: "read", total: Some(archive.len()) });
    let records: Vec<Record> = archive.records()?.collect::<Result<_, _>>()?;
    let comments: Vec<(&Record, usize)> = records
        .iter()
        .flat_map(|record| (0..record.comments.len()).map(move |index| (record, index)))
        .collect();
    let texts: Vec<Text<'_>> = comments
        .iter()
        .map(|(record, index)| Text {
            text: &record.comments[*index].text,
            declared: record.language,
        })
        .collect();
    progress.event(Event::Begin { stage: "analyse", total: Some(archive.len()) });
    let mut read = tagger.read(&texts);
    let codebook = match store::codebook(&archive.codebook_file(), tagger.dim())? {
        Some(codebook) => codebook,
        None => {
            let found = tagger.find_themes(&mut read.corpus, &FitOptions::default())?;
            super::file::put(&archive.codebook_file(), found.to_toml().as_bytes())?;
            found
        }
    };
    let themes = tagger.assign(&read.corpus, &codebook);
    progress.event(Event::Begin { stage: "archive", total: Some(archive.len()) });
    let entries = comments.iter().enumerate().map(|(at, &(record, comment_index))| Entry {
        record,
        comment_index,
        analysis: &read.corpus.analyses[at],
        words: &read.corpus.words,
        scored: &read.scores[at],
        themes: &themes[at],
    });
    let done = writer.rebuild(entries)?;
    progress.event(Event::End);
    let generation = Archive::open(path)?.generation();
    Ok(Rebuilt { comments: done.added, generation })
}

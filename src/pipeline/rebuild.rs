//! Indexing an archive again: its records are analysed by this program, its themes stay.

use std::path::Path;

use super::{retag, store};
use crate::archive::Archive;
use crate::error::Error;
use crate::progress::{Event, Progress};
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
    let codebook = match store::codebook(&archive.codebook_file(), &tagger)? {
        Some(codebook) => codebook,
        None => {
            progress.event(Event::Begin { stage: "theme", total: None });
            let mut corpus = retag::sample(&archive, &tagger)?;
            let found = tagger.find_themes(&mut corpus, &FitOptions::default())?;
            store::put_codebook(&archive, &found)?;
            found
        }
    };
    let comments = retag::retag(&archive, &mut writer, &tagger, &codebook, progress)?;
    let generation = Archive::open(path)?.generation();
    Ok(Rebuilt { comments, generation })
}

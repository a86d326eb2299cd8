//! The archive of a run: opened or made, with its settings and its codebook.

use std::path::Path;

use super::file::put;
use crate::archive::{Appended, Archive, ArchiveError, Taker, Writer};
use crate::config::Config;
use crate::error::Error;
use crate::theme::Codebook;

/// An archive with the right to write to it.
pub(super) struct Store {
    archive: Archive,
    writer: Writer,
    codebook: Option<Codebook>,
    was_empty: bool,
}

/// The settings in force: what was given lies over the archive's own file.
pub(super) fn settings(archive: &Path, given: &Config) -> Result<Config, Error> {
    let file = archive.join("kuiske.toml");
    if file.exists() {
        return Ok(given.clone().over(Config::load(&file)?));
    }
    Ok(given.clone())
}

impl Store {
    /// Opens the archive, or makes one with these settings.
    pub(super) fn open(path: &Path, config: &Config, dim: usize) -> Result<Self, Error> {
        let archive = match Archive::open(path) {
            Err(ArchiveError::Missing(_)) => Archive::create(path)?,
            opened => opened?,
        };
        let writer = archive.writer()?;
        let settings = archive.settings_file();
        if !settings.exists() {
            put(&settings, config.to_toml().as_bytes())?;
        }
        let file = archive.codebook_file();
        let codebook = match std::fs::read_to_string(&file) {
            Ok(text) => Some(Codebook::parse(&file.display().to_string(), &text, dim)?),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(reason) => return Err(Error::File { path: file, reason }),
        };
        let was_empty = archive.is_empty();
        Ok(Self { archive, writer, codebook, was_empty })
    }

    /// Whether the archive held nothing before this run.
    pub(super) fn was_empty(&self) -> bool {
        self.was_empty
    }

    /// The archive as it was before this run.
    pub(super) fn archive(&self) -> &Archive {
        &self.archive
    }

    /// The archive's codebook; one that is found now if it has none.
    pub(super) fn codebook_or(
        &self,
        find: impl FnOnce() -> Result<Codebook, Error>,
    ) -> Result<Codebook, Error> {
        match &self.codebook {
            Some(codebook) => Ok(codebook.clone()),
            None => find(),
        }
    }

    /// Takes the comments that `feed` hands over, all or none. A new codebook is safe on disk
    /// before: comments must never name themes that no file explains.
    pub(super) fn append<T: Default>(
        mut self,
        codebook: &Codebook,
        most: usize,
        feed: impl FnOnce(&mut Taker<'_>) -> Result<T, ArchiveError>,
    ) -> Result<(Archive, Appended, T), Error> {
        if self.codebook.is_none() {
            let file = self.archive.codebook_file();
            put(&file, codebook.to_toml().as_bytes())?;
        }
        let mut fed = T::default();
        let appended = self.writer.append_by(most, |taker| {
            fed = feed(taker)?;
            Ok(())
        })?;
        self.archive.refresh()?;
        Ok((self.archive, appended, fed))
    }
}

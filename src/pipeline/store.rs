//! The archive of a run: opened or made, with its settings and its codebook.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rustc_hash::{FxHashMap, FxHashSet};

use super::earlier::{self, Earlier};
use super::file::put;
use crate::archive::{
    Appended, Archive, ArchiveError, History, KnownKey, Taker, Writer, WriterSettings,
};
use crate::config::Config;
use crate::error::Error;
use crate::lexicon::{OwnFile, own_files};
use crate::tag::Tagger;
use crate::theme::{Codebook, ThemeId};

/// An archive with the right to write to it; one that is new is made when there is something to
/// write, so that a run that fails before leaves nothing behind.
pub(super) struct Store {
    path: PathBuf,
    open: Option<(Archive, Writer)>,
    settings: String,
    /// Memory to write in, in bytes.
    memory: u64,
    codebook: Option<Codebook>,
}

/// The settings in force: what was given lies over the archive's own file.
pub(super) fn settings(archive: &Path, given: &Config) -> Result<Config, Error> {
    let file = archive.join("kuiske.toml");
    if file.exists() {
        return Ok(given.clone().over(Config::load(&file)?));
    }
    Ok(given.clone())
}

/// The tables of the program with the user's own lists over them: those in the archive's folder
/// `lexicons`, then those that were given.
pub(super) fn tagger(archive: &Path, given: &[PathBuf]) -> Result<Tagger, Error> {
    let mut files = own_files(archive)
        .map_err(|reason| Error::File { path: archive.join("lexicons"), reason })?;
    files.extend(given.iter().map(|path| OwnFile { path: path.clone(), lang: None }));
    Ok(Tagger::over(&files)?)
}

impl Store {
    /// Opens the archive, if there is one; a new one will have these settings.
    pub(super) fn open(
        path: &Path,
        config: &Config,
        memory: u64,
        tagger: &Tagger,
    ) -> Result<Self, Error> {
        let open = match Archive::open(path) {
            Err(ArchiveError::Missing(_)) => None,
            opened => {
                let archive = opened?;
                let writer = archive.writer_with(WriterSettings::within(memory))?;
                Some((archive, writer))
            }
        };
        let codebook = codebook(&path.join("codebook.toml"), tagger)?;
        Ok(Self { path: path.to_path_buf(), open, settings: config.to_toml(), memory, codebook })
    }

    /// The run over the same inputs that was made before.
    pub(super) fn earlier(&self, inputs: &str, asked: Option<&str>) -> Option<Earlier> {
        let (archive, _) = self.open.as_ref()?;
        earlier::find(archive, inputs, asked)
    }

    /// The records that the archive held before this run.
    pub(super) fn known(&self) -> Result<FxHashMap<u64, KnownKey>, Error> {
        let known = self.open.as_ref().map(|(archive, _)| archive.known_keys()).transpose()?;
        Ok(known.unwrap_or_default())
    }

    /// The archive's codebook.
    pub(super) const fn own_codebook(&self) -> Option<&Codebook> {
        self.codebook.as_ref()
    }

    /// The archive, if there is one.
    pub(super) fn archive(&self) -> Option<&Archive> {
        self.open.as_ref().map(|(archive, _)| archive)
    }

    /// Takes the comments that `feed` hands over, all or none. A new codebook is safe on disk
    /// before: comments must never name themes that no file explains. The records of `gone` are
    /// removed then.
    pub(super) fn append<T: Default>(
        self,
        codebook: &Codebook,
        most: usize,
        gone: &FxHashSet<u64>,
        feed: impl FnOnce(&mut Taker<'_>) -> Result<T, Error>,
    ) -> Result<(Archive, Appended, T), Error> {
        let memory = self.memory;
        let (mut archive, mut writer) = match self.open {
            Some(open) => open,
            None => {
                let archive = Archive::create(&self.path)?;
                let writer = archive.writer_with(WriterSettings::within(memory))?;
                (archive, writer)
            }
        };
        let settings = archive.settings_file();
        if !settings.exists() {
            put(&settings, self.settings.as_bytes())?;
        }
        if self.codebook.as_ref() != Some(codebook) {
            put_codebook(&archive, codebook)?;
        }
        let mut result = T::default();
        let appended = writer.append_by(most, |taker| -> Result<(), Error> {
            result = feed(taker)?;
            Ok(())
        })?;
        if !gone.is_empty() {
            writer.remove(gone.clone())?;
        }
        archive.refresh()?;
        Ok((archive, appended, result))
    }
}

/// Puts a codebook into an archive.
pub(super) fn put_codebook(archive: &Archive, codebook: &Codebook) -> Result<(), Error> {
    put(&archive.codebook_file(), codebook.to_toml().as_bytes())
}

/// The codebook in a file, if there is one, with the directions of what was written by hand.
pub(super) fn codebook(file: &Path, tagger: &Tagger) -> Result<Option<Codebook>, Error> {
    let mut codebook = codebook_as_it_stands(file)?;
    if let Some(codebook) = &mut codebook {
        tagger.complete(codebook)?;
    }
    Ok(codebook)
}

/// Refuses a codebook that does not know a theme that comments are tagged with: it was emptied, or
/// belongs to another archive.
pub(super) fn know_themes(
    archive: &Path,
    codebook: Option<&Codebook>,
    history: &History,
) -> Result<(), Error> {
    let all = (0..history.len()).flat_map(|i| history.members(i)).map(|member| member.theme);
    let used: BTreeSet<ThemeId> = all.collect::<FxHashSet<_>>().into_iter().collect();
    let known = |id: &ThemeId| codebook.is_some_and(|book| book.resolve(*id).is_some());
    match used.into_iter().find(|id| !known(id)) {
        Some(id) => Err(Error::LostTheme { archive: archive.to_path_buf(), theme: id.to_string() }),
        None => Ok(()),
    }
}

/// Whether the themes of an archive's comments are those of its codebook.
///
/// # Errors
/// They are not, or one of both cannot be read.
pub fn check_themes(path: &Path) -> Result<(), Error> {
    let archive = Archive::open_outdated(path)?;
    let codebook = codebook_as_it_stands(&archive.codebook_file())?;
    know_themes(path, codebook.as_ref(), &archive.history()?)
}

/// The codebook in a file, if there is one, for those who need no directions and no tables.
pub(super) fn codebook_as_it_stands(file: &Path) -> Result<Option<Codebook>, Error> {
    match std::fs::read_to_string(file) {
        Ok(text) => {
            let name = file.display().to_string();
            Ok(Some(Codebook::parse(&name, &text, Tagger::dimensions()?)?))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(reason) => Err(Error::File { path: file.to_path_buf(), reason }),
    }
}

//! One generation: an index, and beside it a file that says by which rules it was made.
//!
//! Owns the versions. An index made by other rules is refused, never searched by the wrong ones.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};
use tantivy::directory::error::{OpenDirectoryError, OpenReadError};
use tantivy::tokenizer::{TextAnalyzer, TokenizerManager};
use tantivy::{Index, IndexSettings, TantivyError};

use super::directory::Folder;
use super::error::{ArchiveError, index_error, io_error};
use super::layout::{Layout, sync_folder};
use super::schema::{self, Fields, LEMMA_TOKENIZER, SURFACE_TOKENIZER};
use super::tokens::{Split, Take};

/// Version of the folder's layout and of the schema.
pub(super) const FORMAT: u32 = 2;
/// Oldest format whose records can still be read, to index them again: newer ones only add fields.
const READABLE: u32 = 1;
/// Identity of the rules that find words, lemmas and parts: raised whenever they change, because
/// an index made by other rules would not find what it should.
pub(super) const ANALYSER: &str = "kuiske-3";
/// Name of the identity file.
const IDENTITY: &str = "kuiske.json";
/// Bytes of stored records that are compressed together. Records of one source share their field
/// names, so larger blocks are a quarter smaller than the index's default of 16 KiB.
const BLOCK: usize = 48 * 1024;

/// Whether an index whose words were found by other rules may be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Analysed {
    /// Only by the rules of this program.
    Now,
    /// By any rules: for reading records back, not for searching.
    Ever,
}

#[derive(Debug, Serialize, Deserialize)]
struct Identity {
    format: u32,
    analyser: String,
    written_by: String,
}

/// Makes an empty generation. The identity is written last: without it the folder is a leftover.
pub(super) fn create(layout: &Layout, number: u64) -> Result<Index, ArchiveError> {
    let path = layout.generation(number);
    if path.exists() {
        fs::remove_dir_all(&path).map_err(io_error("remove", &path))?;
    }
    fs::create_dir_all(&path).map_err(io_error("create", &path))?;
    let settings = IndexSettings { docstore_blocksize: BLOCK, ..IndexSettings::default() };
    let index = Index::builder()
        .schema(schema::schema().0)
        .settings(settings)
        .tokenizers(tokenizers())
        .create_in_dir(&path)
        .map_err(index_error("create", layout.root()))?;
    write_identity(&path).map_err(io_error("write", &path.join(IDENTITY)))?;
    sync_folder(layout.root()).map_err(io_error("sync", layout.root()))?;
    Ok(index)
}

/// Opens a generation.
pub(super) fn open(
    layout: &Layout,
    number: u64,
    analysed: Analysed,
) -> Result<(Index, Fields), ArchiveError> {
    let path = layout.generation(number);
    let format = check_identity(layout, &path, analysed)?;
    let damaged = |error: TantivyError| layout.damaged(error.to_string());
    let folder = Folder::open(&path).map_err(|error| damaged(error.into()))?;
    let mut index = Index::open(folder).map_err(damaged)?;
    let (schema, fields) = schema::schema();
    let found = index.schema();
    let older = format < FORMAT && found.fields().zip(schema.fields()).all(|(a, b)| a == b);
    if found != schema && !older {
        return Err(layout.damaged("the fields of the index are not those of its format"));
    }
    index.set_tokenizers(tokenizers());
    Ok((index, fields))
}

/// Why an index could not be opened: damage, unless the operating system is in the way.
pub(super) fn refused(layout: &Layout, error: TantivyError) -> ArchiveError {
    let lost = matches!(
        error,
        TantivyError::DataCorruption(_)
            | TantivyError::IncompatibleIndex(_)
            | TantivyError::OpenReadError(
                OpenReadError::FileDoesNotExist(_) | OpenReadError::IncompatibleIndex(_)
            )
            | TantivyError::OpenDirectoryError(OpenDirectoryError::DoesNotExist(_))
    );
    if lost { layout.damaged(error.to_string()) } else { index_error("open", layout.root())(error) }
}

fn write_identity(path: &Path) -> io::Result<()> {
    let identity = Identity {
        format: FORMAT,
        analyser: ANALYSER.to_string(),
        written_by: env!("CARGO_PKG_VERSION").to_string(),
    };
    let file = File::create(path.join(IDENTITY))?;
    serde_json::to_writer_pretty(&file, &identity)?;
    file.sync_all()?;
    sync_folder(path)
}

fn check_identity(layout: &Layout, path: &Path, analysed: Analysed) -> Result<u32, ArchiveError> {
    let file = path.join(IDENTITY);
    let text = fs::read_to_string(&file).map_err(|error| {
        if error.kind() == io::ErrorKind::NotFound {
            layout.damaged(format!("`{}` is missing", file.display()))
        } else {
            io_error("read", &file)(error)
        }
    })?;
    let identity: Identity = serde_json::from_str(&text)
        .map_err(|error| layout.damaged(format!("`{}`: {error}", file.display())))?;
    let (root, found) = (layout.root().to_path_buf(), identity.format);
    if found > FORMAT {
        return Err(ArchiveError::Newer { path: root, found, known: FORMAT });
    }
    if found < READABLE || found < FORMAT && analysed == Analysed::Now {
        return Err(ArchiveError::Older { path: root, found, known: FORMAT });
    }
    if analysed == Analysed::Now && identity.analyser != ANALYSER {
        let (found, current) = (identity.analyser, ANALYSER.to_string());
        return Err(ArchiveError::OtherAnalyser { path: root, found, current });
    }
    Ok(found)
}

fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register(LEMMA_TOKENIZER, TextAnalyzer::from(Split(Take::Lemma)));
    manager.register(SURFACE_TOKENIZER, TextAnalyzer::from(Split(Take::Surface)));
    manager
}

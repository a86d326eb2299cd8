//! Where do the tags go?

use std::path::{Path, PathBuf};

use super::FeedError;
use crate::config::Format;
use crate::read::{Address, Input, Packing, ReadError, SourceShape};

/// Where tags are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A file: in the format of the source, or in that of its ending.
    File(PathBuf),
    /// A table of its own in a database, and a view that joins it to the source's.
    Database(Address),
}

impl Target {
    /// The target that was typed: the address of a database, else a path.
    ///
    /// # Errors
    /// An address that cannot be understood.
    pub fn parse(typed: &Path) -> Result<Self, ReadError> {
        match typed.to_str().and_then(Address::parse) {
            Some(address) => Ok(Self::Database(address?)),
            None => Ok(Self::File(typed.to_owned())),
        }
    }
}

/// The ending of the file that a source's tags are written to by themselves: its own, or that of
/// the nearest format where it cannot be written or has none.
pub fn extension(input: &Input, shape: &SourceShape) -> String {
    let own = match input {
        Input::File(path) => path.file_name().map(|name| name.to_string_lossy().into_owned()),
        Input::Stdin(_) | Input::Database(_) => None,
    };
    let (packing, plain) = own.as_deref().map_or((Packing::None, ""), Packing::of_name);
    let own = Path::new(plain).extension().map(|end| end.to_string_lossy().into_owned());
    let usual = usual(written_as(shape.format));
    let kept = own.filter(|_| written_as(shape.format) == shape.format);
    let end = kept.unwrap_or_else(|| usual.to_owned());
    match packing {
        Packing::None => end,
        Packing::Gzip => format!("{end}.gz"),
        Packing::Zstd => format!("{end}.zst"),
    }
}

/// Refuses a file whose ending is neither that of a known format nor the source's own.
///
/// # Errors
/// Its ending is unknown.
pub fn refuse_unknown(input: &Input, target: &Path) -> Result<(), FeedError> {
    let asked = end(target);
    let known = asked.as_deref().and_then(Format::of_extension).is_some();
    // A device has no ending.
    let device = target.exists() && !target.is_file() && !target.is_dir();
    if known || device || asked.is_some() && asked == own(input) {
        return Ok(());
    }
    Err(FeedError::NoEnding { path: target.to_owned() })
}

/// The ending of a name in lower case, without that of a packing.
fn end(path: &Path) -> Option<String> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let (_, plain) = Packing::of_name(&name);
    Path::new(plain).extension().map(|end| end.to_string_lossy().to_lowercase())
}

/// The ending of the source.
fn own(input: &Input) -> Option<String> {
    match input {
        Input::File(path) if path.is_file() => end(path),
        Input::File(_) | Input::Stdin(_) | Input::Database(_) => None,
    }
}

/// The format in which `target` is written.
pub(super) fn format(input: &Input, shape: &SourceShape, target: &Path) -> Format {
    let own = own(input);
    let asked = end(target);
    // What a file is called is not always what it is: the source's ending means the source's format.
    if asked == own && own.is_some() && written_as(shape.format) == shape.format {
        return shape.format;
    }
    match asked.as_deref().and_then(Format::of_extension) {
        Some(Format::Json) if shape.format == Format::Jsonl => Format::Jsonl,
        Some(format) => format,
        None => written_as(shape.format),
    }
}

/// The format that is written for a source of this one.
const fn written_as(format: Format) -> Format {
    match format {
        Format::Lines | Format::Folder | Format::Postgres => Format::Csv,
        Format::Xls | Format::Ods => Format::Xlsx,
        Format::Csv
        | Format::Jsonl
        | Format::Json
        | Format::Xlsx
        | Format::Parquet
        | Format::Arrow
        | Format::Sav
        | Format::Sqlite => format,
    }
}

/// The usual ending of a format's files.
const fn usual(format: Format) -> &'static str {
    match format {
        Format::Lines | Format::Folder | Format::Postgres | Format::Csv => "csv",
        Format::Jsonl => "jsonl",
        Format::Json => "json",
        Format::Xls | Format::Xlsx => "xlsx",
        Format::Ods => "ods",
        Format::Parquet => "parquet",
        Format::Arrow => "arrow",
        Format::Sav => "sav",
        Format::Sqlite => "db",
    }
}

//! Where do rows come from? Files, folders, standard input, databases; what is packed is unpacked.
//!
//! Owns the step from a name to bytes, and the bound on how many. Refuses to look inside.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::address::Address;
use super::error::ReadError;
use super::packed::{self, Packing};

/// Where rows come from.
#[derive(Clone, Debug)]
pub enum Input {
    /// A file, or a folder of plain text.
    File(PathBuf),
    /// All that came from standard input.
    Stdin(Vec<u8>),
    /// A table of a database.
    Database(Address),
}

/// What an input holds.
pub(super) enum Content<'a> {
    Bytes(Cow<'a, [u8]>, Packing),
    Folder(&'a Path),
    Sqlite(&'a Path),
    Database(&'a Address),
}

impl Input {
    /// The file or database that was typed; `None` for `-`, which is standard input.
    ///
    /// # Errors
    /// An address of a database that cannot be understood.
    pub fn named(typed: &Path) -> Result<Option<Self>, ReadError> {
        if typed.as_os_str() == "-" {
            return Ok(None);
        }
        match typed.to_str().and_then(Address::parse) {
            Some(address) => Ok(Some(Self::Database(address?))),
            None => Ok(Some(Self::File(typed.to_owned()))),
        }
    }

    /// The name in messages: the path, the address without its password, or `-`.
    pub fn name(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Stdin(_) => "-".to_owned(),
            Self::Database(address) => address.to_string(),
        }
    }

    /// What is in it, at most `limit` bytes.
    pub(super) fn load(&self, limit: u64) -> Result<Content<'_>, ReadError> {
        let input = self.name();
        let packed = match self {
            Self::Stdin(bytes) => Cow::Borrowed(bytes.as_slice()),
            Self::File(path) if path.is_dir() => return Ok(Content::Folder(path)),
            Self::File(path) if is_sqlite(path) => return Ok(Content::Sqlite(path)),
            Self::File(path) => Cow::Owned(file(path, limit)?),
            Self::Database(address) => return Ok(Content::Database(address)),
        };
        if packed.len() as u64 > limit {
            return Err(ReadError::TooLarge { input, limit: limit >> 20 });
        }
        let (bytes, packing) = packed::unpack(packed, limit, &input)?;
        Ok(Content::Bytes(bytes, packing))
    }
}

impl Content<'_> {
    /// How much there is to read, where it is known.
    pub(super) fn size(&self) -> Option<u64> {
        match self {
            Self::Bytes(bytes, _) => Some(bytes.len() as u64),
            Self::Folder(_) | Self::Sqlite(_) | Self::Database(_) => None,
        }
    }
}

/// Whether a file is a database: it is opened where it lies.
fn is_sqlite(path: &Path) -> bool {
    let mut first = [0; 16];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut first));
    read.is_ok() && &first == b"SQLite format 3\0"
}

/// The bytes of a file, one more than `limit` where it has more.
pub(super) fn file(path: &Path, limit: u64) -> Result<Vec<u8>, ReadError> {
    let read = || -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let size = fs::metadata(path)?.len();
        bytes.reserve_exact(size.min(limit) as usize + 1);
        File::open(path)?.take(limit + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    read().map_err(|reason| {
        let path = path.to_owned();
        if reason.kind() == io::ErrorKind::NotFound {
            ReadError::NotFound { path }
        } else {
            ReadError::Unreadable { path, reason }
        }
    })
}

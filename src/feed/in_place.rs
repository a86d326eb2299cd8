//! A source that is itself the target: never without a copy of what it was.

use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use super::atomic;

/// What became of a source written in place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InPlace {
    /// It says already what it would be given; nothing was touched.
    Unchanged,
    /// It was replaced; what it was is kept here.
    Replaced(PathBuf),
}

/// Lets `fill` write the new state of `path` into a file beside it and puts that in its place. The
/// old state is first kept under a free name, `NAME.bak`, `NAME.bak2`, …; whatever stops the work,
/// `path` is the old file or the new one, whole.
///
/// # Errors
/// What `fill` says, or the system.
pub fn in_place<E: From<io::Error>>(
    path: &Path,
    fill: impl FnOnce(&Path) -> Result<(), E>,
) -> Result<InPlace, E> {
    let path = &atomic::resolved(path)?;
    let old = fs::metadata(path)?;
    if !old.is_file() {
        return Err(io::Error::other("no file, so nothing can be put in its place").into());
    }
    let folder = atomic::folder_of(path);
    // The name stays: writers tell formats by its end.
    let (shop, _lock) = atomic::workshop(folder)?;
    let new = shop.path().join(path.file_name().unwrap_or_default());
    fill(&new)?;
    if same(path, &new)? {
        return Ok(InPlace::Unchanged);
    }
    fs::set_permissions(&new, old.permissions())?;
    let kept = free_name(path);
    let mut old = File::open(path)?;
    atomic::write(&kept, |out| io::copy(&mut old, out).map(drop))?;
    fs::rename(&new, path)?;
    atomic::sync_folder(folder)?;
    Ok(InPlace::Replaced(kept))
}

/// A name beside `path` that no file has.
pub(super) fn free_name(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let names = (2..).map(|number| format!("{name}.bak{number}"));
    let mut places =
        std::iter::once(format!("{name}.bak")).chain(names).map(|name| path.with_file_name(name));
    places.find(|place| !place.exists()).unwrap_or_else(|| path.with_extension("bak"))
}

fn same(a: &Path, b: &Path) -> io::Result<bool> {
    let (a, b) = (File::open(a)?, File::open(b)?);
    if a.metadata()?.len() != b.metadata()?.len() {
        return Ok(false);
    }
    let (mut a, mut b) = (BufReader::new(a).bytes(), BufReader::new(b).bytes());
    loop {
        match (a.next().transpose()?, b.next().transpose()?) {
            (None, None) => return Ok(true),
            (a, b) if a == b => {}
            _ => return Ok(false),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_there_is_kept_and_nothing_is_done_twice() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        fs::write(&path, "one").unwrap();
        let put = |text: &'static str| {
            in_place(&path, |new| {
                assert_eq!(new.extension().unwrap(), "csv");
                fs::write(new, text)
            })
            .unwrap()
        };
        for (text, kept) in [("one", None), ("two", Some("a.csv.bak")), ("six", Some("a.csv.bak2"))]
        {
            let expected =
                kept.map_or(InPlace::Unchanged, |name| InPlace::Replaced(folder.path().join(name)));
            assert_eq!(put(text), expected);
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
        }
        assert_eq!(fs::read_to_string(folder.path().join("a.csv.bak2")).unwrap(), "two");
        let failed = in_place(&path, |_| Err(io::Error::other("full")));
        assert!(failed.is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
    }
}

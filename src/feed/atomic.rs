//! A file that is whole or not there: temporary file in the target's folder, sync, rename.
//!
//! Owns what a target really is: behind a link the file it names, a pipe or a device is written to as
//! it stands. Removes what a killed writer left in the folder, never what another one still writes.

use std::fs::{self, File, TryLockError};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// Beginning of the names of files that are being written.
const UNFINISHED: &str = ".kuiske-";

/// Links in a row at most; a ring of links has no end.
const MOST_LINKS: usize = 40;

/// Bytes handed to the system at once.
const BUFFER: usize = 1 << 18;

/// Writes `path` by `fill`. If it fails, or the machine stops, the old file is as it was. A path that
/// is there and no file, such as a pipe, is opened and written to.
///
/// # Errors
/// What `fill` says, or the system when it creates, syncs or renames.
pub fn write<T, E: From<io::Error>>(
    path: &Path,
    fill: impl FnOnce(&mut dyn Write) -> Result<T, E>,
) -> Result<T, E> {
    let path = &resolved(path)?;
    let old = fs::metadata(path).ok();
    if old.as_ref().is_some_and(|old| !old.is_file() && !old.is_dir()) {
        let mut out = BufWriter::with_capacity(BUFFER, File::options().write(true).open(path)?);
        let value = fill(&mut out)?;
        out.flush()?;
        return Ok(value);
    }
    let folder = folder_of(path);
    sweep(folder);
    let mut out = BufWriter::with_capacity(BUFFER, temporary(folder)?);
    let value = fill(&mut out)?;
    let temporary = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    if let Some(old) = old {
        // A file that few may read stays so.
        temporary.as_file().set_permissions(old.permissions())?;
    }
    temporary.as_file().sync_all()?;
    temporary.persist(path).map_err(|failed| failed.error)?;
    sync_folder(folder)?;
    Ok(value)
}

/// The file that a path stands for, at the end of all links; it need not be there.
pub(super) fn resolved(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_path_buf();
    for _ in 0..MOST_LINKS {
        match fs::read_link(&path) {
            Ok(named) => path = folder_of(&path).join(named),
            // No link, or nothing there.
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::other("a ring of links"))
}

/// The folder in which a file stands.
pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        Some(_) | None => Path::new("."),
    }
}

/// A folder for a file that is being written, locked like one; both are gone when they are dropped.
pub(super) fn workshop(folder: &Path) -> io::Result<(tempfile::TempDir, Option<File>)> {
    loop {
        let made = tempfile::Builder::new().prefix(UNFINISHED).tempdir_in(folder)?;
        let lock = File::open(made.path()).ok().filter(|opened| opened.try_lock().is_ok());
        if made.path().exists() {
            return Ok((made, lock));
        }
    }
}

/// A new file, locked as long as it is open: that tells it from what a killed writer left.
fn temporary(folder: &Path) -> io::Result<NamedTempFile> {
    loop {
        let mut builder = tempfile::Builder::new();
        builder.prefix(UNFINISHED);
        // A temporary file is private; the finished one is as readable as any other.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let made = builder.tempfile_in(folder)?;
        // Some file systems know no locks; on them nothing is ever swept.
        let _ = made.as_file().try_lock();
        // A sweeper may have been quicker than the lock.
        if made.path().exists() {
            return Ok(made);
        }
    }
}

/// Removes what killed writers left in a folder. What cannot be removed is left for the next one.
fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let left = entries.filter_map(Result::ok).filter(|entry| {
        entry.file_name().to_string_lossy().starts_with(UNFINISHED)
            && entry.file_type().is_ok_and(|kind| kind.is_file() || kind.is_dir())
    });
    for entry in left {
        let path = entry.path();
        let Ok(held) = File::open(&path) else { continue };
        match held.try_lock() {
            Ok(()) if path.is_dir() => drop(fs::remove_dir_all(&path)),
            Ok(()) => drop(fs::remove_file(&path)),
            Err(TryLockError::WouldBlock | TryLockError::Error(_)) => {}
        }
    }
}

/// Makes the rename last; only Unix can open a folder for it.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_failure_leaves_the_old_file_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        write(&path, |out| out.write_all(b"old")).unwrap();
        let failed: io::Result<()> = write(&path, |out| {
            out.write_all(b"new")?;
            Err(io::Error::other("full"))
        });
        assert!(failed.is_err());
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(names(folder.path()), ["a.csv"]);
    }

    #[test]
    fn what_a_killed_writer_left_is_removed_and_what_is_being_written_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        fs::write(path.join(".kuiske-dead"), "half").unwrap();
        fs::create_dir(path.join(".kuiske-dir")).unwrap();
        fs::write(path.join(".kuiske-dir/a.csv"), "half").unwrap();
        fs::write(path.join(".kuiskaus"), "of another").unwrap();
        let shop = workshop(path).unwrap();
        fs::write(shop.0.path().join("b.csv"), "").unwrap();
        write(&path.join("a.csv"), |out| {
            write(&path.join("b.csv"), |inner| inner.write_all(b"b"))?;
            out.write_all(b"a")
        })
        .unwrap();
        let shown = shop.0.path().file_name().unwrap().to_str().unwrap().to_owned();
        let mut expected = vec![".kuiskaus".to_owned(), shown, "a.csv".into(), "b.csv".into()];
        expected.sort();
        assert_eq!(names(path), expected);
        drop(shop);
        assert_eq!(names(path), [".kuiskaus", "a.csv", "b.csv"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_a_pipe_a_pipe() {
        use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let inside = |name: &str| folder.path().join(name);
        fs::create_dir(inside("deep")).unwrap();
        fs::write(inside("deep/real.csv"), "old").unwrap();
        fs::set_permissions(inside("deep/real.csv"), fs::Permissions::from_mode(0o600)).unwrap();
        symlink("deep/real.csv", inside("link.csv")).unwrap();
        symlink("link.csv", inside("again.csv")).unwrap();
        symlink("deep/new.csv", inside("dangling.csv")).unwrap();
        symlink("ring.csv", inside("ring.csv")).unwrap();
        write(&inside("again.csv"), |out| out.write_all(b"new")).unwrap();
        write(&inside("dangling.csv"), |out| out.write_all(b"made")).unwrap();
        assert!(write(&inside("ring.csv"), |out| out.write_all(b"x")).is_err());
        assert_eq!(fs::read(inside("deep/real.csv")).unwrap(), b"new");
        assert_eq!(fs::read(inside("deep/new.csv")).unwrap(), b"made");
        let mode = fs::metadata(inside("deep/real.csv")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        for name in ["link.csv", "again.csv", "dangling.csv", "ring.csv"] {
            assert!(fs::symlink_metadata(inside(name)).unwrap().is_symlink(), "{name}");
        }

        let pipe = inside("pipe");
        // POSIX knows the command everywhere.
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let reader = std::thread::spawn({
            let pipe = pipe.clone();
            move || fs::read_to_string(pipe).unwrap()
        });
        write(&pipe, |out| out.write_all("kuiskaus".as_bytes())).unwrap();
        assert_eq!(reader.join().unwrap(), "kuiskaus");
        assert!(fs::symlink_metadata(&pipe).unwrap().file_type().is_fifo());
    }
}

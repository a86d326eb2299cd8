//! Where the archive is when nobody says, and how the machine is to be used.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use kuiske::lang::Lang;
use kuiske::lexicon::OwnFile;
use kuiske::read::{Input, Packing};

use crate::args::{Shared, Ui};

/// The archive a run writes to: what was given, else the first input's name with `.kuiske`.
pub(crate) fn for_run(given: Option<&Path>, first: Option<&Input>) -> PathBuf {
    if let Some(path) = given {
        return path.to_path_buf();
    }
    let name = match first {
        Some(Input::File(path)) => path.file_name().map(|name| name.to_string_lossy().into_owned()),
        Some(Input::Database(address)) => address.table.clone(),
        Some(Input::Stdin(_)) | None => None,
    };
    let name = name.unwrap_or_else(|| "comments".to_owned());
    let (_, plain) = Packing::of_name(&name);
    PathBuf::from(plain).with_extension("kuiske")
}

/// The archive a reader opens: what was given, else the only `.kuiske` folder here.
pub(crate) fn for_reading(given: Option<&Path>) -> Result<PathBuf> {
    if let Some(path) = given {
        return Ok(path.to_path_buf());
    }
    let mut found: Vec<PathBuf> = std::fs::read_dir(".")
        .context("cannot look into this folder")?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "kuiske") && path.is_dir())
        .collect();
    found.sort();
    match found.as_slice() {
        [only] => Ok(only.clone()),
        [] => bail!("no archive here\nhint: name one with -a FOLDER, or make one: kuiske run FILE"),
        several => {
            let names: Vec<_> = several.iter().map(|p| p.display().to_string()).collect();
            bail!("several archives here: {}\nhint: choose one with -a FOLDER", names.join(", "))
        }
    }
}

/// Word lists that were given, for both languages.
pub(crate) fn own_lists(given: &[PathBuf]) -> Vec<OwnFile> {
    given.iter().map(|path| OwnFile { path: path.clone(), lang: None }).collect()
}

/// Sets the number of threads; done once, before any work.
pub(crate) fn use_threads(shared: &Shared) -> Result<()> {
    let Some(threads) = shared.threads else { return Ok(()) };
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build_global()
        .context("cannot start the threads")
}

/// Language of messages: what was given, else the locale's, else English.
pub(crate) fn language(shared: &Shared) -> Lang {
    let finnish = || {
        ["LC_ALL", "LC_MESSAGES", "LANG"]
            .iter()
            .filter_map(|name| std::env::var(name).ok())
            .find(|value| !value.is_empty())
            .is_some_and(|value| value.starts_with("fi"))
    };
    match shared.ui {
        Some(Ui::Fi) => Lang::Fi,
        None if finnish() => Lang::Fi,
        Some(Ui::En) | None => Lang::En,
    }
}

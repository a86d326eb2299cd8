//! From what was typed to inputs: files, folders, patterns that no shell has opened, addresses of
//! databases, standard input.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use kuiske::read::Input;

/// All inputs that were typed, those of a pattern in the order of their names.
pub(crate) fn inputs(typed: &[PathBuf]) -> Result<Vec<Input>> {
    let mut inputs = Vec::new();
    for path in typed {
        match pattern(path) {
            None => inputs.push(input(path)?),
            Some(pattern) => inputs.extend(matching(pattern)?),
        }
    }
    Ok(inputs)
}

/// A file, a folder, a database, or what comes on standard input.
pub(crate) fn input(typed: &Path) -> Result<Input> {
    if let Some(input) = Input::named(typed)? {
        return Ok(input);
    }
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(Input::Stdin(bytes))
}

/// A pattern, where no file is called so.
fn pattern(typed: &Path) -> Option<&str> {
    let text = typed.to_str().filter(|text| text.contains(['*', '?', '[']))?;
    (!typed.exists() && matches!(Input::named(typed), Ok(Some(Input::File(_))))).then_some(text)
}

fn matching(pattern: &str) -> Result<Vec<Input>> {
    let found = glob::glob(pattern).with_context(|| {
        format!("{pattern}: no pattern\nhint: * stands for any name, ** for folders")
    })?;
    let files: Vec<PathBuf> = found.filter_map(Result::ok).filter(|path| path.is_file()).collect();
    if files.is_empty() {
        bail!("{pattern}: no such file\nhint: no file has a name of this pattern");
    }
    Ok(files.into_iter().map(Input::File).collect())
}

//! A folder of plain text: one comment a file, or one a line of every file.
//!
//! Owns the walk: files in the order of their paths, hidden ones and links to folders left out.

use std::fs;
use std::path::{Path, PathBuf};

use super::charset::Charset;
use super::error::{ReadError, RejectReason};
use super::grid::Grid;
use super::header;
use super::input;
use super::note::Said;
use super::table::{Rows, Table};
use crate::config::{Format, Settings};

/// Deeper folders are left out.
const DEEPEST: usize = 16;

/// Rows and columns of the text files under `folder`.
pub(super) fn open(
    folder: &Path,
    settings: &Settings,
    notes: &mut Vec<Said>,
) -> Result<Table<'static>, ReadError> {
    let by_line = settings.format == Some(Format::Lines);
    let (mut files, mut others) = (Vec::new(), 0_usize);
    walk(folder, 0, &mut files, &mut others)?;
    if others > 0 {
        notes.push(Said::new(
            format!("files that are no .txt or .md and are left out: {others}"),
            format!(
                "tiedostoja, jotka eivät ole .txt- tai .md-tiedostoja ja jäävät pois: {others}"
            ),
        ));
    }
    let names = if by_line { vec!["file", "line", "text"] } else { vec!["file", "text"] };
    let mut grid = Grid::new(names.len());
    let mut left = settings.max_bytes;
    for path in files {
        let bytes = input::file(&path, left)?;
        left = left.checked_sub(bytes.len() as u64).ok_or_else(|| ReadError::TooLarge {
            input: folder.display().to_string(),
            limit: settings.max_bytes >> 20,
        })?;
        let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        add(&mut grid, &name, &bytes, by_line, settings);
    }
    let columns = names.into_iter().map(|name| header::column(name.to_owned(), None, false));
    Ok(Table { columns: columns.collect(), rows: Rows::Grid(grid) })
}

fn add(grid: &mut Grid, name: &str, bytes: &[u8], by_line: bool, settings: &Settings) {
    let (charset, mark) = Charset::detect(bytes, settings.encoding);
    let Some(text) = bytes.get(mark..).and_then(|content| charset.decode(content)) else {
        let reason = RejectReason::NotEncoded { encoding: charset.name() };
        grid.bad_row(1, (Some(name.into()), reason));
        return;
    };
    if !by_line {
        grid.cell(name);
        grid.cell(text.trim_end());
        grid.end_row(1);
        return;
    }
    for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        grid.cell(name);
        grid.cell(&number.to_string());
        grid.cell(line);
        grid.end_row(number);
    }
}

fn walk(
    folder: &Path,
    depth: usize,
    files: &mut Vec<PathBuf>,
    others: &mut usize,
) -> Result<(), ReadError> {
    let failed = |reason| ReadError::Unreadable { path: folder.to_owned(), reason };
    let mut entries: Vec<fs::DirEntry> =
        fs::read_dir(folder).map_err(failed)?.collect::<Result<_, _>>().map_err(failed)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let (path, kind) = (entry.path(), entry.file_type().map_err(failed)?);
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if kind.is_dir() {
            if depth < DEEPEST {
                walk(&path, depth + 1, files, others)?;
            }
        } else if is_text(&path) && path.is_file() {
            files.push(path);
        } else {
            *others += 1;
        }
    }
    Ok(())
}

fn is_text(path: &Path) -> bool {
    let extension = path.extension().map(|end| end.to_string_lossy().to_lowercase());
    matches!(extension.as_deref(), Some("txt" | "text" | "md"))
}

//! New columns in a workbook: sheets are patched, every other part stays as it is, byte for byte.

mod book;
mod patch;

use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::delimited::header_cell;
use super::tags::{Failure, Tags, Work};
use crate::read::{Again, Sheet};
use patch::{Patch, Rows};

/// Writes the workbook with the new cells behind the last column of every sheet that was read.
pub(super) fn copy(
    work: &Work<'_>,
    tags: &mut Tags<'_>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let again = Again::load(work.input, work.shape).map_err(Failure::Reread)?;
    let lines = again.rows(&[]).map_err(Failure::Reread)?.lines();
    let bytes = again.bytes().unwrap_or(&[]);
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    let parts = book::sheet_parts(&mut archive)?;
    let mut patched: BTreeMap<String, String> = BTreeMap::new();
    let mut lines = lines.iter();
    for sheet in &work.shape.sheets {
        let part = parts.get(&sheet.name).ok_or_else(|| gone(&sheet.name))?;
        let records = lines.by_ref().take(sheet.rows as usize);
        let records: Vec<u32> = records.map(|&line| (line - 1) as u32).collect();
        let xml = book::text(&mut archive, part)?;
        let patch = Patch { rows: rows(sheet, records, work), dropped: dropped(sheet, work) };
        patched.insert(part.clone(), patch.apply(&xml, work.plan.new.len(), tags)?);
    }
    out.write_all(&rewritten(&mut archive, &patched)?)?;
    Ok(())
}

/// The rows of a sheet that get cells: header records with their texts, and records.
fn rows(sheet: &Sheet, records: Vec<u32>, work: &Work<'_>) -> Rows {
    let headers = sheet.header.iter().enumerate().map(|(index, &row)| {
        let import = index > 0 && sheet.header.len() > 2 && index + 1 == sheet.header.len();
        let texts = (work.plan.new.iter())
            .map(|column| header_cell(column, index, import && is_qualtrics(work), work.shape));
        (row, texts.collect())
    });
    Rows { headers: headers.collect(), records }
}

fn is_qualtrics(work: &Work<'_>) -> bool {
    work.shape.profile == crate::config::Profile::Qualtrics
}

/// The columns of a sheet that give way, from 0.
fn dropped(sheet: &Sheet, work: &Work<'_>) -> Vec<u32> {
    let columns = (0..).zip(&sheet.columns);
    let gives_way = columns.filter(|(_, name)| work.plan.gives_way(name));
    gives_way.map(|(index, _): (u32, _)| sheet.left + index).collect()
}

/// The container with the patched parts in their places.
fn rewritten(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    patched: &BTreeMap<String, String>,
) -> Result<Vec<u8>, Failure> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(broken)?;
        let name = part.name().map_err(broken)?.into_owned();
        match patched.get(&name) {
            None => out.raw_copy_file(part).map_err(broken)?,
            Some(xml) => {
                let mut options = SimpleFileOptions::default()
                    .compression_method(zip::CompressionMethod::Deflated)
                    .large_file(xml.len() as u64 > u64::from(u32::MAX) / 2);
                if let Some(time) = part.last_modified() {
                    options = options.last_modified_time(time);
                }
                out.start_file(name, options).map_err(broken)?;
                out.write_all(xml.as_bytes())?;
            }
        }
    }
    Ok(out.finish().map_err(broken)?.into_inner())
}

fn gone(sheet: &str) -> Failure {
    Failure::Format(format!("the sheet \"{sheet}\" is not there any more"))
}

fn broken(error: impl ToString) -> Failure {
    let message = format!("the workbook is damaged: {}", error.to_string());
    drop(error);
    Failure::Format(message)
}

//! CSV, UTF-8 with a byte order mark, by which spreadsheets know it, and no text that
//! they would run as a formula.

use super::{COLUMNS, Cell, row};
use crate::archive::StoredComment;
use crate::formula::guarded;
use crate::serve::ServeError;
use crate::serve::live::Now;

pub(super) fn write(comments: &[StoredComment], now: &Now) -> Result<Vec<u8>, ServeError> {
    let failed = |error: csv::Error| ServeError::Export(error.to_string());
    let mut out = "\u{feff}".as_bytes().to_vec();
    let mut table = csv::Writer::from_writer(&mut out);
    table.write_record(COLUMNS).map_err(failed)?;
    for comment in comments {
        let cells = row(comment, now).map(|cell| match cell {
            Cell::Text(text) => guarded(&text).into_owned(),
            Cell::Number(number) => number.to_string(),
            Cell::Blank => String::new(),
        });
        table.write_record(cells).map_err(failed)?;
    }
    table.flush().map_err(|error| ServeError::Export(error.to_string()))?;
    drop(table);
    Ok(out)
}

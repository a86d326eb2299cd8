//! The action file read back from a workbook.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

use super::Action;
use super::table::read_rows;

/// Reads the workbook back; one that is no workbook holds nothing.
pub fn read_xlsx(bytes: &[u8]) -> Vec<Action> {
    let Ok(mut book) = Xlsx::new(Cursor::new(bytes)) else { return Vec::new() };
    let Some(Ok(sheet)) = book.worksheet_range_at(0) else { return Vec::new() };
    let text = |cell: &Data| {
        let says = !matches!(cell, Data::Empty | Data::Error(_));
        if says { cell.to_string() } else { String::new() }
    };
    let rows: Vec<Vec<String>> = sheet.rows().map(|row| row.iter().map(text).collect()).collect();
    read_rows(rows.into_iter())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::actions::{Action, write_xlsx};
    use crate::report::findings::Language;

    #[test]
    fn a_workbook_reads_back_and_is_the_same_every_time() {
        let action = Action {
            key: "0012".to_owned(),
            quote: "=1+1 on kaksi".to_owned(),
            score: Some(3.0),
            owner: "Maija".to_owned(),
            ..Action::default()
        };
        let bytes = write_xlsx(std::slice::from_ref(&action), Language::Fi).unwrap();
        assert_eq!(bytes, write_xlsx(std::slice::from_ref(&action), Language::Fi).unwrap());
        let back = read_xlsx(&bytes);
        assert_eq!(back, [action]);
        assert!(read_xlsx(b"no workbook").is_empty());
        assert_eq!(read_xlsx(&write_xlsx(&[], Language::En).unwrap()), []);
    }
}

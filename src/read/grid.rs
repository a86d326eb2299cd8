//! Rows of cells from formats that are no text: one string with all cells, and where each ends.
//!
//! Owns the cells. Refuses to interpret them: numbers and dates are text here, as in a CSV file.

use std::collections::BTreeMap;

use super::table::Fault;

/// Cells in rows of equal length.
#[derive(Debug, Default)]
pub(super) struct Grid {
    width: usize,
    text: String,
    /// Where each cell ends in the text, row by row.
    ends: Vec<usize>,
    /// Where each row stands in its source, from 1: the row of a sheet, the line of a file.
    lines: Vec<u64>,
    /// Rows that could not be read.
    faults: BTreeMap<usize, Fault>,
}

impl Grid {
    /// No rows yet; each will have `width` cells, at least one.
    pub(super) fn new(width: usize) -> Self {
        Self { width: width.max(1), ..Self::default() }
    }

    /// Adds a cell, if the row is not full; `end_row` after the last of each row.
    pub(super) fn cell(&mut self, text: &str) {
        if self.ends.len() < (self.lines.len() + 1) * self.width {
            self.text.push_str(text);
            self.ends.push(self.text.len());
        }
    }

    /// Ends a row: cells that were not given are blank.
    pub(super) fn end_row(&mut self, line: u64) {
        self.lines.push(line);
        self.ends.resize(self.lines.len() * self.width, self.text.len());
    }

    /// Adds a row of which only the fault is known.
    pub(super) fn bad_row(&mut self, line: u64, fault: Fault) {
        self.faults.insert(self.lines.len(), fault);
        self.end_row(line);
    }

    /// Number of rows.
    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    /// The cell of a row, both from 0; blank if there is none.
    pub(super) fn get(&self, row: usize, column: usize) -> &str {
        if column >= self.width {
            return "";
        }
        let at = row * self.width + column;
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied();
        let end = self.ends.get(at).copied().unwrap_or(0);
        self.text.get(start.unwrap_or(0)..end).unwrap_or("")
    }

    /// What is wrong with a row.
    pub(super) fn fault(&self, row: usize) -> Option<&Fault> {
        self.faults.get(&row)
    }

    /// Where a row stands in its source, from 1.
    pub(super) fn line(&self, row: usize) -> u64 {
        self.lines.get(row).copied().unwrap_or(0)
    }

    /// Bytes that all rows take.
    pub(super) fn held(&self) -> usize {
        self.text.len() + size_of::<usize>() * (self.ends.len() + self.lines.len())
    }

    /// Bytes of the text of all cells.
    pub(super) fn bytes(&self) -> usize {
        self.text.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_have_the_same_length_whatever_was_given() {
        let mut grid = Grid::new(3);
        for (line, row) in [(2, vec!["a", "", "ä", "e"]), (3, vec![]), (7, vec!["b", "c"])] {
            row.iter().for_each(|cell| grid.cell(cell));
            grid.end_row(line);
        }
        let rows: Vec<Vec<&str>> =
            (0..grid.len()).map(|row| (0..4).map(|c| grid.get(row, c)).collect()).collect();
        assert_eq!(rows, [["a", "", "ä", ""], ["", "", "", ""], ["b", "c", "", ""]]);
        assert_eq!((grid.line(2), grid.line(9), grid.bytes()), (7, 0, 5));
        assert_eq!(grid.held(), 5 + 8 * (9 + 3));
    }
}

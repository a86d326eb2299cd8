//! The cells of a sheet that hold anything, with their places.

/// Cells by row and column, in that order.
#[derive(Debug, Default)]
pub(super) struct Cells {
    text: String,
    /// Column of each cell, and where its text ends.
    ends: Vec<(u32, usize)>,
    /// Number of each row that holds anything, and its first cell.
    rows: Vec<(u32, usize)>,
}

impl Cells {
    /// Adds a cell behind all others; blank ones are passed over. `false` if it does not stand
    /// behind the others.
    pub(super) fn push(&mut self, row: u32, column: u32, text: &str) -> bool {
        if text.trim().is_empty() {
            return true;
        }
        match self.rows.last() {
            Some(&(last, _)) if last > row => return false,
            Some(&(last, first)) if last == row => {
                let before = self.ends.get(first..).and_then(<[_]>::last);
                if before.is_some_and(|&(before, _)| before >= column) {
                    return false;
                }
            }
            Some(_) | None => self.rows.push((row, self.ends.len())),
        }
        self.text.push_str(text);
        self.ends.push((column, self.text.len()));
        true
    }

    /// Bytes they take.
    pub(super) fn size(&self) -> u64 {
        let places = (self.ends.len() + self.rows.len()) * size_of::<(u32, usize)>();
        (self.text.len() + places) as u64
    }

    /// The rows that hold anything, each with its cells.
    pub(super) fn rows(&self) -> impl Iterator<Item = (u32, impl Iterator<Item = (u32, &str)>)> {
        (0..self.rows.len()).map(|index| {
            let (row, first) = self.rows.get(index).copied().unwrap_or_default();
            let end = self.rows.get(index + 1).map_or(self.ends.len(), |&(_, next)| next);
            (row, (first..end).map(|cell| self.cell(cell)))
        })
    }

    fn cell(&self, index: usize) -> (u32, &str) {
        let before = index.checked_sub(1).and_then(|before| self.ends.get(before));
        let start = before.map_or(0, |&(_, end)| end);
        let (column, end) = self.ends.get(index).copied().unwrap_or_default();
        (column, self.text.get(start..end).unwrap_or(""))
    }

    /// First and last column that hold anything; `None` on an empty sheet.
    pub(super) fn span(&self) -> Option<(u32, u32)> {
        let columns = || self.ends.iter().map(|&(column, _)| column);
        Some((columns().min()?, columns().max()?))
    }
}

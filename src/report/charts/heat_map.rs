//! Where and when: rows of themes over columns of weeks or touchpoints.

use super::svg::{Anchor, Caption, Svg};

const WIDTH: f64 = 760.0;
const LEFT: f64 = 220.0;
const ROW: f64 = 22.0;
const BOTTOM: f64 = 22.0;
/// Kept free at the right, for the half of the last label.
const RIGHT: f64 = 8.0;
/// Width of a column at most.
const WIDEST: f64 = 90.0;
/// Height of a line of labels.
const LINE: f64 = 14.0;
/// Width of a letter of a label.
const LETTER: f64 = 6.4;
/// Columns that a label may cover where labels take turns on two lines: with more, the last one,
/// which ends at the edge, would reach the one before it on its line.
const TURNS: f64 = 1.6;
/// Steps of shade, apart from none.
const SHADES: u32 = 5;
/// Labels under the columns at most.
const LABELS: usize = 12;

/// One row.
#[derive(Clone, Copy, Debug)]
pub struct HeatRow<'a> {
    /// On the left.
    pub label: &'a str,
    /// One per column.
    pub values: &'a [u32],
}

/// A grid shaded by the square root of the count against the largest one, which keeps small counts
/// apart beside large ones.
pub fn heat_map(caption: &Caption<'_>, columns: &[&str], rows: &[HeatRow<'_>]) -> String {
    let slot = ((WIDTH - LEFT - RIGHT) / columns.len().max(1) as f64).min(WIDEST);
    let every = columns.len().div_ceil(LABELS).max(1);
    let fits = |room: f64, label: &str| label.chars().count() as f64 * LETTER <= room;
    // Long names take turns on two lines, so that each has the room of its neighbour too.
    let lines = if columns.iter().all(|label| fits(slot * every as f64, label)) { 1 } else { 2 };
    let height = ROW * rows.len() as f64 + BOTTOM + LINE * f64::from(lines - 1);
    let mut svg = Svg::new("chart heat", (WIDTH, height), caption);
    let most = rows.iter().flat_map(|row| row.values).copied().max().unwrap_or(0);
    for (row, at) in rows.iter().zip(0..) {
        let y = ROW * f64::from(at);
        svg.named("label", (LEFT - 10.0, y + 15.0), Anchor::End, row.label, 32);
        for (value, column) in row.values.iter().zip(0..) {
            let x = LEFT + slot * f64::from(column);
            let class = format!("h{}", shade(*value, most));
            svg.rect(&class, (x + 0.5, y + 1.0), (slot - 1.0, ROW - 2.0));
        }
    }
    let room = if lines == 1 { slot * every as f64 } else { slot * TURNS };
    let most = (room / LETTER) as usize;
    for ((at, label), line) in columns.iter().enumerate().zip((0..lines).cycle()) {
        if (columns.len() - 1 - at).is_multiple_of(every) {
            let x = LEFT + slot * (at as f64 + 0.5);
            let y = ROW * rows.len() as f64 + BOTTOM - 6.0 + LINE * f64::from(line);
            let over = x + room / 2.0 > WIDTH && !fits((WIDTH - x) * 2.0, label);
            let (x, anchor) = if over { (WIDTH, Anchor::End) } else { (x, Anchor::Middle) };
            svg.named("tick", (x, y), anchor, label, most);
        }
    }
    svg.finish()
}

/// 0 for nothing, else 1…[`SHADES`].
fn shade(value: u32, most: u32) -> u32 {
    if value == 0 {
        return 0;
    }
    let part = (f64::from(value) / f64::from(most.max(1))).sqrt();
    ((part * f64::from(SHADES)).ceil() as u32).clamp(1, SHADES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_take_turns_and_stand_whole_in_their_titles() {
        let caption = Caption { id: "c", title: "t", description: "" };
        let names = ["Helsinki", "Verkkokauppa", "Puhelinpalvelu ja vaihde"].repeat(4);
        let svg = heat_map(&caption, &names, &[HeatRow { label: "a", values: &[1; 12] }]);
        assert!(svg.contains("<title>Puhelinpalvelu ja vaihde</title>Puhelinpal…"), "{svg}");
        assert!(svg.contains("y=\"38\"") && svg.contains("y=\"52\""), "{svg}");
        let few = heat_map(&caption, &["Oulu"], &[HeatRow { label: "a", values: &[1] }]);
        assert!(few.contains(">Oulu</text>") && !few.contains("y=\"52\""), "{few}");
    }
}

//! Where and when: rows of themes over columns of weeks or touchpoints.

use super::svg::{Anchor, Caption, Svg, short};

const WIDTH: f64 = 760.0;
const LEFT: f64 = 220.0;
const ROW: f64 = 22.0;
const BOTTOM: f64 = 22.0;
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
    let height = ROW * rows.len() as f64 + BOTTOM;
    let mut svg = Svg::new("chart heat", (WIDTH, height), caption);
    let most = rows.iter().flat_map(|row| row.values).copied().max().unwrap_or(0);
    let slot = ((WIDTH - LEFT) / columns.len().max(1) as f64).min(60.0);
    for (row, at) in rows.iter().zip(0..) {
        let y = ROW * f64::from(at);
        svg.text("label", (LEFT - 10.0, y + 15.0), Anchor::End, &short(row.label, 32));
        for (value, column) in row.values.iter().zip(0..) {
            let x = LEFT + slot * f64::from(column);
            let class = format!("h{}", shade(*value, most));
            svg.rect(&class, (x + 0.5, y + 1.0), (slot - 1.0, ROW - 2.0));
        }
    }
    let every = columns.len().div_ceil(LABELS).max(1);
    for (at, label) in columns.iter().enumerate() {
        if (columns.len() - 1 - at).is_multiple_of(every) {
            let x = LEFT + slot * (at as f64 + 0.5);
            svg.text("tick", (x, height - 6.0), Anchor::Middle, label);
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

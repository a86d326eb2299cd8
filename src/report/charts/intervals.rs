//! Differences with their intervals around a zero line.

use super::svg::{Anchor, Caption, Svg};

const WIDTH: f64 = 760.0;
const LEFT: f64 = 220.0;
const RIGHT: f64 = 130.0;
const ROW: f64 = 26.0;
const MARGIN: f64 = 8.0;

/// One difference.
#[derive(Clone, Debug)]
pub struct IntervalRow {
    /// On the left.
    pub label: String,
    /// The figure in words, on the right.
    pub text: String,
    /// Dot.
    pub value: f64,
    /// Lower end of the line.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Whether it stands out.
    pub clear: bool,
}

/// Dots on their intervals, all on one scale that includes zero.
pub fn intervals(caption: &Caption<'_>, rows: &[IntervalRow]) -> String {
    let height = ROW * rows.len() as f64 + 2.0 * MARGIN;
    let mut svg = Svg::new("chart", (WIDTH, height), caption);
    let low = rows.iter().map(|row| row.low).fold(0.0, f64::min);
    let high = rows.iter().map(|row| row.high).fold(0.0, f64::max);
    let range = if high > low { high - low } else { 1.0 };
    let x = |value: f64| LEFT + 6.0 + (value - low) / range * (WIDTH - LEFT - RIGHT - 12.0);
    svg.line("axis", (x(0.0), 0.0), (x(0.0), height));
    for (row, at) in rows.iter().zip(0..) {
        let y = MARGIN + ROW * (f64::from(at) + 0.5);
        let class = match (row.clear, row.value > 0.0) {
            (false, _) => "unsure",
            (true, true) => "up",
            (true, false) => "down",
        };
        svg.named("label", (LEFT - 10.0, y + 4.0), Anchor::End, &row.label, 28);
        svg.line(&format!("range {class}"), (x(row.low), y), (x(row.high), y));
        svg.dot(class, (x(row.value), y), 4.5);
        svg.text("label", (WIDTH, y + 4.0), Anchor::End, &row.text);
    }
    svg.finish()
}

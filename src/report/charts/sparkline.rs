//! A trend the size of a word.

use super::svg::{Caption, Svg};

const WIDTH: f64 = 120.0;
const HEIGHT: f64 = 28.0;
const MARGIN: f64 = 3.0;

/// Counts over time, oldest first; the last `recent` of them are shaded.
pub fn sparkline(caption: &Caption<'_>, values: &[u32], recent: usize) -> String {
    let mut svg = Svg::new("spark", (WIDTH, HEIGHT), caption);
    let step = (WIDTH - 2.0 * MARGIN) / (values.len().max(2) - 1) as f64;
    let most = f64::from(values.iter().copied().max().unwrap_or(0).max(1));
    let points: Vec<(f64, f64)> = values
        .iter()
        .zip(0..)
        .map(|(value, at)| {
            let y = HEIGHT - MARGIN - f64::from(*value) / most * (HEIGHT - 2.0 * MARGIN);
            (MARGIN + step * f64::from(at), y)
        })
        .collect();
    if recent > 0 && recent < values.len() {
        let width = (step * (recent as f64 - 0.5) + MARGIN).min(WIDTH);
        svg.rect("recent", (WIDTH - width, 0.0), (width, HEIGHT));
    }
    svg.line("base", (MARGIN, HEIGHT - MARGIN), (WIDTH - MARGIN, HEIGHT - MARGIN));
    svg.polyline("trend", &points);
    if let Some(last) = points.last() {
        svg.dot("now", *last, 2.4);
    }
    svg.finish()
}

//! Signals side by side: how many comments, how far above the usual, from how many kinds of voice.

use super::svg::{Anchor, Caption, Svg};

const WIDTH: f64 = 520.0;
const HEIGHT: f64 = 260.0;
const LEFT: f64 = 58.0;
const BOTTOM: f64 = 40.0;
const EDGE: f64 = 16.0;
/// Radius of a mark with one kind of voice, and what each more adds.
const RADIUS: (f64, f64) = (5.0, 3.5);

/// One signal.
#[derive(Clone, Debug)]
pub struct Mark {
    /// Written beside it.
    pub label: String,
    /// Comments.
    pub n: u32,
    /// Times the usual rate.
    pub growth: f64,
    /// Kinds of voice behind it.
    pub sources: usize,
}

/// Marks over two axes from nothing, to the right more comments, upwards more growth.
pub fn spread(caption: &Caption<'_>, (across, up): (&str, &str), marks: &[Mark]) -> String {
    let mut svg = Svg::new("chart spread", (WIDTH, HEIGHT), caption);
    let widest = f64::from(marks.iter().map(|mark| mark.n).max().unwrap_or(0).max(1));
    let highest = marks.iter().map(|mark| mark.growth).fold(1.0, f64::max);
    let floor = HEIGHT - BOTTOM;
    svg.line("base", (LEFT, floor), (WIDTH - EDGE, floor));
    svg.line("base", (LEFT, EDGE), (LEFT, floor));
    svg.text("label", (WIDTH - EDGE, HEIGHT - 8.0), Anchor::End, across);
    svg.text("label", (4.0, 12.0), Anchor::Start, up);
    svg.text("label", (WIDTH - EDGE - 24.0, floor + 16.0), Anchor::End, &format!("{widest:.0}"));
    svg.text("label", (LEFT - 6.0, floor + 4.0), Anchor::End, "0");
    for mark in marks {
        let x = LEFT + f64::from(mark.n) / widest * (WIDTH - LEFT - EDGE - 40.0);
        let y = floor - mark.growth.max(0.0) / highest * (floor - EDGE - 20.0);
        let radius = RADIUS.0 + RADIUS.1 * (mark.sources.max(1) - 1) as f64;
        svg.dot("now", (x, y), radius);
        svg.text("label", (x + radius + 4.0, y + 4.0), Anchor::Start, &mark.label);
    }
    svg.finish()
}

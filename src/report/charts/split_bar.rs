//! Negative, neutral and positive parts of a whole, side by side.

use crate::report::model::Split;

use super::svg::{Caption, Svg};

const WIDTH: f64 = 120.0;
const HEIGHT: f64 = 12.0;
const GAP: f64 = 1.0;

/// Parts of the comments that show a feeling or are neutral; an empty frame when there are none.
pub fn split_bar(caption: &Caption<'_>, split: Split) -> String {
    let mut svg = Svg::new("split", (WIDTH, HEIGHT), caption);
    let felt = f64::from(split.felt());
    let parts = [("neg", split.negative), ("neu", split.neutral), ("pos", split.positive)];
    let shown = parts.iter().filter(|(_, n)| *n > 0).count();
    if shown == 0 {
        svg.rect("none", (0.0, 0.0), (WIDTH, HEIGHT));
        return svg.finish();
    }
    let room = WIDTH - GAP * (shown - 1) as f64;
    let mut x = 0.0;
    for (class, n) in parts.into_iter().filter(|(_, n)| *n > 0) {
        let width = room * f64::from(n) / felt;
        svg.rect(class, (x, 0.0), (width, HEIGHT));
        x += width + GAP;
    }
    svg.finish()
}

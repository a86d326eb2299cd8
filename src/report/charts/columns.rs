//! How much was said, week by week.

use crate::report::model::Split;

use super::svg::{Anchor, Caption, Svg};

const WIDTH: f64 = 760.0;
const HEIGHT: f64 = 210.0;
const LEFT: f64 = 44.0;
/// Kept free at the right, for the half of the last label.
const RIGHT: f64 = 18.0;
const TOP: f64 = 12.0;
const BOTTOM: f64 = 26.0;
/// Labels of the time axis at most.
const LABELS: usize = 14;

/// One column.
#[derive(Clone, Debug, Default)]
pub struct Column {
    /// Under the axis.
    pub label: String,
    /// What it is made of; all zero when hidden.
    pub split: Split,
    /// Height of the column.
    pub n: u32,
    /// Whether it belongs to the period.
    pub in_period: bool,
}

/// Columns of comments by polarity, oldest first.
pub fn columns(caption: &Caption<'_>, columns: &[Column]) -> String {
    let mut svg = Svg::new("chart", (WIDTH, HEIGHT), caption);
    let most = columns.iter().map(|column| column.n).max().unwrap_or(0);
    let (step, top) = ticks(most);
    let height = HEIGHT - TOP - BOTTOM;
    let y = |n: f64| HEIGHT - BOTTOM - n / f64::from(top) * height;
    let mut tick = 0;
    while tick <= top {
        let level = y(f64::from(tick));
        svg.line(if tick == 0 { "axis" } else { "grid" }, (LEFT, level), (WIDTH - RIGHT, level));
        svg.text("tick", (LEFT - 8.0, level + 4.0), Anchor::End, &tick.to_string());
        tick += step;
    }
    let slot = (WIDTH - LEFT - RIGHT) / columns.len().max(1) as f64;
    let width = (slot * 0.72).min(34.0);
    let every = columns.len().div_ceil(LABELS).max(1);
    for (at, column) in columns.iter().enumerate() {
        let middle = LEFT + slot * (at as f64 + 0.5);
        if column.in_period && columns.iter().any(|other| !other.in_period) {
            svg.rect("recent", (middle - slot / 2.0, TOP), (slot, height));
        }
        stack(&mut svg, column, middle - width / 2.0, width, y);
        if (columns.len() - 1 - at).is_multiple_of(every) {
            svg.text("tick", (middle, HEIGHT - 8.0), Anchor::Middle, &column.label);
        }
    }
    svg.finish()
}

fn stack(svg: &mut Svg, column: &Column, x: f64, width: f64, y: impl Fn(f64) -> f64) {
    let Split { negative, neutral, positive, none } = column.split;
    let rest = column.n.saturating_sub(negative + neutral + positive + none);
    let mut below = 0.0;
    for (class, n) in
        [("neg", negative), ("none", none + rest), ("neu", neutral), ("pos", positive)]
    {
        if n > 0 {
            let above = below + f64::from(n);
            svg.rect(class, (x, y(above)), (width, y(below) - y(above)));
            below = above;
        }
    }
}

/// Step and end of an axis from 0 that holds `most` in at most five round steps.
pub(super) fn ticks(most: u32) -> (u32, u32) {
    let mut step = 1;
    for factor in [2, 5, 10].into_iter().cycle().zip(0..27) {
        if most <= step * 4 {
            break;
        }
        let power = 10u32.pow(factor.1 / 3);
        step = power.saturating_mul(factor.0);
    }
    (step, step.saturating_mul(most.div_ceil(step).max(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_have_round_ticks() {
        for (most, want) in [
            (0, (1, 1)),
            (4, (1, 4)),
            (5, (2, 6)),
            (37, (10, 40)),
            (312, (100, 400)),
            (81, (50, 100)),
        ] {
            assert_eq!(ticks(most), want, "{most}");
        }
    }
}

//! Signals side by side: how many comments, how far above the usual, from how many kinds of voice.

use super::columns::ticks;
use super::svg::{Anchor, Caption, Svg};

const WIDTH: f64 = 760.0;
const HEIGHT: f64 = 280.0;
const LEFT: f64 = 44.0;
const TOP: f64 = 30.0;
const BOTTOM: f64 = 42.0;
/// Kept free at the right, for the name of the outermost mark.
const RIGHT: f64 = 88.0;
/// Height of a line of text.
const LINE: f64 = 18.0;
/// Room that a name takes.
const NAME: f64 = 68.0;
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
    let mut svg = Svg::new("chart", (WIDTH, HEIGHT), caption);
    let most = marks.iter().map(|mark| mark.n).max().unwrap_or(0);
    let highest = marks.iter().map(|mark| mark.growth.max(0.0)).fold(0.0, f64::max);
    let (step_x, end_x) = ticks(most);
    let (step_y, end_y) = ticks(highest.ceil() as u32);
    let floor = HEIGHT - BOTTOM;
    let x = |n: f64| LEFT + n / f64::from(end_x) * (WIDTH - LEFT - RIGHT);
    let y = |growth: f64| floor - growth / f64::from(end_y) * (floor - TOP);
    for tick in (0..=end_y).step_by(step_y as usize) {
        let level = y(f64::from(tick));
        svg.line(if tick == 0 { "axis" } else { "grid" }, (LEFT, level), (WIDTH, level));
        svg.text("tick", (LEFT - 8.0, level + 4.0), Anchor::End, &tick.to_string());
    }
    for tick in (0..=end_x).step_by(step_x as usize) {
        svg.text("tick", (x(f64::from(tick)), floor + 16.0), Anchor::Middle, &tick.to_string());
    }
    svg.text("tick", (0.0, 14.0), Anchor::Start, up);
    svg.text("tick", (WIDTH, HEIGHT - 8.0), Anchor::End, across);
    let mut names: Vec<(f64, f64)> = Vec::new();
    for mark in marks {
        let at = (x(f64::from(mark.n)), y(mark.growth.max(0.0)));
        let radius = RADIUS.0 + RADIUS.1 * (mark.sources.max(1) - 1) as f64;
        svg.dot("now", at, radius);
        let name = free(&names, (at.0 + radius + 4.0, at.1 + 4.0));
        svg.text("label", name, Anchor::Start, &mark.label);
        names.push(name);
    }
    svg.finish()
}

/// The place nearest above `at` where a name covers no other name.
fn free(names: &[(f64, f64)], at: (f64, f64)) -> (f64, f64) {
    let covers = |place: (f64, f64)| {
        names
            .iter()
            .any(|name| (name.0 - place.0).abs() < NAME && (name.1 - place.1).abs() < LINE - 0.5)
    };
    let mut place = at;
    while covers(place) {
        place.1 -= LINE;
    }
    place
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_do_not_cover_each_other() {
        let mark = |n, growth| Mark { label: "S0001".into(), n, growth, sources: 1 };
        let caption = Caption { id: "c", title: "t", description: "" };
        let svg = spread(&caption, ("n", "×"), &[mark(9, 3.0), mark(9, 3.0), mark(4, 3.0)]);
        let heights: Vec<&str> = svg
            .match_indices("class=\"label\"")
            .filter_map(|(at, _)| svg.get(at..)?.split("y=\"").nth(1)?.split('"').next())
            .collect();
        assert_eq!(heights.len(), 3);
        assert_ne!(heights[0], heights[1]);
        assert_eq!(heights[0], heights[2]);
    }
}

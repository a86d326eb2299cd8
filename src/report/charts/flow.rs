//! From one period to the next: bands as wide as their comments are many.

use super::svg::{Anchor, Caption, Svg};

const WIDTH: f64 = 760.0;
const LEFT: f64 = 70.0;
const RIGHT: f64 = 300.0;
const GAP: f64 = 6.0;
const TALL: f64 = 320.0;
const BAR: f64 = 10.0;
/// A label needs this much room.
const LINE: f64 = 15.0;

/// A theme in both periods.
#[derive(Clone, Copy, Debug)]
pub struct Stream<'a> {
    /// On the right.
    pub label: &'a str,
    /// Comments before.
    pub before: u32,
    /// Comments now.
    pub now: u32,
}

/// Bands from the left to the right, in the order given; both sides are drawn to one scale.
pub fn flow(caption: &Caption<'_>, streams: &[Stream<'_>]) -> String {
    let most = |side: fn(&Stream<'_>) -> u32| streams.iter().map(side).sum::<u32>();
    let all = f64::from(most(|s| s.before).max(most(|s| s.now)).max(1));
    let scale = TALL / all;
    let rooms = streams.iter().map(|s| (f64::from(s.before.max(s.now)) * scale).max(LINE) + GAP);
    let height = rooms.clone().sum::<f64>() + GAP;
    let mut svg = Svg::new("chart flow", (WIDTH, height), caption);
    let (from, to) = (LEFT, WIDTH - RIGHT);
    let mut top = GAP;
    for ((stream, room), at) in streams.iter().zip(rooms).zip(0u32..) {
        let middle = top + (room - GAP) / 2.0;
        let wide = |n: u32| f64::from(n) * scale;
        let (left, right) = (wide(stream.before), wide(stream.now));
        svg.band(
            &format!("h{}", 1 + at % 3),
            (from + BAR, middle - left / 2.0, left),
            (to - BAR, middle - right / 2.0, right),
        );
        svg.rect("h5", (from, middle - left / 2.0), (BAR, left));
        svg.rect("h5", (to - BAR, middle - right / 2.0), (BAR, right));
        svg.text("label", (from - 8.0, middle + 4.0), Anchor::End, &stream.before.to_string());
        svg.text("label", (to + 44.0, middle + 4.0), Anchor::End, &stream.now.to_string());
        svg.named("label", (WIDTH, middle + 4.0), Anchor::End, stream.label, 32);
        top += room;
    }
    svg.finish()
}

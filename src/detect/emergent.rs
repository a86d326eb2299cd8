//! A theme that is talked about more than its own past predicts, in several weeks.

use std::collections::BTreeSet;

use super::stream::Stream;
use super::{Kind, Signal, Test};

/// Comments below which nothing is said.
const FEWEST: u32 = 5;
/// Distinct weeks in which it must be heard: a one-week spike is an event, not a signal.
const WEEKS: usize = 3;

/// Signals of one window.
pub(crate) fn emergent(test: &Test<'_>) -> Vec<Signal> {
    let Some(stream) = Stream::split(test.observations, test.now, test.weeks, |_| true) else {
        return Vec::new();
    };
    let of_theme = |&theme| {
        let found = stream.test(|o| o.themes.contains(&theme));
        let weeks: BTreeSet<_> =
            found.members.iter().map(|&i| test.observations[i as usize].week).collect();
        let heard = found.count >= FEWEST && weeks.len() >= WEEKS;
        (heard && test.passes(&found)).then(|| test.signal(Kind::Emergent, theme, found))
    };
    test.themes.iter().filter_map(of_theme).collect()
}

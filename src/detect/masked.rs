//! Text and score disagree more than usual: high marks with unhappy words, low marks with kind
//! ones.

use super::stream::Stream;
use super::{Kind, Observation, Signal, Test};

/// Marks (0…10) from which unhappy words are a mask.
const HIGH: f32 = 9.0;
/// Marks up to which kind words are a mask.
const LOW: f32 = 4.0;
/// Polarity that is unhappy or kind beyond doubt.
const CLEAR: f32 = 0.3;
/// Comments below which nothing is said.
const FEWEST: u32 = 4;

/// Signals of one window.
pub(crate) fn masked(test: &Test<'_>) -> Vec<Signal> {
    let comparable = |o: &Observation<'_>| o.score.is_some() && o.sentiment.is_some();
    let Some(stream) = Stream::split(test.observations, test.now, test.weeks, comparable) else {
        return Vec::new();
    };
    let of_theme = |&theme| {
        let found = stream.test(|o| is_masked(o) && o.themes.contains(&theme));
        (found.count >= FEWEST && test.passes(&found))
            .then(|| test.signal(Kind::Masked, theme, found))
    };
    test.themes.iter().filter_map(of_theme).collect()
}

fn is_masked(observation: &Observation<'_>) -> bool {
    match (observation.score, observation.sentiment) {
        (Some(score), Some(sentiment)) => {
            (score >= HIGH && sentiment <= -CLEAR) || (score <= LOW && sentiment >= CLEAR)
        }
        (Some(_) | None, _) => false,
    }
}

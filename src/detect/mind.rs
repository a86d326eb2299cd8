//! Whether comments that a detector has put together belong together: beyond the word that may have
//! brought them, in all that they say, and in how people feel. A word of many meanings gathers comments
//! that have nothing else in common, and where praise and complaint are mixed there is no one thing
//! that people tell of.

use super::panel::{Panel, UNIT};

/// Share of the comments, from the most typical on, that must be alike, and the fewest of them.
const CORE: (f64, usize) = (0.5, 4);
/// Mean cosine of whole comments from which they say alike things.
const ALIKE: f64 = 0.2;
/// Comments with a polarity below which nothing is known of how people feel.
const FEWEST: usize = 3;

/// Whether the most typical of some comments, most typical first, are alike in all that they say.
pub(crate) fn say_alike(panel: &Panel, evidence: &[u32]) -> bool {
    let says = |at: &&u32| panel.starts[**at as usize] < panel.starts[**at as usize + 1];
    let heard: Vec<u32> = evidence.iter().filter(says).copied().collect();
    let core = ((heard.len() as f64 * CORE.0) as usize).max(CORE.1).min(heard.len());
    if core < 2 {
        return false;
    }
    // Vectors of length 1: the square of their sum is their number and twice the cosines of the pairs.
    let mut sum = vec![0.0_f64; panel.dim];
    for at in &heard[..core] {
        let whole = &panel.vectors(*at as usize)[..panel.dim];
        sum.iter_mut().zip(whole).for_each(|(s, x)| *s += f64::from(*x) / f64::from(UNIT));
    }
    let n = core as f64;
    let square: f64 = sum.iter().map(|x| x * x).sum();
    (square - n) / (n * (n - 1.0)) >= ALIKE
}

/// Standard deviation of the polarity (−1…+1) of some comments; `None` where too few have one.
pub(crate) fn discord(panel: &Panel, evidence: impl IntoIterator<Item = usize>) -> Option<f64> {
    let polarity = |at: usize| panel.comments[at].sentiment.map(f64::from);
    let known: Vec<f64> = evidence.into_iter().filter_map(polarity).collect();
    if known.len() < FEWEST {
        return None;
    }
    let n = known.len() as f64;
    let mean = known.iter().sum::<f64>() / n;
    Some((known.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / n).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::panel::{Comment, whole_numbers};

    /// Comments with these vectors and polarities.
    fn panel(said: &[([f32; 3], Option<f32>)]) -> Panel {
        let comments = said.iter().map(|(_, polarity)| Comment::plain(0, *polarity)).collect();
        let rows = said.iter().flat_map(|(row, _)| whole_numbers(row)).collect();
        Panel::plain(comments, rows, 3)
    }

    #[test]
    fn the_core_must_say_alike_things() {
        let (x, y, z) = ([1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]);
        for (rows, alike) in [
            (vec![], false),
            (vec![x], false),
            (vec![x, x], true),
            (vec![x, y, z], false),
            // One pair of six.
            (vec![x, x, y, z], false),
            (vec![x, x, x, z], true),
            // Only the first half is asked.
            (vec![x, x, x, x, x, y, z, y, z, y], true),
            (vec![y, z, x, y, x, x, x, x], false),
        ] {
            let said: Vec<_> = rows.iter().map(|row| (*row, None)).collect();
            let all: Vec<u32> = (0..rows.len() as u32).collect();
            assert_eq!(say_alike(&panel(&said), &all), alike, "{rows:?}");
        }
    }

    #[test]
    fn discord_is_the_spread_of_polarity_where_it_is_known() {
        for (polarities, expected) in [
            (vec![], None),
            (vec![Some(1.0), Some(-1.0), None], None),
            (vec![Some(0.5), Some(0.5), None, Some(0.5)], Some(0.0)),
            (vec![Some(1.0), Some(-1.0), Some(1.0), Some(-1.0)], Some(1.0)),
        ] {
            let said: Vec<_> = polarities.iter().map(|p| ([1.0, 0.0, 0.0], *p)).collect();
            assert_eq!(discord(&panel(&said), 0..said.len()), expected, "{polarities:?}");
        }
    }
}

//! How much of a score goes together with a theme. Association, never cause.
//!
//! Two definitions are in print, and they differ in sign and size: name the one that is shown.

use super::nps::{Bands, difference, value};
use super::{Estimate, Interval};

/// **Leave-out impact**: NPS(all) − NPS(records without the theme), in points. Below zero, the
/// score would be higher without the records that speak of the theme.
///
/// As NPS(all) is a mixture, this equals f·(NPS(with) − NPS(without)) with f the share of records
/// that have the theme; the interval is that of the difference times f, with f as it is.
/// `None` when no record has the theme or every one has.
pub fn leave_out(all: Bands, with: Bands, z: f64) -> Option<Estimate> {
    let without = all.without(with);
    let apart = difference(with, without, z)?;
    let share = f64::from(with.n()) / f64::from(all.n());
    Some(Estimate {
        value: value(all)? - value(without)?,
        interval: Interval { low: share * apart.interval.low, high: share * apart.interval.high },
        n: with.n(),
    })
}

/// **Gap to the whole**: NPS(all) − NPS(records with the theme), in points. Above zero, those who
/// speak of the theme score lower than all do; the share of such records plays no part.
///
/// Equals (1 − f)·(NPS(without) − NPS(with)); interval as for [`leave_out`] with that factor.
/// `None` when no record has the theme or every one has.
pub fn gap_to_whole(all: Bands, with: Bands, z: f64) -> Option<Estimate> {
    let without = all.without(with);
    let apart = difference(without, with, z)?;
    let rest = f64::from(without.n()) / f64::from(all.n());
    Some(Estimate {
        value: value(all)? - value(with)?,
        interval: Interval { low: rest * apart.interval.low, high: rest * apart.interval.high },
        n: with.n(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::near;
    use crate::measure::normal::Z95;

    const ALL: Bands = Bands { promoters: 5, passives: 2, detractors: 3 };
    const WITH: Bands = Bands { promoters: 1, passives: 0, detractors: 2 };

    #[test]
    fn both_definitions_match_the_vector() {
        near(leave_out(ALL, WITH, Z95).unwrap().value, -22.857, 1e-3);
        near(gap_to_whole(ALL, WITH, Z95).unwrap().value, 53.333, 1e-3);
    }

    #[test]
    fn a_theme_of_all_or_none_has_no_impact_to_show() {
        assert!(leave_out(ALL, ALL, Z95).is_none());
        assert!(leave_out(ALL, Bands::default(), Z95).is_none());
        assert!(gap_to_whole(ALL, ALL, Z95).is_none());
    }
}

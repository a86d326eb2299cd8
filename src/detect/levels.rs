//! The declared budget of false alarms, split by type, as levels of strength.
//!
//! The levels of the usual budget were measured on corpora without signals: the strength that the
//! strongest chance finding of a type exceeds as often a year as its part of the budget allows.
//! Another budget moves them by the ratio, since the tail falls by a power of ten per unit.

use super::Kind;

/// False alarms per 52 weeks that the measured levels keep to.
const USUAL: f64 = 2.0;
/// What a rise needs in addition that only one kind of voice tells of.
const ONE_VOICE: f64 = 1.5;
/// Standard deviation of the polarity (−1…+1) up to which people feel alike about a thing, and what is
/// asked less of it then: what chance brings together is mixed.
const ONE_MIND: f64 = 0.5;
const LESS_OF_NEW: f64 = 0.7;
const LESS_OF_SILENCE: f64 = 1.3;

/// Levels of strength (−log10 p) by type.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Levels {
    shift: f64,
}

impl Levels {
    pub(crate) fn new(per_year: f64) -> Self {
        Self { shift: (USUAL / per_year.max(1e-6)).log10() }
    }

    /// The strength that a finding of this type needs.
    pub(crate) fn of(self, kind: Kind) -> f64 {
        let usual = match kind {
            Kind::Deviation => 5.6,
            Kind::Vanish => 5.5,
            Kind::StaffAhead => 5.2,
            Kind::Silenced => 4.9,
            Kind::Emergent | Kind::CustomerOnly | Kind::Wish => 4.6,
            Kind::Masked | Kind::Workaround => 4.3,
            Kind::Cooc => 3.6,
            Kind::Faint => 3.2,
            Kind::BlankLow => 2.0,
            Kind::Lone => 0.0,
        };
        usual + self.shift
    }

    /// The same where it is known how far people differ in how they feel about it (see
    /// [`discord`](super::mind::discord)).
    pub(crate) fn felt(self, kind: Kind, discord: Option<f64>) -> f64 {
        if discord.is_none_or(|discord| discord > ONE_MIND) {
            return self.of(kind);
        }
        self.of(kind)
            - match kind {
                Kind::Emergent | Kind::CustomerOnly => LESS_OF_NEW,
                Kind::Vanish => LESS_OF_SILENCE,
                Kind::Silenced
                | Kind::Wish
                | Kind::Faint
                | Kind::Masked
                | Kind::Workaround
                | Kind::StaffAhead
                | Kind::BlankLow
                | Kind::Cooc
                | Kind::Lone
                | Kind::Deviation => 0.0,
            }
    }

    /// What is asked in addition where only one kind of voice tells of it: of a new thing more is asked
    /// then; a type that is of one voice by its nature needs no more.
    pub(crate) const fn more_of_one_voice(kind: Kind) -> f64 {
        if matches!(kind, Kind::Emergent | Kind::CustomerOnly) { ONE_VOICE } else { 0.0 }
    }

    /// The strength that a finding of this type needs in counts, where a mark is all that a group
    /// has in common.
    pub(crate) fn of_counts(self, kind: Kind) -> f64 {
        let usual = match kind {
            Kind::Emergent | Kind::CustomerOnly | Kind::Vanish => 6.0,
            Kind::Masked | Kind::StaffAhead => 5.6,
            Kind::Wish | Kind::Silenced | Kind::Workaround | Kind::Deviation | Kind::Cooc => 4.6,
            Kind::BlankLow | Kind::Faint => 3.2,
            Kind::Lone => 0.0,
        };
        usual + self.shift
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn less_is_asked_of_what_people_feel_alike_about() {
        let levels = Levels::new(USUAL);
        for (kind, discord, less) in [
            (Kind::Emergent, None, 0.0),
            (Kind::Emergent, Some(0.6), 0.0),
            (Kind::Emergent, Some(0.3), LESS_OF_NEW),
            (Kind::CustomerOnly, Some(0.3), LESS_OF_NEW),
            (Kind::Vanish, Some(0.3), LESS_OF_SILENCE),
            (Kind::Vanish, Some(0.6), 0.0),
            (Kind::Wish, Some(0.3), 0.0),
        ] {
            let asked = levels.felt(kind, discord);
            assert!((levels.of(kind) - less - asked).abs() < 1e-9, "{kind:?} {discord:?}");
        }
    }
}

//! The declared budget of false alarms, split by type, as levels of strength.
//!
//! The levels of the usual budget were measured on corpora without signals: the strength that the
//! strongest chance finding of a type exceeds as often a year as its part of the budget allows.
//! Another budget moves them by the ratio, since the tail falls by a power of ten per unit.

use super::Kind;

/// False alarms per 52 weeks that the measured levels keep to.
const USUAL: f64 = 2.0;

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
            Kind::Emergent | Kind::CustomerOnly | Kind::Vanish => 6.0,
            Kind::Masked | Kind::StaffAhead => 5.6,
            Kind::Wish | Kind::Silenced | Kind::Workaround | Kind::Deviation | Kind::Cooc => 4.6,
            Kind::BlankLow | Kind::Faint => 3.2,
            Kind::Lone => 0.0,
        };
        usual + self.shift
    }
}

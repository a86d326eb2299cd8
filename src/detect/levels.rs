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
            Kind::Cooc => 3.8,
            Kind::Faint => 3.5,
            Kind::BlankLow => 2.0,
            Kind::Lone => 0.0,
        };
        usual + self.shift
    }

    /// The same for one that only one kind of voice tells of: of a new thing more is asked then; a
    /// type that is of one voice by its nature needs no more.
    pub(crate) fn of_one_voice(self, kind: Kind) -> f64 {
        let new = matches!(kind, Kind::Emergent | Kind::CustomerOnly);
        self.of(kind) + if new { ONE_VOICE } else { 0.0 }
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

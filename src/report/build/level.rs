//! Which scores are about an encounter and which about the relationship: the two are never put
//! into one figure.

use crate::config::Goals;
use crate::report::findings::Weeks;
use crate::report::model::Level;
use crate::report::rows::{Row, Rows};

use super::tally::counts;

/// Names of relationship surveys, as parts of a word.
const RELATIONSHIP: [&str; 8] = [
    "asiakassuh",
    "suhdekysely",
    "relationship",
    "relational",
    "vuosikysely",
    "annual survey",
    "brändikysely",
    "rnps",
];

/// How the levels of the scores are told apart.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Levels<'a> {
    named: &'a [String],
    /// Whether any scored record of the period names an encounter, which makes the ones without
    /// one something else.
    apart: bool,
    /// The level of the main score: that of more records.
    pub(crate) main: Level,
    /// The level beside it.
    pub(crate) other: Option<Level>,
}

impl<'a> Levels<'a> {
    /// Of the records of the period.
    pub(crate) fn of(rows: &Rows, period: Option<Weeks>, goals: &'a Goals) -> Self {
        let mut levels =
            Self { named: &goals.relationship, apart: false, main: Level::Unstated, other: None };
        if goals.one_level {
            return levels;
        }
        let scored = || {
            let rows = rows.iter();
            rows.filter(|row| row.score.is_some() && counts(row, period))
        };
        levels.apart = scored().any(|row| levels.is_encounter(&row) || levels.is_named(&row));
        if !levels.apart {
            return levels;
        }
        let mut n = [0u32; 2];
        let mut record = None;
        for row in scored().filter(|row| record.replace(row.record) != Some(row.record)) {
            let level = levels.level(&row);
            let [relationship, encounter] = &mut n;
            *(if level == Level::Relationship { relationship } else { encounter }) += 1;
        }
        let [relationship, encounter] = n;
        (levels.main, levels.other) = if relationship > encounter {
            (Level::Relationship, (encounter > 0).then_some(Level::Encounter))
        } else {
            (Level::Encounter, (relationship > 0).then_some(Level::Relationship))
        };
        levels
    }

    /// The level of a record's score.
    pub(crate) fn level(&self, row: &Row<'_>) -> Level {
        if !self.apart {
            Level::Unstated
        } else if self.is_encounter(row) {
            Level::Encounter
        } else {
            Level::Relationship
        }
    }

    fn is_encounter(&self, row: &Row<'_>) -> bool {
        row.touchpoint.is_some() && !self.is_named(row)
    }

    fn is_named(&self, row: &Row<'_>) -> bool {
        let means = |name: &str| {
            let lower = name.to_lowercase();
            self.named.iter().any(|named| named.to_lowercase() == lower)
                || RELATIONSHIP.iter().any(|part| lower.contains(part))
        };
        row.touchpoint.is_some_and(means) || row.channel.is_some_and(means)
    }
}

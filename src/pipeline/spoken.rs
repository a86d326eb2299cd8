//! What a report tells of the texts of its period beside themes and signals: people thanked, promises,
//! words of groups, and how far the themes can be trusted to stay.
//!
//! None of it needs what the detectors find, so both are looked for at the same time.

use super::outputs::report_scale;
use super::stability::{Effort, stability};
use super::{contrast, promises, staff};
use crate::archive::{Archive, History};
use crate::config::{self, Goals};
use crate::error::Error;
use crate::measure::stability::Stability;
use crate::report::findings::{Usage, Weeks};
use crate::report::model::{Person, Promise};
use crate::report::rows::Rows;
use crate::report::{Veil, sides_of};
use crate::tag::Tagger;
use crate::theme::Codebook;

/// Where it is looked for.
#[derive(Clone, Copy)]
pub(super) struct Ground<'a> {
    pub(super) archive: &'a Archive,
    pub(super) history: &'a History,
    pub(super) rows: &'a Rows,
    pub(super) tagger: &'a Tagger,
    pub(super) codebook: &'a Codebook,
    pub(super) goals: &'a Goals,
    pub(super) scale: Option<config::Scale>,
    pub(super) period: Option<Weeks>,
}

/// What was found in the texts.
pub(super) struct Spoken {
    /// People who are praised.
    pub(super) staff: Vec<Person>,
    /// What hides the names of all, where they are to be hidden.
    pub(super) veil: Option<Veil>,
    pub(super) promises: Vec<Promise>,
    pub(super) words: Vec<Usage>,
    /// Nothing where there are no themes.
    pub(super) stability: Option<Stability>,
}

impl Spoken {
    /// Looks for all of it.
    ///
    /// # Errors
    /// The archive cannot be read.
    pub(super) fn find(ground: Ground<'_>) -> Result<Self, Error> {
        let Ground { archive, history, rows, tagger, codebook, goals, scale, period } = ground;
        let hidden = goals.pseudonymise;
        let words = || {
            let groups = sides_of(rows, period, goals, report_scale(scale));
            contrast::words(groups, history, archive, tagger)
        };
        let themed = || {
            let known = !codebook.themes.is_empty();
            let found = known.then(|| stability(archive, history, codebook, tagger, Effort::QUICK));
            found.transpose()
        };
        let (staff, (words, stability)) = rayon::join(
            || staff::find(staff::Ground { history, archive, tagger, period, scale, hidden }),
            || rayon::join(words, themed),
        );
        let promises = promises::find(archive, goals, period)?;
        let (staff, veil) = staff?;
        let veil = Some(veil).filter(|_| hidden);
        Ok(Self { staff, veil, promises, words: words?, stability: stability? })
    }
}

//! How far the themes of an archive can be trusted to stay: found again in resamples and week by
//! week, and compared with the tags that comments were given when they came.

use std::path::Path;

use super::themes;
use crate::analyse::corpus::Text;
use crate::archive::{Archive, History};
use crate::error::Error;
use crate::evaluate::Agreement;
use crate::measure::stability::{Range, Stability};
use crate::record::Week;
use crate::tag::Tagger;
use crate::theme::{Codebook, ThemeId, regroup, resamples};

/// How much work goes into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effort {
    /// Comments looked at, evenly spread.
    pub comments: usize,
    /// Resamples.
    pub resamples: usize,
    /// Latest weeks compared with the week before each.
    pub weeks: i32,
}

impl Effort {
    /// For a report: a few tenths of a second.
    pub const QUICK: Self = Self { comments: 1_200, resamples: 4, weeks: 0 };
    /// When somebody asks.
    pub const FULL: Self = Self { comments: 4_000, resamples: 10, weeks: 8 };
}

/// Comments under which themes found anew say nothing.
const LEAST: usize = 40;

/// The stability of the themes of an archive.
///
/// # Errors
/// The archive or its codebook cannot be read.
pub fn theme_stability(path: &Path, effort: Effort) -> Result<Stability, Error> {
    let (archive, tagger) = (Archive::open(path)?, Tagger::builtin()?);
    let codebook = themes::codebook(&archive, &tagger)?;
    let history = archive.history()?;
    stability(&archive, &history, &codebook, &tagger, effort)
}

pub(super) fn stability(
    archive: &Archive,
    history: &History,
    codebook: &Codebook,
    tagger: &Tagger,
    effort: Effort,
) -> Result<Stability, Error> {
    let said: Vec<usize> = (0..history.len()).filter(|&i| !history.members(i).is_empty()).collect();
    let step = said.len().div_ceil(effort.comments).max(1);
    let picked: Vec<usize> = said.into_iter().step_by(step).collect();
    let stored = archive.fetch(&picked.iter().map(|&i| history.seq[i]).collect::<Vec<_>>())?;
    let texts: Vec<Text<'_>> =
        stored.iter().map(|s| Text { text: &s.text, declared: s.declared }).collect();
    let corpus = tagger.analyser().corpus(&texts);
    let now = tagger.assign(&corpus, codebook);
    let changed = picked.iter().zip(&now).filter(|(i, now)| {
        let then = history.members(**i).iter().map(|m| codebook.resolve(m.theme));
        !then.eq(now.iter().map(|m| Some(m.theme)))
    });
    let first = codebook.themes.iter().map(|theme| &theme.born).min();
    let late = codebook.themes.iter().filter(|theme| Some(&theme.born) != first);
    let mut found = Stability {
        comments: picked.len() as u32,
        themes: codebook.themes.len() as u32,
        changed: (!picked.is_empty()).then(|| changed.count() as f64 / picked.len() as f64),
        born: late.count() as u32,
        fading: codebook.themes.iter().filter(|theme| theme.fading.is_some()).count() as u32,
        ..Stability::default()
    };
    if picked.len() < LEAST {
        return Ok(found);
    }
    let rows = tagger.directions_of(&corpus, codebook);
    let k = codebook.themes.len();
    let main: Vec<u32> = tagger.main_themes(&corpus, codebook).into_iter().map(number).collect();
    let again = regroup(&rows, &resamples(rows.len(), effort.resamples), k);
    let alike: Vec<f64> = again.iter().map(|anew| ari(&main, anew)).collect();
    found.bootstrap = Range::of(&alike);
    let weeks: Vec<Option<Week>> = picked.iter().map(|&i| history.week[i]).collect();
    let ends = last_weeks(&weeks, effort.weeks);
    let until = |end: Week| -> Vec<usize> {
        (0..weeks.len()).filter(|&i| weeks[i].is_some_and(|week| week <= end)).collect()
    };
    let subsets: Vec<Vec<usize>> = ends.iter().map(|&end| until(end)).collect();
    let by_week = regroup(&rows, &subsets, k);
    let pairs = by_week.windows(2).zip(&subsets).zip(ends.iter().skip(1));
    found.weekly = pairs
        .map(|((pair, earlier), end)| {
            let of = |found: &[u32]| earlier.iter().map(|&i| found[i]).collect::<Vec<_>>();
            (end.to_string(), ari(&of(&pair[0]), &of(&pair[1])))
        })
        .collect();
    Ok(found)
}

fn number(theme: Option<ThemeId>) -> u32 {
    theme.map_or(0, |theme| theme.0)
}

fn ari(a: &[u32], b: &[u32]) -> f64 {
    Agreement::of(&a.iter().copied().zip(b.iter().copied()).collect::<Vec<_>>()).ari()
}

/// The last `n` weeks that comments come from and the one before them, where enough came earlier.
fn last_weeks(weeks: &[Option<Week>], n: i32) -> Vec<Week> {
    let mut known: Vec<Week> = weeks.iter().flatten().copied().collect();
    known.sort_unstable();
    let enough = known.get(LEAST).copied();
    known.dedup();
    known.retain(|week| enough.is_some_and(|enough| *week >= enough));
    let from = if n == 0 { known.len() } else { known.len().saturating_sub(n as usize + 1) };
    known.split_off(from)
}

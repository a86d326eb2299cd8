//! The codebook of a run: that of the archive, with the themes that new comments bring; the
//! themes of an archive that has none yet; and the themes that fade.

use rustc_hash::FxHashMap;

use super::intake::{Intake, Said};
use super::store::Store;
use super::{batches, store};

use crate::analyse::Corpus;
use crate::analyse::corpus::Text;
use crate::archive::{Archive, History, StoredComment};
use crate::error::Error;
use crate::record::Week;
use crate::tag::Tagger;
use crate::theme::{Codebook, FitOptions, LOOSE, ThemeId};

/// New comments looked at; more add time, not better themes.
const NEW: usize = 60_000;
/// Loose comments of the archive looked at with them: themes gather over weeks.
const EARLIER: usize = 8_000;
/// Weeks back in which they were said.
const WEEKS: i32 = 13;
/// Weeks without a theme after which it counts as fading.
const SILENT: i32 = 8;
/// Comments that would have come in that time if nothing had changed.
const MISSED: f64 = 6.0;

/// The codebook to tag with, and the words of all comments where they had to be known for it; `seeds` are
/// phrases that each have a theme of their own.
pub(super) fn codebook(
    store: &Store,
    tagger: &Tagger,
    intake: &Intake,
    options: &FitOptions,
    seeds: &[String],
) -> Result<(Codebook, Option<Corpus>), Error> {
    let seeded = |codebook: Codebook| {
        let seeds = tagger.seeds(seeds, &codebook.frame);
        codebook.seeded(seeds, options.born.as_deref())
    };
    let Some(codebook) = store.own_codebook() else {
        let (codebook, corpus) = batches::find_themes(tagger, intake, options)?;
        return Ok((seeded(codebook), corpus));
    };
    let new = new_comments(store, intake)?;
    if new.is_empty() {
        return Ok((codebook.clone(), None));
    }
    let step = new.len().div_ceil(NEW).max(1);
    let picked = intake.pick(new.into_iter().step_by(step))?;
    let mut texts: Vec<Text<'_>> = picked.iter().map(Said::text).collect();
    let earlier = store.archive().map(loose).transpose()?.unwrap_or_default();
    texts.extend(earlier.iter().map(|s| Text { text: &s.text, declared: s.declared }));
    let mut corpus = tagger.analyser().corpus(&texts);
    let grown = tagger.grow_themes(&mut corpus, codebook, options.born.as_deref())?;
    Ok((seeded(grown), None))
}

/// The places of the comments that the archive does not have so.
fn new_comments(store: &Store, intake: &Intake) -> Result<Vec<usize>, Error> {
    let known = store.known()?;
    let (mut new, mut at) = (Vec::new(), 0);
    for line in intake.lines() {
        let comments = at..at + line.comments as usize;
        at = comments.end;
        if known.get(&line.key).is_none_or(|known| known.content != line.content) {
            new.extend(comments);
        }
    }
    Ok(new)
}

/// The latest comments of an archive that hardly fit their themes.
fn loose(archive: &Archive) -> Result<Vec<StoredComment>, Error> {
    let history = archive.history()?;
    let last = history.week.iter().flatten().max().copied();
    let late = |i: &usize| {
        last.is_none_or(|last| history.week[*i].is_some_and(|week| last.since(week) < WEEKS))
    };
    let fits = |i: &usize| history.members(*i).iter().all(|m| m.degree >= LOOSE);
    let picked = (0..history.len()).rev().filter(|i| late(i) && !fits(i)).take(EARLIER);
    let mut seqs: Vec<u64> = picked.map(|i| history.seq[i]).collect();
    seqs.reverse();
    Ok(archive.fetch(&seqs)?)
}

/// Marks the themes that nobody speaks of any more, and takes the mark from those that are back;
/// written to the archive where that changes anything.
pub(super) fn mark_fading(
    mut codebook: Codebook,
    history: &History,
    archive: &Archive,
) -> Result<Codebook, Error> {
    let before = codebook.clone();
    let voices = Voices::of(history);
    for theme in &mut codebook.themes {
        let silent = Some(theme.id).filter(|_| !theme.pinned).and_then(|id| voices.silent(id));
        theme.fading = silent.map(|week| week.to_string());
    }
    if codebook != before {
        store::put_codebook(archive, &codebook)?;
    }
    Ok(codebook)
}

/// How often each theme was spoken of before and of late.
#[derive(Default)]
struct Voices {
    /// Dated comments before and of late.
    all: [f64; 2],
    /// Those of each theme, and the week of its last one.
    themes: FxHashMap<ThemeId, ([f64; 2], Option<Week>)>,
}

impl Voices {
    fn of(history: &History) -> Self {
        let mut voices = Self::default();
        let Some(last) = history.week.iter().flatten().max() else { return voices };
        for i in 0..history.len() {
            let Some(week) = history.week[i] else { continue };
            let late = usize::from(last.since(week) < SILENT);
            voices.all[late] += 1.0;
            let mut counted: Vec<ThemeId> = history.members(i).iter().map(|m| m.theme).collect();
            counted.sort_unstable();
            counted.dedup();
            for theme in counted {
                let (own, latest) = voices.themes.entry(theme).or_default();
                own[late] += 1.0;
                *latest = (*latest).max(Some(week));
            }
        }
        voices
    }

    /// The week in which a theme was last spoken of, if it would have been since.
    fn silent(&self, theme: ThemeId) -> Option<Week> {
        let ([before, late], latest) = self.themes.get(&theme)?;
        let expected = before / self.all[0].max(1.0) * self.all[1];
        (*late == 0.0 && expected >= MISSED).then_some(*latest).flatten()
    }
}

//! The quotes a report shows: members of themes and comments behind signals, fetched once.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::analyse::corpus::Text;
use crate::analyse::mask::mask;
use crate::archive::{Archive, History, StoredComment};
use crate::detect::Kind;
use crate::error::Error;
use crate::evidence::Reason;
use crate::record::{Source, Span};
use crate::report::MEMBER_CAP;
use crate::report::findings::{Quote, Weeks};
use crate::score::Cue;
use crate::tag::Tagger;
use crate::theme::{ThemeId, WEAK};

/// Typical members quoted per theme.
const TYPICAL: usize = 3;
/// Weak members quoted per theme.
const WEAKEST: usize = 2;
/// Quotes per cue.
const PER_CUE: usize = 3;
/// Authors below which notes of the staff are not quoted behind a signal: nobody is to be guessed.
const AUTHORS: usize = 2;
/// A typical quote is a thought, not a word or an essay; in characters.
const READABLE: std::ops::RangeInclusive<usize> = 20..=300;

/// Which comments to quote, by their place in the history.
pub(super) struct Chosen {
    /// Members of each theme in the period, best first: (place, clause, degree).
    members: BTreeMap<ThemeId, Vec<(u32, u16, f32)>>,
    signals: Vec<Vec<u32>>,
    /// The newest comments with each cue.
    cues: BTreeMap<Cue, Vec<u32>>,
}

/// The comments to quote, with their clauses.
pub(super) struct Quotes {
    chosen: Chosen,
    stored: FxHashMap<u32, Held>,
}

/// A comment that is quoted.
struct Held {
    comment: StoredComment,
    clauses: Vec<Span>,
    /// The first cue of a comment behind a signal.
    cue: Option<Span>,
}

/// Quotes of one theme.
#[derive(Default)]
pub(super) struct ThemeQuotes<'a> {
    pub(super) typical: Vec<Quote<'a>>,
    pub(super) weak: Vec<Quote<'a>>,
    pub(super) members: Vec<Quote<'a>>,
}

pub(super) fn choose(history: &History, period: Option<Weeks>, signals: &[Vec<u32>]) -> Chosen {
    let mut members: BTreeMap<ThemeId, Vec<(u32, u16, f32)>> = BTreeMap::new();
    for i in 0..history.len() {
        let inside = period.is_none_or(|p| history.week[i].is_some_and(|week| p.hold(week)));
        if !inside {
            continue;
        }
        let mut own = BTreeSet::new();
        for m in history.members(i) {
            if own.insert(m.theme) {
                members.entry(m.theme).or_default().push((i as u32, m.clause, m.degree));
            }
        }
    }
    for list in members.values_mut() {
        list.sort_by(|a, b| b.2.total_cmp(&a.2).then(a.0.cmp(&b.0)));
        // The weakest are shown too: nobody should have to trust a theme blindly.
        if list.len() > MEMBER_CAP {
            list.drain(MEMBER_CAP - WEAKEST..list.len() - WEAKEST);
        }
    }
    Chosen { members, signals: signals.to_vec(), cues: with_cues(history, period) }
}

/// The newest comments of the period with each cue.
fn with_cues(history: &History, period: Option<Weeks>) -> BTreeMap<Cue, Vec<u32>> {
    let mut cues: BTreeMap<Cue, Vec<u32>> = BTreeMap::new();
    for i in (0..history.len()).rev() {
        let inside = period.is_none_or(|p| history.week[i].is_some_and(|week| p.hold(week)));
        for cue in history.cues[i].iter().filter(|_| inside) {
            let list = cues.entry(cue).or_default();
            if list.len() < PER_CUE {
                list.push(i as u32);
            }
        }
    }
    cues
}

pub(super) fn fetch(
    chosen: Chosen,
    history: &History,
    archive: &Archive,
    tagger: &Tagger,
) -> Result<Quotes, Error> {
    let mut places: Vec<u32> = chosen.members.values().flatten().map(|m| m.0).collect();
    places.extend(chosen.signals.iter().flatten());
    places.extend(chosen.cues.values().flatten());
    places.sort_unstable();
    places.dedup();
    let seqs: Vec<u64> = places.iter().map(|&i| history.seq[i as usize]).collect();
    let stored = archive.fetch(&seqs)?;
    let texts: Vec<Text<'_>> =
        stored.iter().map(|s| Text { text: &s.text, declared: s.declared }).collect();
    let analyses = tagger.analyser().corpus(&texts).analyses;
    let spans: Vec<Vec<Span>> =
        analyses.iter().map(|a| a.clauses.iter().map(|c| a.clause_span(c)).collect()).collect();
    let quoted: FxHashSet<u32> = chosen.signals.iter().flatten().copied().collect();
    let held =
        places.into_iter().zip(stored.into_iter().zip(spans)).map(|(place, (mut c, own))| {
            let cue = quoted.contains(&place).then(|| cue(tagger, &c.text)).flatten();
            // Clauses and cues were found in the text as it was written; masked, it is as long.
            if let Some(masked) = mask(&c.text) {
                c.text = masked.into();
            }
            (place, Held { comment: c, clauses: own, cue })
        });
    let stored = held.collect();
    Ok(Quotes { chosen, stored })
}

/// The first marker of something meant.
fn cue(tagger: &Tagger, text: &str) -> Option<Span> {
    let evidence = tagger.explain(text).evidence;
    evidence.iter().filter(|e| e.reason == Reason::Cue).map(|e| e.span).min_by_key(|s| s.start)
}

impl Quotes {
    pub(super) fn of_theme(&self, theme: ThemeId) -> ThemeQuotes<'_> {
        let Some(members) = self.chosen.members.get(&theme) else {
            return ThemeQuotes::default();
        };
        let quote = |m: &(u32, u16, f32)| self.quote(m.0, Some(m.1));
        let mut heard = FxHashSet::default();
        let readable = |m: &&(u32, u16, f32)| {
            self.stored
                .get(&m.0)
                .is_some_and(|held| READABLE.contains(&held.comment.text.chars().count()))
        };
        let typical = members
            .iter()
            .filter(readable)
            .filter_map(quote)
            .filter(|quote| heard.insert(quote.text.to_lowercase()))
            .take(TYPICAL)
            .collect();
        let weak = members.iter().rev().take(WEAKEST).filter(|m| m.2 < WEAK).filter_map(quote);
        ThemeQuotes {
            typical,
            weak: weak.collect(),
            members: members.iter().filter_map(quote).collect(),
        }
    }

    /// Quotes behind a signal, with the cue marked where its type hangs on one. Notes of the staff
    /// only where several people wrote them.
    pub(super) fn of_signal(&self, at: usize, kind: Kind) -> Vec<Quote<'_>> {
        let places = self.chosen.signals.get(at).map(Vec::as_slice).unwrap_or_default();
        let notes = places.iter().filter_map(|place| self.stored.get(place));
        let notes = notes.filter(|held| held.comment.source == Source::Staff);
        let authors: FxHashSet<Option<&str>> =
            notes.map(|held| held.comment.author.as_deref()).collect();
        let nameless = authors.contains(&None);
        let few = !authors.is_empty() && !nameless && authors.len() < AUTHORS;
        let quote = |place: &u32| {
            let held = self.stored.get(place)?;
            let mut quote = self.quote(*place, None)?;
            quote.marked = held.cue.filter(|_| kind.hangs_on_a_cue());
            (!few || quote.source != Source::Staff).then_some(quote)
        };
        places.iter().filter_map(quote).collect()
    }

    /// Quotes of every cue.
    pub(super) fn of_cues(&self) -> Vec<(Cue, Vec<Quote<'_>>)> {
        let cues = self.chosen.cues.iter();
        let quotes =
            |places: &Vec<u32>| places.iter().filter_map(|&p| self.quote(p, None)).collect();
        cues.map(|(cue, places)| (*cue, quotes(places))).collect()
    }

    fn quote(&self, place: u32, clause: Option<u16>) -> Option<Quote<'_>> {
        let Held { comment: stored, clauses: spans, .. } = self.stored.get(&place)?;
        Some(Quote {
            key: &stored.key,
            text: &stored.text,
            date: stored.date.map(|date| date.date().to_string()),
            source: stored.source,
            channel: stored.channel.as_deref(),
            score: stored.score,
            lang: stored.lang,
            marked: clause.and_then(|c| spans.get(usize::from(c)).copied()),
        })
    }
}

//! Facets beside the hits: how they spread, and links that narrow the search down or widen it.

use std::collections::{BTreeMap, BTreeSet};

use super::Frame;
use crate::archive::search::{Facet, FacetCount, FacetCounts, SearchRequest};
use crate::archive::{ArchiveError, key_hash};
use crate::detect::Kind;
use crate::pipeline;
use crate::record::Week;
use crate::report::calendar;
use crate::score::{Cue, Emotion, Hot, Reference};
use crate::serve::live::Now;
use crate::serve::meanings;
use crate::serve::state::State;
use crate::serve::words::upper_first;
use crate::theme::{Codebook, ThemeId};

/// Facets in the order of the page.
const SHOWN: [Facet; 14] = [
    Facet::Theme,
    Facet::Sentiment,
    Facet::Hot,
    Facet::Expectation,
    Facet::Emotion,
    Facet::Source,
    Facet::Channel,
    Facet::Touchpoint,
    Facet::Segment,
    Facet::Lang,
    Facet::Cue,
    Facet::Reference,
    Facet::Question,
    Facet::Month,
];
/// Facets that most comments have nothing in, so that having nothing is no choice.
const SPARSE: [Facet; 5] =
    [Facet::Hot, Facet::Expectation, Facet::Emotion, Facet::Cue, Facet::Reference];
/// Values shown at once; the others fold.
const FEW: usize = 8;
/// Values listed in all.
const MOST: usize = 60;
/// Comments behind a quiet signal that are counted at most.
const EVIDENCE: usize = 200;
/// What stands for having no value.
const NONE: &str = "none";

/// A value of a facet.
#[derive(Clone, Debug)]
pub(super) struct ValueView {
    pub(super) label: String,
    pub(super) count: String,
    pub(super) url: String,
    pub(super) on: bool,
}

/// A facet.
#[derive(Clone, Debug)]
pub(super) struct FacetView {
    pub(super) id: &'static str,
    pub(super) name: &'static str,
    pub(super) values: Vec<ValueView>,
    pub(super) more: Vec<ValueView>,
}

/// The facets to count with the hits themselves: those in which nothing is chosen.
pub(super) fn open(state: &State) -> Vec<Facet> {
    SHOWN.into_iter().filter(|facet| state.picked(*facet).is_empty()).collect()
}

/// The facets of a page; `counted` are the counts of the [`open`] ones.
pub(super) fn views(
    state: &State,
    counted: Vec<FacetCounts>,
    now: &Now,
    frame: &Frame,
) -> Result<Vec<FacetView>, ArchiveError> {
    let mut all = counted;
    all.extend(chosen(state, now)?);
    let mut views = Vec::new();
    for facet in SHOWN.into_iter().chain([Facet::Week]) {
        let Some(counts) = all.iter().find(|counts| counts.facet == facet) else { continue };
        let mut counts = counts.counts.clone();
        if facet == Facet::Theme {
            counts = as_merged(state, &counts, now)?;
        } else if matches!(facet, Facet::Month | Facet::Week) {
            counts.reverse();
        } else if facet == Facet::Expectation {
            counts.sort_by_key(|count| count.value.parse::<i8>().unwrap_or(i8::MAX));
        }
        views.extend(view(state, facet, counts, &now.codebook, frame));
    }
    views.extend(signals(state, now, frame)?);
    Ok(views)
}

/// Quiet signals by type, and the threads that are chosen: how many of their comments are found.
fn signals(state: &State, now: &Now, frame: &Frame) -> Result<Option<FacetView>, ArchiveError> {
    let threads = &now.threads;
    let names = threads.iter().map(|thread| thread.kind.name().to_owned());
    let chosen = state.signals.iter().cloned();
    let names: BTreeSet<String> = names.chain(chosen).collect();
    if threads.is_empty() || names.is_empty() {
        return Ok(None);
    }
    let all: Vec<String> = names.iter().cloned().collect();
    let (free, most) = (State { signals: all, ..state.clone() }, threads.len() * EVIDENCE);
    let request = SearchRequest { limit: most, offset: 0, ..free.request(now) };
    let found = now.archive.search(&request)?.hits;
    let found: BTreeSet<(u64, u16)> =
        found.iter().map(|hit| (key_hash(&hit.comment.key), hit.comment.question)).collect();
    let value = |name: &String| {
        let on = state.signals.contains(name);
        let behind: BTreeSet<_> =
            pipeline::behind(threads, std::slice::from_ref(name)).into_iter().collect();
        let n = behind.intersection(&found).count();
        (n > 0 || on).then(|| ValueView {
            label: signal(name, frame),
            count: frame.numbers.count(n as u64),
            url: state.with_signal(name).url(),
            on,
        })
    };
    let values: Vec<ValueView> = names.iter().filter_map(value).collect();
    let name = frame.words.signals;
    let view = FacetView { id: "signal", name, values, more: Vec::new() };
    Ok((!view.values.is_empty()).then_some(view))
}

/// A quiet signal in words: its type, or the name of its thread.
pub(super) fn signal(name: &str, frame: &Frame) -> String {
    let kind = Kind::ALL.into_iter().find(|kind| kind.name() == name);
    kind.map_or_else(|| name.to_owned(), |kind| frame.report.kind(kind).to_owned())
}

/// Counts where something is chosen: as if it were not, so that another value can be added.
fn chosen(state: &State, now: &Now) -> Result<Vec<FacetCounts>, ArchiveError> {
    let mut all = Vec::new();
    for (facet, _) in &state.picks {
        let request = counting(&state.without(*facet), now);
        all.extend(now.archive.search(&SearchRequest { facets: vec![*facet], ..request })?.facets);
    }
    Ok(all)
}

/// The question how many there are.
pub(super) fn counting(state: &State, now: &Now) -> SearchRequest {
    SearchRequest { limit: 0, offset: 0, ..state.request(now) }
}

/// Counts by the themes as they are now. A comment of two themes that were merged counts once.
fn as_merged(
    state: &State,
    counts: &[FacetCount],
    now: &Now,
) -> Result<Vec<FacetCount>, ArchiveError> {
    let mut by_theme: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    for FacetCount { value, count } in counts {
        let id = ThemeId::try_from(value.to_string()).ok();
        let meant = id.map(|id| now.codebook.resolve(id).unwrap_or(id).to_string());
        by_theme.entry(meant.unwrap_or_else(|| value.to_string())).or_default().push(*count);
    }
    let mut merged = Vec::with_capacity(by_theme.len());
    for (id, counts) in by_theme {
        let count = match counts.as_slice() {
            [only] => *only,
            _ => {
                let state = state.without(Facet::Theme).toggled(Facet::Theme, &id);
                now.archive.search(&counting(&state, now))?.total
            }
        };
        merged.push(FacetCount { value: id.into(), count });
    }
    merged.sort_by_key(|count| std::cmp::Reverse(count.count));
    Ok(merged)
}

/// A facet that can narrow something down, or does.
fn view(
    state: &State,
    facet: Facet,
    mut counts: Vec<FacetCount>,
    codebook: &Codebook,
    frame: &Frame,
) -> Option<FacetView> {
    let picked = state.picked(facet);
    if picked.is_empty() && counts.len() < 2 {
        return None;
    }
    if SPARSE.contains(&facet) {
        counts.retain(|count| &*count.value != NONE);
    }
    let known = |value: &&String| counts.iter().any(|count| *count.value == ***value);
    let unseen: Vec<&String> = picked.iter().filter(|value| !known(value)).collect();
    counts.extend(unseen.iter().map(|value| FacetCount { value: value.as_str().into(), count: 0 }));
    // What is chosen stands first, so that it never folds away.
    counts.sort_by_key(|count| !picked.iter().any(|value| *value == *count.value));
    let mut values = counts.iter().take(MOST).map(|count| ValueView {
        label: label(facet, &count.value, codebook, frame),
        count: frame.numbers.count(count.count),
        url: state.toggled(facet, &count.value).url(),
        on: picked.iter().any(|value| *value == *count.value),
    });
    let (few, more): (Vec<_>, Vec<_>) = (values.by_ref().take(FEW).collect(), values.collect());
    let name = frame.words.facet(facet, frame.report);
    Some(FacetView { id: facet.name(), name, values: few, more })
}

/// A value in words.
pub(super) fn label(facet: Facet, value: &str, codebook: &Codebook, frame: &Frame) -> String {
    let (words, language) = (frame.words, frame.language);
    let named = |name: &str, known: Option<&str>| known.unwrap_or(name).to_owned();
    match (facet, value) {
        (Facet::Sentiment, "negative") => words.negative.to_owned(),
        (Facet::Sentiment, "neutral") => words.neutral.to_owned(),
        (Facet::Sentiment, "positive") => words.positive.to_owned(),
        (Facet::Sentiment, NONE) => words.no_evidence.to_owned(),
        (Facet::Source | Facet::Lang, code) => frame.report.code(code).to_owned(),
        (_, NONE) => words.none.to_owned(),
        (Facet::Theme, id) => match ThemeId::try_from(id.to_owned()) {
            Ok(id) => frame.theme(id, codebook),
            Err(_) => id.to_owned(),
        },
        (Facet::Cue, name) => named(name, Cue::parse(name).map(|cue| frame.report.cue(cue))),
        (Facet::Hot, name) => named(name, Hot::parse(name).map(|hot| meanings::hot(hot, language))),
        (Facet::Expectation, step) => {
            named(step, step.parse().ok().map(|step| meanings::expectation(step, language)))
        }
        (Facet::Emotion, name) => {
            named(name, Emotion::parse(name).map(|e| meanings::emotion(e, language)))
        }
        (Facet::Reference, name) => {
            named(name, Reference::parse(name).map(|seen| meanings::reference(seen, language)))
        }
        (Facet::Month, month) => self::month(month, frame),
        (Facet::Week, week) => self::week(week, frame),
        (Facet::Question, number) => number.parse::<u32>().map_or_else(
            |_| number.to_owned(),
            |number| format!("{} {}", words.question, number + 1),
        ),
        (_, other) => other.to_owned(),
    }
}

/// `11/2026` or `Nov 2026`, as a day is written in the language.
fn month(month: &str, frame: &Frame) -> String {
    let first = frame.day(&format!("{month}-01"));
    let rest = first.trim_start_matches(|c: char| c != '.' && c != ' ');
    rest.trim_start_matches(['.', ' ']).replace('.', "/")
}

/// `2026-W47` in words.
pub(super) fn week(week: &str, frame: &Frame) -> String {
    upper_first(&calendar::titled(week, frame.language))
}

/// The Monday of `2026-W47`, as an ISO date.
pub(super) fn week_monday(week: &str) -> Option<String> {
    Week::parse(week).map(|week| week.monday().to_string())
}

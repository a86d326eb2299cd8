//! The quiet signals of a run: the dated comments of the archive as a panel, looked at at the end of
//! the newest weeks of the period, and joined to the threads that earlier runs have begun.

use std::collections::BTreeMap;
use std::hash::Hasher;
use std::path::Path;

use rustc_hash::FxHasher;

use super::calibrate;
use super::observe::normalised;
use super::threads::{self, KnownThread};
use crate::analyse::corpus::Text as Said;
use crate::analyse::mask::mask;
use crate::analyse::{Analysis, Corpus};
use crate::archive::{Archive, History, StoredComment, lang_of};
use crate::config::Scale;
use crate::detect::{Comment, Finding, Memory, Panel, Thread, WARM, Watch};
use crate::error::Error;
use crate::report::findings::{Signal, Watched, Weeks};
use crate::report::model::Text;
use crate::tag::Tagger;
use crate::theme::{Frame, ThemeId, WEAK};

/// Weeks of past that are compared with.
const PAST: i32 = 104;
/// Comments looked at; of more, an even part.
const MOST: usize = 16_000;
/// Weeks at the end of a period at which is looked.
const LOOKS: i32 = 4;
/// Weeks of a timeline.
const TIMELINE: i32 = 26;
/// Share of the comments behind a signal that makes a theme its own.
const MOSTLY: f64 = 0.5;
/// Quotes of a signal: the most typical, and in all.
const QUOTES: (usize, usize) = (5, 8);
/// Characters of a quote that stands for a label.
const LABEL: usize = 60;

/// What is looked at, and how.
pub(super) struct Ground<'a> {
    pub(super) archive: &'a Archive,
    pub(super) history: &'a History,
    pub(super) tagger: &'a Tagger,
    pub(super) scale: Option<Scale>,
    pub(super) period: Option<Weeks>,
    /// Means of the languages, as the codebook knows them.
    pub(super) frame: &'a Frame,
    /// Declared false alarms a year.
    pub(super) per_year: f64,
}

/// What was heard, and the threads as they are now.
pub(super) struct Heard {
    pub(super) signals: Vec<Signal>,
    /// The comments to quote for each signal, by their places in the history, in order of time.
    pub(super) quoted: Vec<Vec<u32>>,
    pub(super) threads: Vec<KnownThread>,
    pub(super) watched: Watched,
    /// What was said before, for the next run; `None` where nothing was looked at.
    pub(super) memory: Option<Memory>,
}

/// Listens at the end of the newest weeks of the period.
///
/// # Errors
/// The archive or a file beside it cannot be read.
pub(super) fn listen(ground: &Ground<'_>) -> Result<Heard, Error> {
    let root = ground.archive.path();
    let verdicts = threads::verdicts(root)?;
    let mut heard = Heard {
        signals: Vec::new(),
        quoted: Vec::new(),
        threads: threads::known_threads(root)?,
        watched: Watched { declared: ground.per_year, ..Watched::default() },
        memory: None,
    };
    let Some(period) = ground.period else { return Ok(heard) };
    let last = threads::number(period.last);
    let (places, watched) = places(ground.history, period);
    let measured = calibrate::measured(root)
        .filter(|found| found.declared.to_bits() == ground.per_year.to_bits());
    heard.watched = Watched {
        declared: ground.per_year,
        achieved: measured.map(calibrate::Calibration::achieved),
        ..watched
    };
    let oldest = last + 1 - watched.weeks as i32;
    if last - oldest < WARM {
        return Ok(heard);
    }
    let mut looked = Looked::read(ground, places)?;
    let mut memory = threads::memory(root);
    let panel = looked.panel(ground, &mut memory);
    heard.memory = Some(memory);
    let resumed = threads::resumed(&heard.threads, ground.history, &looked.places);
    let mut watch = Watch::new(&panel, ground.per_year).resume(resumed);
    let first = threads::number(period.first).max(last - LOOKS + 1).max(oldest + WARM);
    let findings = latest(&mut watch, first..=last);
    let groups: Vec<Vec<u32>> = findings.iter().map(|f| f.evidence.clone()).collect();
    let names = ground.tagger.name_groups(&mut looked.corpus, &groups)?;
    let mut told: BTreeMap<usize, Signal> = BTreeMap::new();
    for (finding, name) in findings.iter().zip(names) {
        let thread = &watch.threads()[finding.thread];
        let mut signal = looked.tell(ground.history, finding, name);
        signal.began = Some(threads::numbered(thread.began));
        signal.new = thread.began >= threads::number(period.first);
        told.insert(finding.thread, signal.clone());
        let judged = verdicts.get(&signal.thread);
        if judged.is_some_and(|judged| !judged.verdict.lets_through(judged.n, signal.n)) {
            heard.watched.silent += 1;
            continue;
        }
        signal.verdict = judged.map(|judged| judged.verdict);
        heard.quoted.push(looked.quotes(finding));
        heard.signals.push(signal);
    }
    looked.remember(ground.history, watch.threads(), &told, &mut heard.threads);
    Ok(heard)
}

/// Hash of the verdicts in force in an archive.
///
/// # Errors
/// Their file cannot be read.
pub(super) fn judged(archive: &Path) -> Result<u64, Error> {
    let mut hasher = FxHasher::default();
    hasher.write(format!("{:?}", threads::verdicts(archive)?).as_bytes());
    Ok(hasher.finish())
}

/// The latest finding of each thread, strongest first; lone comments last, and only those of the
/// newest week.
fn latest(watch: &mut Watch<'_>, weeks: std::ops::RangeInclusive<i32>) -> Vec<Finding> {
    let mut latest: BTreeMap<usize, Finding> = BTreeMap::new();
    let last = *weeks.end();
    for now in weeks {
        for finding in watch.look(now).into_iter().filter(|f| !f.is_lone() || now == last) {
            latest.insert(finding.thread, finding);
        }
    }
    let mut findings: Vec<Finding> = latest.into_values().collect();
    findings.sort_by(|a, b| {
        let lone = a.is_lone().cmp(&b.is_lone());
        lone.then(b.strength.total_cmp(&a.strength)).then(a.thread.cmp(&b.thread))
    });
    findings
}

/// The comments that are looked at, in order of time, and how many they are.
fn places(history: &History, period: Weeks) -> (Vec<u32>, Watched) {
    let inside = |i: &u32| {
        let week = history.week[*i as usize];
        week.is_some_and(|week| (0..PAST).contains(&period.last.since(week)))
    };
    let mut places: Vec<u32> = (0..history.len() as u32).filter(inside).collect();
    places.sort_by_key(|&i| (history.week[i as usize], i));
    let oldest = places.first().and_then(|&i| history.week[i as usize]);
    let of = places.len() as u32;
    let every = places.len().div_ceil(MOST).max(1) as u64;
    // Records are chosen by their keys, so that another week chooses the same ones.
    places.retain(|&i| history.key[i as usize].is_multiple_of(every));
    let watched = Watched {
        weeks: oldest.map_or(0, |oldest| period.last.since(oldest) + 1) as u32,
        needed: WARM as u32 + 1,
        comments: places.len() as u32,
        of,
        ..Watched::default()
    };
    (places, watched)
}

/// The comments that are looked at.
struct Looked {
    /// Their places in the history, in order of time.
    places: Vec<u32>,
    stored: Vec<StoredComment>,
    corpus: Corpus,
}

impl Looked {
    fn read(ground: &Ground<'_>, places: Vec<u32>) -> Result<Self, Error> {
        let seqs: Vec<u64> = places.iter().map(|&i| ground.history.seq[i as usize]).collect();
        let stored = ground.archive.fetch(&seqs)?;
        let texts: Vec<Said<'_>> =
            stored.iter().map(|s| Said { text: &s.text, declared: s.declared }).collect();
        let corpus = ground.tagger.analyser().corpus(&texts);
        Ok(Self { places, stored, corpus })
    }

    fn panel(&self, ground: &Ground<'_>, memory: &mut Memory) -> Panel {
        let h = ground.history;
        let comment = |&place: &u32| {
            let i = place as usize;
            let strong = h.members(i).iter().filter(|m| m.degree >= WEAK);
            let mut themes: Vec<ThemeId> = strong.map(|m| m.theme).collect();
            themes.sort_unstable();
            themes.dedup();
            Comment {
                week: h.week[i].map_or(i32::MIN, threads::number),
                lang: lang_of(h.lang[i]),
                source: h.source[i],
                channel: h.channel.of[i] as u16,
                score: normalised(h.score[i], ground.scale),
                sentiment: h.sentiment[i],
                cues: h.cues[i],
                themes: themes.into_boxed_slice(),
            }
        };
        let comments = self.places.iter().map(comment).collect();
        let analyses: Vec<&Analysis> = self.corpus.analyses.iter().collect();
        let embedder = ground.tagger.embedder(&self.corpus.words);
        // The frame of the themes stays, so that pieces are the same in the next run.
        Panel::new(comments, &analyses, &self.corpus.words, (&embedder, ground.frame), memory)
    }

    /// A finding as it is told.
    fn tell(&self, h: &History, finding: &Finding, name: Option<[String; 2]>) -> Signal {
        let places: Vec<u32> =
            finding.evidence.iter().map(|&at| self.places[at as usize]).collect();
        let heard = places.iter().filter_map(|&i| h.week[i as usize]);
        let now = threads::numbered(finding.now);
        let mut timeline = vec![0; TIMELINE as usize];
        for week in heard.clone() {
            let ago = now.since(week);
            if (0..TIMELINE).contains(&ago) {
                timeline[(TIMELINE - 1 - ago) as usize] += 1;
            }
        }
        let mut sources: Vec<_> = places.iter().map(|&i| h.source[i as usize]).collect();
        sources.sort_unstable();
        sources.dedup();
        let named = places.iter().filter_map(|&i| h.channel.get(i as usize));
        let mut channels: Vec<String> = named.map(str::to_owned).collect();
        channels.sort();
        channels.dedup();
        Signal {
            thread: threads::name(finding.thread),
            kind: finding.kind.unwrap_or(crate::detect::Kind::Emergent),
            theme: main_theme(h, &places),
            label: name.map_or_else(|| self.title(finding), |[fi, en]| Text { fi, en }),
            n: finding.evidence.len() as u32,
            expected: finding.expected,
            at_least: finding.at_least,
            p_value: if finding.is_lone() { 1.0 } else { 10_f64.powf(-finding.strength) },
            weeks: finding.weeks.max(1) as u32,
            since: heard.min(),
            began: None,
            new: true,
            sources,
            channels,
            timeline,
            verdict: None,
        }
    }

    /// The beginning of the most telling comment, where no word tells what it is about.
    fn title(&self, finding: &Finding) -> Text {
        let text = finding.evidence.first().map_or("", |&at| &self.stored[at as usize].text);
        let masked = mask(text).unwrap_or_else(|| text.to_owned());
        let title = crate::report::shortened(masked.trim(), LABEL);
        Text { fi: title.clone(), en: title }
    }

    /// The comments to quote, in order of time: the most typical, the earliest, the latest.
    fn quotes(&self, finding: &Finding) -> Vec<u32> {
        let mut time: Vec<u32> = finding.evidence.clone();
        time.sort_unstable();
        let mut chosen: Vec<u32> = finding.evidence.iter().take(QUOTES.0).copied().collect();
        chosen.extend(time.first().into_iter().chain(time.last()));
        chosen.sort_unstable();
        chosen.dedup();
        chosen.truncate(QUOTES.1);
        chosen.into_iter().map(|at| self.places[at as usize]).collect()
    }

    /// Writes down what is known of the threads now.
    fn remember(
        &self,
        history: &History,
        threads: &[Thread],
        told: &BTreeMap<usize, Signal>,
        known: &mut Vec<KnownThread>,
    ) {
        for (at, thread) in threads.iter().enumerate() {
            let before = known.get(at);
            let signal = told.get(&at);
            if before.is_none() || signal.is_some() {
                let now = self.known(history, (at, thread), before, signal);
                match known.get_mut(at) {
                    Some(place) => *place = now,
                    None => known.push(now),
                }
            }
        }
    }

    /// What is known of a thread now. One that was found but not shown has no label.
    fn known(
        &self,
        history: &History,
        (at, thread): (usize, &Thread),
        before: Option<&KnownThread>,
        signal: Option<&Signal>,
    ) -> KnownThread {
        let of = |at: &u32| threads::comment(history, self.places[*at as usize]);
        let mut comments: Vec<(u64, u16)> = thread.evidence.iter().map(of).collect();
        comments.extend(before.into_iter().flat_map(|before| &before.comments));
        comments.sort_unstable();
        comments.dedup();
        let rounded = |x: f64| (x * 100.0).round() / 100.0;
        KnownThread {
            id: threads::name(at),
            kind: thread.kind,
            began: threads::numbered(thread.began).to_string(),
            last: threads::numbered(thread.last).to_string(),
            label: signal.map(|signal| signal.label.clone()).unwrap_or_default(),
            n: signal.map_or(comments.len() as u32, |signal| signal.n),
            expected: signal.map_or(0.0, |signal| rounded(signal.expected)),
            at_least: signal.map_or(0.0, |signal| rounded(signal.at_least)),
            comments,
        }
    }
}

/// The theme that at least half of the comments belong to.
fn main_theme(h: &History, places: &[u32]) -> Option<ThemeId> {
    let mut counts: BTreeMap<ThemeId, u32> = BTreeMap::new();
    for &place in places {
        let mut own: Vec<ThemeId> = h.members(place as usize).iter().map(|m| m.theme).collect();
        own.sort_unstable();
        own.dedup();
        own.into_iter().for_each(|theme| *counts.entry(theme).or_default() += 1);
    }
    let (theme, n) = counts.into_iter().max_by_key(|&(theme, n)| (n, std::cmp::Reverse(theme)))?;
    (f64::from(n) >= MOSTLY * places.len() as f64).then_some(theme)
}

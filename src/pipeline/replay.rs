//! What would have been seen at the end of each past week, using only what was known then.

use std::path::Path;

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::file::put_lines;
use super::{store, threads};
use crate::analyse::corpus::Text;
use crate::analyse::{Analysis, Corpus};
use crate::archive::Archive;
use crate::config::{Config, Scale, Settings};
use crate::detect::{Comment, Finding, Memory, Panel, WARM, Watch};
use crate::error::Error;
use crate::progress::{Event, Progress};
use crate::read::{self, Input};
use crate::record::{Record, Week};
use crate::tag::Tagger;
use crate::theme::{FitOptions, Membership, ThemeId, WEAK};

/// Weeks that the means of the languages are learned from, and comments that are enough.
const FRAME: (i32, usize) = (26, 2_000);
/// Characters of a label.
const LABEL: usize = 80;

/// One finding of one week, as it is written.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Seen {
    /// Week of the look; 0 is the week of the first comment.
    pub week: i32,
    /// Place among the findings of the week, from 1; lone voices count on their own.
    pub rank: usize,
    /// Keys of the comments behind it, most telling first.
    pub docs: Vec<String>,
    /// −log10 of the probability of as many if nothing had changed.
    pub score: f64,
    /// Type.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The thread: one thing through the weeks.
    pub thread: String,
    /// The start of its most telling comment.
    pub label: String,
}

/// What a replay did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replayed {
    /// Comments with a date.
    pub comments: usize,
    /// Weeks looked at.
    pub weeks: usize,
    /// Findings written.
    pub findings: usize,
    /// Distinct threads, lone voices apart.
    pub threads: usize,
}

/// Where past comments come from.
#[derive(Clone, Copy, Debug)]
pub enum Told<'a> {
    /// From files.
    Files(&'a [Input]),
    /// From an archive.
    Archive(&'a Path),
}

/// Past comments, with what they are looked at by.
pub(super) struct Records {
    pub(super) list: Vec<Record>,
    pub(super) scale: Option<Scale>,
    pub(super) per_year: f64,
    pub(super) tagger: Tagger,
}

impl Records {
    pub(super) fn read(
        told: Told<'_>,
        config: &Config,
        progress: &dyn Progress,
    ) -> Result<Self, Error> {
        match told {
            Told::Files(inputs) => {
                let settings = Settings::new(config)?;
                let (mut list, mut scale) = (Vec::new(), settings.scale);
                for input in inputs {
                    let reading = read::read(input, config, progress)?;
                    scale = scale.or(reading.scale);
                    list.extend(reading.records.all()?);
                }
                let per_year = settings.false_alarms_per_year;
                Ok(Self { list, scale, per_year, tagger: Tagger::builtin()? })
            }
            Told::Archive(path) => {
                let settings = Settings::new(&store::settings(path, config)?)?;
                let archive = Archive::open(path)?;
                let list = archive.records()?.collect::<Result<_, _>>()?;
                let (scale, per_year) = (settings.scale, settings.false_alarms_per_year);
                Ok(Self { list, scale, per_year, tagger: store::tagger(path, &[])? })
            }
        }
    }
}

/// Reads comments, looks at the end of every week, and writes what was seen as JSON Lines.
///
/// # Errors
/// What cannot be read or written.
pub fn replay(
    told: Told<'_>,
    config: &Config,
    out: &Path,
    progress: &dyn Progress,
) -> Result<Replayed, Error> {
    let records = Records::read(told, config, progress)?;
    let past = Past::new(&records.list, records.scale, &records.tagger, progress)?;
    let seen = past.look(records.per_year, progress);
    put_lines(out, &seen)?;
    progress.event(Event::End);
    let mut threads: Vec<&str> =
        seen.iter().filter(|s| s.kind != "lone").map(|s| s.thread.as_str()).collect();
    threads.sort_unstable();
    threads.dedup();
    Ok(Replayed {
        comments: past.panel.len(),
        weeks: past.weeks(),
        findings: seen.len(),
        threads: threads.len(),
    })
}

/// Dated comments, ready to be looked at.
pub(super) struct Past<'r> {
    panel: Panel,
    /// (record, text) of each row of the panel.
    said: Vec<(&'r Record, &'r str)>,
    first: i32,
    last: i32,
}

impl<'r> Past<'r> {
    pub(super) fn new(
        records: &'r [Record],
        scale: Option<Scale>,
        tagger: &Tagger,
        progress: &dyn Progress,
    ) -> Result<Self, Error> {
        let origin = records.iter().filter_map(|r| r.date).min().map(|d| Week::of(d.date()));
        let mut said: Vec<(i32, &Record, &str)> = records
            .iter()
            .filter_map(|record| Some((Week::of(record.date?.date()).since(origin?), record)))
            .flat_map(|(week, record)| {
                record.comments.iter().map(move |comment| (week, record, &*comment.text))
            })
            .collect();
        said.sort_by_key(|(week, ..)| *week);
        progress.event(Event::Begin { stage: "analyse", total: Some(said.len() as u64) });
        let texts: Vec<Text<'_>> =
            said.iter().map(|(_, record, text)| Text { text, declared: record.language }).collect();
        let read = tagger.read(&texts);
        // What was known at the start, so that no look is measured by the future.
        let early = said.partition_point(|(week, ..)| *week < FRAME.0).max(FRAME.1).min(said.len());
        let themes = themes(tagger, &read.corpus, early)?;
        let analyses: Vec<&Analysis> = read.corpus.analyses.iter().collect();
        let mut channels: FxHashMap<&str, u16> = FxHashMap::default();
        let comments: Vec<Comment> = said
            .iter()
            .zip(&read.corpus.analyses)
            .zip(&read.scores)
            .zip(themes)
            .map(|((((week, record, _), analysis), scored), themes)| {
                let next = channels.len() as u16;
                let channel = record.channel.as_deref().unwrap_or("");
                Comment {
                    week: *week,
                    lang: analysis.lang.or(record.language),
                    source: record.source,
                    channel: *channels.entry(channel).or_insert(next),
                    score: record.score.zip(scale).map(|(score, scale)| scale.normalise(score)),
                    sentiment: scored.sentiment,
                    cues: scored.cues,
                    themes,
                }
            })
            .collect();
        let known = &read.corpus.analyses[..early];
        let embedder = tagger.embedder(&read.corpus.words);
        let frame = embedder.frame(known);
        let seen = (&embedder, &frame);
        let panel =
            Panel::new(comments, &analyses, &read.corpus.words, seen, &mut Memory::default());
        let last = said.last().map_or(0, |(week, ..)| *week);
        let said = said.into_iter().map(|(_, record, text)| (record, text)).collect();
        Ok(Self { panel, said, first: WARM, last })
    }

    pub(super) fn weeks(&self) -> usize {
        (self.last - self.first + 1).max(0) as usize
    }

    pub(super) fn look(&self, per_year: f64, progress: &dyn Progress) -> Vec<Seen> {
        progress.event(Event::Begin { stage: "detect", total: Some(self.weeks() as u64) });
        let mut watch = Watch::new(&self.panel, per_year);
        let mut seen = Vec::new();
        for week in self.first..=self.last {
            let (mut rank, mut lone) = (0, 0);
            for finding in watch.look(week) {
                let own = if finding.is_lone() { &mut lone } else { &mut rank };
                *own += 1;
                let rank = *own;
                seen.push(self.seen(&finding, week, rank));
            }
            progress.event(Event::Advance(1));
        }
        seen
    }

    fn seen(&self, finding: &Finding, week: i32, rank: usize) -> Seen {
        let of = |at: &u32| self.said[*at as usize];
        let first = finding.evidence.first().map_or("", |at| of(at).1);
        Seen {
            week,
            rank,
            docs: finding.evidence.iter().map(|at| of(at).0.key.to_string()).collect(),
            score: (finding.strength * 1000.0).round() / 1000.0,
            kind: finding.kind.map_or("", |kind| kind.name()),
            thread: threads::name(finding.thread),
            label: first.chars().take(LABEL).collect(),
        }
    }
}

/// The themes of every comment, by a codebook of the first `early` ones.
fn themes(tagger: &Tagger, corpus: &Corpus, early: usize) -> Result<Vec<Box<[ThemeId]>>, Error> {
    let mut known =
        Corpus { words: corpus.words.clone(), analyses: corpus.analyses[..early].to_vec() };
    let codebook = tagger.find_themes(&mut known, &FitOptions::default())?;
    let of = |members: Vec<Membership>| {
        let mut own: Vec<ThemeId> =
            members.iter().filter(|m| m.degree >= WEAK).map(|m| m.theme).collect();
        own.sort_unstable();
        own.dedup();
        own.into_boxed_slice()
    };
    Ok(tagger.assign(corpus, &codebook).into_iter().map(of).collect())
}

//! A question to one archive or to several at once: what was typed, what it means in each, and their
//! answers as one.
//!
//! Archives keep their own indexes and codebooks. Orders by time are exact over all of them; the
//! ranks of different indexes cannot be compared, so the best hits of each stand side by side, in the
//! order in which the archives were named. A theme that is called differently in another archive is
//! told with the name of its archive.

mod said;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::civil::{Date, DateTime};

use super::store;
use super::threads::{behind, known_threads};
use crate::archive::Archive;
use crate::archive::search::{
    Facet, FacetCount, FacetCounts, Filters, Hit, SearchRequest, SearchResult, Sort,
};
use crate::detect::Kind;
use crate::error::Error;
use crate::lang::Lang;
use crate::record::Source;
use crate::score::Polarity;
use crate::theme::{Theme, ThemeId};

/// A question as it was typed.
#[derive(Clone, Debug, Default, PartialEq, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Question {
    /// Query in the language of the manual; empty for all comments.
    pub query: String,
    /// Language: `fi`, `en`, `sv`, `other` or `none`.
    pub lang: Option<String>,
    /// Kind of voice.
    pub source: Option<String>,
    /// Channel.
    pub channel: Option<String>,
    /// Encounter.
    pub touchpoint: Option<String>,
    /// Group of customers or staff.
    pub segment: Option<String>,
    /// Theme by ID or label.
    pub theme: Option<String>,
    /// Quiet signal, by thread or type.
    pub signal: Option<String>,
    /// `positive`, `neutral` or `negative`.
    pub sentiment: Option<String>,
    /// Lowest score, on the source's own scale.
    pub min_score: Option<f64>,
    /// Highest score.
    pub max_score: Option<f64>,
    /// First day, as `2026-11-21` or `21.11.2026`.
    pub since: Option<String>,
    /// Last day.
    pub until: Option<String>,
    /// Names of facets to count by.
    pub count_by: Vec<String>,
    /// Most hits to return.
    pub limit: usize,
    /// Hits to pass over first.
    pub offset: usize,
    /// Order of the hits.
    #[serde(skip)]
    pub sort: Sort,
    /// Characters of context on each side of a match.
    pub context: usize,
}

/// Something that was typed means nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum QuestionError {
    /// A language.
    #[error("--lang: no language `{0}`\nhint: fi, en, sv, other or none")]
    Lang(String),
    /// A kind of voice.
    #[error("--source: no `{0}`\nhint: survey, social or staff")]
    Source(String),
    /// A polarity.
    #[error("--sentiment: no `{0}`\nhint: positive, neutral or negative")]
    Sentiment(String),
    /// A theme.
    #[error("--theme: no theme is called `{0}`\nhint: the labels stand in codebook.toml")]
    Theme(String),
    /// A signal.
    #[error(
        "--signal: no signal is called `{name}`\nhint: `kuiske signals` lists them; a type is {}",
        .kinds.join(", ")
    )]
    Signal {
        /// What was typed.
        name: String,
        /// The types there are.
        kinds: Vec<&'static str>,
    },
    /// A day.
    #[error("{option}: `{text}` is no date\nhint: write 2026-11-21 or 21.11.2026")]
    Day {
        /// Where it was typed.
        option: &'static str,
        /// What was typed.
        text: String,
    },
    /// A facet.
    #[error("--count-by: no facet `{name}`\nhint: one of {}", .known.join(", "))]
    Facet {
        /// What was typed.
        name: String,
        /// What there is.
        known: Vec<&'static str>,
    },
    /// No archive at all.
    #[error("no archive is named\nhint: -a FOLDER")]
    NoArchive,
}

/// What the archives answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// Comments found in all.
    pub total: u64,
    /// The hits of the page asked for, each with the number of its archive.
    pub hits: Vec<(usize, Hit)>,
    /// Counts over all hits, in the order asked for.
    pub facets: Vec<FacetCounts>,
    /// What the archives are called, in the order in which they were named.
    pub archives: Vec<String>,
    /// Labels of the values of the facet of themes, Finnish and English.
    pub themes: BTreeMap<Box<str>, [String; 2]>,
}

/// An archive with the labels of its themes.
struct Open {
    archive: Archive,
    name: String,
    themes: Vec<Theme>,
}

/// Asks archives.
///
/// # Errors
/// The question means nothing, or an archive cannot be read.
pub fn find(archives: &[PathBuf], question: &Question) -> Result<Answer, Error> {
    let mut open = archives.iter().map(|path| opened(path)).collect::<Result<Vec<_>, Error>>()?;
    name(&mut open, archives);
    let facets = question.count_by.iter().map(|name| facet(name)).collect::<Result<Vec<_>, _>>()?;
    let base = filters(question)?;
    let behind = question.signal.as_deref().map(|name| signals(name, archives)).transpose()?;
    let wanted = question.theme.as_deref().map(|text| themes(text, &open)).transpose()?;
    let one = open.len() == 1;
    let mut results = Vec::with_capacity(open.len());
    for (at, own) in open.iter().enumerate() {
        let theme = wanted.as_ref().and_then(|wanted| wanted.get(at).copied().flatten());
        if wanted.is_some() && theme.is_none() {
            results.push(nothing(&facets));
            continue;
        }
        let both = |theme: &Theme| {
            [(theme.label_fi.clone(), theme.id), (theme.label_en.clone(), theme.id)]
        };
        results.push(own.archive.search(&SearchRequest {
            query: question.query.clone(),
            filters: Filters {
                themes: theme.into_iter().collect(),
                comments: behind.as_ref().map(|all| all.get(at).cloned().unwrap_or_default()),
                ..base.clone()
            },
            conditions: Vec::new(),
            facets: facets.clone(),
            limit: if one {
                question.limit
            } else {
                question.offset.saturating_add(question.limit)
            },
            offset: if one { question.offset } else { 0 },
            sort: question.sort,
            context: question.context,
            theme_labels: own.themes.iter().flat_map(both).collect(),
        })?);
    }
    if open.is_empty() {
        return Err(QuestionError::NoArchive.into());
    }
    Ok(joined(&open, results, question))
}

fn opened(path: &Path) -> Result<Open, Error> {
    let archive = Archive::open(path)?;
    let codebook = store::codebook_as_it_stands(&archive.codebook_file())?;
    let themes = codebook.map(|codebook| codebook.themes).unwrap_or_default();
    Ok(Open { archive, name: String::new(), themes })
}

/// Calls archives by their folders, or by their paths where folders have one name.
fn name(open: &mut [Open], paths: &[PathBuf]) {
    let short = |path: &PathBuf| path.file_stem().map(|name| name.to_string_lossy().into_owned());
    for (own, path) in open.iter_mut().zip(paths) {
        let alone = paths.iter().filter(|other| short(other) == short(path)).count() == 1;
        own.name = short(path).filter(|_| alone).unwrap_or_else(|| path.display().to_string());
    }
}

fn filters(question: &Question) -> Result<Filters, QuestionError> {
    let lang = question.lang.as_deref().map(language).transpose()?;
    let source = question.source.as_deref().map(|text| {
        let known = Source::ALL.into_iter().find(|source| source.name() == text);
        known.ok_or_else(|| QuestionError::Source(text.to_owned()))
    });
    let sentiment = question.sentiment.as_deref().map(|text| {
        let all = [Polarity::Negative, Polarity::Neutral, Polarity::Positive];
        let known = all.into_iter().find(|polarity| polarity.name() == text);
        known.ok_or_else(|| QuestionError::Sentiment(text.to_owned()))
    });
    Ok(Filters {
        langs: lang.into_iter().collect(),
        sources: source.transpose()?.into_iter().collect(),
        sentiments: sentiment.transpose()?.map(Some).into_iter().collect(),
        channels: question.channel.iter().cloned().collect(),
        touchpoints: question.touchpoint.iter().cloned().collect(),
        segments: question.segment.iter().cloned().collect(),
        score_from: question.min_score,
        score_to: question.max_score,
        from: question.since.as_deref().map(|text| day("--since", text)).transpose()?,
        to: question.until.as_deref().map(|text| day("--until", text)).transpose()?,
        ..Filters::default()
    })
}

/// A language as the archive tells them apart; `None` is a text without one.
fn language(text: &str) -> Result<Option<Lang>, QuestionError> {
    let all = [Lang::Fi, Lang::En, Lang::Sv, Lang::Other];
    match all.into_iter().find(|lang| lang.code() == text) {
        None if text != "none" => Err(QuestionError::Lang(text.to_owned())),
        found => Ok(found),
    }
}

fn day(option: &'static str, text: &str) -> Result<Date, QuestionError> {
    let finnish = || {
        let mut parts = text.split('.').map(str::parse::<i16>);
        let (day, month, year) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    };
    let day = text.parse().ok().or_else(finnish);
    day.ok_or_else(|| QuestionError::Day { option, text: text.to_owned() })
}

fn facet(name: &str) -> Result<Facet, QuestionError> {
    let name = if name == "language" { "lang" } else { name };
    Facet::parse(name).ok_or_else(|| QuestionError::Facet {
        name: name.to_owned(),
        known: Facet::ALL.into_iter().map(Facet::name).collect(),
    })
}

/// The theme in each archive; `None` where an archive has none that is called so.
fn themes(text: &str, open: &[Open]) -> Result<Vec<Option<ThemeId>>, QuestionError> {
    if let Ok(id) = ThemeId::try_from(text.to_owned()) {
        return Ok(vec![Some(id); open.len()]);
    }
    let wanted = text.to_lowercase();
    let bears = |theme: &&Theme| {
        theme.label_fi.to_lowercase() == wanted || theme.label_en.to_lowercase() == wanted
    };
    let found: Vec<Option<ThemeId>> =
        open.iter().map(|own| own.themes.iter().find(bears).map(|theme| theme.id)).collect();
    if found.iter().all(Option::is_none) {
        return Err(QuestionError::Theme(text.to_owned()));
    }
    Ok(found)
}

/// The comments behind a quiet signal, in each archive.
fn signals(name: &str, archives: &[PathBuf]) -> Result<Vec<Vec<(u64, u16)>>, Error> {
    let of = |path: &PathBuf| Ok(behind(&known_threads(path)?, &[name.to_owned()]));
    let all = archives.iter().map(of).collect::<Result<Vec<_>, Error>>()?;
    let is_kind = Kind::ALL.iter().any(|kind| kind.name() == name);
    if !is_kind && all.iter().all(Vec::is_empty) {
        let kinds = Kind::ALL.map(Kind::name).to_vec();
        return Err(QuestionError::Signal { name: name.to_owned(), kinds }.into());
    }
    Ok(all)
}

fn nothing(facets: &[Facet]) -> SearchResult {
    let none = |facet: &Facet| FacetCounts { facet: *facet, counts: Vec::new() };
    SearchResult { total: 0, hits: Vec::new(), facets: facets.iter().map(none).collect() }
}

fn joined(open: &[Open], results: Vec<SearchResult>, question: &Question) -> Answer {
    let total = results.iter().map(|result| result.total).sum();
    let mut themes = BTreeMap::new();
    let count = results.first().map_or(0, |result| result.facets.len());
    let facets = (0..count).filter_map(|at| {
        let own: Vec<&FacetCounts> = results.iter().filter_map(|r| r.facets.get(at)).collect();
        counted(open, &own, &mut themes)
    });
    let facets = facets.collect();
    let mut hits: Vec<(usize, usize, Hit)> = Vec::new();
    for (archive, result) in results.into_iter().enumerate() {
        let ranked = result.hits.into_iter().enumerate();
        hits.extend(ranked.map(|(rank, hit)| (archive, rank, hit)));
    }
    if open.len() > 1 {
        let date = |hit: &Hit| -> Option<DateTime> { hit.comment.date };
        match question.sort {
            Sort::Relevance => hits.sort_by_key(|(archive, rank, _)| (*rank, *archive)),
            Sort::Entry => {}
            Sort::Newest => hits.sort_by_key(|(archive, rank, hit)| {
                (date(hit).is_none(), Reverse(date(hit)), *archive, *rank)
            }),
            Sort::Oldest => hits.sort_by_key(|(archive, rank, hit)| {
                (date(hit).is_none(), date(hit), *archive, *rank)
            }),
        }
        hits.drain(..question.offset.min(hits.len()));
        hits.truncate(question.limit);
    }
    Answer {
        total,
        hits: hits.into_iter().map(|(archive, _, hit)| (archive, hit)).collect(),
        facets,
        archives: open.iter().map(|own| own.name.clone()).collect(),
        themes,
    }
}

/// The counts of one facet, added up.
fn counted(
    open: &[Open],
    own: &[&FacetCounts],
    labels: &mut BTreeMap<Box<str>, [String; 2]>,
) -> Option<FacetCounts> {
    let facet = own.first()?.facet;
    let mut sums: BTreeMap<Box<str>, u64> = BTreeMap::new();
    for (archive, counts) in open.iter().zip(own) {
        for FacetCount { value, count } in &counts.counts {
            let mut value = value.clone();
            if facet == Facet::Theme {
                let label = labelled(archive, &value);
                let alike = open.iter().all(|other| labelled(other, &value) == label);
                if !alike {
                    value = format!("{}/{value}", archive.name).into();
                }
                labels.extend(label.map(|label| (value.clone(), label)));
            }
            *sums.entry(value).or_default() += count;
        }
    }
    let mut counts: Vec<FacetCount> =
        sums.into_iter().map(|(value, count)| FacetCount { value, count }).collect();
    if !facet.is_ordered() {
        counts.sort_by_key(|count| Reverse(count.count));
    }
    Some(FacetCounts { facet, counts })
}

fn labelled(open: &Open, id: &str) -> Option<[String; 2]> {
    let own = open.themes.iter().find(|theme| theme.id.to_string() == id)?;
    Some([own.label_fi.clone(), own.label_en.clone()])
}

//! A result set to take along: CSV, XLSX or JSON, one row a comment, in the
//! order of the page; or a project for programs of qualitative analysis.

mod csv;
mod json;
mod xlsx;

use super::ServeError;
use super::answer::Answer;
use super::live::Now;
use super::state::State;
use crate::archive::StoredComment;
use crate::archive::search::SearchRequest;
use crate::lang::Lang;
use crate::pipeline;
use crate::tag::Tagger;

/// Most comments in one file: it is made in memory.
pub(super) const MOST: usize = 100_000;

/// Columns of the tables.
const COLUMNS: [&str; 18] = [
    "key",
    "question",
    "date",
    "source",
    "channel",
    "touchpoint",
    "segment",
    "language",
    "score",
    "value",
    "sentiment",
    "hot",
    "expectation",
    "reference",
    "emotions",
    "cues",
    "themes",
    "text",
];

/// A value of a table.
#[derive(Clone, Debug, PartialEq)]
enum Cell {
    Text(String),
    Number(f64),
    Blank,
}

/// The file of a format, by its ending; `None` for an unknown one.
pub(super) fn export(
    ending: &str,
    state: &State,
    now: &Now,
    tagger: &Tagger,
) -> Result<Option<Answer>, ServeError> {
    let kind = match ending {
        "csv" => "text/csv; charset=utf-8",
        "json" => "application/json",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "qdpx" => "application/zip",
        _ => return Ok(None),
    };
    let request = SearchRequest { limit: MOST, offset: 0, ..state.request(now) };
    let hits = now.archive.search(&request)?.hits;
    let comments: Vec<StoredComment> = hits.into_iter().map(|hit| hit.comment).collect();
    let bytes = match ending {
        "csv" => csv::write(&comments, now)?,
        "json" => json::write(&comments, now)?,
        "xlsx" => xlsx::write(&comments, now)?,
        _ => pipeline::selection(&now.archive, &comments, tagger, &now.codebook)
            .map_err(|reason| ServeError::File { path: "kuiske-export.qdpx".into(), reason })?,
    };
    Ok(Some(Answer::file(kind, format!("kuiske-export.{ending}"), bytes)))
}

/// The row of a comment, one value for each of [`COLUMNS`].
fn row(comment: &StoredComment, now: &Now) -> [Cell; 18] {
    let text = |text: &str| if text.is_empty() { Cell::Blank } else { Cell::Text(text.to_owned()) };
    let label = |name: &Option<Box<str>>| text(name.as_deref().unwrap_or(""));
    let cues: Vec<&str> = comment.cues.iter().map(crate::score::Cue::name).collect();
    let emotions: Vec<&str> = comment.emotions.iter().map(crate::score::Emotion::name).collect();
    [
        text(&comment.key.0),
        Cell::Number(f64::from(comment.question) + 1.0),
        text(&comment.date.map(|date| date.to_string()).unwrap_or_default()),
        text(comment.source.name()),
        label(&comment.channel),
        label(&comment.touchpoint),
        label(&comment.segment),
        text(comment.lang.map_or("", Lang::code)),
        comment.score.map_or(Cell::Blank, |score| Cell::Number(f64::from(score))),
        comment.value.map_or(Cell::Blank, Cell::Number),
        comment.sentiment.map_or(Cell::Blank, |value| Cell::Number(thousandths(value))),
        text(comment.hot.map_or("", crate::score::Hot::name)),
        comment.expectation.map_or(Cell::Blank, |step| Cell::Number(f64::from(step))),
        text(comment.reference.map_or("", crate::score::Reference::name)),
        text(&emotions.join(" ")),
        text(&cues.join(" ")),
        text(&themes(comment, now).join(" ")),
        text(&comment.text),
    ]
}

/// The themes of a comment as they are now, each once.
fn themes(comment: &StoredComment, now: &Now) -> Vec<String> {
    let now_of = |id| now.codebook.resolve(id).unwrap_or(id).to_string();
    let mut themes: Vec<String> = comment.themes.iter().map(|m| now_of(m.theme)).collect();
    themes.sort_unstable();
    themes.dedup();
    themes
}

/// Three decimals are more than the score knows.
fn thousandths(sentiment: f32) -> f64 {
    (f64::from(sentiment) * 1000.0).round() / 1000.0
}

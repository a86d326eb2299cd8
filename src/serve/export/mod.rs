//! A result set to take along: CSV, XLSX or JSON, one row a comment, in the order of the page.

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
pub(super) fn export(ending: &str, state: &State, now: &Now) -> Result<Option<Answer>, ServeError> {
    let write: fn(&[StoredComment], &Now) -> Result<Vec<u8>, ServeError> = match ending {
        "csv" => csv::write,
        "xlsx" => xlsx::write,
        "json" => json::write,
        _ => return Ok(None),
    };
    let kind = match ending {
        "csv" => "text/csv; charset=utf-8",
        "json" => "application/json",
        _ => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    };
    let request = SearchRequest { limit: MOST, offset: 0, ..state.request(&now.codebook) };
    let hits = now.archive.search(&request)?.hits;
    let comments: Vec<StoredComment> = hits.into_iter().map(|hit| hit.comment).collect();
    let name = format!("kuiske-export.{ending}");
    Ok(Some(Answer::file(kind, name, write(&comments, now)?)))
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

//! The page of one comment: the whole of it, every tag with the words behind it, and the record it
//! came from.

use askama::Template;
use serde_json::Value;

use super::Frame;
use super::explained::{ClauseView, Explained};
use super::facets::label;
use super::hits::{Piece, language, mood, name, number, pieces, url};
use super::search::plain;
use crate::archive::StoredComment;
use crate::archive::search::{Facet, Filters, SearchRequest, Sort};
use crate::record::Span;
use crate::serve::ServeError;
use crate::serve::answer::Answer;
use crate::serve::live::Now;
use crate::serve::state::State;
use crate::tag::Tagger;

/// Answers of one record that are listed.
const ANSWERS: usize = 50;
/// Characters of another answer that are shown.
const GLIMPSE: usize = 120;
/// How far the tags of today may be from the stored ones: what rounding does.
const ROUNDING: f32 = 0.005;

type Fact = (String, String);

#[derive(Template)]
#[template(path = "comment.html", config = "src/serve/templates/askama.toml")]
struct Page {
    frame: Frame,
    name: String,
    back: String,
    pieces: Vec<Piece>,
    lang: Option<&'static str>,
    facts: Vec<Fact>,
    /// Name, and values with the searches that find them.
    tags: Vec<(&'static str, Vec<Fact>)>,
    /// Whether another version has tagged it.
    is_other: bool,
    clauses: Vec<ClauseView>,
    /// Where a form sends the comment to another theme; blank without a key.
    move_to: String,
    /// Themes it is in, and themes it can be put into.
    own: Vec<Fact>,
    targets: Vec<Fact>,
    others: Vec<Fact>,
    fields: Vec<Fact>,
}

/// The page of the comment with this number; `None` if there is none.
pub(in crate::serve) fn comment(
    frame: Frame,
    seq: u64,
    state: &State,
    now: &Now,
    tagger: &Tagger,
) -> Result<Option<Answer>, ServeError> {
    let Some(comment) = now.archive.fetch(&[seq])?.pop() else { return Ok(None) };
    let explained = Explained::of(&comment.text, tagger);
    let scored = &explained.scored;
    let differs = match (scored.sentiment, comment.sentiment) {
        (Some(today), Some(stored)) => (today - stored).abs() > ROUNDING,
        (today, stored) => today.is_some() != stored.is_some(),
    };
    let page = Page {
        name: format!("{} {}", frame.words.comment, name(&comment)),
        back: state.url(),
        pieces: pieces(&comment.text, &marks(&comment, state, now)),
        lang: language(comment.lang),
        facts: facts(&comment, &frame),
        tags: tags(&comment, now, &frame),
        is_other: differs
            || (scored.cues, scored.hot, scored.emotions)
                != (comment.cues, comment.hot, comment.emotions),
        clauses: explained.clauses(&comment.text, &comment.themes, &now.codebook, &frame),
        move_to: moving(&comment),
        own: own(&comment, now, &frame),
        targets: targets(now, &frame),
        others: others(&comment, state, now)?,
        fields: fields(&comment.record),
        frame,
    };
    Ok(Some(Answer::page(page.render()?)))
}

/// The number of the comment of a record to a question.
pub(in crate::serve) fn place(
    key: &str,
    question: u16,
    now: &Now,
) -> Result<Option<u64>, ServeError> {
    let filters = Filters {
        keys: vec![crate::record::RecordKey(key.into())],
        questions: vec![question],
        ..Filters::default()
    };
    let request = SearchRequest { filters, limit: 1, ..SearchRequest::default() };
    Ok(now.archive.search(&request)?.hits.first().map(|hit| hit.comment.seq))
}

/// Where the words of the query stand; nowhere if the query is none.
fn marks(comment: &StoredComment, state: &State, now: &Now) -> Vec<Span> {
    if state.q.is_empty() {
        return Vec::new();
    }
    let request = SearchRequest {
        query: state.q.clone(),
        filters: Filters { keys: vec![comment.key.clone()], ..Filters::default() },
        limit: ANSWERS,
        ..SearchRequest::default()
    };
    let found = now.archive.search(&request).ok();
    let hits = found.into_iter().flat_map(|found| found.hits);
    let own = hits.filter(|hit| hit.comment.seq == comment.seq);
    own.flat_map(|hit| hit.lines).map(|line| line.span).collect()
}

fn facts(comment: &StoredComment, frame: &Frame) -> Vec<Fact> {
    let (words, report) = (frame.words, frame.report);
    let text = |value: &Option<Box<str>>| value.as_deref().map(str::to_owned);
    let lang = comment.lang.map_or(report.no_language, |lang| report.code(lang.code()));
    let time = comment.date.map(|date| {
        let day = frame.day(&date.date().to_string());
        let clock = date.time();
        let midnight = clock.hour() == 0 && clock.minute() == 0;
        if midnight { day } else { format!("{day} {:02}:{:02}", clock.hour(), clock.minute()) }
    });
    let all = [
        (words.key, Some(comment.key.to_string())),
        (words.date, time),
        (report.source, Some(report.code(comment.source.name()).to_owned())),
        (report.channel, text(&comment.channel)),
        (report.touchpoint, text(&comment.touchpoint)),
        (report.segment, text(&comment.segment)),
        (report.language, Some(lang.to_owned())),
        (words.score, comment.score.map(|score| number(score, frame))),
        (words.value, comment.value.map(|value| frame.numbers.decimal(value, 2))),
        (words.question, (comment.question > 0).then(|| (comment.question + 1).to_string())),
    ];
    let given = all.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    given.filter(|(_, value)| !value.is_empty()).collect()
}

fn tags(comment: &StoredComment, now: &Now, frame: &Frame) -> Vec<(&'static str, Vec<Fact>)> {
    let (words, report) = (frame.words, frame.report);
    let found = |facet: Facet, value: &str| plain(frame).toggled(facet, value).url();
    let side = comment.sentiment.map_or("none", |value| crate::score::Polarity::of(value).name());
    let feeling = comment
        .sentiment
        .map_or_else(|| words.no_evidence.to_owned(), |value| mood(value, frame).word);
    let mut ids: Vec<String> = comment
        .themes
        .iter()
        .map(|member| now.codebook.resolve(member.theme).unwrap_or(member.theme).to_string())
        .collect();
    ids.sort_unstable();
    ids.dedup();
    let linked = |facet: Facet, value: &str| {
        (label(facet, value, &now.codebook, frame), found(facet, value))
    };
    let one = |facet: Facet, value: Option<String>| -> Vec<Fact> {
        value.iter().map(|value| linked(facet, value)).collect()
    };
    let expectation = comment.expectation.map(|step| step.to_string());
    let reference = comment.reference.map(|seen| seen.name().to_owned());
    let emotions = comment.emotions.iter();
    let all = [
        (report.feelings, vec![(feeling, found(Facet::Sentiment, side))]),
        (words.themes, ids.iter().map(|id| linked(Facet::Theme, id)).collect()),
        (words.hot, one(Facet::Hot, comment.hot.map(|hot| hot.name().to_owned()))),
        (words.expectation, one(Facet::Expectation, expectation)),
        (words.reference, one(Facet::Reference, reference)),
        (words.emotions, emotions.map(|e| linked(Facet::Emotion, e.name())).collect()),
        (report.cues, comment.cues.iter().map(|cue| linked(Facet::Cue, cue.name())).collect()),
    ];
    all.into_iter().filter(|(_, values): &(_, Vec<Fact>)| !values.is_empty()).collect()
}

/// Where the form of a comment sends it to another theme.
fn moving(comment: &StoredComment) -> String {
    let key = crate::serve::pairs::encode(&comment.key.0);
    if key.is_empty() { key } else { format!("/record/{key}/move") }
}

/// The themes of a comment: ID, label.
fn own(comment: &StoredComment, now: &Now, frame: &Frame) -> Vec<Fact> {
    let resolved = comment.themes.iter().filter_map(|member| now.codebook.resolve(member.theme));
    let mut ids: Vec<_> = resolved.collect();
    ids.sort_unstable();
    ids.dedup();
    ids.into_iter().map(|id| (id.to_string(), frame.theme(id, &now.codebook))).collect()
}

/// All themes by their labels: ID, label.
fn targets(now: &Now, frame: &Frame) -> Vec<Fact> {
    let themes = now.codebook.themes.iter();
    let mut all: Vec<Fact> =
        themes.map(|theme| (theme.id.to_string(), frame.label(theme).to_owned())).collect();
    all.sort_by_cached_key(|(_, label)| label.to_lowercase());
    all
}

/// The other answers of the same record.
fn others(comment: &StoredComment, state: &State, now: &Now) -> Result<Vec<Fact>, ServeError> {
    let request = SearchRequest {
        filters: Filters { keys: vec![comment.key.clone()], ..Filters::default() },
        limit: ANSWERS,
        sort: Sort::Entry,
        ..SearchRequest::default()
    };
    let hits = now.archive.search(&request)?.hits.into_iter().map(|hit| hit.comment);
    let others = hits.filter(|other| other.seq != comment.seq && !other.text.trim().is_empty());
    let glimpse = |text: &str| {
        let cut = text.chars().count() > GLIMPSE;
        text.chars().take(GLIMPSE).collect::<String>() + if cut { " …" } else { "" }
    };
    Ok(others.map(|other| (glimpse(&other.text), url(&other, state))).collect())
}

/// The source's own fields, as they came.
fn fields(record: &str) -> Vec<Fact> {
    let Ok(Value::Object(fields)) = serde_json::from_str(record) else { return Vec::new() };
    let text = |value: Value| match value {
        Value::String(text) => text,
        Value::Null => String::new(),
        other @ (Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_)) => {
            other.to_string()
        }
    };
    fields.into_iter().map(|(name, value)| (name, text(value))).collect()
}

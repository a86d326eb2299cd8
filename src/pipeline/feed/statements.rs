//! One row a statement: every clause of every answer, with the theme it belongs to.
//!
//! Places are counted in characters of the answer, from 0, the end excluded. A statement without a
//! theme has a row with a blank one; an answer that says nothing has none.

use super::matching::Matches;
use crate::analyse::corpus::Text;
use crate::error::Error;
use crate::feed::{Cell, Kind, NewColumn};
use crate::read::Reading;
use crate::record::{Comment, Record};
use crate::tag::Tagger;
use crate::theme::{Membership, ThemeId};

/// Records analysed together.
const BATCH: usize = 20_000;

const COLUMNS: [(&str, Kind); 7] = [
    ("response_id", Kind::Text),
    ("question", Kind::Text),
    ("statement_no", Kind::Int),
    ("theme_id", Kind::Text),
    ("sentiment", Kind::Number(3)),
    ("start", Kind::Int),
    ("end", Kind::Int),
];

pub(super) fn columns() -> Vec<NewColumn> {
    COLUMNS.iter().map(|&(name, kind)| NewColumn::new(name, kind)).collect()
}

/// The rows, in the order of the source.
pub(super) fn rows<'a>(
    tagger: &'a Tagger,
    reading: &'a Reading,
    matches: &'a Matches,
) -> impl Iterator<Item = Result<Vec<Cell>, Error>> + 'a {
    let questions: Vec<&str> = reading.columns.texts().map(|guess| guess.column.as_str()).collect();
    let mut first = 0;
    reading.records.batches(BATCH).flat_map(move |records| match records {
        Ok(records) => {
            let rows = batch(tagger, &records, first, matches, &questions);
            first += records.len();
            rows.into_iter().map(Ok).collect()
        }
        Err(error) => vec![Err(error.into())],
    })
}

fn batch(
    tagger: &Tagger,
    records: &[Record],
    first: usize,
    matches: &Matches,
    questions: &[&str],
) -> Vec<Vec<Cell>> {
    let comments: Vec<(&Record, &Comment, usize)> = records
        .iter()
        .enumerate()
        .flat_map(|(i, record)| {
            let places = matches.comments(first + i);
            record.comments.iter().zip(places).map(move |(comment, at)| (record, comment, at))
        })
        .collect();
    let texts: Vec<Text<'_>> = comments
        .iter()
        .map(|(record, comment, _)| Text { text: &comment.text, declared: record.language })
        .collect();
    let read = tagger.read(&texts);
    let mut rows = Vec::new();
    for (at, (record, comment, place)) in comments.iter().enumerate() {
        let (Some(analysis), Some(scored)) = (read.corpus.analyses.get(at), read.scores.get(at))
        else {
            continue;
        };
        let question = questions.get(usize::from(comment.question)).copied().unwrap_or("");
        let members = matches.history.members(*place);
        for (number, clause) in analysis.clauses.iter().enumerate() {
            let span = analysis.clause_span(clause);
            let chars = |to: u32| {
                let before = comment.text.get(..to as usize).unwrap_or("");
                Cell::Int(before.chars().count() as i64)
            };
            let sentiment = scored.clauses.get(number).and_then(|clause| clause.sentiment);
            let row = |theme: Option<ThemeId>| {
                vec![
                    Cell::Text(record.key.0.to_string()),
                    Cell::Text(question.to_owned()),
                    Cell::Int(number as i64 + 1),
                    theme.map_or(Cell::Blank, |theme| Cell::Text(theme.to_string())),
                    sentiment.map_or(Cell::Blank, |value| Cell::Number(f64::from(value), 3)),
                    chars(span.start),
                    chars(span.end),
                ]
            };
            let own: Vec<&Membership> =
                members.iter().filter(|member| usize::from(member.clause) == number).collect();
            if own.is_empty() {
                rows.push(row(None));
            }
            rows.extend(own.iter().map(|member| row(Some(member.theme))));
        }
    }
    rows
}

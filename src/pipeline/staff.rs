//! Staff whom the comments of the period thank by name.

use std::collections::BTreeMap;

use crate::analyse::corpus::Text;
use crate::analyse::mask::mask;
use crate::archive::{Archive, History};
use crate::error::Error;
use crate::report::findings::{Quote, Weeks};
use crate::report::model::Person;
use crate::report::{Said, may_name, people};
use crate::score::{Cue, Polarity};
use crate::tag::Tagger;

/// Comments read together.
const CHUNK: usize = 20_000;

/// The people, most comments first, and all forms of their names with the number of the person.
pub(super) fn find(
    history: &History,
    period: Option<Weeks>,
    archive: &Archive,
    tagger: &Tagger,
) -> Result<(Vec<Person>, BTreeMap<String, usize>), Error> {
    let kind = |i: &usize| {
        let inside = period.is_none_or(|p| history.week[*i].is_some_and(|week| p.hold(week)));
        let positive = history.sentiment[*i].map(Polarity::of) == Some(Polarity::Positive);
        inside && (positive || history.cues[*i].has(Cue::StaffPraise))
    };
    let seqs: Vec<u64> = (0..history.len()).filter(kind).map(|i| history.seq[i]).collect();
    let (mut stored, mut clauses) = (Vec::new(), Vec::new());
    for chunk in seqs.chunks(CHUNK) {
        let mut own = archive.fetch(chunk)?;
        own.retain(|comment| may_name(&comment.text));
        let texts: Vec<Text<'_>> =
            own.iter().map(|s| Text { text: &s.text, declared: s.declared }).collect();
        let read = tagger.read(&texts);
        let pairs = read.corpus.analyses.iter().zip(&read.scores);
        clauses.extend(pairs.map(|(analysis, scored)| {
            let pairs = analysis.clauses.iter().zip(&scored.clauses);
            pairs.map(|(c, score)| (analysis.clause_span(c), score.sentiment, score.cues)).collect()
        }));
        for comment in &mut own {
            // Clauses were found in the text as it was written; masked, it is as long.
            if let Some(masked) = mask(&comment.text) {
                comment.text = masked.into();
            }
            comment.record = Box::default();
        }
        stored.append(&mut own);
    }
    let said: Vec<Said<'_>> = stored
        .iter()
        .zip(clauses)
        .map(|(stored, clauses)| Said {
            quote: Quote {
                key: &stored.key,
                text: &stored.text,
                date: stored.date.map(|date| date.date().to_string()),
                source: stored.source,
                channel: stored.channel.as_deref(),
                score: stored.score,
                lang: stored.lang,
                marked: None,
            },
            clauses,
        })
        .collect();
    Ok(people(&said))
}

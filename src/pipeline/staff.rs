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
    let mut stored = archive.fetch(&seqs)?;
    stored.retain(|comment| may_name(&comment.text));
    let texts: Vec<Text<'_>> =
        stored.iter().map(|s| Text { text: &s.text, declared: s.declared }).collect();
    let read = tagger.read(&texts);
    for comment in &mut stored {
        // Clauses were found in the text as it was written; masked, it is as long.
        if let Some(masked) = mask(&comment.text) {
            comment.text = masked.into();
        }
    }
    let said: Vec<Said<'_>> = stored
        .iter()
        .zip(read.corpus.analyses.iter().zip(&read.scores))
        .map(|(stored, (analysis, scored))| Said {
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
            clauses: analysis
                .clauses
                .iter()
                .zip(&scored.clauses)
                .map(|(clause, score)| (analysis.clause_span(clause), score.sentiment, score.cues))
                .collect(),
        })
        .collect();
    Ok(people(&said))
}

//! Staff whom the comments of the period thank by name, and everybody who is named at all.

use crate::analyse::corpus::Text;
use crate::analyse::mask::mask;
use crate::archive::{Archive, History, StoredComment};
use crate::config::Scale;
use crate::error::Error;
use crate::evidence::Reason;
use crate::report::findings::{Quote, Weeks};
use crate::report::model::Person;
use crate::report::{Clause, Felt, Said, Veil, may_name, people};
use crate::score::{Cue, Polarity};
use crate::tag::Tagger;

use super::actions;

/// Comments read together.
const CHUNK: usize = 20_000;
/// Below this nothing in a comment is kind enough to praise anybody.
const BLEAK: f32 = -0.5;

/// Where people are looked for.
#[derive(Clone, Copy)]
pub(super) struct Ground<'a> {
    pub(super) history: &'a History,
    pub(super) archive: &'a Archive,
    pub(super) tagger: &'a Tagger,
    pub(super) period: Option<Weeks>,
    pub(super) scale: Option<Scale>,
    /// Whether names are to be hidden: then all comments are read, not the kind ones alone.
    pub(super) hidden: bool,
}

/// The people, most comments first, and what hides the names of all.
pub(super) fn find(ground: Ground<'_>) -> Result<(Vec<Person>, Veil), Error> {
    let Ground { history, archive, tagger, period, scale, hidden } = ground;
    let kind = |i: usize| {
        let inside = period.is_none_or(|p| history.week[i].is_some_and(|week| p.hold(week)));
        let felt = |polarity: &Option<f32>| polarity.map(Polarity::of) == Some(Polarity::Positive);
        let mixed = history.sentiment[i].is_some_and(|sentiment| sentiment > BLEAK)
            || history.polarities(i).iter().any(felt);
        inside && (mixed || history.cues[i].has(Cue::StaffPraise))
    };
    let (kind, others): (Vec<usize>, Vec<usize>) = (0..history.len()).partition(|i| kind(*i));
    let seqs = |places: &[usize]| places.iter().map(|i| history.seq[*i]).collect::<Vec<u64>>();
    let (mut stored, mut felt) = (Vec::new(), Vec::new());
    for chunk in seqs(&kind).chunks(CHUNK) {
        let mut own = named(archive, chunk)?;
        let texts: Vec<Text<'_>> =
            own.iter().map(|s| Text { text: &s.text, declared: s.declared }).collect();
        let low = |comment: &StoredComment| {
            let given = comment.score.zip(scale);
            given.is_some_and(|(score, scale)| actions::is_low(score, scale))
        };
        felt.extend(feel(&texts, own.iter().map(low), tagger));
        for comment in &mut own {
            // Clauses were found in the text as it was written; masked, it is as long.
            if let Some(masked) = mask(&comment.text) {
                comment.text = masked.into();
            }
            comment.record = Box::default();
        }
        stored.append(&mut own);
    }
    let mut texts = Vec::new();
    for chunk in seqs(&others).chunks(CHUNK).filter(|_| hidden) {
        texts.extend(named(archive, chunk)?.into_iter().map(|comment| comment.text.into_string()));
    }
    let said: Vec<Said<'_>> =
        stored.iter().zip(felt).map(|(stored, felt)| Said { quote: quote(stored), felt }).collect();
    Ok(people(&said, &texts))
}

/// Comments that may name somebody.
fn named(archive: &Archive, seqs: &[u64]) -> Result<Vec<StoredComment>, Error> {
    let mut comments = archive.fetch(seqs)?;
    comments.retain(|comment| may_name(&comment.text));
    Ok(comments)
}

/// What is felt in each comment; `low` says whether its score is one of a detractor.
fn feel(texts: &[Text<'_>], low: impl Iterator<Item = bool>, tagger: &Tagger) -> Vec<Felt> {
    let (read, evidence) = tagger.read_closely(texts);
    let analyses = read.corpus.analyses.iter().zip(&read.scores).zip(evidence);
    let felt = analyses.zip(low).map(|(((analysis, scored), evidence), low)| {
        let clauses = analysis.clauses.iter().zip(&scored.clauses).map(|(clause, score)| Clause {
            span: analysis.clause_span(clause),
            sentiment: score.sentiment,
            cues: score.cues,
        });
        // What training found of a word is too faint to be held against anybody.
        let listed = [Reason::Valence, Reason::Emoji, Reason::Negated];
        let heard = evidence.iter().filter(|e| listed.contains(&e.reason));
        let words = heard.map(|e| (e.span, e.contribution)).collect();
        Felt { clauses: clauses.collect(), words, low }
    });
    felt.collect()
}

fn quote(stored: &StoredComment) -> Quote<'_> {
    Quote {
        key: &stored.key,
        text: &stored.text,
        date: stored.date.map(|date| date.date().to_string()),
        source: stored.source,
        channel: stored.channel.as_deref(),
        score: stored.score,
        lang: stored.lang,
        marked: None,
    }
}

#[cfg(test)]
mod tests;

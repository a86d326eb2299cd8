//! Which columns hold the open answers?
//!
//! Owns the guess that matters most: one column named as the answer, several open questions, or the
//! one column of prose. Two that could each be it, of different kind, are for the user to choose.

use super::OWN_PREFIX;
use super::columns::{Guess, Role};
use super::error::ReadError;
use super::names::{self, Meaning};
use super::note::Said;
use super::roles::{Candidate, Facts, quoted, told};

/// A name that speaks this strongly for an open answer is believed.
const NAMED: f32 = 0.65;
/// Words, on average, that no column has but one of open answers.
const TOLD: f32 = 8.0;

/// The text columns, in the source's order.
pub(super) fn guess(
    facts: &Facts<'_>,
    taken: &[Guess],
    notes: &mut Vec<Said>,
) -> Result<Vec<Guess>, ReadError> {
    let free: Vec<&Candidate<'_>> = facts
        .candidates
        .iter()
        .filter(|candidate| taken.iter().all(|guess| guess.index != candidate.index))
        .filter(|candidate| !candidate.column.name.starts_with(OWN_PREFIX))
        .collect();
    let of = |kind: Kind| {
        free.iter().copied().filter(|candidate| self::kind(candidate) == kind).collect::<Vec<_>>()
    };
    let (answers, mut questions, prose) = (of(Kind::Answer), of(Kind::Question), of(Kind::Prose));
    let open = of(Kind::Open);
    let telling: Vec<_> = prose.iter().copied().filter(|candidate| tells(candidate)).collect();
    // A header may look like a question over a few words beside the answers themselves.
    let asked: Vec<_> = [questions.as_slice(), &prose].concat();
    let weak = !questions.is_empty() && !questions.iter().any(|q| q.profile.prose());
    if weak && answers.is_empty() && !telling.is_empty() {
        questions = telling;
    }
    let chosen = if !open.is_empty() {
        open
    } else if !questions.is_empty() {
        let mut all = [answers, questions].concat();
        all.sort_by_key(|candidate| candidate.index);
        all
    } else if !answers.is_empty() {
        strongest(facts, answers)?
    } else if !prose.is_empty() {
        one_or_series(facts, prose.clone())?
    } else {
        let asides = of(Kind::Aside);
        if asides.is_empty() {
            return blank_answers(&free, facts);
        }
        one_or_series(facts, asides)?
    };
    let mut left: Vec<_> = asked
        .into_iter()
        .filter(|candidate| chosen.iter().all(|c| c.index != candidate.index))
        .collect();
    left.sort_by_key(|candidate| candidate.index);
    if !left.is_empty() {
        let names = quoted(left.iter().copied());
        notes.push(Said::new(
            format!("{names}: also text, but not analysed; columns.text adds it"),
            format!("{names}: myös tekstiä, mutta sitä ei analysoida; lisää: columns.text"),
        ));
    }
    Ok(chosen
        .into_iter()
        .map(|candidate| told(Role::Text, candidate, confidence(candidate), why(candidate)))
        .collect())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Open answers, as the program that wrote the source says.
    Open,
    /// Named as what was said.
    Answer,
    /// An open question.
    Question,
    /// Sentences, under a name that says nothing.
    Prose,
    /// Sentences, under a name that says they are something else.
    Aside,
    /// No open answer.
    No,
}

fn kind(candidate: &Candidate<'_>) -> Kind {
    let profile = candidate.profile;
    let header = candidate.column.label.as_deref().unwrap_or(&candidate.column.name);
    let named = |meaning| names::strength(&candidate.words, meaning);
    let (text, question, aside) =
        (named(Meaning::Text), named(Meaning::Question), named(Meaning::Aside));
    // A header of many words is a question even where it does not begin as one.
    let asks = (names::asks(header) || candidate.words.len() >= 5) && !candidate.column.generated;
    let answered = profile.wordy() && profile.varied() && profile.words >= 1.5;
    let listed = text.max(question) >= NAMED && text.max(question) >= aside && profile.wordy();
    if candidate.column.open && answered {
        Kind::Open
    } else if (asks || question > text) && (answered && (asks || listed)) {
        Kind::Question
    } else if listed && (profile.varied() || profile.words >= 2.0) {
        Kind::Answer
    } else if profile.prose() {
        if aside >= NAMED { Kind::Aside } else { Kind::Prose }
    } else {
        Kind::No
    }
}

/// Whether the values are open answers whatever the header says: long, different, mostly there.
fn tells(candidate: &Candidate<'_>) -> bool {
    let profile = candidate.profile;
    profile.words >= TOLD && profile.distinct() >= 0.8 && profile.blank <= 0.5
}

/// Of several columns named as the answer, those with the strongest name.
fn strongest<'a>(
    facts: &Facts<'_>,
    answers: Vec<&'a Candidate<'a>>,
) -> Result<Vec<&'a Candidate<'a>>, ReadError> {
    let strength = |candidate: &Candidate<'_>| names::strength(&candidate.words, Meaning::Text);
    let best = answers.iter().map(|candidate| strength(candidate)).fold(0.0, f32::max);
    one_or_series(
        facts,
        answers.into_iter().filter(|candidate| best - strength(candidate) < 0.05).collect(),
    )
}

/// One column, or several whose names differ in a number only.
fn one_or_series<'a>(
    facts: &Facts<'_>,
    columns: Vec<&'a Candidate<'a>>,
) -> Result<Vec<&'a Candidate<'a>>, ReadError> {
    let stem = |candidate: &Candidate<'_>| -> Vec<String> {
        let words =
            candidate.words.iter().filter(|word| !word.bytes().all(|byte| byte.is_ascii_digit()));
        words.cloned().collect()
    };
    let first = columns.first().map(|first| stem(first));
    let series =
        columns.iter().all(|column| Some(stem(column)) == first && !column.column.generated);
    if columns.len() == 1 || series {
        Ok(columns)
    } else {
        Err(facts.ambiguous(Role::Text, "text", &columns))
    }
}

/// A column named as the answer that is blank in all rows, if there is nothing better.
fn blank_answers(free: &[&Candidate<'_>], facts: &Facts<'_>) -> Result<Vec<Guess>, ReadError> {
    let blank = free.iter().find(|candidate| {
        let words = candidate.profile.filled == 0 || candidate.profile.wordy();
        words && names::strength(&candidate.words, Meaning::Text) >= NAMED
    });
    let only = || {
        free.first().filter(|candidate| facts.candidates.len() == 1 && candidate.profile.wordy())
    };
    match blank.or_else(only) {
        Some(candidate) => Ok(vec![told(Role::Text, candidate, 0.5, why(candidate))]),
        None => {
            Err(ReadError::NoText { input: facts.input.to_owned(), columns: facts.all_names() })
        }
    }
}

fn confidence(candidate: &Candidate<'_>) -> f32 {
    let named = names::strength(&candidate.words, Meaning::Text)
        .max(names::strength(&candidate.words, Meaning::Question));
    match kind(candidate) {
        Kind::Answer => named,
        Kind::Open => 1.0,
        Kind::Question => named.max(0.8),
        Kind::Prose => 0.6,
        Kind::Aside | Kind::No => 0.4,
    }
}

fn why(candidate: &Candidate<'_>) -> Said {
    let (by, fi) = match kind(candidate) {
        Kind::Answer => ("by its name", "nimen perusteella"),
        Kind::Open | Kind::Question => ("an open question", "avoin kysymys"),
        Kind::Prose => ("the column with sentences", "sarake, jossa on virkkeitä"),
        Kind::Aside | Kind::No => {
            ("the only column with sentences", "ainoa sarake, jossa on virkkeitä")
        }
    };
    let (words, blank) = (candidate.profile.words, 100.0 * candidate.profile.blank);
    Said::new(
        format!("{by}; {words:.0} words on average, {blank:.0}% blank"),
        format!("{fi}; keskimäärin {words:.0} sanaa, tyhjiä {blank:.0} %"),
    )
}

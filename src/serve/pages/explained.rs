//! A comment clause by clause: what each was tagged with, and the words behind it.

use super::Frame;
use crate::analyse::{Analysis, Clause, Words};
use crate::evidence::{Evidence, Reason};
use crate::score::{ClauseScore, Cue, Hot, Reference, Scored};
use crate::serve::meanings;
use crate::tag::Tagger;
use crate::theme::{Codebook, Membership, WEAK};

use super::hits::mood;

/// A clause with what it was tagged with.
#[derive(Clone, Debug)]
pub(super) struct ClauseView {
    pub(super) text: String,
    pub(super) facts: Vec<String>,
    pub(super) reasons: Vec<ReasonView>,
    pub(super) words: Vec<WordView>,
}

/// One contribution to a tag.
#[derive(Clone, Debug)]
pub(super) struct ReasonView {
    pub(super) words: String,
    pub(super) entry: String,
    pub(super) why: &'static str,
    pub(super) effect: String,
}

/// A word as it was understood.
#[derive(Clone, Debug)]
pub(super) struct WordView {
    pub(super) form: String,
    pub(super) lemma: String,
    pub(super) notes: String,
}

/// What the program reads in a text today.
pub(super) struct Explained {
    words: Words,
    analysis: Analysis,
    pub(super) scored: Scored,
    evidence: Vec<Evidence>,
}

impl Explained {
    pub(super) fn of(text: &str, tagger: &Tagger) -> Self {
        let crate::tag::Explained { words, analysis, scored, evidence } = tagger.explain(text);
        Self { words, analysis, scored, evidence }
    }

    /// The clauses; `members` are the themes that the archive has for them.
    pub(super) fn clauses(
        &self,
        text: &str,
        members: &[Membership],
        codebook: &Codebook,
        frame: &Frame,
    ) -> Vec<ClauseView> {
        let view = |(at, clause): (usize, &Clause)| {
            let span = self.analysis.clause_span(clause);
            let score = self.scored.clauses.get(at).copied().unwrap_or_default();
            let inside = |e: &&Evidence| e.span.start >= span.start && e.span.end <= span.end;
            let reason = |e: &Evidence| ReasonView {
                words: e.span.of(text).to_owned(),
                entry: rule(e, frame),
                why: frame.words.why(e.reason),
                effect: frame.numbers.signed(f64::from(e.contribution), 2),
            };
            let own = members.iter().filter(|member| usize::from(member.clause) == at);
            let mut facts = facts(&score, frame);
            facts.extend(own.map(|member| theme(member, codebook, frame)));
            ClauseView {
                text: span.of(text).to_owned(),
                facts,
                reasons: self.evidence.iter().filter(inside).map(reason).collect(),
                words: self.words_of(clause, text, frame),
            }
        };
        self.analysis.clauses.iter().enumerate().map(view).collect()
    }

    fn words_of(&self, clause: &Clause, text: &str, frame: &Frame) -> Vec<WordView> {
        let tokens = self.analysis.clause_tokens(clause).iter();
        let view = |token: &crate::analyse::Token| {
            let word = self.words.get(token.word);
            let mut notes = meanings::flags(word.flags, frame.language);
            if !word.parts.is_empty() {
                let parts = word.parts.join(" + ");
                notes = if notes.is_empty() { parts } else { format!("{parts}; {notes}") };
            }
            let form = token.span.of(text).to_owned();
            WordView { form, lemma: word.lemma.to_string(), notes }
        };
        tokens.filter(|token| token.kind.is_matched()).map(view).collect()
    }
}

fn facts(score: &ClauseScore, frame: &Frame) -> Vec<String> {
    let language = frame.language;
    let no_evidence = || frame.words.no_evidence.to_owned();
    let mut facts = vec![score.sentiment.map_or_else(no_evidence, |value| mood(value, frame).word)];
    facts.extend(score.hot.map(|hot| meanings::hot(hot, language).to_owned()));
    facts.extend(score.expectation.map(|step| meanings::expectation(step, language).to_owned()));
    facts.extend(score.reference.map(|seen| meanings::reference(seen, language).to_owned()));
    facts.extend(score.emotions.iter().map(|e| meanings::emotion(e, language).to_owned()));
    facts.extend(score.cues.iter().map(|cue| frame.report.cue(cue).to_lowercase()));
    facts
}

/// What matched: an entry of the lists as it stands there, or a class by its name.
fn rule(evidence: &Evidence, frame: &Frame) -> String {
    let (entry, language) = (&*evidence.entry, frame.language);
    let named = match evidence.reason {
        Reason::Cue => Cue::parse(entry).map(|cue| frame.report.cue(cue).to_lowercase()),
        Reason::Hot => Hot::parse(entry).map(|hot| meanings::hot(hot, language).to_owned()),
        Reason::Expectation => Some(Reference::parse(entry).map_or_else(
            || frame.words.why(Reason::Expectation).to_owned(),
            |seen| meanings::reference(seen, language).to_owned(),
        )),
        Reason::Valence
        | Reason::Emoji
        | Reason::Negated
        | Reason::Intensifier
        | Reason::Diminisher
        | Reason::Contrast
        | Reason::Irrealis
        | Reason::Past
        | Reason::Learned
        | Reason::LearnedNegated => None,
    };
    named.unwrap_or_else(|| entry.to_owned())
}

/// A theme with how well the clause fits it.
fn theme(member: &Membership, codebook: &Codebook, frame: &Frame) -> String {
    let label = frame.theme(member.theme, codebook);
    let degree = frame.numbers.decimal(f64::from(member.degree), 2);
    let weak = if member.degree < WEAK { format!(", {}", frame.words.weak) } else { String::new() };
    format!("{} {label} ({degree}{weak})", frame.words.theme.to_lowercase())
}

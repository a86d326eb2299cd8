//! Whether somebody named is praised there: blame and irony name nobody.
//!
//! Thanks alone make every clause kind, so they do not count as a reason by themselves: what else
//! is said in the clause, and what the clauses of the same sentence say, must not be unkind.

use crate::record::Span;
use crate::score::{Cue, CueSet, Polarity};

use super::context::Told;
use super::lore::Naming;
use super::token::{Role, Word, words};

/// What a word adds to a score at least, to be heard as kind or unkind.
const HEARD: f32 = 0.02;

/// A clause of a comment.
#[derive(Clone, Copy, Debug)]
pub struct Clause {
    /// Where it stands.
    pub span: Span,
    /// Polarity, `None` without evidence.
    pub sentiment: Option<f32>,
    /// Cues found.
    pub cues: CueSet,
}

/// What is felt in a comment.
#[derive(Clone, Debug, Default)]
pub struct Felt {
    /// Its clauses, in order.
    pub clauses: Vec<Clause>,
    /// Words with what they add to the score, in any order.
    pub words: Vec<(Span, f32)>,
    /// Whether the score that was given is one of a detractor.
    pub low: bool,
}

/// What a stretch of text says beside thanks.
#[derive(Clone, Copy, Debug, Default)]
struct Tone {
    kind: bool,
    unkind: bool,
    sum: f32,
}

/// A comment as it is looked through for praise.
pub(super) struct Comment<'a> {
    text: &'a str,
    felt: &'a Felt,
    words: Vec<Word>,
}

impl<'a> Comment<'a> {
    pub(super) fn new(text: &'a str, felt: &'a Felt) -> Self {
        Self { text, felt, words: words(text).collect() }
    }

    /// Whether somebody named there is praised.
    pub(super) fn praises(&self, naming: &Naming) -> bool {
        let clauses = &self.felt.clauses;
        let start = naming.span.0 as u32;
        let at = clauses.iter().position(|c| (c.span.start..c.span.end).contains(&start));
        let Some((at, own)) = at.and_then(|at| Some((at, clauses.get(at)?))) else {
            return naming.told == Told::Thanked && !self.felt.low;
        };
        let tone = self.tone(own);
        let polarity = own.sentiment.map(Polarity::of);
        let ironic = own.cues.has(Cue::Sarcasm) || own.cues.has(Cue::Dismissal);
        if polarity == Some(Polarity::Negative) || ironic || self.reproached(naming) {
            return false;
        }
        if tone.unkind && (tone.sum <= 0.0 || self.felt.low) {
            return false;
        }
        let praised = own.cues.has(Cue::StaffPraise) || own.cues.has(Cue::BeyondDuty);
        if tone.kind || praised && !self.felt.low {
            return true;
        }
        let thanked = naming.told == Told::Thanked;
        let positive = polarity == Some(Polarity::Positive);
        match self.beside(at) {
            Beside::Unkind => false,
            Beside::Kind => true,
            Beside::Nothing => (thanked || positive) && !self.felt.low,
        }
    }

    /// What a clause says beside thanks.
    fn tone(&self, clause: &Clause) -> Tone {
        let mut tone = Tone::default();
        let inside = |span: &Span| clause.span.start <= span.start && span.end <= clause.span.end;
        for (span, felt) in self.felt.words.iter().filter(|(span, _)| inside(span)) {
            if !self.says_nothing(*span) {
                tone.kind |= *felt >= HEARD;
                tone.unkind |= *felt <= -HEARD;
                tone.sum += *felt;
            }
        }
        tone
    }

    /// Whether words that add to the score say nothing of the one named: thanks, and who is helped.
    fn says_nothing(&self, span: Span) -> bool {
        let (start, end) = (span.start as usize, span.end as usize);
        let own = |word: &&Word| word.start < end && start < word.end;
        self.words.iter().filter(own).any(|word| word.is(Role::Thanks) || word.is(Role::Me))
    }

    /// Whether what follows the name makes a reproach of it: "for nothing", "joka ei …".
    fn reproached(&self, naming: &Naming) -> bool {
        let after = self.words.iter().skip_while(|word| word.start < naming.span.1);
        let after: Vec<&Word> = after.take_while(|word| word.goes_on()).collect();
        let end = after.iter().position(|word| word.is(Role::Contrast)).unwrap_or(after.len());
        let after = after.get(..end).unwrap_or_default();
        let relative = matches!(after, [first, then, ..]
            if first.is(Role::Relative) && then.is(Role::Negation));
        let blamed = after.iter().any(|word| word.is(Role::Blame));
        let denied = after.iter().position(|word| word.is(Role::Negation));
        let denied = denied.and_then(|at| after.get(at)).is_some_and(|word| {
            let from = word.start as u32;
            let until = after.last().map_or(from, |word| word.end as u32);
            let later = |span: &Span| span.start >= from && span.end <= until;
            !self.felt.words.iter().any(|(span, felt)| later(span) && *felt >= HEARD)
        });
        relative || naming.told == Told::Thanked && (blamed || denied)
    }

    /// What the clauses beside one say of whom it names: those of its sentence, and the next one
    /// where the comment says nothing kind at all.
    fn beside(&self, at: usize) -> Beside {
        let clauses = &self.felt.clauses;
        let next = clauses.get(at + 1);
        let joined = |a: &Clause, b: &Clause| {
            let gap = self.text.get(a.span.start as usize..b.span.start as usize).unwrap_or("");
            !gap.trim_end().ends_with(['.', '!', '?']) && !gap.contains('\n')
        };
        let before = at.checked_sub(1).and_then(|at| clauses.get(at));
        let own = clauses.get(at);
        let mut found = Beside::Nothing;
        for (first, second, other) in [(before, own, before), (own, next, next)] {
            let (Some(first), Some(second), Some(other)) = (first, second, other) else { continue };
            let tone = self.tone(other);
            let negative = other.sentiment.map(Polarity::of) == Some(Polarity::Negative);
            if joined(first, second) {
                if (negative || tone.unkind && tone.sum < 0.0) && !self.contrasts(second) {
                    return Beside::Unkind;
                }
                if tone.kind && tone.sum > 0.0 {
                    found = Beside::Kind;
                }
            } else if negative && !clauses.iter().any(|clause| self.tone(clause).kind) {
                return Beside::Unkind;
            }
        }
        found
    }

    /// Whether a clause begins by setting itself against the one before it.
    fn contrasts(&self, clause: &Clause) -> bool {
        let (start, end) = (clause.span.start as usize, clause.span.end as usize);
        // The conjunction may stand at the end of the clause before.
        let at = self.words.iter().position(|word| word.start >= start && word.end <= end);
        let from = at.map_or(0, |at| at.saturating_sub(1));
        let near = self.words.get(from..).unwrap_or_default().iter().take(3);
        near.take_while(|word| word.end <= end).any(|word| word.is(Role::Contrast))
    }
}

/// What the neighbours of a clause say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Beside {
    Nothing,
    Kind,
    Unkind,
}

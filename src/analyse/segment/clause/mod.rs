//! Sentences and clauses.
//!
//! Prefers to leave two thoughts in one clause over tearing one thought apart: an enumeration of
//! single words stays whole, a comma before *että* or *joka* is no border.

mod border;

use super::conjunction::{self, When};
use super::{Gap, Piece, Segmented, question};
use crate::analyse::{Clause, Joiner, TokenKind};

/// A lower-case line after a line at least this long (bytes) is the same sentence, wrapped.
const WRAPPED: u32 = 60;
/// Words that *and*, *ja*, *so* without a comma must have before them to open a clause.
const SAID: usize = 3;

/// Fills in the clauses of the tokens.
pub(super) fn split(cut: &mut Segmented) {
    let clauses = std::mem::take(&mut cut.clauses);
    let splitter = Splitter {
        cut,
        clauses,
        open: Open::at(0, Joiner::Sentence),
        ended: false,
        closing: None,
        line: 0,
        last_word: None,
    };
    cut.clauses = splitter.run();
}

/// The clause being gathered.
struct Open {
    start: usize,
    joiner: Joiner,
    /// First of its sentence.
    first: bool,
    /// Words but conjunctions so far.
    words: usize,
    /// Words since the last comma or *ja*.
    run: usize,
    /// Tokens but punctuation so far.
    matched: usize,
    negated: bool,
    question: bool,
}

impl Open {
    fn at(start: usize, joiner: Joiner) -> Self {
        Self {
            start,
            joiner,
            first: joiner == Joiner::Sentence,
            words: 0,
            run: 0,
            matched: 0,
            negated: false,
            question: false,
        }
    }

    fn is_subordinate(&self) -> bool {
        matches!(self.joiner, Joiner::Concession | Joiner::Cause | Joiner::Condition)
    }
}

struct Splitter<'s> {
    cut: &'s Segmented,
    clauses: Vec<Clause>,
    open: Open,
    /// A sentence ended; closing quotes and emoji may still follow.
    ended: bool,
    /// Where the bracket that is open closes.
    closing: Option<usize>,
    /// Byte at which the line begins.
    line: u32,
    /// The last word seen.
    last_word: Option<usize>,
}

impl<'s> Splitter<'s> {
    fn run(mut self) -> Vec<Clause> {
        for (at, piece) in self.cut.pieces.iter().enumerate() {
            self.line_end(at, piece);
            match piece.kind {
                TokenKind::Punctuation => self.punctuation(at, piece),
                TokenKind::Emoji => self.open.matched += 1,
                TokenKind::Word => {
                    self.begin(at, piece);
                    self.word(at, piece);
                }
                TokenKind::Number
                | TokenKind::Amount
                | TokenKind::Time
                | TokenKind::Address
                | TokenKind::Mention
                | TokenKind::Hashtag => {
                    self.begin(at, piece);
                    self.count();
                }
            }
        }
        self.finish()
    }

    /// A new line begins a sentence, unless it only wraps a long one.
    fn line_end(&mut self, at: usize, piece: &Piece) {
        if piece.gap < Gap::Line {
            return;
        }
        let long = piece.span.start.saturating_sub(self.line) > WRAPPED;
        let goes_on = piece.kind == TokenKind::Word && !piece.style.capital;
        self.line = piece.span.start;
        if piece.gap == Gap::Blank || !(long && goes_on) || self.ended {
            self.close(at, Joiner::Sentence);
        }
    }

    /// Before a word: ends the sentence that is over, and the thought that an emoji closed.
    fn begin(&mut self, at: usize, piece: &Piece) {
        if self.ended {
            return self.close(at, Joiner::Sentence);
        }
        let after_emoji = at > 0 && self.kind(at - 1) == Some(TokenKind::Emoji);
        if !after_emoji || self.open.words == 0 || piece.gap == Gap::None {
            return;
        }
        let object = self.last_word.is_some_and(|i| conjunction::is_subject(self.form(i)));
        if piece.style.capital {
            self.close(at, Joiner::Sentence);
        } else if !object {
            self.close(at, Joiner::Comma);
        }
    }

    fn word(&mut self, at: usize, piece: &Piece) {
        let form = self.form(at);
        self.last_word = Some(at);
        let before = at.checked_sub(1).map_or("", |i| self.form(i));
        let found = conjunction::find(form).filter(|_| !conjunction::is_bound(form, before));
        if found.is_some_and(|(joiner, when)| self.joins(at, joiner, when)) {
            self.open.matched += 1;
            self.open.run = 0;
            self.open.negated = conjunction::is_negation(form);
            return;
        }
        self.count();
        if conjunction::lists(form) {
            self.open.run = 0;
        }
        self.open.negated |= conjunction::is_negation(form) || form == "n't";
        // The dot of an abbreviation that may end a sentence, before a capital.
        let ends = self.next(at).is_some_and(|next| next.style.capital && next.gap != Gap::None);
        self.ended = ends
            && piece.form.end - piece.form.start < piece.span.end - piece.span.start
            && may_end(form);
    }

    /// Whether the conjunction at `at` opens a clause, which it then does.
    fn joins(&mut self, at: usize, joiner: Joiner, when: When) -> bool {
        let before = at.checked_sub(1).map_or("", |i| self.form(i));
        let comma = matches!(before, "," | ";" | "-" | "–" | "—" | "--");
        let leans = conjunction::leans_forward(before);
        let opening = self.open.words == usize::from(leans && self.open.words > 0);
        let opens = match when {
            When::Always => true,
            When::Opening => opening || comma,
            When::Comma => comma || self.form(at) == "vaan" && self.open.negated,
            When::Subject => self.before_subject(at, comma, opening),
        };
        if !opens || self.ahead(at + 1) == 0 {
            return false;
        }
        if opening {
            let weak = matches!(self.open.joiner, Joiner::Sentence | Joiner::Comma | Joiner::And);
            if weak && !(joiner == Joiner::And && self.open.first) {
                self.open.joiner = joiner;
            }
            return true;
        }
        self.close(if leans { at - 1 } else { at }, joiner);
        true
    }

    fn before_subject(&self, at: usize, comma: bool, opening: bool) -> bool {
        let subject = conjunction::is_subject(self.form(at + 1));
        let negation = self.form(at).ends_with("kä") && self.form(at).len() > 4;
        let enough = self.ahead(at + 1) > 1;
        if opening {
            return subject;
        }
        enough && (comma || (subject || negation) && self.open.words >= SAID)
    }

    fn count(&mut self) {
        self.open.matched += 1;
        self.open.words += 1;
        self.open.run += 1;
    }

    /// Ends the open clause before token `at` and opens one that hangs on it by `joiner`. A clause
    /// of punctuation alone is not ended: it goes with what follows.
    fn close(&mut self, at: usize, joiner: Joiner) {
        let start = if self.open.matched > 0 {
            self.push(at);
            at
        } else {
            self.open.start
        };
        self.open = Open::at(start, joiner);
        self.ended = false;
    }

    fn push(&mut self, end: usize) {
        let open = &self.open;
        let question = open.question || open.first && self.asks(open.start, end);
        let clause = Clause {
            start: open.start as u32,
            end: end as u32,
            joiner: open.joiner,
            question,
            lang: None,
        };
        self.clauses.push(clause);
    }

    /// Whether the first two words of a sentence make it a question.
    fn asks(&self, start: usize, end: usize) -> bool {
        let pieces = self.cut.pieces.get(start..end).unwrap_or(&[]);
        let mut words =
            pieces.iter().filter(|p| p.kind == TokenKind::Word).map(|p| self.cut.form(p));
        let Some(mut first) = words.next() else { return false };
        if conjunction::find(first)
            .is_some_and(|(joiner, _)| matches!(joiner, Joiner::And | Joiner::Contrast))
        {
            first = words.next().unwrap_or("");
        }
        question::opens(first, words.next().unwrap_or(""))
    }

    fn finish(mut self) -> Vec<Clause> {
        let end = self.cut.pieces.len();
        if self.open.start < end {
            match self.clauses.last_mut().filter(|_| self.open.matched == 0) {
                Some(last) => last.end = end as u32,
                None => self.push(end),
            }
        }
        self.clauses
    }

    fn form(&self, at: usize) -> &'s str {
        self.cut.pieces.get(at).map_or("", |piece| self.cut.form(piece))
    }

    fn kind(&self, at: usize) -> Option<TokenKind> {
        self.cut.pieces.get(at).map(|piece| piece.kind)
    }

    fn next(&self, at: usize) -> Option<&'s Piece> {
        self.cut.pieces.get(at + 1)
    }
}

/// Abbreviations that stand at the end of sentences too.
fn may_end(form: &str) -> bool {
    matches!(
        form,
        "etc"
            | "jne"
            | "tms"
            | "ym"
            | "yms"
            | "kk"
            | "kpl"
            | "pv"
            | "vko"
            | "snt"
            | "a.m"
            | "p.m"
            | "inc"
            | "ltd"
            | "jr"
            | "v"
            | "pvm"
    )
}

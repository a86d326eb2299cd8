//! Key words in context: where in a text the words of a query stand, and what stands around them.
//!
//! Pure: works on an analysed text, knows no index.

use super::filter::glob;
use crate::analyse::{Analysis, Token, Word, Words};
use crate::record::Span;

/// Words in a row, to be found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// The words.
    pub slots: Vec<Slot>,
    /// Words that may stand between them, in all.
    pub slop: u32,
}

/// What one word of a pattern may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slot {
    /// A word, or a part of a compound, with one of these base forms.
    Lemma(Vec<Box<str>>),
    /// This form, lower-cased.
    Surface(Box<str>),
    /// A form or base form of this shape; stars are wildcards.
    Shape(Box<str>),
    /// A form of this shape; stars are wildcards.
    SurfaceShape(Box<str>),
}

impl Slot {
    fn fits(&self, word: &Word) -> bool {
        match self {
            Self::Lemma(lemmas) => {
                lemmas.contains(&word.lemma) || word.parts.iter().any(|part| lemmas.contains(part))
            }
            Self::Surface(form) => *form == word.form,
            Self::SurfaceShape(shape) => glob(shape, &word.form),
            Self::Shape(shape) => {
                let bases = std::iter::once(&word.lemma).chain(&word.parts);
                glob(shape, &word.form) || bases.into_iter().any(|base| glob(shape, base))
            }
        }
    }
}

/// Where the patterns stand in a text: spans in text order that do not overlap.
pub fn find(analysis: &Analysis, words: &Words, patterns: &[Pattern]) -> Vec<Span> {
    let tokens: Vec<Token> =
        analysis.tokens.iter().filter(|token| token.kind.is_matched()).copied().collect();
    let mut spans: Vec<Span> = (0..tokens.len())
        .flat_map(|start| {
            let rest = tokens.get(start..).unwrap_or_default();
            patterns.iter().filter_map(|pattern| at_start(rest, words, pattern))
        })
        .collect();
    spans.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    spans.dedup_by(|next, kept| {
        let overlaps = next.start < kept.end;
        if overlaps {
            kept.end = kept.end.max(next.end);
        }
        overlaps
    });
    spans
}

/// The span of a pattern that begins with the first of these tokens.
fn at_start(tokens: &[Token], words: &Words, pattern: &Pattern) -> Option<Span> {
    let mut rest = tokens.iter();
    let mut left = pattern.slop;
    let mut last = *tokens.first()?;
    for (number, slot) in pattern.slots.iter().enumerate() {
        loop {
            last = *rest.next()?;
            if slot.fits(words.get(last.word)) {
                break;
            }
            if number == 0 || left == 0 {
                return None;
            }
            left -= 1;
        }
    }
    Some(Span { start: tokens.first()?.span.start, end: last.span.end })
}

/// A match in its context.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What stands before, from the beginning of a word.
    pub left: String,
    /// The words found.
    pub hit: String,
    /// What stands after, up to the end of a word.
    pub right: String,
    /// Whether there is more text before `left`.
    pub cut_left: bool,
    /// Whether there is more text after `right`.
    pub cut_right: bool,
    /// Where the hit stands in the text.
    pub span: Span,
}

/// A line for each span. Contexts are at most `width` characters, cut at the edges of words;
/// line breaks and runs of white space become one space.
pub fn lines(text: &str, spans: &[Span], width: usize) -> Vec<Line> {
    spans.iter().map(|span| line(text, *span, width)).collect()
}

fn line(text: &str, span: Span, width: usize) -> Line {
    let before = text.get(..span.start as usize).unwrap_or("");
    let after = text.get(span.end as usize..).unwrap_or("");
    let from = before.char_indices().rev().take(width).last().map_or(before.len(), |(at, _)| at);
    let to = after.char_indices().nth(width).map_or(after.len(), |(at, _)| at);
    let left = before.get(word_start(before, from)..).unwrap_or("");
    let right = after.get(..word_end(after, to)).unwrap_or("");
    Line {
        cut_left: left.trim_start().len() < before.trim_start().len(),
        cut_right: right.trim_end().len() < after.trim_end().len(),
        left: even(left.trim_start()),
        hit: even(span.of(text)),
        right: even(right.trim_end()),
        span,
    }
}

/// The first beginning of a word at or after `from`; `from` itself in a text without spaces.
fn word_start(text: &str, from: usize) -> usize {
    let inside = text.get(..from).and_then(|before| before.chars().next_back());
    if inside.is_none_or(char::is_whitespace) {
        return from;
    }
    let rest = text.get(from..).unwrap_or("");
    rest.find(char::is_whitespace).map_or(from, |space| from + space)
}

/// The last end of a word at or before `to`; `to` itself in a text without spaces.
fn word_end(text: &str, to: usize) -> usize {
    let outside = text.get(to..).and_then(|after| after.chars().next());
    if outside.is_none_or(char::is_whitespace) {
        return to;
    }
    text.get(..to).and_then(|kept| kept.rfind(char::is_whitespace)).unwrap_or(to)
}

/// White space made even: one space for a run, the edges as they are otherwise.
fn even(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let c = if c.is_whitespace() || c.is_control() { ' ' } else { c };
        if c != ' ' || !out.ends_with(' ') {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyse::corpus::Analyser;

    fn kwic(text: &str, patterns: &[Pattern], width: usize) -> Vec<String> {
        let mut words = Words::default();
        let analysis = Analyser::new().analyse(text, &mut words);
        let spans = find(&analysis, &words, patterns);
        let show = |line: Line| {
            let (from, to) =
                (if line.cut_left { "…" } else { "" }, if line.cut_right { "…" } else { "" });
            format!("{from}{}<{}>{}{to}", line.left, line.hit, line.right)
        };
        lines(text, &spans, width).into_iter().map(show).collect()
    }

    fn surface(words: &[&str], slop: u32) -> Pattern {
        Pattern { slots: words.iter().map(|word| Slot::Surface((*word).into())).collect(), slop }
    }

    #[test]
    fn words_stand_in_their_contexts() {
        let text = "Tilasin kengät.  Toimitus ei tullut ajoissa, ei kai tullut koskaan!";
        for (pattern, width, expected) in [
            (
                surface(&["tullut"], 0),
                10,
                vec!["…ei <tullut> ajoissa,…", "…ei kai <tullut> koskaan!"],
            ),
            (surface(&["ei", "tullut"], 0), 9, vec!["…Toimitus <ei tullut> ajoissa,…"]),
            (surface(&["ei", "tullut"], 1), 0, vec!["…<ei tullut>…", "…<ei kai tullut>…"]),
            (
                surface(&["tilasin"], 0),
                100,
                vec!["<Tilasin> kengät. Toimitus ei tullut ajoissa, ei kai tullut koskaan!"],
            ),
            (surface(&["kengillä"], 0), 10, vec![]),
            (surface(&["koskaan", "enää"], 0), 10, vec![]),
        ] {
            assert_eq!(kwic(text, std::slice::from_ref(&pattern), width), expected, "{pattern:?}");
        }
    }

    #[test]
    fn overlapping_matches_are_one_and_letters_are_never_cut() {
        let both = [surface(&["hyvä", "äiti"], 0), surface(&["äiti", "öylätti"], 0)];
        assert_eq!(kwic("hyvä äiti öylätti", &both, 5), ["<hyvä äiti öylätti>"]);
        let shape = Pattern { slots: vec![Slot::Shape("*palvelu".into())], slop: 0 };
        assert_eq!(kwic("😀asiakaspalvelu😀", &[shape], 1), ["😀<asiakaspalvelu>😀"]);
        assert_eq!(kwic("", &both, 5), Vec::<String>::new());
    }
}

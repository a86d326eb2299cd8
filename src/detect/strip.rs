//! Text that says nothing of its own: signatures, templates and set phrases that hang on many
//! comments. Found from earlier comments only, so that a replay sees what was known then.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::analyse::{Analysis, Joiner, Token};

/// Earlier comments with the same piece from which it is boilerplate.
const OFTEN: u32 = 15;
/// Words of the shortest and longest tail that is looked for.
const TAIL: Range<usize> = 3..17;
/// Words that must be left when a tail is taken away.
const LEFT: usize = 2;
/// Sentences of a comment that are looked at.
const SENTENCES: usize = 10;
/// Tokens of a comment that its whole vector is made of.
const WHOLE: usize = 60;

/// Counts of pieces in the comments seen so far.
#[derive(Debug, Default)]
pub(crate) struct Stripper {
    tails: FxHashMap<u64, u32>,
    sentences: FxHashMap<u64, u32>,
}

/// What is left of a comment: token ranges, the first of the whole comment, then its sentences
/// where there are several.
pub(crate) type Pieces = Vec<Vec<u32>>;

impl Stripper {
    /// The pieces of a comment without boilerplate; comments must come in order of time.
    pub(crate) fn pieces(&mut self, analysis: &Analysis) -> Pieces {
        let keep = analysis.tokens.len() - self.tail(analysis);
        let mut sentences: Vec<Vec<u32>> = Vec::new();
        for (at, range) in sentence_ranges(analysis).into_iter().enumerate() {
            let known = at > 0 && self.is_known(&analysis.tokens[range.clone()]);
            let words: Vec<u32> = range
                .filter(|&i| i < keep && analysis.tokens[i].kind.is_matched())
                .map(|i| i as u32)
                .collect();
            if !known && !words.is_empty() {
                sentences.push(words);
            }
        }
        if sentences.len() > 1 {
            let long: Vec<Vec<u32>> =
                sentences.iter().filter(|s| s.len() > 1).take(SENTENCES).cloned().collect();
            if long.len() > 1 {
                let whole = long.iter().flatten().copied().take(WHOLE).collect();
                return std::iter::once(whole).chain(long).collect();
            }
            return if long.is_empty() { sentences[..1].to_vec() } else { long };
        }
        sentences
    }

    /// Tokens at the end that hang on many earlier comments.
    fn tail(&mut self, analysis: &Analysis) -> usize {
        let words: Vec<usize> =
            (0..analysis.tokens.len()).filter(|&i| analysis.tokens[i].kind.is_matched()).collect();
        let mut hash = 0;
        let mut cut = 0;
        for (n, &i) in (1..).zip(words.iter().rev()) {
            hash = mix(hash, analysis.tokens[i].word.0);
            if !TAIL.contains(&n) || n + LEFT > words.len() {
                continue;
            }
            let count = self.tails.entry(hash).or_default();
            if *count >= OFTEN {
                cut = analysis.tokens.len() - i;
            }
            *count += 1;
        }
        cut
    }

    fn is_known(&mut self, tokens: &[Token]) -> bool {
        let words = tokens.iter().filter(|token| token.kind.is_matched());
        let hash = words.fold(1, |hash, token| mix(hash, token.word.0));
        let count = self.sentences.entry(hash).or_default();
        *count += 1;
        *count > OFTEN
    }
}

fn sentence_ranges(analysis: &Analysis) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for clause in &analysis.clauses {
        let (start, end) = (clause.start as usize, clause.end as usize);
        match ranges.last_mut() {
            Some(last) if clause.joiner != Joiner::Sentence => last.end = end,
            Some(_) | None => ranges.push(start..end),
        }
    }
    ranges
}

/// A fixed hash of a sequence of word numbers.
fn mix(hash: u64, word: u32) -> u64 {
    (hash.rotate_left(5) ^ u64::from(word).wrapping_add(0x9e37_79b9))
        .wrapping_mul(0x517c_c1b7_2722_0a95)
}

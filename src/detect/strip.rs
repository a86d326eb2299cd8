//! Text that says nothing of its own: signatures and templates that hang on many comments of one
//! channel. Found from earlier comments only, so that a replay sees what was known then. What
//! people say in every channel is never taken away, however often they say it.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::analyse::{Analysis, Joiner, Token};

/// Earlier comments with the same piece from which it is boilerplate.
const OFTEN: u32 = 15;
/// Share of them that must be of one channel.
const ONE_CHANNEL: f32 = 0.9;
/// Words of the shortest and longest tail that is looked for.
const TAIL: Range<usize> = 3..17;
/// Sentences of a comment that are looked at.
const SENTENCES: usize = 10;
/// Tokens of a comment that its whole vector is made of.
const WHOLE: usize = 60;

/// Counts of pieces in the comments seen so far.
#[derive(Debug, Default)]
pub(crate) struct Stripper {
    tails: FxHashMap<u64, Count>,
    sentences: FxHashMap<u64, Count>,
    /// The earlier comments with each tail that may become boilerplate.
    early: FxHashMap<u64, Vec<u32>>,
    /// Comments that were taken in before their tail turned out to be boilerplate.
    tainted: Vec<u32>,
    seen: u32,
    cut: bool,
}

/// How often a piece was seen, and how often in the channel it was first seen in.
#[derive(Clone, Copy, Debug)]
struct Count {
    all: u32,
    own: u32,
    channel: u16,
}

impl Count {
    const fn new(channel: u16) -> Self {
        Self { all: 0, own: 0, channel }
    }

    /// Whether one more would be the first that counts as boilerplate.
    fn turns(self) -> bool {
        self.all == OFTEN && self.own as f32 >= ONE_CHANNEL * self.all as f32
    }

    /// Counts one more; whether the earlier ones make it boilerplate.
    fn add(&mut self, channel: u16) -> bool {
        let known = self.all >= OFTEN && self.own as f32 >= ONE_CHANNEL * self.all as f32;
        self.all += 1;
        self.own += u32::from(channel == self.channel);
        known && channel == self.channel
    }
}

/// What is left of a comment: token ranges, the first of the whole comment, then its sentences
/// where there are several.
pub(crate) type Pieces = Vec<Vec<u32>>;

impl Stripper {
    /// The earlier comments, by their numbers in order of time, whose tails have turned out to be
    /// boilerplate since this was last asked.
    pub(crate) fn tainted(&mut self) -> Vec<u32> {
        std::mem::take(&mut self.tainted)
    }

    /// Whether the last comment had a tail that was taken away.
    pub(crate) const fn has_cut(&self) -> bool {
        self.cut
    }

    /// The pieces of a comment without boilerplate; comments must come in order of time.
    pub(crate) fn pieces(&mut self, analysis: &Analysis, channel: u16) -> Pieces {
        let tail = self.tail(analysis, channel);
        self.cut = tail > 0;
        let keep = analysis.tokens.len() - tail;
        let mut sentences: Vec<Vec<u32>> = Vec::new();
        for (at, range) in sentence_ranges(analysis).into_iter().enumerate() {
            let known = at > 0 && self.is_known(&analysis.tokens[range.clone()], channel);
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
    fn tail(&mut self, analysis: &Analysis, channel: u16) -> usize {
        let words: Vec<usize> =
            (0..analysis.tokens.len()).filter(|&i| analysis.tokens[i].kind.is_matched()).collect();
        let mut hash = 0;
        let mut cut = 0;
        let own = self.seen;
        self.seen += 1;
        for (n, &i) in (1..).zip(words.iter().rev()) {
            hash = mix(hash, analysis.tokens[i].word.0);
            if !TAIL.contains(&n) {
                continue;
            }
            let count = self.tails.entry(hash).or_insert(Count::new(channel));
            if count.turns() {
                self.tainted.extend(self.early.remove(&hash).unwrap_or_default());
            } else if count.all < OFTEN {
                self.early.entry(hash).or_default().push(own);
            }
            if count.add(channel) {
                cut = analysis.tokens.len() - i;
            }
        }
        cut
    }

    fn is_known(&mut self, tokens: &[Token], channel: u16) -> bool {
        let words = tokens.iter().filter(|token| token.kind.is_matched());
        let hash = words.fold(1, |hash, token| mix(hash, token.word.0));
        self.sentences.entry(hash).or_insert(Count::new(channel)).add(channel)
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

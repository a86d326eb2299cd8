//! What the detectors know of dated comments: columns in order of time, and vectors of what each
//! comment says of its own. A look at week w uses the rows up to w only, so that no look can see
//! the future.

use rayon::prelude::*;

use crate::analyse::{Analysis, Words};
use crate::lang::Lang;
use crate::record::Source;
use crate::score::CueSet;
use crate::theme::{Embedder, Frame, ThemeId};

use super::blank::is_blank;
use super::danger::danger;
use super::echo::Echoes;
use super::known::{Memory, known};
use super::strip::{Pieces, Stripper};
use super::twin::Stems;

/// Whole-number length of a vector; a product of two then fits 32 bits.
pub(crate) const UNIT: f32 = 16_384.0;

/// One comment as the detectors see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Comment {
    /// Week, counted from any fixed week.
    pub week: i32,
    /// Language, `None` where it is unknown.
    pub lang: Option<Lang>,
    /// Kind of voice.
    pub source: Source,
    /// Channel, as a number of the caller's.
    pub channel: u16,
    /// Score on the scale 0…10, `None` without one.
    pub score: Option<f32>,
    /// Polarity, `None` without evidence.
    pub sentiment: Option<f32>,
    /// Cues found.
    pub cues: CueSet,
    /// Themes, sorted, each once.
    pub themes: Box<[ThemeId]>,
}

/// Comments in order of time, with their vectors.
#[derive(Clone, Debug)]
pub struct Panel {
    pub(crate) comments: Vec<Comment>,
    /// Says nothing.
    pub(crate) blank: Vec<bool>,
    /// Copies a comment of the last weeks.
    pub(crate) echo: Vec<bool>,
    /// Week from which a comment is known to carry boilerplate that was not taken away.
    pub(crate) tainted: Vec<i32>,
    /// Whether boilerplate was taken away from its end; its themes may be those of the boilerplate.
    pub(crate) signed: Vec<bool>,
    /// Words of what is left without boilerplate.
    pub(crate) words: Vec<u16>,
    /// Stems of all words.
    pub(crate) stems: Stems,
    /// First vector of each comment, and one past the last of all.
    pub(crate) starts: Vec<u32>,
    /// Vectors: the whole comment, then its sentences where there are several.
    pub(crate) rows: Vec<i16>,
    /// Whether each vector's meaning was there before.
    pub(crate) known: Vec<bool>,
    /// How near each vector comes to danger to people, as a cosine.
    pub(crate) danger: Vec<f32>,
    pub(crate) dim: usize,
}

impl Panel {
    /// Builds the panel. `comments` are in order of their weeks, `analyses` are theirs; `memory`
    /// holds the verdicts on an earlier state of it, and those on this one afterwards.
    pub fn new(
        comments: Vec<Comment>,
        analyses: &[&Analysis],
        words: &Words,
        (embedder, frame): (&Embedder<'_>, &Frame),
        memory: &mut Memory,
    ) -> Self {
        debug_assert!(comments.is_sorted_by_key(|c| c.week));
        let mut blank: Vec<bool> =
            analyses.par_iter().map(|analysis| is_blank(analysis, words)).collect();
        let (mut stripper, mut echoes) = (Stripper::default(), Echoes::default());
        let mut pieces: Vec<Pieces> = Vec::with_capacity(comments.len());
        let mut echo = Vec::with_capacity(comments.len());
        let mut tainted = vec![i32::MAX; comments.len()];
        let mut signed = Vec::with_capacity(comments.len());
        for (at, (comment, analysis)) in comments.iter().zip(analyses).enumerate() {
            let own = stripper.pieces(analysis, comment.channel);
            // A signature alone says nothing.
            blank[at] |= own.is_empty();
            signed.push(stripper.has_cut());
            echo.push(echoes.is_echo(comment.week, distinct(&own, analysis)));
            pieces.push(own);
            for earlier in stripper.tainted() {
                let week = &mut tainted[earlier as usize];
                *week = comment.week.min(*week);
            }
        }
        let stems = Stems::new(analyses, words);
        let vectors: Vec<Vec<i16>> = pieces
            .par_iter()
            .zip(analyses.par_iter())
            .map(|(pieces, analysis)| vectors(pieces, analysis, embedder, frame))
            .collect();
        let dim = embedder.dim();
        let mut starts = vec![0_u32];
        for own in &vectors {
            starts.push(starts.last().copied().unwrap_or(0) + (own.len() / dim) as u32);
        }
        let words = pieces.iter().map(|p| p.first().map_or(0, Vec::len) as u16).collect();
        let rows = vectors.concat();
        let week: Vec<i32> = comments
            .iter()
            .zip(starts.windows(2))
            .flat_map(|(c, ends)| std::iter::repeat_n(c.week, (ends[1] - ends[0]) as usize))
            .collect();
        let known = known(&rows, dim, &week, memory);
        let danger = danger(&rows, embedder, frame);
        Self {
            comments,
            blank,
            echo,
            tainted,
            signed,
            words,
            stems,
            starts,
            rows,
            known,
            danger,
            dim,
        }
    }

    /// Number of comments.
    pub fn len(&self) -> usize {
        self.comments.len()
    }

    /// Whether there is no comment.
    pub fn is_empty(&self) -> bool {
        self.comments.is_empty()
    }

    /// The comments of the weeks `from..=to`.
    pub(crate) fn between(&self, from: i32, to: i32) -> std::ops::Range<usize> {
        let before = |week: i32| self.comments.partition_point(|c| c.week < week);
        before(from)..before(to + 1)
    }

    /// The vectors of a comment.
    pub(crate) fn vectors(&self, comment: usize) -> &[i16] {
        let range = self.starts[comment] as usize..self.starts[comment + 1] as usize;
        &self.rows[range.start * self.dim..range.end * self.dim]
    }

    /// Language × source × channel, whose volumes move on their own.
    pub(crate) fn stratum(&self, comment: usize) -> (u8, u8, u16) {
        let c = &self.comments[comment];
        let lang = c.lang.map_or(4, |lang| lang as u8);
        (lang, c.source as u8, c.channel)
    }
}

fn vectors(
    pieces: &Pieces,
    analysis: &Analysis,
    embedder: &Embedder<'_>,
    frame: &Frame,
) -> Vec<i16> {
    let mut rows = Vec::new();
    for piece in pieces {
        let tokens: Vec<_> = piece.iter().map(|&i| analysis.tokens[i as usize]).collect();
        let v = embedder.tokens(&tokens, analysis.lang, frame);
        if v.iter().any(|x| *x != 0.0) {
            rows.extend(whole_numbers(&v));
        }
    }
    rows
}

/// The words of what is left of a comment, sorted, each once.
fn distinct(pieces: &Pieces, analysis: &Analysis) -> Vec<u32> {
    let whole = pieces.first().into_iter().flatten();
    let word = |i: &u32| analysis.tokens.get(*i as usize).map(|token| token.word.0);
    let mut words: Vec<u32> = whole.filter_map(word).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// A vector of length 1 as whole numbers.
pub(crate) fn whole_numbers(v: &[f32]) -> Vec<i16> {
    v.iter().map(|x| (x * UNIT).round() as i16).collect()
}

#[cfg(test)]
impl Panel {
    /// Comments that all say something of their own, with one vector each, or none where there are no
    /// rows.
    pub(crate) fn plain(comments: Vec<Comment>, rows: Vec<i16>, dim: usize) -> Self {
        let (n, vectors) = (comments.len(), rows.len() / dim);
        Self {
            comments,
            blank: vec![false; n],
            echo: vec![false; n],
            tainted: vec![i32::MAX; n],
            signed: vec![false; n],
            words: vec![5; n],
            stems: Stems::none(n),
            starts: (0..=n).map(|at| at.min(vectors) as u32).collect(),
            rows,
            known: vec![false; vectors],
            danger: vec![0.0; vectors],
            dim,
        }
    }
}

#[cfg(test)]
impl Comment {
    /// A comment of a week of which little is known.
    pub(crate) fn plain(week: i32, sentiment: Option<f32>) -> Self {
        let (lang, source, themes) = (Some(Lang::Fi), Source::Survey, Box::default());
        Self {
            week,
            lang,
            source,
            channel: 0,
            score: None,
            sentiment,
            cues: CueSet::default(),
            themes,
        }
    }
}

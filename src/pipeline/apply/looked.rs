//! What was found in some texts: their tags, and what counting needs beside them.

use std::ops::Range;

use super::Applier;
use crate::analyse::corpus::Text;
use crate::detect::counts::{Mark, marks};
use crate::detect::{Comment, is_blank};
use crate::feed::Cell;
use crate::pipeline::columns::Tags;
use crate::record::Source;
use crate::score::CueSet;
use crate::tag::Read;
use crate::theme::{Membership, ThemeId, WEAK};

/// Distinct words below which a text is too short to be a copy of another.
const SHORTEST: usize = 6;

/// Who said something, as far as counting needs it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Voice {
    /// Kind of voice.
    pub source: Source,
    /// Score on 0…10, `None` without one.
    pub score: Option<f32>,
}

/// What counting needs of a row beside its tags.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// The same for copies of one text: a hash of its distinct words. `None` for short texts.
    pub voice: Option<i64>,
    /// What is to be counted.
    pub marks: Vec<Mark>,
}

impl Heard {
    /// As cells of the columns that hold it.
    pub(super) fn cells(&self) -> [Cell; 2] {
        let marks: Vec<String> = self.marks.iter().map(ToString::to_string).collect();
        [self.voice.map_or(Cell::Blank, Cell::Int), Cell::Text(marks.join(" "))]
    }
}

/// Texts with what was found in them.
pub(in crate::pipeline) struct Looked {
    read: Read,
    themes: Vec<Vec<Membership>>,
}

impl Looked {
    pub(in crate::pipeline) fn at(applier: &Applier, texts: &[Text<'_>]) -> Self {
        let read = applier.tagger.read(texts);
        let themes = applier.tagger.assign(&read.corpus, &applier.codebook);
        Self { read, themes }
    }

    /// The tags of one text.
    pub(in crate::pipeline) fn tags(&self, at: usize) -> Tags {
        let (analysis, scored) = (&self.read.corpus.analyses[at], &self.read.scores[at]);
        Tags {
            lang: analysis.lang,
            sentiment: scored.sentiment,
            emotions: scored.emotions,
            hot: scored.hot,
            expectation: scored.expectation,
            cues: scored.cues,
            themes: self.themes[at].iter().map(|member| member.theme).collect(),
        }
    }

    /// What is to be counted of a row with these texts.
    pub(in crate::pipeline) fn heard(&self, row: Range<usize>, voice: Voice) -> Heard {
        let words = &self.read.corpus.words;
        let analyses = &self.read.corpus.analyses[row.clone()];
        let scores = &self.read.scores[row.clone()];
        let strong = self.themes[row].iter().flatten().filter(|member| member.degree >= WEAK);
        let mut themes: Vec<ThemeId> = strong.map(|member| member.theme).collect();
        themes.sort_unstable();
        themes.dedup();
        let found: Vec<f32> = scores.iter().filter_map(|scored| scored.sentiment).collect();
        let comment = Comment {
            week: 0,
            lang: analyses.iter().find_map(|analysis| analysis.lang),
            source: voice.source,
            channel: 0,
            score: voice.score,
            sentiment: (!found.is_empty()).then(|| found.iter().sum::<f32>() / found.len() as f32),
            cues: scores.iter().fold(CueSet::default(), |all, scored| all.with(scored.cues)),
            themes: themes.into_boxed_slice(),
        };
        let blank = analyses.iter().all(|analysis| is_blank(analysis, words));
        let mut said: Vec<&str> = analyses
            .iter()
            .flat_map(|analysis| &analysis.tokens)
            .filter(|token| token.kind.is_matched())
            .map(|token| &*words.get(token.word).form)
            .collect();
        said.sort_unstable();
        said.dedup();
        let own = (said.len() >= SHORTEST).then(|| hash(&said));
        Heard { voice: own, marks: marks(&comment, blank) }
    }
}

/// A hash that is the same in every program and version (FNV-1a, then the mixing of SplitMix64).
fn hash(words: &[&str]) -> i64 {
    let mut h = 0xcbf2_9ce4_8422_2325_u64;
    for byte in words.iter().flat_map(|word| word.bytes().chain([0])) {
        h = (h ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    h = (h ^ (h >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    h = (h ^ (h >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (h ^ (h >> 31)) as i64
}

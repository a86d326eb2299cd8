//! Turns clauses and comments into vectors: the sum of their words' sub-words, the mean of their
//! language taken away, scaled to length 1.

use rayon::prelude::*;

use crate::analyse::{Analysis, Token, TokenKind, WordId, Words};
use crate::lang::Lang;

use super::codebook::Frame;
use crate::vectors::Vectors;
use crate::vectors::{Matrix, add_scaled, normalise};

/// Share of the whole comment in the vector of its clause: a short clause leans on its
/// neighbours.
const CONTEXT: f32 = 0.3;
/// Texts that are enough to know the mean of a language.
const MEAN_SAMPLE: usize = 20_000;
/// Texts below which the mean of a language is drawn towards nothing.
const MEAN_PRIOR: f32 = 50.0;

/// Digits from which a word is the number of an order, an account or a telephone: it says nothing of what
/// a comment is about.
const NUMBER: usize = 5;

/// The pieces of every word of a vocabulary, worked out once.
#[derive(Debug)]
pub struct Embedder<'a> {
    vectors: &'a Vectors,
    starts: Vec<u32>,
    pieces: Vec<u16>,
}

/// Vectors of one comment.
#[derive(Clone, Debug, Default)]
pub struct Embedding {
    /// One row per clause; a row of zeros where a clause has no known word.
    pub clauses: Matrix,
    /// The whole comment; zeros where it has no known word.
    pub comment: Vec<f32>,
}

impl<'a> Embedder<'a> {
    /// Looks the pieces of all words up.
    pub fn new(vectors: &'a Vectors, words: &Words) -> Self {
        let list: Vec<&str> = words.iter().map(|word| &*word.form).collect();
        let pieces = |form: &&str| {
            let digits = form.chars().filter(char::is_ascii_digit).count();
            if digits < NUMBER { vectors.pieces(form) } else { Vec::new() }
        };
        let found: Vec<Vec<u16>> = list.par_iter().with_min_len(256).map(pieces).collect();
        let mut starts = vec![0];
        let mut pieces = Vec::new();
        for word in found {
            pieces.extend(word);
            starts.push(pieces.len() as u32);
        }
        Self { vectors, starts, pieces }
    }

    /// Length of the vectors.
    pub const fn dim(&self) -> usize {
        self.vectors.dim()
    }

    /// The means of the languages over a sample of the comments, evenly spread.
    pub fn frame(&self, analyses: &[Analysis]) -> Frame {
        self.frame_from(analyses, &Frame::zero(self.dim()))
    }

    /// The means of the languages over a sample of the comments, evenly spread; of few comments,
    /// drawn towards the means that are usual.
    pub fn frame_from(&self, analyses: &[Analysis], usual: &Frame) -> Frame {
        let step = analyses.len().div_ceil(MEAN_SAMPLE).max(1);
        let mut frame = Frame::zero(self.dim());
        let mut counts = [0.0_f32; Frame::LANGUAGES];
        let mut v = vec![0.0; self.dim()];
        for analysis in analyses.iter().step_by(step) {
            v.fill(0.0);
            self.add(&analysis.tokens, &mut v);
            if normalise(&mut v) > 0.0 {
                let slot = Frame::slot(analysis.lang);
                counts[slot] += 1.0;
                add_scaled(frame.mean_mut(slot), &v, 1.0);
            }
        }
        for (slot, count) in counts.into_iter().enumerate() {
            for (x, usual) in frame.mean_mut(slot).iter_mut().zip(usual.mean(slot)) {
                *x = (*x + MEAN_PRIOR * usual) / (count + MEAN_PRIOR);
            }
        }
        frame
    }

    /// The vectors of a comment in a frame.
    pub fn embed(&self, analysis: &Analysis, frame: &Frame) -> Embedding {
        let whole = self.centred(&analysis.tokens, analysis.lang, frame);
        let mut clauses = Matrix::new(self.dim());
        for clause in &analysis.clauses {
            let lang = clause.lang.or(analysis.lang);
            let tokens = analysis.clause_tokens(clause);
            let is_all = tokens.len() == analysis.tokens.len() && lang == analysis.lang;
            let mut v = if is_all { whole.clone() } else { self.centred(tokens, lang, frame) };
            if v.iter().any(|x| *x != 0.0) {
                add_scaled(&mut v, &whole, CONTEXT);
                normalise(&mut v);
            }
            clauses.push(&v);
        }
        Embedding { clauses, comment: whole }
    }

    /// The vector of a word of the vocabulary in a frame.
    pub(crate) fn word(&self, word: WordId, lang: Option<Lang>, frame: &Frame) -> Vec<f32> {
        let mut v = vec![0.0; self.dim()];
        self.add_word(word, &mut v);
        if normalise(&mut v) > 0.0 {
            add_scaled(&mut v, frame.mean(Frame::slot(lang)), -1.0);
            normalise(&mut v);
        }
        v
    }

    /// The vector of some tokens in a frame; zeros where none has a known word.
    pub fn tokens(&self, tokens: &[Token], lang: Option<Lang>, frame: &Frame) -> Vec<f32> {
        self.centred(tokens, lang, frame)
    }

    /// The vector of some lower-case words that need not be in the vocabulary, as a comment's.
    pub fn phrase(&self, words: &str, lang: Lang, frame: &Frame) -> Vec<f32> {
        let mut v = vec![0.0; self.dim()];
        for piece in words.split_whitespace().flat_map(|word| self.vectors.pieces(word)) {
            add_scaled(&mut v, self.vectors.row(piece), 1.0);
        }
        if normalise(&mut v) > 0.0 {
            add_scaled(&mut v, frame.mean(Frame::slot(Some(lang))), -1.0);
            normalise(&mut v);
        }
        v
    }

    fn centred(&self, tokens: &[Token], lang: Option<Lang>, frame: &Frame) -> Vec<f32> {
        let mut v = vec![0.0; self.dim()];
        self.add(tokens, &mut v);
        if normalise(&mut v) > 0.0 {
            add_scaled(&mut v, frame.mean(Frame::slot(lang)), -1.0);
            normalise(&mut v);
        }
        v
    }

    /// Adds the words of some tokens, and their numbers where there is a word.
    fn add(&self, tokens: &[Token], v: &mut [f32]) {
        let is_word = |token: &&Token| matches!(token.kind, TokenKind::Word | TokenKind::Hashtag);
        if tokens.iter().any(|token| is_word(&token)) {
            let said = |token: &&Token| is_word(token) || token.kind == TokenKind::Number;
            tokens.iter().filter(said).for_each(|token| self.add_word(token.word, v));
        }
    }

    fn add_word(&self, word: WordId, v: &mut [f32]) {
        let i = word.0 as usize;
        let range = self.starts[i] as usize..self.starts[i + 1] as usize;
        for &piece in &self.pieces[range] {
            add_scaled(v, self.vectors.row(piece), 1.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyse::Analyser;
    use crate::analyse::corpus::Text;

    #[test]
    fn numbers_alone_say_nothing_and_those_of_orders_never_do() {
        let texts = ["Tilaus 163660 ei tullut", "Tilaus ei tullut", "163660", "10", "10 viikkoa"];
        let texts = texts.map(|text| Text { text, declared: None });
        let corpus = Analyser::new().corpus(&texts);
        let vectors = Vectors::builtin().unwrap();
        let embedder = Embedder::new(&vectors, &corpus.words);
        let frame = Frame::zero(embedder.dim());
        let of = |at: usize| embedder.embed(&corpus.analyses[at], &frame).comment;
        assert_eq!(of(0), of(1));
        for (at, says) in [(1, true), (2, false), (3, false), (4, true)] {
            assert_eq!(of(at).iter().any(|x| *x != 0.0), says, "{at}");
        }
    }
}

//! The most probable cut of a word into sub-words (Unigram model, Kudo 2018), by Viterbi's method
//! over a trie of the pieces.
//!
//! Gives what the `tokenizers` crate gives for the same pieces, an order of magnitude faster.

/// What an unknown letter costs beyond the rarest piece, in log-probability.
const UNKNOWN: f64 = 10.0;
/// No piece ends at a node.
const NONE: u32 = u32::MAX;

/// Pieces as a trie over their bytes. The children of a node stand side by side, by byte.
pub(super) struct Units {
    nodes: Vec<Node>,
    labels: Vec<u8>,
    scores: Vec<f64>,
    unknown: f64,
}

#[derive(Clone, Copy)]
struct Node {
    first: u32,
    children: u32,
    piece: u32,
}

/// The best way to a place in a word.
#[derive(Clone, Copy)]
struct Way {
    score: f64,
    from: usize,
    piece: u32,
}

impl Units {
    /// From pieces with their log-probabilities; the first stands for what is unknown.
    pub(super) fn new(pieces: &[(String, f64)]) -> Self {
        let mut sorted: Vec<(&[u8], u32)> =
            (0..).zip(pieces).map(|(id, (text, _))| (text.as_bytes(), id)).collect();
        sorted.sort_unstable();
        let root = Node { first: 0, children: 0, piece: NONE };
        let (mut nodes, mut labels) = (vec![root], vec![0]);
        let mut open = std::collections::VecDeque::from([(0, 0..sorted.len(), 0)]);
        while let Some((node, mut range, depth)) = open.pop_front() {
            while let Some((text, id)) = sorted.get(range.start)
                && range.start < range.end
                && text.len() == depth
            {
                nodes[node].piece = *id;
                range.start += 1;
            }
            nodes[node].first = nodes.len() as u32;
            let byte = |at: usize| sorted[at].0[depth];
            while range.start < range.end {
                let label = byte(range.start);
                let same = range.clone().take_while(|&at| byte(at) == label).count();
                open.push_back((nodes.len(), range.start..range.start + same, depth + 1));
                nodes.push(root);
                labels.push(label);
                nodes[node].children += 1;
                range.start += same;
            }
        }
        let scores: Vec<f64> = pieces.iter().map(|(_, score)| *score).collect();
        let unknown = scores.iter().copied().fold(f64::INFINITY, f64::min) - UNKNOWN;
        Self { nodes, labels, scores, unknown }
    }

    /// The pieces of a text by their numbers, those that are unknown left out.
    pub(super) fn cut(&self, text: &str) -> Vec<u16> {
        let bytes = text.as_bytes();
        let unreached = Way { score: 0.0, from: usize::MAX, piece: 0 };
        let mut ways = vec![unreached; bytes.len() + 1];
        for (start, letter) in text.char_indices() {
            let here = ways[start].score;
            let mut reach = |end: usize, piece: u32, score: f64| {
                let way = &mut ways[end];
                if way.from == usize::MAX || here + score > way.score {
                    *way = Way { score: here + score, from: start, piece };
                }
            };
            let (mut node, mut end, mut known) = (self.nodes[0], start, false);
            while let Some(child) = bytes.get(end).and_then(|byte| self.child(node, *byte)) {
                (node, end) = (self.nodes[child], end + 1);
                if node.piece != NONE {
                    reach(end, node.piece, self.scores[node.piece as usize]);
                    known |= end == start + letter.len_utf8();
                }
            }
            if !known {
                reach(start + letter.len_utf8(), 0, self.unknown);
            }
        }
        let (mut found, mut end) = (Vec::new(), bytes.len());
        while end > 0 {
            let Way { from, piece, .. } = ways[end];
            found.extend(Some(piece).filter(|piece| *piece != 0).map(|piece| piece as u16));
            end = from;
        }
        found.reverse();
        found
    }

    fn child(&self, node: Node, byte: u8) -> Option<usize> {
        let first = node.first as usize;
        let labels = &self.labels[first..first + node.children as usize];
        let at = if labels.len() < 16 {
            labels.iter().position(|label| *label == byte)?
        } else {
            labels.binary_search(&byte).ok()?
        };
        Some(first + at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vectors::{TABLE, pieces_of};
    use tokenizers::Model;
    use tokenizers::models::unigram::Unigram;

    /// Words of our own corpora, and such that no corpus has.
    #[test]
    fn words_are_cut_as_by_the_crate_that_trained_the_pieces() {
        let mut bytes = crate::vectors::Bytes(TABLE);
        bytes.take(4).unwrap();
        let n = bytes.u32().unwrap() as usize;
        bytes.take(8).unwrap();
        let pieces = pieces_of(&mut bytes, n).unwrap();
        let units = Units::new(&pieces);
        let crate_units = Unigram::from(pieces, Some(0), false).unwrap();
        let corpora = [
            include_str!("../../corpora/weekly/input.csv"),
            include_str!("../../corpora/feedback-fi/test.jsonl"),
            include_str!("../../corpora/feedback-en/test.jsonl"),
            "ß 漢字 x̄y 🙂🙂a щука <unk> a<unk>b ▁▁ é ǅungla",
        ];
        for word in corpora.iter().flat_map(|text| text.split_whitespace()) {
            for text in [format!("▁{}", word.to_lowercase()), word.to_owned()] {
                let tokens = crate_units.tokenize(&text).unwrap();
                let expected: Vec<u16> =
                    tokens.iter().filter(|t| t.id != 0).map(|t| t.id as u16).collect();
                assert_eq!(units.cut(&text), expected, "{text}");
            }
        }
    }
}

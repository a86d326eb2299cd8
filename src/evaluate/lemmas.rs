//! Are the base forms right? Accuracy by token and by type, and whether forms of one word meet.
//!
//! Over content words only (NOUN VERB ADJ ADV). Forms are lower-cased; in base forms, gold or
//! found, case, `#` and `-` do not count. Where labels mark the parts of compounds (`a#b`), their
//! boundaries are compared too. Reads no file: the caller hands over the rows.

use std::time::Instant;

use rustc_hash::FxHashMap;

use crate::analyse::understand::Understander;
use crate::lang::Lang;

/// One labelled word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LemmaRow<'a> {
    /// The form as written.
    pub form: &'a str,
    /// Its base form by the label.
    pub lemma: &'a str,
    /// Universal part of speech: `NOUN`, `VERB`, …
    pub upos: &'a str,
}

/// How good the base forms are. Shares are 0…100.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize)]
pub struct LemmaFigures {
    /// Share of tokens with the right base form.
    pub token_accuracy: f64,
    /// Share of distinct forms whose base form is their most frequent label.
    pub type_accuracy: f64,
    /// Harmonic mean of `pair_precision` and `pair_recall`.
    pub pair_f1: f64,
    /// Share of pairs of forms brought together that the labels bring together.
    pub pair_precision: f64,
    /// Share of pairs of forms that the labels bring together and the analysis does too.
    pub pair_recall: f64,
    /// Distinct forms analysed per second, without a cache, on one core.
    pub words_per_second: f64,
    /// The boundaries of compounds, where any label marks one.
    #[serde(flatten)]
    pub compounds: Option<CompoundFigures>,
}

/// Whether words are cut where the labels say. Shares are 0…100; over distinct forms.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct CompoundFigures {
    /// Share of the boundaries found that are labelled.
    pub compound_precision: f64,
    /// Share of the labelled boundaries that are found.
    pub compound_recall: f64,
    /// Distinct forms whose label marks a boundary.
    pub n: usize,
}

/// Evaluates the compiled-in analysis. Reads the clock: `words_per_second` differs between runs.
pub fn evaluate_lemmas<'a>(
    rows: impl IntoIterator<Item = LemmaRow<'a>>,
    lang: Lang,
) -> LemmaFigures {
    let mut types: Vec<(String, FxHashMap<String, usize>)> = Vec::new();
    let mut index: FxHashMap<String, usize> = FxHashMap::default();
    let mut cuts: Vec<Vec<usize>> = Vec::new();
    let mut marked = false;
    for row in rows.into_iter().filter(|r| matches!(r.upos, "NOUN" | "VERB" | "ADJ" | "ADV")) {
        marked |= row.lemma.contains('#');
        let form = row.form.to_lowercase();
        let at = *index.entry(form.clone()).or_insert_with(|| {
            types.push((form, FxHashMap::default()));
            cuts.push(boundaries(row.lemma.split(['#', '-'])));
            types.len() - 1
        });
        if let Some((_, labels)) = types.get_mut(at) {
            *labels.entry(normal(row.lemma)).or_default() += 1;
        }
    }
    let understander = Understander::builtin();
    let _ = understander.word("kuiske", Some(lang)); // tables are read before the clock starts
    let start = Instant::now();
    let found: Vec<_> = types.iter().map(|(form, _)| understander.word(form, Some(lang))).collect();
    let seconds = start.elapsed().as_secs_f64();
    let pieces = found.iter().map(|word| boundaries(understander.pieces(word).into_iter()));
    let compounds = compare_boundaries(&cuts, pieces);
    let found: Vec<String> = found.iter().map(|w| normal(&w.lemma)).collect();
    let mut figures = compare(&types, &found);
    figures.compounds = compounds.filter(|_| marked);
    figures.words_per_second = if seconds > 0.0 { types.len() as f64 / seconds } else { 0.0 };
    figures
}

fn normal(lemma: &str) -> String {
    lemma.to_lowercase().replace(['#', '-'], "")
}

fn compare(types: &[(String, FxHashMap<String, usize>)], found: &[String]) -> LemmaFigures {
    let (mut tokens, mut right_tokens, mut right_types) = (0, 0, 0);
    let mut by_label: FxHashMap<&str, u64> = FxHashMap::default();
    let mut by_found: FxHashMap<&str, u64> = FxHashMap::default();
    let mut by_both: FxHashMap<(&str, &str), u64> = FxHashMap::default();
    for ((_, labels), found) in types.iter().zip(found) {
        tokens += labels.values().sum::<usize>();
        right_tokens += labels.get(found).copied().unwrap_or(0);
        // The most frequent label; of equals the first in the alphabet.
        let most = labels.iter().max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0)));
        let label = most.map_or("", |(l, _)| l.as_str());
        right_types += usize::from(label == found);
        *by_label.entry(label).or_default() += 1;
        *by_found.entry(found).or_default() += 1;
        *by_both.entry((label, found)).or_default() += 1;
    }
    let together = pairs(by_both.values());
    let precision = share(together, pairs(by_found.values()));
    let recall = share(together, pairs(by_label.values()));
    LemmaFigures {
        token_accuracy: share(right_tokens as f64, tokens as f64),
        type_accuracy: share(f64::from(right_types as u32), types.len() as f64),
        pair_f1: if precision + recall > 0.0 {
            2.0 * precision * recall / (precision + recall)
        } else {
            0.0
        },
        pair_precision: precision,
        pair_recall: recall,
        words_per_second: 0.0,
        compounds: None,
    }
}

/// Byte offsets between the pieces of a word, in the word without marks and hyphens.
fn boundaries<'a>(pieces: impl Iterator<Item = &'a str>) -> Vec<usize> {
    let mut at = 0;
    let mut ends: Vec<usize> = pieces
        .flat_map(|piece| piece.split('-'))
        .filter(|piece| !piece.is_empty())
        .map(|piece| {
            at += piece.len();
            at
        })
        .collect();
    ends.pop();
    ends
}

/// Boundaries found against those labelled; nothing where no label has one.
fn compare_boundaries(
    labelled: &[Vec<usize>],
    found: impl Iterator<Item = Vec<usize>>,
) -> Option<CompoundFigures> {
    let (mut all, mut right, mut wanted) = (0, 0, 0);
    for (labelled, found) in labelled.iter().zip(found) {
        all += found.len();
        wanted += labelled.len();
        right += found.iter().filter(|at| labelled.contains(at)).count();
    }
    let n = labelled.iter().filter(|cuts| !cuts.is_empty()).count();
    (n > 0).then(|| CompoundFigures {
        compound_precision: share(right as f64, all as f64),
        compound_recall: share(right as f64, wanted as f64),
        n,
    })
}

/// Pairs within groups of these sizes.
fn pairs<'a>(sizes: impl Iterator<Item = &'a u64>) -> f64 {
    sizes.map(|n| n * n.saturating_sub(1) / 2).sum::<u64>() as f64
}

/// Percentage; 0 of 0 is 0.
fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { 100.0 * part / whole } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boundaries_agree_with_a_hand_count() {
        let labelled = ["verkko#kauppa", "talo", "asiakas#palvelu#piste", "etu-osa"]
            .map(|label| boundaries(label.split('#')));
        let found = ["verkko kauppa", "ta lo", "asiakaspalvelu piste", "etu osa"];
        let found = found.iter().map(|pieces| boundaries(pieces.split(' ')));
        let figures = compare_boundaries(&labelled, found).unwrap();
        assert!((figures.compound_precision - 75.0).abs() < 1e-9);
        assert!((figures.compound_recall - 75.0).abs() < 1e-9);
        assert_eq!(figures.n, 3);
        assert_eq!(compare_boundaries(&[vec![]], [vec![2]].into_iter()), None);
    }

    #[test]
    fn agrees_with_a_hand_count() {
        let labels = |l: &str| FxHashMap::from_iter([(l.to_owned(), 1)]);
        let types = [("talot", "talo"), ("talon", "talo"), ("talossa", "talo"), ("tie", "tie")]
            .map(|(f, l)| (f.to_owned(), labels(l)));
        let found = ["talo", "talo", "tie", "tie"].map(str::to_owned);
        let f = compare(&types, &found);
        // One right pair of two found, of three labelled.
        assert_eq!((f.token_accuracy, f.type_accuracy), (75.0, 75.0));
        assert!(
            (f.pair_precision - 50.0).abs() < 1e-9 && (f.pair_recall - 100.0 / 3.0).abs() < 1e-9
        );
        assert!((f.pair_f1 - 40.0).abs() < 1e-9);
    }
}

//! Cues against labels. A text may carry more cues than the one it is labelled with.

use serde::Serialize;

use super::classes::share;
use crate::score::{Cue, Scored};

/// The cues that labels name.
pub const LABELLED: [Cue; 11] = [
    Cue::Silenced,
    Cue::Faint,
    Cue::Wish,
    Cue::Workaround,
    Cue::Handoff,
    Cue::Dismissal,
    Cue::Churn,
    Cue::Competitor,
    Cue::PromiseBroken,
    Cue::PromiseKept,
    Cue::StaffPraise,
];

/// How often one cue is found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CueFigures {
    /// Name of the cue.
    pub cue: &'static str,
    /// Texts labelled with it.
    pub n: usize,
    /// Share of them in which it was found.
    pub recall: f64,
    /// Share of the texts labelled `none` in which it was found.
    pub false_positive_rate: f64,
}

/// Accuracy of cues, as `kuiske evaluate cues` prints it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CuesFigures {
    /// Texts with a label.
    pub n: usize,
    /// Mean recall over the labels that occur, `none` left out.
    pub macro_recall: f64,
    /// Share of the texts labelled `none` in which any of the cues was found.
    pub false_positive_rate: f64,
    /// Figures per cue that occurs as a label.
    pub cues: Vec<CueFigures>,
}

/// Compares cues with labels: names of cues, one or several a text, or `none`.
pub fn cues<L: AsRef<[S]>, S: AsRef<str>>(labels: &[L], scores: &[Scored]) -> CuesFigures {
    let bears = |own: &L, label: &str| own.as_ref().iter().any(|one| one.as_ref() == label);
    let with = |label: &str, holds: &dyn Fn(&Scored) -> bool| {
        let of_label = labels.iter().zip(scores).filter(|(own, _)| bears(own, label));
        let (mut n, mut found) = (0, 0);
        for (_, scored) in of_label {
            n += 1;
            found += usize::from(holds(scored));
        }
        (n, share(found, n))
    };
    let figures: Vec<CueFigures> = LABELLED
        .into_iter()
        .filter(|cue| labels.iter().any(|own| bears(own, cue.name())))
        .map(|cue| {
            let holds = |scored: &Scored| scored.cues.has(cue);
            let (n, recall) = with(cue.name(), &holds);
            CueFigures { cue: cue.name(), n, recall, false_positive_rate: with("none", &holds).1 }
        })
        .collect();
    let any = |scored: &Scored| LABELLED.into_iter().any(|cue| scored.cues.has(cue));
    CuesFigures {
        n: labels.len(),
        macro_recall: figures.iter().map(|f| f.recall).sum::<f64>() / figures.len().max(1) as f64,
        false_positive_rate: with("none", &any).1,
        cues: figures,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::CueSet;

    #[test]
    fn other_cues_of_a_labelled_text_are_no_fault() {
        let with = |cues: &[Cue]| {
            let mut set = CueSet::default();
            cues.iter().for_each(|cue| set.insert(*cue));
            Scored { cues: set, ..Scored::default() }
        };
        let scores = [with(&[Cue::Wish, Cue::Churn]), with(&[Cue::Churn]), with(&[Cue::Hedge])];
        let labels = [vec!["wish"], vec!["churn", "faint"], vec!["none"]];
        let figures = cues(&labels, &scores);
        assert!((figures.macro_recall - 2.0 / 3.0).abs() < 1e-12);
        assert!(figures.false_positive_rate.abs() < 1e-12);
    }
}

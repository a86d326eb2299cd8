//! Themes against labels.

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::clusters::Agreement;
use crate::theme::ThemeId;

/// Agreement of themes with labels, as `kuiske evaluate themes` prints it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ThemeFigures {
    /// Texts with a label.
    pub n: usize,
    /// Themes found.
    pub themes: usize,
    /// Labels that occur.
    pub labels: usize,
    /// Adjusted mutual information; 0 is chance, 1 is full agreement.
    pub ami: f64,
    /// Normalised mutual information; flatters many small themes.
    pub nmi: f64,
    /// Adjusted Rand index.
    pub ari: f64,
    /// Share of texts that bear the commonest label of their theme.
    pub purity: f64,
    /// Share of texts in no theme; they count as a group of their own above.
    pub unassigned: f64,
}

/// Compares the main theme of each text with its label.
pub fn themes(labels: &[&str], found: &[Option<ThemeId>]) -> ThemeFigures {
    let mut numbers: FxHashMap<&str, u32> = FxHashMap::default();
    let pairs: Vec<(u32, u32)> = labels
        .iter()
        .zip(found)
        .map(|(label, theme)| {
            let next = numbers.len() as u32;
            (*numbers.entry(label).or_insert(next), theme.map_or(0, |theme| theme.0))
        })
        .collect();
    let distinct: std::collections::BTreeSet<_> = found.iter().flatten().collect();
    let missing = found.iter().filter(|theme| theme.is_none()).count();
    let agreement = Agreement::of(&pairs);
    ThemeFigures {
        n: pairs.len(),
        themes: distinct.len(),
        labels: numbers.len(),
        ami: agreement.ami(),
        nmi: agreement.nmi(),
        ari: agreement.ari(),
        purity: agreement.purity(),
        unassigned: super::classes::share(missing, found.len()),
    }
}

/// Share of the texts with one mark, such as translations of each other, that share their theme
/// with another text of that mark; `None` where no mark comes twice.
pub fn pairs_together(marks: &[Option<&str>], found: &[Option<ThemeId>]) -> Option<f64> {
    let mut groups: FxHashMap<&str, Vec<Option<ThemeId>>> = FxHashMap::default();
    for (mark, theme) in marks.iter().zip(found) {
        if let Some(mark) = mark {
            groups.entry(mark).or_default().push(*theme);
        }
    }
    let (mut together, mut all) = (0, 0);
    for themes in groups.values().filter(|themes| themes.len() > 1) {
        all += themes.len();
        let shared = |theme: &&Option<ThemeId>| themes.iter().filter(|t| t == theme).count() > 1;
        together += themes.iter().filter(shared).count();
    }
    (all > 0).then(|| super::classes::share(together, all))
}

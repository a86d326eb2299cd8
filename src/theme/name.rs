//! Names of groups of comments that are no themes: what tells each from all the others.

use crate::analyse::Corpus;

use super::codebook::{Codebook, Theme};
use super::embed::Embedder;
use super::label::Labeller;
use super::{Membership, ThemeId};

/// Labels of groups of comments in Finnish and English, in the order of the groups. A comment in
/// none of them counts as background. `None` where no word tells a group from the rest.
pub fn name_groups(
    groups: &[Vec<u32>],
    corpus: &Corpus,
    embedder: &Embedder<'_>,
    labeller: &Labeller,
) -> Vec<Option<[String; 2]>> {
    let rest = ThemeId(groups.len() as u32 + 1);
    let mut of: Vec<ThemeId> = vec![rest; corpus.analyses.len()];
    for (id, group) in (1..).map(ThemeId).zip(groups) {
        for &comment in group {
            of[comment as usize] = id;
        }
    }
    let frame = embedder.frame(&corpus.analyses);
    let middle = |group: &Vec<u32>| {
        let mut sum = vec![0.0; embedder.dim()];
        for &comment in group {
            let own = embedder.embed(&corpus.analyses[comment as usize], &frame).comment;
            sum.iter_mut().zip(&own).for_each(|(sum, own)| *sum += own);
        }
        let length = sum.iter().map(|x| x * x).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        sum.iter().map(|x| x / length).collect()
    };
    let own = groups.iter().zip((1..).map(ThemeId));
    let mut themes: Vec<Theme> =
        own.map(|(group, id)| Theme { id, centre: middle(group), ..Theme::default() }).collect();
    // The background has a name already, so that it takes none.
    let named = || "–".to_owned();
    themes.push(Theme {
        id: rest,
        label_fi: named(),
        label_en: named(),
        centre: vec![0.0; embedder.dim()],
        ..Theme::default()
    });
    let mut codebook = Codebook { themes, next: rest.0 + 1, ..Codebook::within(frame) };
    let members: Vec<(usize, Vec<Membership>)> = of
        .iter()
        .zip(&corpus.analyses)
        .map(|(&theme, analysis)| {
            let clauses = 0..analysis.clauses.len() as u16;
            clauses.map(|clause| Membership { theme, clause, degree: 1.0 }).collect()
        })
        .enumerate()
        .collect();
    labeller.label(&mut codebook, corpus, &members, embedder);
    codebook.themes.pop();
    let name = |theme: Theme| {
        let told = !theme.phrases_fi.is_empty() || !theme.phrases_en.is_empty();
        let label = [theme.label_fi, theme.label_en];
        (told && !label.iter().any(|label| label.starts_with('–'))).then_some(label)
    };
    codebook.themes.into_iter().map(name).collect()
}

//! The words of the groups that the report puts side by side: detractors and promoters, customers and
//! staff.

use rustc_hash::FxHashMap;

use crate::analyse::corpus::Text;
use crate::archive::{Archive, History};
use crate::error::Error;
use crate::lang::Lang;
use crate::report::findings::Usage;
use crate::report::model::Sides;
use crate::tag::Tagger;

/// Comments of a group that are read at most, spread evenly over the period.
const READ: usize = 4000;

/// How often each group uses which words. `groups` holds the places of the comments in `history`.
pub(super) fn words(
    groups: Vec<(Sides, [Vec<usize>; 2])>,
    history: &History,
    archive: &Archive,
    tagger: &Tagger,
) -> Result<Vec<Usage>, Error> {
    let mut found = Vec::with_capacity(groups.len());
    for (sides, both) in groups {
        let mut counts: FxHashMap<(Lang, Box<str>), [u32; 2]> = FxHashMap::default();
        let mut read = [0; 2];
        for (side, places) in both.iter().enumerate() {
            let seqs: Vec<u64> = evenly(places).map(|at| history.seq[at]).collect();
            let stored = archive.fetch(&seqs)?;
            let texts: Vec<Text<'_>> =
                stored.iter().map(|s| Text { text: &s.text, declared: s.declared }).collect();
            let corpus = tagger.analyser().corpus(&texts);
            read[side] = corpus.analyses.len() as u32;
            for (lang, word) in tagger.telling(&corpus).into_iter().flatten() {
                counts.entry((lang, word.into())).or_default()[side] += 1;
            }
        }
        let mut words: Vec<_> = counts.into_iter().collect();
        words.sort_unstable();
        let words = words.into_iter().map(|((_, word), n)| (word, n)).collect();
        found.push(Usage { sides, read, words });
    }
    Ok(found)
}

/// At most [`READ`] of the places, evenly spread.
fn evenly(places: &[usize]) -> impl Iterator<Item = usize> {
    let take = places.len().min(READ);
    (0..take).filter_map(move |i| places.get(i * places.len() / take).copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_are_thinned_evenly() {
        assert_eq!(evenly(&[]).count(), 0);
        assert_eq!(evenly(&[7, 9]).collect::<Vec<_>>(), [7, 9]);
        let many: Vec<usize> = (0..3 * READ).collect();
        let few: Vec<usize> = evenly(&many).collect();
        assert_eq!((few.len(), few[1], few[READ - 1]), (READ, 3, 3 * READ - 3));
    }
}

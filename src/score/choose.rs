//! Which of the entries found in a clause count: the longest, and each word once.

use super::effect::Effect;
use super::matcher::Hit;
use super::view::View;

/// The valence entries of a clause that count, and which positions they take.
#[derive(Debug, Default)]
pub(crate) struct Choice {
    order: Vec<usize>,
    chosen: Vec<Hit>,
    /// Index in `chosen` + 1 of the entry that takes a position; 0 where it is free.
    owner: Vec<u16>,
}

impl Choice {
    /// Chooses valence entries that do not overlap: longest first, then leftmost, then the entry
    /// added last (a user's own row lies over a shipped one).
    pub(crate) fn choose(&mut self, view: &View<'_>, hits: &[Hit]) {
        self.order.clear();
        self.order.extend((0..hits.len()).filter(|&i| view.effect(hits[i]).value().is_some()));
        self.order.sort_unstable_by_key(|&i| {
            let hit = hits[i];
            (std::cmp::Reverse(hit.end - hit.start), hit.start, std::cmp::Reverse(hit.entry))
        });
        self.owner.clear();
        self.owner.resize(view.ids.len(), 0);
        self.chosen.clear();
        for &i in &self.order {
            let range = hits[i].start as usize..hits[i].end as usize;
            if self.owner[range.clone()].iter().all(|&owner| owner == 0) {
                self.chosen.push(hits[i]);
                self.owner[range].fill(1);
            }
        }
        self.chosen.sort_unstable_by_key(|hit| hit.start);
        self.yield_to_modifiers(view, hits);
        self.owner.fill(0);
        for (i, hit) in self.chosen.iter().enumerate() {
            self.owner[hit.start as usize..hit.end as usize].fill(i as u16 + 1);
        }
    }

    /// The entries that count, from left to right.
    pub(crate) fn entries(&self) -> &[Hit] {
        &self.chosen
    }

    /// The entry that takes a position.
    pub(crate) fn owner(&self, at: u16) -> Option<Hit> {
        let owner = *self.owner.get(at as usize)?;
        self.chosen.get((owner as usize).checked_sub(1)?).copied()
    }

    /// Whether no chosen entry takes a word of the hit.
    pub(crate) fn is_free(&self, hit: Hit) -> bool {
        self.owner[hit.start as usize..hit.end as usize].iter().all(|&owner| owner == 0)
    }

    /// *Hirveän hyvä*, *damn good*: a word that can strengthen does so where a valence follows.
    fn yield_to_modifiers(&mut self, view: &View<'_>, hits: &[Hit]) {
        let mut i = 0;
        while let Some(&hit) = self.chosen.get(i) {
            let next = self.chosen.get(i + 1);
            let leads = next.is_some_and(|next| {
                next.start == hit.end
                    && !view.is_cut_before(next.start)
                    && !matches!(view.effect(*next), Effect::Emoji(..))
            });
            let modifies = |h: &&Hit| {
                (h.start, h.end) == (hit.start, hit.end)
                    && matches!(view.effect(**h), Effect::Scale(_) | Effect::Soften(_))
            };
            if leads && hits.iter().find(modifies).is_some() {
                self.chosen.remove(i);
            } else {
                i += 1;
            }
        }
    }
}

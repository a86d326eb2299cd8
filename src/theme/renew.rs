//! Themes found anew in a body of comments that has outgrown them: what is still the same keeps its
//! ID, what is new gets one, what is gone leads to where most of its comments went.

use rustc_hash::FxHashMap;

use super::ThemeId;
use super::back::Back;
use super::codebook::{Codebook, Theme};
use super::edit::Gone;
use super::log::{Act, Change};

/// Comments by their theme before and after.
struct Flow {
    both: FxHashMap<(ThemeId, ThemeId), u32>,
    old: FxHashMap<ThemeId, u32>,
    new: FxHashMap<ThemeId, u32>,
}

impl Flow {
    fn of(pairs: &[(Option<ThemeId>, Option<ThemeId>)]) -> Self {
        let mut flow = Self {
            both: FxHashMap::default(),
            old: FxHashMap::default(),
            new: FxHashMap::default(),
        };
        for (old, new) in pairs {
            if let (Some(old), Some(new)) = (*old, *new) {
                *flow.both.entry((old, new)).or_default() += 1;
                *flow.old.entry(old).or_default() += 1;
                *flow.new.entry(new).or_default() += 1;
            }
        }
        flow
    }

    /// The old theme that is this new one: more than half of each lies in the other.
    fn same(&self, new: ThemeId) -> Option<ThemeId> {
        let own = self.both.iter().filter(|((_, to), _)| *to == new);
        let mut same =
            own.filter(|((old, _), n)| 2 * *n > self.old[old] && 2 * *n > self.new[&new]);
        same.next().map(|((old, _), _)| *old)
    }

    /// Where most comments of an old theme went.
    fn heir(&self, old: ThemeId) -> Option<ThemeId> {
        let own = self.both.iter().filter(|((from, _), _)| *from == old);
        let most = own.max_by_key(|((_, to), n)| (**n, std::cmp::Reverse(*to)));
        most.map(|((_, to), _)| *to)
    }
}

impl Codebook {
    /// The codebook with the themes that were found anew, in the same frame; `pairs` are the main
    /// themes of comments in this codebook and in that of the themes found. Themes that are pinned
    /// or have seeds stay as they are. New themes have no labels yet.
    #[must_use]
    pub fn renewed(
        &self,
        found: &Self,
        pairs: &[(Option<ThemeId>, Option<ThemeId>)],
        date: &str,
        reason: Option<&str>,
    ) -> Self {
        let flow = Flow::of(pairs);
        let mut book = self.clone();
        let by_hand = |theme: &Theme| theme.pinned || !theme.seeds.is_empty();
        book.themes.retain(by_hand);
        let (mut now, mut made) = (FxHashMap::default(), Vec::new());
        for new in &found.themes {
            let old = flow.same(new.id).and_then(|old| self.theme(old));
            let id = old.map_or(ThemeId(book.next), |old| old.id);
            now.insert(new.id, id);
            match old {
                Some(old) if by_hand(old) => {}
                Some(old) => book.themes.push(Theme {
                    centre: new.centre.clone(),
                    parts: new.parts.clone(),
                    behind: 0,
                    joined: Vec::new(),
                    ..old.clone()
                }),
                None => {
                    let mut theme = new.clone();
                    theme.unlabel();
                    theme.id = id;
                    book.themes.push(theme);
                    made.push(id.to_string());
                    book.next += 1;
                }
            }
        }
        book.themes.sort_by_key(|theme| theme.id);
        let lost = self.themes.iter().filter(|old| book.theme(old.id).is_none());
        let heir = |old: ThemeId| flow.heir(old).and_then(|new| now.get(&new).copied());
        let gone: Vec<Gone> = lost.map(|old| Gone { id: old.id, into: heir(old.id) }).collect();
        book.gone.extend(gone);
        book.log.push(Change {
            date: date.to_owned(),
            act: Act::Renew,
            theme: None,
            with: made,
            reason: reason.map(str::to_owned),
            undone: false,
            back: Back::between(self, &book),
        });
        book
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::{Frame, as_written};

    fn book(themes: &[(u32, bool)]) -> Codebook {
        let theme = |&(id, pinned): &(u32, bool)| Theme {
            id: ThemeId(id),
            label_fi: format!("fi {id}"),
            label_en: format!("en {id}"),
            pinned,
            centre: as_written(&[1.0, 0.0]),
            ..Theme::default()
        };
        Codebook {
            next: 1 + themes.iter().map(|(id, _)| *id).max().unwrap_or(0),
            themes: themes.iter().map(theme).collect(),
            ..Codebook::within(Frame::zero(2))
        }
    }

    #[test]
    fn the_same_keeps_its_id_and_the_gone_lead_on() {
        let (old, found) =
            (book(&[(1, false), (2, false), (3, true)]), book(&[(1, false), (2, false)]));
        let pair = |old, new| (Some(ThemeId(old)), Some(ThemeId(new)));
        // The first is found again as the second; the second falls among the others.
        let pairs = [pair(1, 2), pair(1, 2), pair(1, 2), pair(2, 1), pair(3, 1), pair(2, 2)];
        let new = old.renewed(&found, &pairs, "2026-01-01", None);
        let ids: Vec<u32> = new.themes.iter().map(|theme| theme.id.0).collect();
        assert_eq!(ids, [1, 3, 4]);
        assert_eq!(
            (new.themes[0].label_en.as_str(), new.themes[2].label_en.as_str()),
            ("en 1", "")
        );
        assert_eq!(new.resolve(ThemeId(2)), Some(ThemeId(4)));
        let back = new.undone("2026-01-02", None).unwrap();
        assert_eq!(back.themes, old.themes);
        assert_eq!(back.resolve(ThemeId(4)), Some(ThemeId(2)));
    }
}

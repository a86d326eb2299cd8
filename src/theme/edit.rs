//! Changes of a codebook by hand: pure functions that give a new codebook and log what was done,
//! why and when, and how to take it back. An ID that goes leaves a tombstone, so that old exports
//! still resolve.

use serde::{Deserialize, Serialize};

use crate::lang::Lang;

use super::ThemeId;
use super::back::Back;
use super::codebook::{Codebook, Core, Moved, Seed, Theme, as_written, middle};
use super::log::{Act, Change};

/// A theme that lives no more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gone {
    /// Its ID, never used again.
    pub id: ThemeId,
    /// The theme its members went to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub into: Option<ThemeId>,
}

/// What to change.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Gives a theme another label in one language (English for all but Finnish).
    Rename {
        /// The theme.
        theme: ThemeId,
        /// Language of the label.
        lang: Lang,
        /// The new label.
        label: String,
    },
    /// Puts the members of some themes into another one.
    Merge {
        /// The themes that go.
        from: Vec<ThemeId>,
        /// The theme that stays.
        into: ThemeId,
    },
    /// Gives each sub-theme of a theme an ID of its own; the theme goes.
    Split {
        /// The theme that goes.
        theme: ThemeId,
    },
    /// Fixes a theme: it keeps its label and never counts as fading.
    Pin {
        /// The theme.
        theme: ThemeId,
        /// Whether it is fixed from now on.
        pinned: bool,
    },
    /// Keeps words out of all labels and key phrases.
    Forbid {
        /// The words, in base form.
        words: Vec<String>,
    },
    /// Takes words from the forbidden ones.
    Allow {
        /// The words.
        words: Vec<String>,
    },
    /// Draws what means the same as some phrases into a theme.
    Seed {
        /// The theme.
        theme: ThemeId,
        /// The phrases with their directions.
        seeds: Vec<Seed>,
    },
    /// Makes a new theme from phrases.
    New {
        /// Finnish label.
        label_fi: String,
        /// English label.
        label_en: String,
        /// The phrases with their directions.
        seeds: Vec<Seed>,
    },
    /// Puts clauses of a comment into a theme.
    Move {
        /// Key of the record.
        key: String,
        /// Directions of the clauses.
        clauses: Vec<Vec<f32>>,
        /// Where they belong.
        theme: ThemeId,
    },
}

/// A change that cannot be made.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum EditError {
    /// No theme has the ID.
    #[error("the codebook has no theme {0}\nhint: `kuiske themes` lists them")]
    Unknown(ThemeId),
    /// A theme cannot be merged with itself.
    #[error(
        "{0} cannot be merged with itself\nhint: name the theme that goes, then the one that stays"
    )]
    Itself(ThemeId),
    /// Labels tell themes apart, so they must differ.
    #[error("`{label}` is the label of {owner}\nhint: merge the two, or choose another label")]
    Taken {
        /// The label.
        label: String,
        /// The theme that has it.
        owner: ThemeId,
    },
    /// A label or phrase without a letter.
    #[error("`{0}` says nothing\nhint: write a word or a few")]
    Blank(String),
    /// The theme is all of a piece.
    #[error(
        "{0} has no sub-themes to split it by\nhint: make a theme of some phrases: kuiske themes new"
    )]
    Whole(ThemeId),
    /// There is no change that could be taken back.
    #[error("nothing is left to take back\nhint: `kuiske themes log` lists the changes")]
    NothingToUndo,
}

/// What was done, the theme it is about, and with what.
type Done = (Act, Option<ThemeId>, Vec<String>);

impl Codebook {
    /// The codebook after a change.
    ///
    /// # Errors
    /// See [`EditError`]; the codebook is not changed then.
    pub fn edited(&self, edit: &Edit, date: &str, reason: Option<&str>) -> Result<Self, EditError> {
        let mut book = self.clone();
        let (act, theme, with) = match edit {
            Edit::Rename { theme, lang, label } => book.rename(*theme, *lang, label)?,
            Edit::Merge { from, into } => book.merge(from, *into)?,
            Edit::Split { theme } => book.split(*theme)?,
            Edit::Pin { theme, pinned } => book.pin(*theme, *pinned)?,
            Edit::Forbid { words } => book.forbid(words)?,
            Edit::Allow { words } => book.allow(words),
            Edit::Seed { theme, seeds } => book.seed(*theme, seeds)?,
            Edit::New { label_fi, label_en, seeds } => book.add(label_fi, label_en, seeds)?,
            Edit::Move { key, clauses, theme } => book.place(key, clauses, *theme)?,
        };
        let (date, reason) = (date.to_owned(), reason.map(str::to_owned));
        let back = Back::between(self, &book);
        book.log.push(Change { date, act, theme, with, reason, undone: false, back });
        Ok(book)
    }

    /// The codebook with its latest change taken back that was not yet; that, too, is logged.
    ///
    /// # Errors
    /// There is no such change.
    pub fn undone(&self, date: &str, reason: Option<&str>) -> Result<Self, EditError> {
        let open = |change: &Change| !change.undone && !change.back.is_empty();
        let at = self.log.iter().rposition(open).ok_or(EditError::NothingToUndo)?;
        let mut book = self.clone();
        let change = self.log[at].clone();
        change.back.restore(&mut book);
        book.log[at] = Change { undone: true, back: Back::default(), ..change.clone() };
        let act = std::iter::once(change.act.name().to_owned());
        book.log.push(Change {
            date: date.to_owned(),
            act: Act::Undo,
            theme: change.theme,
            with: act.chain(change.with).collect(),
            reason: reason.map(str::to_owned),
            undone: false,
            back: Back::default(),
        });
        Ok(book)
    }

    /// The codebook with a theme for each phrase that is not among the seeds yet: the one that bears
    /// its name, or a new one.
    #[must_use]
    pub fn seeded(mut self, seeds: Vec<Seed>, born: Option<&str>) -> Self {
        for seed in seeds {
            let known = |theme: &Theme| theme.seeds.iter().any(|own| own.phrase == seed.phrase);
            let label = seed.phrase.trim().to_owned();
            if !label.chars().any(char::is_alphanumeric) || self.themes.iter().any(known) {
                continue;
            }
            let named = self.find(&label).and_then(|id| self.position(id).ok());
            if let Some(at) = named {
                self.themes[at].seeds.push(seed);
                continue;
            }
            self.themes.push(Theme {
                id: ThemeId(self.next),
                label_fi: label.clone(),
                label_en: label,
                born: born.map(str::to_owned),
                centre: middle(std::slice::from_ref(&seed.vector)),
                seeds: vec![seed],
                ..Theme::default()
            });
            self.next += 1;
        }
        self
    }

    fn position(&self, id: ThemeId) -> Result<usize, EditError> {
        self.themes.binary_search_by_key(&id, |theme| theme.id).map_err(|_| EditError::Unknown(id))
    }

    fn fresh_label(
        &self,
        id: Option<ThemeId>,
        lang: Lang,
        label: &str,
    ) -> Result<String, EditError> {
        let label = label.trim();
        if !label.chars().any(char::is_alphanumeric) {
            return Err(EditError::Blank(label.to_owned()));
        }
        let same = |theme: &&Theme| {
            Some(theme.id) != id && theme.label(lang).to_lowercase() == label.to_lowercase()
        };
        match self.themes.iter().find(same) {
            Some(other) => Err(EditError::Taken { label: label.to_owned(), owner: other.id }),
            None => Ok(label.to_owned()),
        }
    }

    fn rename(&mut self, id: ThemeId, lang: Lang, label: &str) -> Result<Done, EditError> {
        let at = self.position(id)?;
        let label = self.fresh_label(Some(id), lang, label)?;
        let own = self.themes[at].label_mut(lang);
        let with = vec![std::mem::replace(own, label.clone()), label];
        Ok((Act::Rename, Some(id), with))
    }

    /// The theme that stays points between all of them, and has the others and their parts as
    /// parts.
    fn merge(&mut self, from: &[ThemeId], into: ThemeId) -> Result<Done, EditError> {
        self.position(into)?;
        let mut took = Vec::new();
        for &from in from {
            if from == into {
                return Err(EditError::Itself(from));
            }
            let old = self.themes.remove(self.position(from)?);
            let at = self.position(into)?;
            let theme = &mut self.themes[at];
            took.push(format!("{from} ({} / {})", old.label_fi, old.label_en));
            theme.joined.push(old.core());
            theme.joined.extend(old.joined);
            theme.joined.retain(|core| !core.centre.is_empty());
            if theme.centre.is_empty() && !theme.joined.is_empty() {
                let Core { behind, centre, parts } = theme.joined.remove(0);
                (theme.behind, theme.centre, theme.parts) = (behind, centre, parts);
            }
            theme.seeds.extend(old.seeds);
            self.gone.push(Gone { id: from, into: Some(into) });
        }
        Ok((Act::Merge, Some(into), took))
    }

    fn split(&mut self, id: ThemeId) -> Result<Done, EditError> {
        let at = self.position(id)?;
        if self.themes[at].pieces() < 2 {
            return Err(EditError::Whole(id));
        }
        let old = self.themes.remove(at);
        let first = self.next;
        let behind = old.behind;
        let part = |centre: &Vec<f32>| Core { behind, centre: centre.clone(), parts: Vec::new() };
        let pieces: Vec<Core> = if old.joined.is_empty() {
            old.parts.iter().map(part).collect()
        } else {
            std::iter::once(old.core()).chain(old.joined.clone()).collect()
        };
        for (number, Core { behind, centre, parts }) in (1..).zip(pieces) {
            self.themes.push(Theme {
                id: ThemeId(self.next),
                label_fi: format!("{} {number}", old.label_fi),
                label_en: format!("{} {number}", old.label_en),
                behind,
                centre,
                parts,
                joined: Vec::new(),
                seeds: Vec::new(),
                ..old.clone()
            });
            self.next += 1;
        }
        self.gone.push(Gone { id, into: Some(ThemeId(first)) });
        let made = (first..self.next).map(|number| ThemeId(number).to_string());
        Ok((Act::Split, Some(id), made.collect()))
    }

    fn pin(&mut self, id: ThemeId, pinned: bool) -> Result<Done, EditError> {
        let at = self.position(id)?;
        self.themes[at].pinned = pinned;
        self.themes[at].fading = None;
        Ok((if pinned { Act::Pin } else { Act::Unpin }, Some(id), Vec::new()))
    }

    fn forbid(&mut self, words: &[String]) -> Result<Done, EditError> {
        for word in words {
            let word = word.trim().to_lowercase();
            if !word.chars().any(char::is_alphanumeric) {
                return Err(EditError::Blank(word));
            }
            self.forbidden.push(word);
        }
        self.forbidden.sort();
        self.forbidden.dedup();
        for theme in self.themes.iter_mut().filter(|theme| !theme.pinned) {
            let holds = |label: &str| {
                let words = label.split(|c: char| !c.is_alphanumeric() && c != '-');
                words.map(str::to_lowercase).any(|word| self.forbidden.contains(&word))
            };
            if holds(&theme.label_fi) || holds(&theme.label_en) {
                theme.unlabel();
            }
            theme.phrases_fi.retain(|phrase| !holds(phrase));
            theme.phrases_en.retain(|phrase| !holds(phrase));
        }
        Ok((Act::Forbid, None, words.to_vec()))
    }

    fn allow(&mut self, words: &[String]) -> Done {
        let words: Vec<String> = words.iter().map(|word| word.trim().to_lowercase()).collect();
        self.forbidden.retain(|word| !words.contains(word));
        (Act::Allow, None, words)
    }

    fn seed(&mut self, id: ThemeId, seeds: &[Seed]) -> Result<Done, EditError> {
        let at = self.position(id)?;
        let names = phrases(seeds)?;
        let own = &mut self.themes[at].seeds;
        own.retain(|old| seeds.iter().all(|new| new.phrase != old.phrase));
        own.extend_from_slice(seeds);
        Ok((Act::Seed, Some(id), names))
    }

    fn add(&mut self, fi: &str, en: &str, seeds: &[Seed]) -> Result<Done, EditError> {
        let label_fi = self.fresh_label(None, Lang::Fi, fi)?;
        let label_en = self.fresh_label(None, Lang::En, en)?;
        let names = phrases(seeds)?;
        let centre = middle(&seeds.iter().map(|seed| seed.vector.clone()).collect::<Vec<_>>());
        let (id, seeds) = (ThemeId(self.next), seeds.to_vec());
        self.themes.push(Theme { id, label_fi, label_en, centre, seeds, ..Theme::default() });
        self.next += 1;
        Ok((Act::New, Some(id), names))
    }

    fn place(
        &mut self,
        key: &str,
        clauses: &[Vec<f32>],
        theme: ThemeId,
    ) -> Result<Done, EditError> {
        self.position(theme)?;
        let clauses: Vec<Vec<f32>> = clauses.iter().map(|v| as_written(v)).collect();
        self.moved.retain(|old| clauses.iter().all(|new| *new != old.vector));
        let key_of = |vector| Moved { key: key.to_owned(), theme, vector };
        self.moved.extend(clauses.into_iter().map(key_of));
        Ok((Act::Move, Some(theme), vec![key.to_owned()]))
    }
}

fn phrases(seeds: &[Seed]) -> Result<Vec<String>, EditError> {
    let blank = |seed: &&Seed| !seed.phrase.chars().any(char::is_alphanumeric);
    match seeds.iter().find(blank) {
        Some(seed) => Err(EditError::Blank(seed.phrase.clone())),
        None if seeds.is_empty() => Err(EditError::Blank(String::new())),
        None => Ok(seeds.iter().map(|seed| seed.phrase.clone()).collect()),
    }
}

#[cfg(test)]
mod tests;

//! Changes of a codebook by hand: pure functions that give a new codebook and log what was done,
//! why and when. An ID that goes leaves a tombstone, so that old exports still resolve.

use serde::{Deserialize, Serialize};

use crate::lang::Lang;

use super::ThemeId;
use super::codebook::{Codebook, Theme, rounded_centre};
use super::matrix::{add_scaled, normalise};

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

/// One change, as the log keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// Day of the change, as the caller gives it.
    pub date: String,
    /// The theme that was changed.
    pub theme: ThemeId,
    /// What was done.
    pub what: String,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// What to change.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// Puts the members of one theme into another one.
    Merge {
        /// The theme that goes.
        from: ThemeId,
        /// The theme that stays.
        into: ThemeId,
    },
    /// Gives each sub-theme of a theme an ID of its own; the theme goes.
    Split {
        /// The theme that goes.
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
    #[error("{0} cannot be merged with itself")]
    Itself(ThemeId),
    /// Labels tell themes apart, so they must differ.
    #[error("`{label}` is the label of {owner}\nhint: merge the two, or choose another label")]
    Taken {
        /// The label.
        label: String,
        /// The theme that has it.
        owner: ThemeId,
    },
    /// The theme is all of a piece.
    #[error("{0} has no sub-themes to split it by")]
    Whole(ThemeId),
}

impl Codebook {
    /// The codebook after a change.
    ///
    /// # Errors
    /// See [`EditError`]; the codebook is not changed then.
    pub fn edited(&self, edit: &Edit, date: &str, reason: Option<&str>) -> Result<Self, EditError> {
        let mut book = self.clone();
        let (theme, what) = match edit {
            Edit::Rename { theme, lang, label } => book.rename(*theme, *lang, label)?,
            Edit::Merge { from, into } => book.merge(*from, *into)?,
            Edit::Split { theme } => book.split(*theme)?,
        };
        let reason = reason.map(str::to_owned);
        book.log.push(Change { date: date.to_owned(), theme, what, reason });
        Ok(book)
    }

    /// The theme an ID of any age stands for now; `None` if its members went nowhere.
    pub fn resolve(&self, id: ThemeId) -> Option<ThemeId> {
        let mut id = id;
        for _ in 0..=self.gone.len() {
            match self.gone.iter().find(|gone| gone.id == id) {
                Some(gone) => id = gone.into?,
                None => return self.theme(id).map(|theme| theme.id),
            }
        }
        None
    }

    fn position(&self, id: ThemeId) -> Result<usize, EditError> {
        self.themes.binary_search_by_key(&id, |theme| theme.id).map_err(|_| EditError::Unknown(id))
    }

    fn rename(
        &mut self,
        id: ThemeId,
        lang: Lang,
        label: &str,
    ) -> Result<(ThemeId, String), EditError> {
        let at = self.position(id)?;
        let same = |theme: &&Theme| {
            theme.id != id && theme.label(lang).to_lowercase() == label.to_lowercase()
        };
        if let Some(other) = self.themes.iter().find(same) {
            return Err(EditError::Taken { label: label.to_owned(), owner: other.id });
        }
        let theme = &mut self.themes[at];
        let what = format!("renamed from `{}` to `{label}`", theme.label(lang));
        match lang {
            Lang::Fi => label.clone_into(&mut theme.label_fi),
            Lang::En | Lang::Sv | Lang::Other => label.clone_into(&mut theme.label_en),
        }
        Ok((id, what))
    }

    /// The theme that stays points between the two, and has the other and its parts as parts.
    fn merge(&mut self, from: ThemeId, into: ThemeId) -> Result<(ThemeId, String), EditError> {
        if from == into {
            return Err(EditError::Itself(from));
        }
        self.position(into)?;
        let old = self.themes.remove(self.position(from)?);
        let at = self.position(into)?;
        let theme = &mut self.themes[at];
        if theme.parts.is_empty() {
            theme.parts.push(theme.centre.clone());
        }
        let own = if old.parts.is_empty() { vec![old.centre.clone()] } else { old.parts };
        theme.parts.extend(own);
        add_scaled(&mut theme.centre, &old.centre, 1.0);
        normalise(&mut theme.centre);
        theme.centre = rounded_centre(&theme.centre);
        self.gone.push(Gone { id: from, into: Some(into) });
        Ok((into, format!("took in {from} (`{}`, `{}`)", old.label_fi, old.label_en)))
    }

    fn split(&mut self, id: ThemeId) -> Result<(ThemeId, String), EditError> {
        let at = self.position(id)?;
        if self.themes[at].parts.len() < 2 {
            return Err(EditError::Whole(id));
        }
        let old = self.themes.remove(at);
        let first = self.next;
        for (number, part) in (1..).zip(&old.parts) {
            self.themes.push(Theme {
                id: ThemeId(self.next),
                label_fi: format!("{} {number}", old.label_fi),
                label_en: format!("{} {number}", old.label_en),
                centre: part.clone(),
                parts: Vec::new(),
                ..old.clone()
            });
            self.next += 1;
        }
        self.gone.push(Gone { id, into: Some(ThemeId(first)) });
        Ok((id, format!("split into {} to {}", ThemeId(first), ThemeId(self.next - 1))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::Frame;

    fn book() -> Codebook {
        let theme = |id: u32, centre: [f32; 2]| Theme {
            id: ThemeId(id),
            label_fi: format!("Teema {id}"),
            label_en: format!("Theme {id}"),
            phrases_fi: Vec::new(),
            phrases_en: Vec::new(),
            born: None,
            centre: rounded_centre(&centre),
            parts: Vec::new(),
        };
        let themes = vec![theme(1, [1.0, 0.0]), theme(2, [0.0, 1.0]), theme(3, [-1.0, 0.0])];
        Codebook { next: 4, frame: Frame::zero(2), themes, gone: Vec::new(), log: Vec::new() }
    }

    #[test]
    fn an_old_id_is_followed_through_merges_and_splits() {
        let merge = |from, into| Edit::Merge { from: ThemeId(from), into: ThemeId(into) };
        let merged = book().edited(&merge(1, 2), "2026-11-22", Some("same thing")).unwrap();
        let merged = merged.edited(&merge(2, 3), "2026-11-22", None).unwrap();
        assert_eq!(merged.resolve(ThemeId(1)), Some(ThemeId(3)));
        let split = Edit::Split { theme: ThemeId(3) };
        let split = merged.edited(&split, "2026-11-23", None).unwrap();
        assert_eq!(split.themes.len(), 3);
        assert_eq!(split.resolve(ThemeId(1)), Some(ThemeId(4)));
        let text = split.to_toml();
        let again = Codebook::parse("codebook.toml", &text, 2).unwrap();
        assert_eq!((again.to_toml(), again.log.len()), (text, 3));
    }

    #[test]
    fn faulty_changes_are_refused() {
        let refused = |edit| book().edited(&edit, "2026-11-22", None).unwrap_err();
        let (one, two, nine) = (ThemeId(1), ThemeId(2), ThemeId(9));
        let rename = Edit::Rename { theme: one, lang: Lang::Fi, label: "teema 2".into() };
        assert_eq!(refused(rename), EditError::Taken { label: "teema 2".into(), owner: two });
        assert_eq!(refused(Edit::Merge { from: one, into: nine }), EditError::Unknown(nine));
        assert_eq!(refused(Edit::Merge { from: one, into: one }), EditError::Itself(one));
        assert_eq!(refused(Edit::Split { theme: one }), EditError::Whole(one));
    }
}

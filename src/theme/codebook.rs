//! The codebook: themes with stable IDs, labels and centres, and everything that was done to them.
//!
//! Owns what a codebook is and how an old ID is followed to the theme it stands for now. The file
//! is the matter of [`super::form`], changes of [`super::edit`].

use crate::lang::Lang;

use super::ThemeId;
use super::edit::Gone;
use super::form::{pack, unpack};
use super::log::Change;
use crate::vectors::{Matrix, add_scaled, normalise};

/// Themes and the frame they live in.
#[derive(Clone, Debug, PartialEq)]
pub struct Codebook {
    /// Number the next new theme gets.
    pub next: u32,
    /// Means of the languages.
    pub frame: Frame,
    /// Themes, by ID.
    pub themes: Vec<Theme>,
    /// Words that no label or key phrase may hold; lower case, sorted.
    pub forbidden: Vec<String>,
    /// Clauses put into a theme by hand.
    pub moved: Vec<Moved>,
    /// IDs that live no more, and where their members went.
    pub gone: Vec<Gone>,
    /// What was changed by hand, oldest first.
    pub log: Vec<Change>,
}

/// One recurring subject.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Theme {
    /// Stable identity.
    pub id: ThemeId,
    /// Finnish label.
    pub label_fi: String,
    /// English label.
    pub label_en: String,
    /// Distinctive Finnish base forms, most distinctive first.
    pub phrases_fi: Vec<String>,
    /// Distinctive English base forms, most distinctive first.
    pub phrases_en: Vec<String>,
    /// Period in which the theme was found.
    pub born: Option<String>,
    /// Period since which hardly anybody speaks of it.
    pub fading: Option<String>,
    /// Themes numbered below this take what fits them before it does: those there were when it was
    /// born of what fits none of them. 0 where it stands behind none.
    pub behind: u32,
    /// Whether its label is fixed and it never counts as fading.
    pub pinned: bool,
    /// Direction of its members, length 1; empty until the vectors of its seeds are known.
    pub centre: Vec<f32>,
    /// Directions of its sub-themes, length 1; none where the theme is all of a piece.
    pub parts: Vec<Vec<f32>>,
    /// Themes merged into this one: what went to any of them goes to it, and nothing else does.
    pub joined: Vec<Core>,
    /// Phrases given by the user: what means the same belongs to the theme.
    pub seeds: Vec<Seed>,
}

/// Where a theme lies, and before which others it stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Core {
    /// As in [`Theme::behind`].
    pub behind: u32,
    /// As in [`Theme::centre`].
    pub centre: Vec<f32>,
    /// As in [`Theme::parts`].
    pub parts: Vec<Vec<f32>>,
}

/// A phrase that draws comments into a theme.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Seed {
    /// As the user wrote it.
    pub phrase: String,
    /// Its direction, length 1; empty until it is known.
    pub vector: Vec<f32>,
}

/// A clause that was put into a theme by hand; clauses that say the same go with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    /// Key of the record it comes from.
    pub key: String,
    /// Where it belongs.
    pub theme: ThemeId,
    /// Its direction, length 1.
    pub vector: Vec<f32>,
}

/// The means of the languages, taken away before vectors are compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame(Matrix);

impl Frame {
    /// Means kept: Finnish, English, everything else.
    pub(crate) const LANGUAGES: usize = 3;

    /// Means that take nothing away.
    pub fn zero(dim: usize) -> Self {
        Self(Matrix::zeros(Self::LANGUAGES, dim))
    }

    pub(crate) const fn slot(lang: Option<Lang>) -> usize {
        match lang {
            Some(Lang::Fi) => 0,
            Some(Lang::En) => 1,
            Some(Lang::Sv | Lang::Other) | None => 2,
        }
    }

    pub(crate) fn mean(&self, slot: usize) -> &[f32] {
        self.0.row(slot)
    }

    pub(crate) fn mean_mut(&mut self, slot: usize) -> &mut [f32] {
        self.0.row_mut(slot)
    }

    /// Bytes that tell this frame from that of any other archive, as far as numbers can.
    pub(crate) fn identity(&self) -> Vec<u8> {
        (0..Self::LANGUAGES)
            .flat_map(|slot| self.mean(slot))
            .flat_map(|value| value.to_le_bytes())
            .collect()
    }

    /// The frame as a file will hold it, so that a first run and a re-run see the same numbers.
    #[must_use]
    pub fn rounded(&self) -> Self {
        let mut rounded = Self::zero(self.0.dim());
        for slot in 0..Self::LANGUAGES {
            let packed = pack(self.mean(slot));
            if let Some(v) = unpack(&packed) {
                rounded.mean_mut(slot).copy_from_slice(&v);
            }
        }
        rounded
    }
}

impl Theme {
    /// Where it lies itself; the themes merged into it lie where they lay.
    pub fn core(&self) -> Core {
        let Self { behind, centre, parts, .. } = self;
        Core { behind: *behind, centre: centre.clone(), parts: parts.clone() }
    }

    /// How many themes it can be split into: those merged, else its parts.
    pub fn pieces(&self) -> usize {
        if self.joined.is_empty() { self.parts.len() } else { 1 + self.joined.len() }
    }

    /// The label in a language, English for all but Finnish.
    pub fn label(&self, lang: Lang) -> &str {
        match lang {
            Lang::Fi => &self.label_fi,
            Lang::En | Lang::Sv | Lang::Other => &self.label_en,
        }
    }

    pub(crate) const fn label_mut(&mut self, lang: Lang) -> &mut String {
        match lang {
            Lang::Fi => &mut self.label_fi,
            Lang::En | Lang::Sv | Lang::Other => &mut self.label_en,
        }
    }

    /// Forgets labels and key phrases, so that they are written anew.
    pub(crate) fn unlabel(&mut self) {
        (self.label_fi, self.label_en) = (String::new(), String::new());
        (self.phrases_fi, self.phrases_en) = (Vec::new(), Vec::new());
    }
}

/// A direction as a file will hold it; its length is 1 but for rounding.
pub fn as_written(v: &[f32]) -> Vec<f32> {
    unpack(&pack(v)).unwrap_or_else(|| v.to_vec())
}

/// The direction between some; empty without any.
pub fn middle(directions: &[Vec<f32>]) -> Vec<f32> {
    let mut sum: Vec<f32> = Vec::new();
    for v in directions {
        sum.resize(v.len().max(sum.len()), 0.0);
        add_scaled(&mut sum, v, 1.0);
    }
    normalise(&mut sum);
    if sum.is_empty() { sum } else { as_written(&sum) }
}

impl Codebook {
    /// A codebook without themes; `dim` is the length of this program's vectors.
    pub fn empty(dim: usize) -> Self {
        Self::within(Frame::zero(dim))
    }

    /// A codebook without themes in a frame.
    pub const fn within(frame: Frame) -> Self {
        Self {
            next: 1,
            frame,
            themes: Vec::new(),
            forbidden: Vec::new(),
            moved: Vec::new(),
            gone: Vec::new(),
            log: Vec::new(),
        }
    }

    /// Forgets the labels of the themes from this number on, so that they are written anew.
    pub fn unlabel_since(&mut self, number: u32) {
        self.themes.iter_mut().filter(|theme| theme.id.0 >= number).for_each(Theme::unlabel);
    }

    /// Whether a label or phrase holds a forbidden word.
    pub(crate) fn forbids(&self, text: &str) -> bool {
        let mut words = text.split(|c: char| !c.is_alphanumeric() && c != '-');
        words.any(|word| self.forbidden.contains(&word.to_lowercase()))
    }

    /// The themes from this number on, alone in the same frame.
    #[must_use]
    pub fn since(&self, number: u32) -> Self {
        let young = self.themes.iter().filter(|theme| theme.id.0 >= number).cloned();
        let (next, forbidden) = (self.next, self.forbidden.clone());
        Self { next, forbidden, themes: young.collect(), ..Self::within(self.frame.clone()) }
    }

    /// The IDs that live no more and lead to a theme.
    pub fn leading_to(&self, id: ThemeId) -> Vec<ThemeId> {
        let old = self.gone.iter().map(|gone| gone.id);
        old.filter(|old| self.resolve(*old) == Some(id)).collect()
    }

    /// The theme of an ID.
    pub fn theme(&self, id: ThemeId) -> Option<&Theme> {
        self.themes.binary_search_by_key(&id, |theme| theme.id).ok().map(|i| &self.themes[i])
    }

    /// The theme an ID of any age stands for now; `None` if its members went nowhere.
    pub fn resolve(&self, id: ThemeId) -> Option<ThemeId> {
        let mut id = id;
        for _ in 0..=self.gone.len() {
            if let Some(theme) = self.theme(id) {
                return Some(theme.id);
            }
            id = self.gone.iter().find(|gone| gone.id == id)?.into?;
        }
        None
    }

    /// The theme somebody means: an ID of any age, or a label in either language.
    pub fn find(&self, name: &str) -> Option<ThemeId> {
        if let Ok(id) = ThemeId::try_from(name.trim().to_uppercase()) {
            return self.resolve(id);
        }
        let wanted = name.trim().to_lowercase();
        let bears = |theme: &&Theme| {
            [&theme.label_fi, &theme.label_en].iter().any(|label| label.to_lowercase() == wanted)
        };
        self.themes.iter().find(bears).map(|theme| theme.id)
    }
}

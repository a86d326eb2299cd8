//! The codebook: themes with stable IDs, labels and centres, as `codebook.toml` holds them.
//!
//! The file alone is enough to tag: it holds the centres and the frame (language means) they were
//! measured in. People edit labels and phrases; vectors are opaque text.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use serde::{Deserialize, Serialize};

use crate::lang::Lang;

use super::ThemeId;
use super::edit::{Change, Gone};
use super::matrix::Matrix;

/// Version of the file's form.
const VERSION: u32 = 1;

/// A codebook that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CodebookError {
    /// Not TOML, or a key or value that does not belong.
    #[error("{file}, line {line}: {what}\nhint: take the last edit back")]
    Syntax {
        /// Name of the file.
        file: String,
        /// Line in it, from 1.
        line: usize,
        /// What the parser says.
        what: String,
    },
    /// Written by a newer program.
    #[error(
        "{file}: written by a newer version (form {found}, this program reads {VERSION})\nhint: update kuiske"
    )]
    Newer {
        /// Name of the file.
        file: String,
        /// Form found.
        found: u32,
    },
    /// Two themes with one ID.
    #[error("{file}: theme {id} stands twice\nhint: give one of them a new, unused number")]
    Twice {
        /// Name of the file.
        file: String,
        /// The ID.
        id: ThemeId,
    },
    /// A centre or mean that is no vector of this program.
    #[error(
        "{file}: the vector of {of} is damaged or of another vector table\nhint: restore the line, or theme again"
    )]
    Vector {
        /// Name of the file.
        file: String,
        /// Whose vector it is.
        of: String,
    },
}

/// Themes and the frame they live in.
#[derive(Clone, Debug, PartialEq)]
pub struct Codebook {
    /// Number the next new theme gets.
    pub next: u32,
    /// Means of the languages.
    pub frame: Frame,
    /// Themes, by ID.
    pub themes: Vec<Theme>,
    /// IDs that live no more, and where their members went.
    pub gone: Vec<Gone>,
    /// What was changed by hand, oldest first.
    pub log: Vec<Change>,
}

/// One recurring subject.
#[derive(Clone, Debug, PartialEq)]
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
    /// Direction of its members, length 1.
    pub centre: Vec<f32>,
    /// Directions of its sub-themes, length 1; none where the theme is all of a piece.
    pub parts: Vec<Vec<f32>>,
}

/// The means of the languages, taken away before vectors are compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame(Matrix);

impl Frame {
    /// Means kept: Finnish, English, everything else.
    pub(crate) const LANGUAGES: usize = 3;
    const NAMES: [&'static str; Self::LANGUAGES] = ["frame.fi", "frame.en", "frame.other"];

    pub(crate) fn zero(dim: usize) -> Self {
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

    /// The frame as a file will hold it, so that a first run and a re-run see the same numbers.
    pub(crate) fn rounded(&self) -> Self {
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
    /// The label in a language, English for all but Finnish.
    pub fn label(&self, lang: Lang) -> &str {
        match lang {
            Lang::Fi => &self.label_fi,
            Lang::En | Lang::Sv | Lang::Other => &self.label_en,
        }
    }
}

/// A centre as a file will hold it; its length is 1 but for rounding.
pub(crate) fn rounded_centre(v: &[f32]) -> Vec<f32> {
    unpack(&pack(v)).unwrap_or_else(|| v.to_vec())
}

impl Codebook {
    /// A codebook without themes; `dim` is the length of this program's vectors.
    pub fn empty(dim: usize) -> Self {
        let (themes, gone, log) = (Vec::new(), Vec::new(), Vec::new());
        Self { next: 1, frame: Frame::zero(dim), themes, gone, log }
    }

    /// Reads a codebook; `dim` is the length of this program's vectors.
    ///
    /// # Errors
    /// See [`CodebookError`].
    pub fn parse(file: &str, text: &str, dim: usize) -> Result<Self, CodebookError> {
        let form: Form = toml::from_str(text).map_err(|e| {
            let before = text.bytes().take(e.span().map_or(0, |span| span.start));
            let line = 1 + before.filter(|byte| *byte == b'\n').count();
            let what = e.message().replace('\n', " ");
            CodebookError::Syntax { file: file.to_owned(), line, what }
        })?;
        if form.version > VERSION {
            return Err(CodebookError::Newer { file: file.to_owned(), found: form.version });
        }
        let vector = |of: &str, packed: &str| {
            unpack(packed)
                .filter(|v| v.len() == dim)
                .ok_or_else(|| CodebookError::Vector { file: file.to_owned(), of: of.to_owned() })
        };
        let mut frame = Frame::zero(dim);
        let means = [&form.frame.fi, &form.frame.en, &form.frame.other];
        for (slot, packed) in means.into_iter().enumerate() {
            frame.mean_mut(slot).copy_from_slice(&vector(Frame::NAMES[slot], packed)?);
        }
        let mut themes: Vec<Theme> = Vec::with_capacity(form.theme.len());
        for row in form.theme {
            let of = row.id.to_string();
            let centre = vector(&of, &row.centre)?;
            let parts = row.parts.iter().map(|part| vector(&of, part)).collect::<Result<_, _>>()?;
            themes.push(row.into_theme(centre, parts));
        }
        themes.sort_by_key(|theme| theme.id);
        if let Some(pair) = themes.windows(2).find(|pair| pair[0].id == pair[1].id) {
            return Err(CodebookError::Twice { file: file.to_owned(), id: pair[0].id });
        }
        let used = themes.iter().map(|t| t.id.0).chain(form.gone.iter().map(|g| g.id.0)).max();
        let next = used.map_or(1, |last| last + 1).max(form.next);
        Ok(Self { next, frame, themes, gone: form.gone, log: form.log })
    }

    /// The text of `codebook.toml`.
    pub fn to_toml(&self) -> String {
        let [fi, en, other] = [0, 1, 2].map(|slot| pack(self.frame.mean(slot)));
        let form = Form {
            version: VERSION,
            next: self.next,
            theme: self.themes.iter().map(Row::of).collect(),
            gone: self.gone.clone(),
            log: self.log.clone(),
            frame: Means { fi, en, other },
        };
        let body = toml::to_string(&form).unwrap_or_default();
        format!(
            "# Themes of this archive. Labels and phrases are yours to edit; IDs, centres and the\n\
             # frame are not: they keep old exports valid.\n\n{body}"
        )
    }

    /// The theme of an ID.
    pub fn theme(&self, id: ThemeId) -> Option<&Theme> {
        self.themes.binary_search_by_key(&id, |theme| theme.id).ok().map(|i| &self.themes[i])
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    version: u32,
    #[serde(default)]
    next: u32,
    #[serde(default)]
    theme: Vec<Row>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    gone: Vec<Gone>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    log: Vec<Change>,
    frame: Means,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Means {
    fi: String,
    en: String,
    other: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: ThemeId,
    label_fi: String,
    label_en: String,
    #[serde(default)]
    phrases_fi: Vec<String>,
    #[serde(default)]
    phrases_en: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    born: Option<String>,
    centre: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    parts: Vec<String>,
}

impl Row {
    fn of(theme: &Theme) -> Self {
        Self {
            id: theme.id,
            label_fi: theme.label_fi.clone(),
            label_en: theme.label_en.clone(),
            phrases_fi: theme.phrases_fi.clone(),
            phrases_en: theme.phrases_en.clone(),
            born: theme.born.clone(),
            centre: pack(&theme.centre),
            parts: theme.parts.iter().map(|part| pack(part)).collect(),
        }
    }

    fn into_theme(self, centre: Vec<f32>, parts: Vec<Vec<f32>>) -> Theme {
        Theme {
            id: self.id,
            label_fi: self.label_fi,
            label_en: self.label_en,
            phrases_fi: self.phrases_fi,
            phrases_en: self.phrases_en,
            born: self.born,
            centre,
            parts,
        }
    }
}

/// A vector as text: a step (`f32`, little endian) and a byte per value, base 64.
///
/// The step keeps 16 bits of its fraction, so that 127 steps are exact and packing what was
/// unpacked gives the same text.
fn pack(v: &[f32]) -> String {
    let largest = v.iter().fold(0.0_f32, |m, x| m.max(x.abs()));
    let step = f32::from_bits((largest / 127.0).to_bits() & 0xffff_ff00);
    let mut bytes = step.to_le_bytes().to_vec();
    let quantise = |x: &f32| if step > 0.0 { (x / step).round().clamp(-127.0, 127.0) } else { 0.0 };
    bytes.extend(v.iter().map(|x| (quantise(x) as i8).cast_unsigned()));
    STANDARD_NO_PAD.encode(bytes)
}

fn unpack(text: &str) -> Option<Vec<f32>> {
    let bytes = STANDARD_NO_PAD.decode(text).ok()?;
    let (head, values) = bytes.split_at_checked(4)?;
    let step = f32::from_le_bytes(head.try_into().ok()?);
    step.is_finite().then(|| values.iter().map(|b| f32::from(b.cast_signed()) * step).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Codebook {
        let theme = |id| Theme {
            id: ThemeId(id),
            label_fi: format!("Teema {id}"),
            label_en: format!("Theme \"{id}\""),
            phrases_fi: vec!["jono".into()],
            phrases_en: vec![],
            born: Some("2026-W47".into()),
            centre: rounded_centre(&[0.6, -0.8, 0.1 * id as f32]),
            parts: vec![rounded_centre(&[0.0, 1.0, 0.0])],
        };
        Codebook {
            next: 9,
            frame: Frame::zero(3),
            themes: vec![theme(1), theme(4)],
            gone: vec![Gone { id: ThemeId(2), into: Some(ThemeId(4)) }],
            log: Vec::new(),
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let book = sample();
        let text = book.to_toml();
        let again = Codebook::parse("codebook.toml", &text, 3).unwrap();
        assert_eq!(again.to_toml(), text);
        assert_eq!(again.themes.len(), 2);
        assert_eq!(again.next, 9);
    }

    #[test]
    fn faults_say_what_to_do() {
        let text = sample().to_toml();
        for (broken, part) in [
            (text.replace("T0004", "T0001"), "T0001 stands twice"),
            (text.replace("version = 1", "version = 7"), "newer version"),
            (text.replace("born", "borm"), "borm"),
            (text.replace("T0004", "X4"), "`X4` is no theme ID"),
        ] {
            let error = Codebook::parse("codebook.toml", &broken, 3).unwrap_err().to_string();
            assert!(error.contains(part), "{error}");
        }
        assert!(Codebook::parse("codebook.toml", &text, 4).is_err());
    }
}

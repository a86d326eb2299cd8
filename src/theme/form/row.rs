//! The rows of `codebook.toml` that hold a theme, and vectors as text.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use serde::{Deserialize, Serialize};

use crate::theme::ThemeId;
use crate::theme::codebook::{Core, Seed, Theme};

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
const fn is_zero(n: &u32) -> bool {
    *n == 0
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SeedRow {
    pub(super) phrase: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) vector: String,
}

/// A theme as the file holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    pub(super) id: ThemeId,
    pub(super) label_fi: String,
    pub(super) label_en: String,
    #[serde(default)]
    pub(super) phrases_fi: Vec<String>,
    #[serde(default)]
    pub(super) phrases_en: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) born: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) fading: Option<String>,
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(super) behind: u32,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) pinned: bool,
    #[serde(default)]
    pub(super) centre: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) parts: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) joined: Vec<CoreRow>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) seed: Vec<SeedRow>,
}

/// Where a theme lies that was merged into another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CoreRow {
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(super) behind: u32,
    pub(super) centre: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) parts: Vec<String>,
}

impl Row {
    pub(crate) fn of(theme: &Theme) -> Self {
        let known = |v: &[f32]| if v.is_empty() { String::new() } else { pack(v) };
        let seed =
            |seed: &Seed| SeedRow { phrase: seed.phrase.clone(), vector: known(&seed.vector) };
        Self {
            id: theme.id,
            label_fi: theme.label_fi.clone(),
            label_en: theme.label_en.clone(),
            phrases_fi: theme.phrases_fi.clone(),
            phrases_en: theme.phrases_en.clone(),
            born: theme.born.clone(),
            fading: theme.fading.clone(),
            behind: theme.behind,
            pinned: theme.pinned,
            centre: known(&theme.centre),
            parts: theme.parts.iter().map(|part| pack(part)).collect(),
            joined: theme.joined.iter().map(CoreRow::of).collect(),
            seed: theme.seeds.iter().map(seed).collect(),
        }
    }

    /// The theme again; a vector that was damaged in the file is as if it were not known yet.
    pub(crate) fn theme(self) -> Theme {
        let known = |packed: &String| unpack(packed).unwrap_or_default();
        let all = |parts: &[String]| parts.iter().map(known).collect();
        let core =
            Core { behind: self.behind, centre: known(&self.centre), parts: all(&self.parts) };
        let joined = |row: &CoreRow| {
            let CoreRow { behind, centre, parts } = row;
            Core { behind: *behind, centre: known(centre), parts: all(parts) }
        };
        let joined = self.joined.iter().map(joined).collect();
        let seed = |s: &SeedRow| Seed { phrase: s.phrase.clone(), vector: known(&s.vector) };
        let seeds = self.seed.iter().map(seed).collect();
        self.into_theme(core, joined, seeds)
    }

    pub(super) fn into_theme(self, core: Core, joined: Vec<Core>, seeds: Vec<Seed>) -> Theme {
        let Core { behind, centre, parts } = core;
        Theme {
            id: self.id,
            label_fi: self.label_fi,
            label_en: self.label_en,
            phrases_fi: self.phrases_fi,
            phrases_en: self.phrases_en,
            born: self.born,
            fading: self.fading,
            behind,
            pinned: self.pinned,
            centre,
            parts,
            joined,
            seeds,
        }
    }
}

impl CoreRow {
    fn of(core: &Core) -> Self {
        let parts = core.parts.iter().map(|part| pack(part)).collect();
        Self { behind: core.behind, centre: pack(&core.centre), parts }
    }
}

/// A vector as text: a step (`f32`, little endian) and a byte per value, base 64.
///
/// The step keeps 16 bits of its fraction, so that 127 steps are exact and packing what was
/// unpacked gives the same text.
pub(crate) fn pack(v: &[f32]) -> String {
    let largest = v.iter().fold(0.0_f32, |m, x| m.max(x.abs()));
    let step = f32::from_bits((largest / 127.0).to_bits() & 0xffff_ff00);
    let mut bytes = step.to_le_bytes().to_vec();
    let quantise = |x: &f32| if step > 0.0 { (x / step).round().clamp(-127.0, 127.0) } else { 0.0 };
    bytes.extend(v.iter().map(|x| (quantise(x) as i8).cast_unsigned()));
    STANDARD_NO_PAD.encode(bytes)
}

pub(crate) fn unpack(text: &str) -> Option<Vec<f32>> {
    let bytes = STANDARD_NO_PAD.decode(text).ok()?;
    let (head, values) = bytes.split_at_checked(4)?;
    let step = f32::from_le_bytes(head.try_into().ok()?);
    step.is_finite().then(|| values.iter().map(|b| f32::from(b.cast_signed()) * step).collect())
}

//! The columns that tagging adds to a row: one function for the tagged file of a run, for tags
//! written back, and for tagging without an archive.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::feed::{Cell, Kind, NewColumn};
use crate::lang::Lang;
use crate::read::{Reading, Role};
use crate::record::Record;
use crate::score::{CueSet, EmotionSet, Hot, Polarity};
use crate::theme::{Codebook, ThemeId};

/// Columns before those of the themes.
const GENERAL: [(&str, Kind); 8] = [
    ("kuiske_language", Kind::Text),
    ("kuiske_sentiment", Kind::Number(3)),
    ("kuiske_polarity", Kind::Text),
    ("kuiske_emotions", Kind::Text),
    ("kuiske_hot", Kind::Text),
    ("kuiske_expectation", Kind::Int),
    ("kuiske_cues", Kind::Text),
    ("kuiske_themes", Kind::Text),
];

/// What one comment was given.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tags {
    /// Language found.
    pub lang: Option<Lang>,
    /// Polarity in −1…+1; `None` without evidence.
    pub sentiment: Option<f32>,
    /// Emotions found.
    pub emotions: EmotionSet,
    /// Dream, problem or need.
    pub hot: Option<Hot>,
    /// The experience against what was expected, −2…+2.
    pub expectation: Option<i8>,
    /// Cues found.
    pub cues: CueSet,
    /// Themes of its clauses, in any order; a theme may come twice.
    pub themes: Vec<ThemeId>,
}

/// The columns of a codebook.
#[derive(Clone, Debug)]
pub struct TagColumns {
    ids: Vec<ThemeId>,
    /// What the themes are called, for formats that keep labels beside names.
    labels: Vec<String>,
}

impl TagColumns {
    /// The columns: general ones, then one for each theme.
    pub fn new(codebook: &Codebook) -> Self {
        let label = |fi: &str, en: &str| match (fi.is_empty(), fi == en || en.is_empty()) {
            (true, _) => en.to_owned(),
            (false, true) => fi.to_owned(),
            (false, false) => format!("{fi} / {en}"),
        };
        let themes = || codebook.themes.iter();
        Self {
            ids: themes().map(|theme| theme.id).collect(),
            labels: themes().map(|theme| label(&theme.label_fi, &theme.label_en)).collect(),
        }
    }

    /// The columns, in order: the themes' with their labels.
    pub fn columns(&self) -> Vec<NewColumn> {
        let general = GENERAL.iter().map(|&(name, kind)| NewColumn::new(name, kind));
        let themes = self.ids.iter().zip(&self.labels).map(|(id, label)| {
            NewColumn::new(format!("kuiske_{id}"), Kind::Flag).labelled(label.as_str())
        });
        general.chain(themes).collect()
    }

    /// The key column, as a source names it, and the columns behind it.
    pub(super) fn with_key(&self, reading: &Reading) -> Vec<NewColumn> {
        let key = reading.columns.one(Role::Key);
        let key = key.map_or("response_id", |guess| guess.column.as_str());
        std::iter::once(NewColumn::new(key, Kind::Text)).chain(self.columns()).collect()
    }

    /// The general columns alone: the themes as a list in one cell.
    pub const fn listed() -> Self {
        Self { ids: Vec::new(), labels: Vec::new() }
    }

    /// Their names, in order.
    pub fn names(&self) -> Vec<String> {
        self.columns().into_iter().map(|column| column.name).collect()
    }

    /// The cells of a record whose comments were given these tags. `None` stands for a record
    /// where nothing was answered: all its cells are blank, which is not 0.
    pub fn cells(&self, comments: Option<&[Tags]>) -> Vec<Cell> {
        let Some(comments) = comments else {
            return vec![Cell::Blank; GENERAL.len() + self.ids.len()];
        };
        let found: Vec<f32> = comments.iter().filter_map(|tags| tags.sentiment).collect();
        let mean = (!found.is_empty()).then(|| found.iter().sum::<f32>() / found.len() as f32);
        let cues = comments.iter().fold(CueSet::default(), |all, tags| all.with(tags.cues));
        let themes: BTreeSet<ThemeId> =
            comments.iter().flat_map(|tags| tags.themes.iter().copied()).collect();
        let lang = comments.iter().find_map(|tags| tags.lang);
        let emotions = comments.iter().fold(EmotionSet::default(), |all, t| all.with(t.emotions));
        let hots: BTreeSet<Hot> = comments.iter().filter_map(|tags| tags.hot).collect();
        // Of several answers the one that departs most from what was expected, of equal ones the
        // worse.
        let steps = comments.iter().filter_map(|tags| tags.expectation);
        let step = steps.max_by_key(|step| (step.abs(), -step));
        let list = |names: Vec<String>| Cell::Text(names.join(" "));
        let mut cells = vec![
            lang.map_or(Cell::Blank, |lang| Cell::Text(lang.code().to_owned())),
            mean.map_or(Cell::Blank, |value| Cell::Number(f64::from(value), 3)),
            mean.map_or(Cell::Blank, |value| Cell::Text(Polarity::of(value).name().to_owned())),
            list(emotions.iter().map(|emotion| emotion.name().to_owned()).collect()),
            list(hots.iter().map(|hot| hot.name().to_owned()).collect()),
            step.map_or(Cell::Blank, |step| Cell::Int(i64::from(step))),
            list(cues.iter().map(|cue| cue.name().to_owned()).collect()),
            list(themes.iter().map(ToString::to_string).collect()),
        ];
        cells.extend(self.ids.iter().map(|id| Cell::Int(i64::from(themes.contains(id)))));
        cells
    }
}

/// The row of a record, and the tags of its comments; `None` where nothing was answered.
pub(super) type RowTags = (u64, Option<Vec<Tags>>);

/// The new cells of every row of a source, to be asked for in order; `records` are the rows of the
/// records with their tags. Rows that come again have the
/// tags of the first; rejected ones stay blank.
pub(super) fn row_cells<'r>(
    columns: &'r TagColumns,
    reading: &'r Reading,
    records: impl Iterator<Item = RowTags> + 'r,
) -> impl FnMut(u64) -> Option<Vec<Cell>> + 'r {
    let mut records = records.peekable();
    let mut repeats = reading.repeats.iter().peekable();
    let repeated: FxHashSet<u64> = reading.repeats.iter().map(|repeat| repeat.first).collect();
    let mut first: FxHashMap<u64, Vec<Cell>> = FxHashMap::default();
    move |row: u64| {
        if let Some(repeat) = repeats.next_if(|repeat| repeat.row == row) {
            return first.get(&repeat.first).cloned();
        }
        let (_, tags) = records.next_if(|(own, _)| *own == row)?;
        let cells = columns.cells(tags.as_deref());
        if repeated.contains(&row) {
            first.insert(row, cells.clone());
        }
        Some(cells)
    }
}

/// Whether nothing was answered in a record.
pub(super) fn is_unanswered(record: &Record) -> bool {
    record.comments.iter().all(|comment| comment.text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::{Frame, Theme};

    #[test]
    fn a_record_has_a_cell_for_every_name() {
        let theme = |id| Theme { id: ThemeId(id), ..Theme::default() };
        let book =
            Codebook { themes: vec![theme(2), theme(7)], ..Codebook::within(Frame::zero(2)) };
        let columns = TagColumns::new(&book);
        assert_eq!(columns.names().last().map(String::as_str), Some("kuiske_T0007"));
        let tags = |sentiment, theme| Tags {
            lang: Some(Lang::Fi),
            sentiment,
            expectation: sentiment.map(|_| -2),
            themes: vec![ThemeId(theme), ThemeId(theme)],
            ..Tags::default()
        };
        let text = |text: &str| Cell::Text(text.into());
        let both = [tags(Some(-0.5), 7), tags(None, 9)];
        let expected = vec![
            text("fi"),
            Cell::Number(-0.5, 3),
            text("negative"),
            text(""),
            text(""),
            Cell::Int(-2),
            text(""),
            text("T0007 T0009"),
            Cell::Int(0),
            Cell::Int(1),
        ];
        assert_eq!(columns.cells(Some(&both)), expected);
        assert_eq!(columns.cells(None), vec![Cell::Blank; columns.names().len()]);
    }
}

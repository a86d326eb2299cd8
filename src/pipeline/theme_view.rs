//! The themes of an archive as a person looks at them: sizes and trends, members, quotes typical
//! and borderline, sub-themes.

use std::path::Path;

use rustc_hash::FxHashSet;
use serde::Serialize;

use super::theme_count::{Counted, Division, Group, Tally};
use super::{store, themes};
use crate::analyse::corpus::Text;
use crate::analyse::mask::{mask, masked_key};
use crate::archive::{Archive, StoredComment};
use crate::config::{Config, Settings};
use crate::error::Error;
use crate::measure::trend::{Span, Trend};
use crate::tag::Tagger;
use crate::theme::{Change, Codebook, Edit, Theme, ThemeId, WEAK};

/// Members that sub-themes are named from.
const SAMPLE: usize = 4_000;
/// A typical quote is a thought, not a word or an essay; in characters.
const READABLE: std::ops::RangeInclusive<usize> = 15..=400;

/// One theme in numbers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ThemeRow {
    /// Stable identity.
    pub id: ThemeId,
    /// Finnish label.
    pub label_fi: String,
    /// English label.
    pub label_en: String,
    /// Comments in it.
    pub comments: u32,
    /// Their share of all comments that say something, 0…1.
    pub share: f64,
    /// Share of its comments that fit it weakly, 0…1.
    pub weak: f64,
    /// Mean polarity of its comments, −1…+1; `None` without evidence.
    pub sentiment: Option<f64>,
    /// Late weeks against the weeks before; `None` without dates.
    pub trend: Option<Trend>,
    /// Sub-themes.
    pub parts: usize,
    /// Period in which it was found.
    pub born: Option<String>,
    /// Period since which hardly anybody speaks of it.
    pub fading: Option<String>,
    /// Whether it is fixed.
    pub pinned: bool,
    /// Distinctive Finnish words.
    pub phrases_fi: Vec<String>,
    /// Distinctive English words.
    pub phrases_en: Vec<String>,
}

/// A comment in a theme, personal data masked.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ThemeQuote {
    /// Key of its record.
    pub key: String,
    /// Day on which it was said.
    pub date: Option<String>,
    /// The comment.
    pub text: String,
    /// The clause that is in the theme.
    pub clause: String,
    /// How well it fits, 0…1.
    pub degree: f32,
}

/// A sub-theme.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Part {
    /// Finnish label.
    pub label_fi: String,
    /// English label.
    pub label_en: String,
    /// Share of the members looked at, 0…1.
    pub share: f64,
    /// Its most typical clause.
    pub quote: Option<String>,
}

/// One theme with its members.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ThemeView {
    /// Its numbers.
    #[serde(flatten)]
    pub row: ThemeRow,
    /// Typical members, best first.
    pub typical: Vec<ThemeQuote>,
    /// Members that hardly belong, least first.
    pub borderline: Vec<ThemeQuote>,
    /// Sub-themes, largest first.
    pub sub_themes: Vec<Part>,
    /// Phrases that draw comments into it.
    pub seeds: Vec<String>,
    /// Cases and exposure by week.
    pub weeks: Vec<(String, Span)>,
    /// IDs that lead to it.
    pub redirects: Vec<ThemeId>,
    /// Changes by hand.
    pub changes: Vec<Change>,
}

/// The themes of an archive, the most spoken of first.
///
/// # Errors
/// The archive or its codebook cannot be read.
pub fn view_themes(path: &Path) -> Result<Vec<ThemeRow>, Error> {
    let (archive, tagger) = (Archive::open(path)?, Tagger::builtin()?);
    let codebook = themes::codebook(&archive, &tagger)?;
    let history = archive.history()?;
    let counted = Counted::new(&history, &codebook);
    let tallies = counted.tallies();
    let tally = |theme: &Theme| tallies.get(&theme.id).cloned().unwrap_or_default();
    let mut rows: Vec<ThemeRow> =
        codebook.themes.iter().map(|theme| row(theme, &tally(theme), &counted)).collect();
    rows.sort_by(|a, b| b.comments.cmp(&a.comments).then(a.id.cmp(&b.id)));
    Ok(rows)
}

/// The changes of the codebook by hand, oldest first.
///
/// # Errors
/// The archive or its codebook cannot be read.
pub fn theme_log(path: &Path) -> Result<Vec<Change>, Error> {
    let (archive, tagger) = (Archive::open(path)?, Tagger::builtin()?);
    Ok(themes::codebook(&archive, &tagger)?.log)
}

/// Each theme in the groups of a division that are large enough to be shown, or in those of a
/// theme alone.
///
/// # Errors
/// The archive or its codebook cannot be read, or no theme has the name.
pub fn compare_themes(
    path: &Path,
    division: Division,
    theme: Option<&str>,
) -> Result<Vec<(ThemeRow, Vec<Group>)>, Error> {
    let (archive, tagger) = (Archive::open(path)?, Tagger::builtin()?);
    let codebook = themes::codebook(&archive, &tagger)?;
    let only = theme.map(|name| themes::find(&codebook, name)).transpose()?;
    let settings = Settings::new(&store::settings(path, &Config::default())?)?;
    let history = archive.history()?;
    let counted = Counted::new(&history, &codebook);
    let tallies = counted.tallies();
    let shown = codebook.themes.iter().filter(|theme| only.is_none_or(|only| theme.id == only));
    let mut rows: Vec<(ThemeRow, Vec<Group>)> = shown
        .map(|theme| {
            let tally = tallies.get(&theme.id).cloned().unwrap_or_default();
            let groups = counted.groups(theme.id, division, settings.anonymity);
            (row(theme, &tally, &counted), groups)
        })
        .collect();
    rows.sort_by(|a, b| b.0.comments.cmp(&a.0.comments).then(a.0.id.cmp(&b.0.id)));
    Ok(rows)
}

/// One theme with up to `quotes` typical and borderline members each.
///
/// # Errors
/// The archive or its codebook cannot be read, or no theme has the name.
pub fn view_theme(path: &Path, name: &str, quotes: usize) -> Result<ThemeView, Error> {
    let (archive, tagger) = (Archive::open(path)?, Tagger::builtin()?);
    let codebook = themes::codebook(&archive, &tagger)?;
    let id = themes::find(&codebook, name)?;
    let theme = codebook.theme(id).ok_or_else(|| Error::Theme(name.to_owned()))?;
    let history = archive.history()?;
    let counted = Counted::new(&history, &codebook);
    let tally = counted.tallies().remove(&id).unwrap_or_default();
    let mut members: Vec<(usize, u16, f32)> = Vec::new();
    for (i, own) in counted.members.iter().enumerate() {
        members.extend(own.iter().filter(|m| m.0 == id).map(|m| (i, m.1, m.2)));
    }
    members.sort_by(|a, b| b.2.total_cmp(&a.2).then(a.0.cmp(&b.0)));
    let seq = |m: &(usize, u16, f32)| history.seq[m.0];
    let weak = members.iter().rev().filter(|m| m.2 < WEAK).take(quotes);
    let borderline: Vec<_> = weak.copied().collect();
    let fetch = |list: &[(usize, u16, f32)]| {
        let stored = archive.fetch(&list.iter().map(seq).collect::<Vec<_>>())?;
        Ok::<_, Error>(
            stored.iter().zip(list).map(|(s, m)| quote(s, m, &tagger)).collect::<Vec<_>>(),
        )
    };
    let mut heard = FxHashSet::default();
    // Equal texts and single words are passed over, so more are looked at than shown.
    let first = members.get(..members.len().min(4 * quotes + 16)).unwrap_or_default();
    let mut typical = fetch(first)?;
    typical.retain(|quote| {
        READABLE.contains(&quote.text.chars().count()) && heard.insert(quote.text.to_lowercase())
    });
    typical.truncate(quotes);
    let weeks = counted.by_week(&tally).into_iter();
    Ok(ThemeView {
        row: row(theme, &tally, &counted),
        typical,
        borderline: fetch(&borderline)?,
        sub_themes: parts(
            &archive,
            &tagger,
            &codebook,
            theme,
            &members.iter().map(seq).collect::<Vec<_>>(),
        )?,
        seeds: theme.seeds.iter().map(|seed| seed.phrase.clone()).collect(),
        weeks: weeks.map(|(week, span)| (week.to_string(), span)).collect(),
        redirects: codebook.leading_to(id),
        changes: codebook.log.iter().filter(|change| change.theme == Some(id)).cloned().collect(),
    })
}

fn row(theme: &Theme, tally: &Tally, counted: &Counted<'_>) -> ThemeRow {
    let of = |n: u32, all: u32| f64::from(n) / f64::from(all.max(1));
    let (sum, n) = tally.sentiments;
    ThemeRow {
        id: theme.id,
        label_fi: theme.label_fi.clone(),
        label_en: theme.label_en.clone(),
        comments: tally.comments,
        share: of(tally.comments, counted.all),
        weak: of(tally.weak, tally.comments),
        sentiment: (n > 0).then(|| sum / f64::from(n)),
        trend: counted.trend(tally),
        parts: theme.pieces(),
        born: theme.born.clone(),
        fading: theme.fading.clone(),
        pinned: theme.pinned,
        phrases_fi: theme.phrases_fi.clone(),
        phrases_en: theme.phrases_en.clone(),
    }
}

fn quote(stored: &StoredComment, m: &(usize, u16, f32), tagger: &Tagger) -> ThemeQuote {
    let text = Text { text: &stored.text, declared: stored.declared };
    let analyses = tagger.analyser().corpus(&[text]).analyses;
    let span = analyses.first().and_then(|a| Some(a.clause_span(a.clauses.get(usize::from(m.1))?)));
    // Masked, a text is as long as before, so places in it stay.
    let masked = mask(&stored.text);
    let shown = masked.as_deref().unwrap_or(&stored.text);
    ThemeQuote {
        key: masked_key(&stored.key).unwrap_or_else(|| stored.key.clone()).to_string(),
        date: stored.date.map(|date| date.date().to_string()),
        clause: span.map_or(shown, |span| span.of(shown)).to_owned(),
        text: shown.to_owned(),
        degree: m.2,
    }
}

/// The sub-themes, named from the members they take.
fn parts(
    archive: &Archive,
    tagger: &Tagger,
    codebook: &Codebook,
    theme: &Theme,
    members: &[u64],
) -> Result<Vec<Part>, Error> {
    let split = Edit::Split { theme: theme.id };
    let Ok(split) = codebook.edited(&split, "", None) else { return Ok(Vec::new()) };
    let mut alone = split.since(codebook.next);
    alone.unlabel_since(codebook.next);
    let step = members.len().div_ceil(SAMPLE).max(1);
    let picked: Vec<u64> = members.iter().step_by(step).copied().collect();
    let stored = archive.fetch(&picked)?;
    let texts: Vec<Text<'_>> =
        stored.iter().map(|s| Text { text: &s.text, declared: s.declared }).collect();
    let mut corpus = tagger.analyser().corpus(&texts);
    tagger.label(&mut corpus, &mut alone)?;
    let main = tagger.main_degrees(&corpus, &alone);
    let part = |part: &Theme| {
        let own = main
            .iter()
            .enumerate()
            .filter_map(|(i, m)| m.filter(|m| m.0 == part.id).map(|m| (i, m.1)));
        let own: Vec<(usize, f32)> = own.collect();
        let best = own.iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        Part {
            label_fi: part.label_fi.clone(),
            label_en: part.label_en.clone(),
            share: own.len() as f64 / main.len().max(1) as f64,
            quote: best
                .map(|(i, _)| mask(texts[*i].text).unwrap_or_else(|| texts[*i].text.to_owned())),
        }
    };
    let mut parts: Vec<Part> = alone.themes.iter().map(part).collect();
    parts.sort_by(|a, b| b.share.total_cmp(&a.share));
    Ok(parts)
}

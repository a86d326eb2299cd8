//! The themes of the period, ranked.

use crate::measure::normal::Z95;
use crate::measure::nps::Bands;
use crate::measure::small_base::shows;
use crate::measure::{driver, mean, proportion};
use crate::report::findings::{Entry, Findings, Quote, Scale};
use crate::report::model::{Cell, QuoteView, Text, Theme};
use crate::report::{MEMBER_BYTES, MEMBER_CAP};

use super::figure::{figure, part};
use super::tally::{Tally, ThemeIndex, ThemeTally};
use super::{Counted, quote};

/// The themes with comments in this period or the one before, most comments first.
pub(crate) fn all(findings: &Findings<'_>, counted: &Counted<'_>) -> Vec<Theme> {
    let mut themes: Vec<Theme> =
        findings.codebook.iter().filter_map(|entry| theme(findings, counted, entry)).collect();
    themes.sort_by(|a, b| b.n.cmp(&a.n).then(a.id.cmp(&b.id)));
    fit_members(&mut themes);
    themes
}

/// How many themes have comments now or before: the changes that are looked at side by side.
pub(crate) fn compared(now: &Tally, before: &Tally) -> usize {
    now.themes.iter().zip(&before.themes).filter(|(now, before)| now.n + before.n > 0).count()
}

fn theme(findings: &Findings<'_>, counted: &Counted<'_>, entry: &Entry<'_>) -> Option<Theme> {
    let at = *counted.index.get(&entry.id)?;
    let now = counted.now.themes.get(at)?;
    let before = counted.before.as_ref().and_then(|tally| Some((tally, tally.themes.get(at)?)));
    if now.n + before.map_or(0, |(_, theme)| theme.n) == 0 {
        return None;
    }
    let anonymity = findings.settings.anonymity;
    let scores = mean::estimate(now.scores.sums, Z95);
    let mean_score = part(scores, counted.now.scores.sums.n, anonymity);
    // Beside single scores a hidden mean would not be hidden.
    let quotes = |quotes: &[Quote<'_>]| -> Vec<QuoteView> {
        let mut views: Vec<QuoteView> = quotes.iter().map(quote::view).collect();
        if mean_score == Cell::Hidden {
            views.iter_mut().for_each(|view| view.score = None);
        }
        views
    };
    Some(Theme {
        id: entry.id,
        label: Text { fi: entry.label_fi.to_owned(), en: entry.label_en.to_owned() },
        phrases: entry.phrases.iter().map(|phrase| (*phrase).to_owned()).collect(),
        n: now.n,
        share: figure(proportion::share(now.n, counted.now.comments, Z95)?),
        n_before: before.map(|(_, theme)| theme.n),
        change: before.and_then(|(tally, theme)| {
            counted.looks.themes.change((counted.now.comments, tally.comments), anonymity, |z| {
                proportion::difference((now.n, counted.now.comments), (theme.n, tally.comments), z)
            })
        }),
        split: now.split,
        hot: now.hot,
        bands: bands(findings, &counted.now, now),
        impact: impact(findings, &counted.now, now),
        by_week: counted.by_week.themes.get(at).cloned().unwrap_or_default(),
        typical: quotes(&entry.typical),
        weak: quotes(&entry.weak),
        members: quotes(entry.members.get(..MEMBER_CAP).unwrap_or(&entry.members)),
        mean_score,
    })
}

fn bands(findings: &Findings<'_>, all: &Tally, theme: &ThemeTally) -> Option<Bands> {
    let bands = theme.scores.bands;
    shows(bands.n(), all.scores.bands.n(), findings.settings.anonymity.max(1)).then_some(bands)
}

fn impact(findings: &Findings<'_>, all: &Tally, theme: &ThemeTally) -> Cell {
    if findings.settings.scale != Scale::Recommend {
        return Cell::Empty;
    }
    match driver::leave_out(all.scores.bands, theme.scores.bands, Z95) {
        None => Cell::Empty,
        Some(impact) if shows(impact.n, all.scores.bands.n(), findings.settings.anonymity) => {
            Cell::Figure(figure(impact))
        }
        Some(_) => Cell::Hidden,
    }
}

/// Shortens the member lists, the longest first, until together they fit.
fn fit_members(themes: &mut [Theme]) {
    let mut most = MEMBER_CAP;
    while most > 0 && members_size(themes, most) > MEMBER_BYTES {
        most = most * 9 / 10;
    }
    for theme in themes {
        theme.members.truncate(most);
    }
}

fn members_size(themes: &[Theme], most: usize) -> usize {
    themes.iter().flat_map(|theme| theme.members.iter().take(most)).map(size).sum()
}

/// Bytes of a member in the page, markup included.
fn size(quote: &QuoteView) -> usize {
    const MARKUP: usize = 120;
    quote.before.len() + quote.marked.len() + quote.after.len() + quote.key.len() + MARKUP
}

/// Where each theme stands in the tallies: by ID, so that the codebook's order plays no part.
pub(crate) fn index(findings: &Findings<'_>) -> ThemeIndex {
    let mut ids: Vec<_> = findings.codebook.iter().map(|entry| entry.id).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.into_iter().zip(0..).collect()
}

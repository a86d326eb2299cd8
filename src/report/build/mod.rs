//! Findings in, figures out: a pure function.

pub(crate) mod quote;
pub(crate) mod figure;
mod tally;
mod weeks;
mod themes;
mod breakdowns;
mod level;
mod board;
mod insight;
mod cues;
mod signals;

pub use insight::sides_of;

use crate::lang::Lang;
use crate::measure::normal::Z95;
use crate::measure::stability::{Range, Stability};
use crate::measure::{Estimate, mean, proportion};
use crate::score::NEUTRAL_BAND;
use crate::theme::WEAK;

use super::findings::{Findings, Scale};
use super::model::{
    Cell, Change, Comparisons, Data, Headline, MethodView, Report, SCHEMA, ScoreView, Sentences,
    StabilityView,
};
use super::{actions, calendar, sentences};

use figure::{Looks, round, whole};
use level::Levels;
use tally::{Scores, Tally, ThemeIndex, counts, tally};
use weeks::ByWeek;

/// Changes in the headline, looked at side by side: score, positive, negative.
const HEADLINE_CHANGES: usize = 3;

impl Report {
    /// The report on `findings`.
    pub fn of(findings: &Findings<'_>) -> Self {
        let counted = Counted::of(findings);
        let headline = headline(findings, &counted);
        let breakdowns = breakdowns::all(findings, &counted.levels);
        let period = calendar::period(findings.period);
        let themes = themes::all(findings, &counted);
        let mut report = Self {
            schema: SCHEMA,
            archive: findings.archive.to_owned(),
            language: findings.settings.language,
            previous: counted.before.as_ref().map(|_| calendar::period(findings.previous)),
            summary: Sentences::default(),
            targets: board::targets(findings, &headline, &counted.now, &breakdowns),
            benchmarks: board::benchmarks(findings, &headline),
            actions: actions::view(findings.actions, &period.name, findings.found),
            period,
            headline,
            insight: insight::insight(findings, &counted, &themes),
            themes,
            signals: findings.signals.iter().map(signals::view).collect(),
            watched: findings.watched,
            cues: cues::all(findings, &counted),
            breakdowns,
            data: data(findings, &counted.now),
            method: method(findings, &counted.looks),
            weeks: counted.by_week.weeks,
        };
        report.summary = Sentences {
            fi: sentences::fi::summary(&report, findings.period),
            en: sentences::en::summary(&report, findings.period),
        };
        report
    }
}

/// Everything counted once and used by several parts.
struct Counted<'a> {
    levels: Levels<'a>,
    index: ThemeIndex,
    now: Tally,
    before: Option<Tally>,
    by_week: ByWeek,
    looks: Families,
}

/// Changes are judged within their family: the headline was chosen beforehand, and must not pay
/// for the many themes beside it.
struct Families {
    headline: Looks,
    themes: Looks,
    cues: Looks,
}

impl<'a> Counted<'a> {
    fn of(findings: &Findings<'a>) -> Self {
        let levels = Levels::of(findings.rows, findings.period, findings.goals);
        let index = themes::index(findings);
        let scale = findings.settings.scale;
        let now = tally(findings.rows, findings.period, scale, &levels, &index);
        let before = findings
            .period
            .and(findings.previous)
            .map(|weeks| tally(findings.rows, Some(weeks), scale, &levels, &index))
            .filter(|before| before.records > 0);
        let among = |compared: fn(&Tally, &Tally) -> usize| {
            Looks::new(before.as_ref().map_or(0, |before| compared(&now, before)))
        };
        let looks = Families {
            headline: among(|_, _| HEADLINE_CHANGES),
            themes: among(themes::compared),
            cues: among(cues::compared),
        };
        let by_week = weeks::by_week(findings, &index);
        Self { levels, index, now, before, by_week, looks }
    }
}

fn headline(findings: &Findings<'_>, counted: &Counted<'_>) -> Headline {
    let (now, before) = (&counted.now, counted.before.as_ref());
    let anonymity = findings.settings.anonymity;
    let shares = |count: fn(&Tally) -> u32| -> (Cell, Option<Change>) {
        let of = |tally: &Tally| (count(tally), tally.split.felt());
        let cell = whole(proportion::share(of(now).0, of(now).1, Z95), anonymity);
        let change = before.and_then(|before| {
            counted.looks.headline.change((of(now).1, of(before).1), anonymity, |z| {
                proportion::difference(of(now), of(before), z)
            })
        });
        (cell, change)
    };
    let (positive, positive_change) = shares(|tally| tally.split.positive);
    let (negative, negative_change) = shares(|tally| tally.split.negative);
    Headline {
        comments: now.comments,
        comments_before: before.map(|before| before.comments),
        records: now.records,
        score: score(findings, counted, |tally| tally.scores),
        level: counted.levels.main,
        other_level: counted
            .levels
            .other
            .and_then(|_| score(findings, counted, |tally| tally.other_scores)),
        positive,
        negative,
        positive_change,
        negative_change,
    }
}

fn score(
    findings: &Findings<'_>,
    counted: &Counted<'_>,
    of: fn(&Tally) -> Scores,
) -> Option<ScoreView> {
    let (scale, anonymity) = (findings.settings.scale, findings.settings.anonymity);
    let now = of(&counted.now);
    if now.sums.n == 0 {
        return None;
    }
    let shown = |estimate: Option<Estimate>| whole(estimate, anonymity);
    Some(ScoreView {
        scale,
        value: shown(now.measure(scale, Z95)),
        mean: shown(mean::estimate(now.sums, Z95)),
        bands: (scale == Scale::Recommend && now.sums.n >= anonymity).then_some(now.bands),
        change: counted.before.as_ref().and_then(|before| {
            let before = of(before);
            counted
                .looks
                .headline
                .change((now.sums.n, before.sums.n), anonymity, |z| now.change(before, scale, z))
        }),
    })
}

fn data(findings: &Findings<'_>, now: &Tally) -> Data {
    let mut languages: Vec<(String, u32)> = Vec::new();
    for lang in Lang::ALL.into_iter().map(Some).chain([None]) {
        let said = findings.rows.iter().filter(|row| !row.blank && row.lang == lang);
        let n = said.filter(|row| counts(row, findings.period)).count() as u32;
        if n > 0 {
            languages.push((lang.map_or("none", Lang::code).to_owned(), n));
        }
    }
    languages.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let undated = findings.rows.iter().filter(|row| !row.blank && row.week.is_none());
    Data {
        rows_read: findings.notes.rows_read,
        rows_rejected: findings.notes.rows_rejected,
        rows_known: findings.notes.rows_known,
        blank: now.blank,
        undated: undated.count() as u32,
        without_theme: now.without_theme,
        without_sentiment: now.split.none,
        languages,
    }
}

fn method(findings: &Findings<'_>, looks: &Families) -> MethodView {
    let resources = findings.method.resources.iter();
    MethodView {
        version: findings.method.version.to_owned(),
        settings_hash: findings.method.settings_hash.to_owned(),
        resources: resources.map(|(name, version)| ((*name).into(), (*version).into())).collect(),
        confidence: 0.95,
        comparisons: Comparisons {
            headline: looks.headline.count as u32,
            themes: looks.themes.count as u32,
            cues: looks.cues.count as u32,
        },
        anonymity: findings.settings.anonymity,
        neutral_band: round(f64::from(NEUTRAL_BAND)),
        weak_degree: round(f64::from(WEAK)),
        stability: findings.method.stability.map(stability),
    }
}

fn stability(of: &Stability) -> StabilityView {
    let range = |range: Range| [range.mean, range.least, range.most].map(round);
    StabilityView {
        comments: of.comments,
        found_anew: of.bootstrap.map(range),
        changed: of.changed.map(round),
        born: of.born,
        fading: of.fading,
    }
}

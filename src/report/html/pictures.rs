//! Which chart shows what.

use crate::report::charts::{self, Caption, Column, HeatRow, IntervalRow};
use crate::report::model::Theme;
use crate::report::number::HARD;

use super::figures::Unit;
use super::markup::Markup;
use super::{Page, Placed};

/// Rows of a chart of intervals at most.
const INTERVALS: usize = 12;
/// Rows of the heat map at most.
const HEAT: usize = 15;

impl Page<'_> {
    pub(super) fn spark(&self, theme: &Theme) -> Markup {
        let recent = self.report.weeks.iter().filter(|week| week.in_period).count();
        let title = format!("{}: {}", theme.label.of(self.language), self.words.trend);
        let most = theme.by_week.iter().max().copied().unwrap_or(0);
        let last = theme.by_week.last().copied().unwrap_or(0);
        let id = format!("spark-{}", theme.id);
        let description = format!("0–{most}; {last}");
        let caption = Caption { id: &id, title: &title, description: &description };
        Markup::of_chart(charts::sparkline(&caption, &theme.by_week, recent))
    }

    pub(super) fn split(&self, theme: &Theme) -> Markup {
        let (words, split) = (self.words, theme.split);
        let title = format!(
            "{} {}, {} {}, {} {}",
            words.negative,
            split.negative,
            words.neutral,
            split.neutral,
            words.positive,
            split.positive
        );
        let id = format!("split-{}", theme.id);
        let caption = Caption { id: &id, title: &title, description: "" };
        Markup::of_chart(charts::split_bar(&caption, split))
    }

    /// Themes with the largest changes, largest growth first.
    pub(super) fn changed(&self) -> Vec<Placed<'_>> {
        let themes = self.report.themes.iter().enumerate();
        let difference = |theme: &Theme| theme.change.map_or(0.0, |change| change.difference);
        let mut changed: Vec<Placed<'_>> =
            themes.filter(|(_, theme)| theme.change.is_some()).collect();
        changed.sort_by(|(_, a), (_, b)| {
            difference(b).abs().total_cmp(&difference(a).abs()).then(a.id.cmp(&b.id))
        });
        changed.truncate(INTERVALS);
        changed.sort_by(|(_, a), (_, b)| {
            difference(b).total_cmp(&difference(a)).then(a.id.cmp(&b.id))
        });
        changed
    }

    pub(super) fn change_chart(&self, themes: &[Placed<'_>]) -> Markup {
        let rows: Vec<IntervalRow> = themes
            .iter()
            .filter_map(|(_, theme)| {
                let change = theme.change?;
                let size = self.signed(change.difference, Unit::Share);
                Some(IntervalRow {
                    label: theme.label.of(self.language).to_owned(),
                    text: format!("{size}{HARD}{}", self.words.percentage_points),
                    value: change.difference,
                    low: change.low,
                    high: change.high,
                    clear: change.clear,
                })
            })
            .collect();
        let caption = Caption {
            id: "chart-changes",
            title: self.words.what_changed,
            description: self.words.what_changed_lead,
        };
        Markup::of_chart(charts::intervals(&caption, &rows))
    }

    /// Themes that go with NPS most, the ones that weigh it down first.
    pub(super) fn drivers(&self) -> Vec<Placed<'_>> {
        let impact = |theme: &Theme| theme.impact.figure().map_or(0.0, |figure| figure.value);
        let mut drivers: Vec<Placed<'_>> = self
            .ranked()
            .into_iter()
            .filter(|(_, theme)| theme.impact.figure().is_some())
            .collect();
        drivers.sort_by(|(_, a), (_, b)| {
            impact(b).abs().total_cmp(&impact(a).abs()).then(a.id.cmp(&b.id))
        });
        drivers.truncate(INTERVALS);
        drivers.sort_by(|(_, a), (_, b)| impact(a).total_cmp(&impact(b)).then(a.id.cmp(&b.id)));
        drivers
    }

    pub(super) fn driver_chart(&self, themes: &[Placed<'_>]) -> Markup {
        let rows: Vec<IntervalRow> = themes
            .iter()
            .filter_map(|(_, theme)| {
                let figure = theme.impact.figure()?;
                Some(IntervalRow {
                    label: theme.label.of(self.language).to_owned(),
                    text: self.signed(figure.value, Unit::Effect),
                    value: figure.value,
                    low: figure.low,
                    high: figure.high,
                    clear: figure.low > 0.0 || figure.high < 0.0,
                })
            })
            .collect();
        let caption = Caption {
            id: "chart-drivers",
            title: self.words.drivers,
            description: self.words.drivers_lead,
        };
        Markup::of_chart(charts::intervals(&caption, &rows))
    }

    pub(super) fn volume_chart(&self) -> Markup {
        let columns: Vec<Column> = self
            .report
            .weeks
            .iter()
            .map(|week| Column {
                label: short_week(&week.week).to_owned(),
                split: week.split.unwrap_or_default(),
                n: week.n,
                in_period: week.in_period,
            })
            .collect();
        let caption = Caption {
            id: "chart-weeks",
            title: self.words.volume,
            description: self.words.volume_description,
        };
        Markup::of_chart(charts::columns(&caption, &columns))
    }

    pub(super) fn heat_rows(&self) -> Vec<Placed<'_>> {
        let mut rows = self.ranked();
        rows.truncate(HEAT);
        rows
    }

    pub(super) fn heat_chart(&self, themes: &[Placed<'_>]) -> Markup {
        let weeks = self.report.weeks.iter();
        let weeks: Vec<&str> = weeks.map(|week| short_week(&week.week)).collect();
        let rows: Vec<HeatRow<'_>> = themes
            .iter()
            .map(|(_, theme)| HeatRow {
                label: theme.label.of(self.language),
                values: &theme.by_week,
            })
            .collect();
        let caption = Caption {
            id: "chart-heat",
            title: self.words.themes_by_week,
            description: self.words.heat_description,
        };
        Markup::of_chart(charts::heat_map(&caption, &weeks, &rows))
    }
}

/// `47` of `2026-W47`.
fn short_week(week: &str) -> &str {
    week.rsplit_once("-W").map_or(week, |(_, number)| number)
}

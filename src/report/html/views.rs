//! Points of view: all themes at once, two groups side by side, touchpoints, periods, money.

use crate::report::charts::{self, Caption, HeatRow, IntervalRow, Stream};
use crate::report::model::{Contrast, Drivers, Figure, Places, Sides, ValueAtStake};
use crate::report::number::HARD;

use super::board::head;
use super::figures::Unit;
use super::markup::Markup;
use super::{Page, Placed};

/// Themes in the flow at most.
const STREAMS: usize = 12;
/// Telling words of a group at most.
const WORDS: usize = 12;

impl Page<'_> {
    pub(super) fn regression_chart(&self, drivers: &Drivers) -> Markup {
        let unit = self.driver_unit();
        let rows: Vec<IntervalRow> = drivers
            .themes
            .iter()
            .map(|driver| {
                let figure = driver.coefficient;
                IntervalRow {
                    label: self.say(&driver.label).to_owned(),
                    text: self.signed(figure.value, unit),
                    value: figure.value,
                    low: figure.low,
                    high: figure.high,
                    clear: figure.low > 0.0 || figure.high < 0.0,
                }
            })
            .collect();
        let caption = Caption {
            id: "chart-regression",
            title: self.terms.regression,
            description: self.terms.regression_lead,
        };
        Markup::of_chart(charts::intervals(&caption, &rows))
    }

    fn driver_unit(&self) -> Unit {
        match self.score_unit() {
            Unit::Points | Unit::Effect => Unit::Effect,
            Unit::Share | Unit::Mean => Unit::Mean,
        }
    }

    pub(super) fn regression_table(&self, drivers: &Drivers) -> Markup {
        let unit = self.driver_unit();
        let mut out = Markup::default();
        head(&mut out, self.terms.regression, &[self.words.theme, self.terms.coefficient]);
        for (at, driver) in drivers.themes.iter().enumerate() {
            let figure = &driver.coefficient;
            let path = format!("/insight/drivers/themes/{at}/coefficient/value");
            out.raw("<tr><th scope=\"row\">").text(self.say(&driver.label)).raw("</th><td>");
            let text = self.signed(figure.value, unit);
            out.markup(&Markup::data(&path, figure.value, &text)).raw("<span class=\"note\">");
            let (low, high) = (self.signed(figure.low, unit), self.signed(figure.high, unit));
            out.text(&format!("{low}…{high} · {}", self.base(figure))).raw("</span></td></tr>");
        }
        out.raw("</tbody></table>");
        out
    }

    pub(super) fn explained(&self, drivers: &Drivers) -> Markup {
        let mut out = Markup::default();
        out.text(self.terms.explained).raw(" ");
        let path = "/insight/drivers/explained";
        out.markup(&self.value_at(path, drivers.explained, Unit::Share));
        out.text(&format!(" (n{HARD}={HARD}{})", self.numbers.count(drivers.n)));
        out
    }

    pub(super) fn gap_table(&self) -> Markup {
        let terms = self.terms;
        let mut out = Markup::default();
        let heads = [self.words.theme, terms.staff_view, terms.customer_view, terms.difference];
        head(&mut out, terms.gap, &heads);
        for (at, gap) in self.report.insight.gaps.iter().enumerate() {
            let path = format!("/insight/gaps/{at}");
            out.raw("<tr><th scope=\"row\">").text(self.say(&gap.label)).raw("</th><td>");
            out.markup(&self.share_cell(&format!("{path}/staff"), &gap.staff)).raw("</td><td>");
            out.markup(&self.share_cell(&format!("{path}/customers"), &gap.customers));
            out.raw("</td><td>").markup(&self.apart(&path, &gap.difference)).raw("</td></tr>");
        }
        out.raw("</tbody></table>");
        out
    }

    /// A difference of shares, in percentage points.
    fn apart(&self, path: &str, change: &crate::report::model::Change) -> Markup {
        let mut out = Markup::default();
        let text = self.signed(change.difference, Unit::Share);
        let path = format!("{path}/difference/difference");
        out.raw(if change.clear { "<span class=\"clear\">" } else { "<span class=\"unsure\">" });
        out.markup(&Markup::data(&path, change.difference, &text)).raw("</span>");
        let (low, high) =
            (self.signed(change.low, Unit::Share), self.signed(change.high, Unit::Share));
        out.raw("<span class=\"note\">").text(&format!("{low}…{high}")).raw("</span>");
        out
    }

    pub(super) fn sides(&self, contrast: &Contrast) -> String {
        let (first, second) = self.side_names(contrast);
        format!(
            "{first} ({}) – {second} ({})",
            self.numbers.count(contrast.first),
            self.numbers.count(contrast.second)
        )
    }

    fn side_names(&self, contrast: &Contrast) -> (&'static str, &'static str) {
        let terms = self.terms;
        match contrast.sides {
            Sides::CustomersStaff => (terms.customer_view, terms.staff_view),
            Sides::DetractorsPromoters => (terms.detractors, terms.promoters),
        }
    }

    pub(super) fn contrast_table(&self, table: &usize, contrast: &Contrast) -> Markup {
        let (first, second) = self.side_names(contrast);
        let mut out = Markup::default();
        let heads = [self.words.theme, first, second, self.terms.difference];
        head(&mut out, &self.sides(contrast), &heads);
        for (at, theme) in contrast.themes.iter().enumerate() {
            let path = format!("/insight/contrasts/{table}/themes/{at}");
            out.raw("<tr><th scope=\"row\">").text(self.say(&theme.label)).raw("</th><td>");
            out.markup(&self.share_cell(&format!("{path}/first"), &theme.first));
            out.raw("</td><td>");
            out.markup(&self.share_cell(&format!("{path}/second"), &theme.second));
            out.raw("</td><td>").markup(&self.apart(&path, &theme.difference)).raw("</td></tr>");
        }
        out.raw("</tbody></table>");
        out
    }

    /// The words of each group that set it apart, each with the shares of both groups.
    pub(super) fn contrast_words(&self, table: &usize, contrast: &Contrast) -> Markup {
        let (first, second) = self.side_names(contrast);
        let mut out = Markup::default();
        for (side, more) in [(first, true), (second, false)] {
            let words = contrast.words.iter().enumerate();
            let words = words.filter(|(_, word)| (word.difference.difference > 0.0) == more);
            let mut parts = Markup::default();
            for (at, word) in words.take(WORDS) {
                let path = format!("/insight/contrasts/{table}/words/{at}");
                let share = |name: &str, figure: &Figure| {
                    self.value_at(&format!("{path}/{name}/value"), figure.value, Unit::Share)
                };
                parts.raw(if parts.is_empty() { "" } else { ", " });
                parts.raw("<strong>").text(&word.word).raw("</strong> ");
                parts.markup(&share("first", &word.first)).raw(" / ");
                parts.markup(&share("second", &word.second));
            }
            if !parts.is_empty() {
                out.raw("<p class=\"facts\">").text(self.terms.telling).raw(" – ").text(side);
                out.raw(": ").markup(&parts).raw("</p>");
            }
        }
        out
    }

    pub(super) fn places_chart(&self, places: &Places) -> Markup {
        let counts: Vec<Vec<u32>> = places
            .rows
            .iter()
            .map(|row| row.counts.iter().map(|n| n.unwrap_or(0)).collect())
            .collect();
        let rows: Vec<HeatRow<'_>> = places
            .rows
            .iter()
            .zip(&counts)
            .map(|(row, values)| HeatRow { label: self.say(&row.label), values })
            .collect();
        let columns: Vec<&str> = places.places.iter().map(String::as_str).collect();
        let caption = Caption {
            id: "chart-places",
            title: self.terms.places,
            description: self.terms.places_lead,
        };
        Markup::of_chart(charts::heat_map(&caption, &columns, &rows))
    }

    pub(super) fn places_table(&self, places: &Places) -> Markup {
        let mut out = Markup::default();
        let mut heads = vec![self.words.theme];
        heads.extend(places.places.iter().map(String::as_str));
        head(&mut out, self.terms.places, &heads);
        for (at, row) in places.rows.iter().enumerate() {
            out.raw("<tr><th scope=\"row\">").text(self.say(&row.label)).raw("</th>");
            for (column, n) in row.counts.iter().enumerate() {
                let path = format!("/insight/places/rows/{at}/counts/{column}");
                out.raw("<td>");
                match n {
                    Some(n) => out.markup(&self.count(path, n)),
                    None => out.markup(&self.hidden()),
                };
                out.raw("</td>");
            }
            out.raw("</tr>");
        }
        out.raw("</tbody></table>");
        out
    }

    /// Themes with most comments in either period.
    fn streams(&self) -> Vec<Placed<'_>> {
        let mut themes: Vec<Placed<'_>> = self.report.themes.iter().enumerate().collect();
        let most = |theme: &crate::report::model::Theme| theme.n.max(theme.n_before.unwrap_or(0));
        themes.sort_by_key(|(at, theme)| (std::cmp::Reverse(most(theme)), *at));
        themes.truncate(STREAMS);
        themes
    }

    pub(super) fn flow_chart(&self) -> Markup {
        let themes = self.streams();
        let streams: Vec<Stream<'_>> = themes
            .iter()
            .map(|(_, theme)| Stream {
                label: self.say(&theme.label),
                before: theme.n_before.unwrap_or(0),
                now: theme.n,
            })
            .collect();
        let caption =
            Caption { id: "chart-flow", title: self.terms.flow, description: self.terms.flow_lead };
        Markup::of_chart(charts::flow(&caption, &streams))
    }

    pub(super) fn flow_table(&self) -> Markup {
        let mut out = Markup::default();
        let heads = [self.words.theme, self.terms.before, self.terms.now];
        head(&mut out, self.terms.flow, &heads);
        for (at, theme) in self.streams() {
            out.raw("<tr><th scope=\"row\">").text(self.say(&theme.label)).raw("</th><td>");
            let before = theme.n_before.unwrap_or(0);
            out.markup(&self.count(format!("/themes/{at}/n_before"), &before)).raw("</td><td>");
            out.markup(&self.count(format!("/themes/{at}/n"), &theme.n)).raw("</td></tr>");
        }
        out.raw("</tbody></table>");
        out
    }

    /// "20 %, 350 €".
    pub(super) fn assumption(&self, value: &ValueAtStake) -> String {
        let share = self.numbers.percent(value.at_risk, 0);
        format!("{share}, {}{HARD}{}.", self.numbers.decimal(value.per_customer, 0), value.currency)
    }

    pub(super) fn value_table(&self, value: &ValueAtStake) -> Markup {
        let mut out = Markup::default();
        let amount = format!("{} ({})", self.terms.amount, value.currency);
        head(&mut out, self.terms.value, &[self.words.theme, self.terms.detractors, &amount]);
        for (at, theme) in value.themes.iter().enumerate() {
            let path = format!("/insight/value/themes/{at}");
            out.raw("<tr><th scope=\"row\">").text(self.say(&theme.label)).raw("</th><td>");
            out.markup(&self.count(format!("{path}/critics"), &theme.critics)).raw("</td><td>");
            let text = self.numbers.decimal(theme.amount, 0);
            out.markup(&Markup::data(&format!("{path}/amount"), theme.amount, &text));
            out.raw("</td></tr>");
        }
        out.raw("</tbody></table>");
        out
    }
}

//! Expectation, dreams, problems and needs, and staff thanked by name.

use crate::report::charts::{self, Caption, IntervalRow};
use crate::report::model::HotCounts;

use super::Page;
use super::board::head;
use super::figures::Unit;
use super::markup::Markup;

/// Themes in the table of dreams, problems and needs at most.
const ROWS: usize = 15;

impl Page<'_> {
    fn steps(&self) -> [&'static str; 5] {
        let t = self.terms;
        [t.angered, t.fell_short, t.as_expected, t.exceeded, t.delighted]
    }

    /// Under and over what was expected, as bars to both sides of a line.
    pub(super) fn expectation_chart(&self) -> Markup {
        let expectation = &self.report.insight.expectation;
        let rows: Vec<IntervalRow> = self
            .steps()
            .into_iter()
            .zip(expectation.steps)
            .zip([-1.0, -1.0, 0.0, 1.0, 1.0])
            .map(|((name, n), side)| {
                let end = f64::from(n) * side;
                IntervalRow {
                    label: name.to_owned(),
                    text: self.numbers.count(n),
                    value: end,
                    low: end.min(0.0),
                    high: end.max(0.0),
                    clear: n > 0,
                }
            })
            .collect();
        let caption = Caption {
            id: "chart-expectation",
            title: self.terms.expectation,
            description: self.terms.expectation_lead,
        };
        Markup::of_chart(charts::intervals(&caption, &rows))
    }

    pub(super) fn expectation_table(&self) -> Markup {
        let mut out = Markup::default();
        head(&mut out, self.terms.expectation, &[self.terms.step, self.words.comments]);
        let steps = self.report.insight.expectation.steps;
        for ((at, name), n) in self.steps().into_iter().enumerate().zip(steps) {
            let path = format!("/insight/expectation/steps/{at}");
            out.raw("<tr><th scope=\"row\">").text(name).raw("</th><td>");
            out.markup(&self.count(path, &n)).raw("</td></tr>");
        }
        out.raw("</tbody></table>");
        out
    }

    /// The earned-media balance and what the experience is compared with.
    pub(super) fn balance(&self) -> Markup {
        let (terms, expectation) = (self.terms, &self.report.insight.expectation);
        let mut out = Markup::default();
        out.text(terms.balance).raw(" ");
        match &expectation.balance {
            Some(figure) => {
                let path = "/insight/expectation/balance/value";
                let text = self.numbers.signed(figure.value, 2);
                out.markup(&Markup::data(path, figure.value, &text));
                let (low, high) =
                    (self.numbers.signed(figure.low, 2), self.numbers.signed(figure.high, 2));
                out.text(&format!(" ({low}…{high}) · {}", self.base(figure)));
            }
            None => {
                out.raw("–");
            }
        }
        let names = [terms.to_industry, terms.to_company, terms.to_past];
        out.text(&format!(" · {}:", terms.compared_to));
        for (at, (name, n)) in names.into_iter().zip(expectation.references).enumerate() {
            let path = format!("/insight/expectation/references/{at}");
            out.raw(if at == 0 { " " } else { ", " }).text(name).raw(" ");
            out.markup(&self.count(path, &n));
        }
        out
    }

    /// Dreams, problems and needs by theme, the themes with most of them first.
    pub(super) fn hot_table(&self) -> Markup {
        let terms = self.terms;
        let mut out = Markup::default();
        let heads = [self.words.theme, terms.dream, terms.problem, terms.need];
        head(&mut out, terms.hot, &heads);
        self.hot_row(&mut out, terms.all_themes, "/insight/hot", self.report.insight.hot);
        let sum = |hot: HotCounts| hot.dream + hot.problem + hot.need;
        let mut themes = self.ranked();
        themes.retain(|(_, theme)| sum(theme.hot) > 0);
        themes.sort_by_key(|(at, theme)| (std::cmp::Reverse(sum(theme.hot)), *at));
        for (at, theme) in themes.into_iter().take(ROWS) {
            let label = self.say(&theme.label);
            self.hot_row(&mut out, label, &format!("/themes/{at}/hot"), theme.hot);
        }
        out.raw("</tbody></table>");
        out
    }

    fn hot_row(&self, out: &mut Markup, name: &str, path: &str, hot: HotCounts) {
        out.raw("<tr><th scope=\"row\">").text(name).raw("</th>");
        for (field, n) in [("dream", hot.dream), ("problem", hot.problem), ("need", hot.need)] {
            out.raw("<td>").markup(&self.count(format!("{path}/{field}"), &n)).raw("</td>");
        }
        out.raw("</tr>");
    }

    pub(super) fn staff_table(&self) -> Markup {
        let mut out = Markup::default();
        let heads = [self.terms.person, self.words.comments, self.words.typical];
        head(&mut out, self.terms.staff_by_name, &heads);
        for (at, person) in self.report.insight.staff.iter().enumerate() {
            let path = format!("/insight/staff/{at}/n");
            out.raw("<tr><th scope=\"row\">").text(&person.name).raw("</th><td>");
            out.markup(&self.count(path, &person.n)).raw("</td><td>");
            if let Some(quote) = person.quotes.first() {
                out.raw("<q>").text(&super::board::short_quote(quote)).raw("</q>");
            }
            out.raw("</td></tr>");
        }
        out.raw("</tbody></table>");
        out
    }

    pub(super) fn promises_table(&self) -> Markup {
        let (terms, words) = (self.terms, self.words);
        let mut out = Markup::default();
        let heads = [
            terms.promise,
            words.comments,
            terms.kept,
            terms.broken,
            words.positive,
            words.negative,
        ];
        head(&mut out, terms.promises, &heads);
        for (at, promise) in self.report.insight.promises.iter().enumerate() {
            out.raw("<tr><th scope=\"row\">").text(&promise.name);
            if promise.n == 0 {
                out.raw("<span class=\"note\">").text(terms.silent).raw("</span>");
            }
            out.raw("</th>");
            for (field, n) in [
                ("n", promise.n),
                ("kept", promise.kept),
                ("broken", promise.broken),
                ("positive", promise.positive),
                ("negative", promise.negative),
            ] {
                let path = format!("/insight/promises/{at}/{field}");
                out.raw("<td>").markup(&self.count(path, &n)).raw("</td>");
            }
            out.raw("</tr>");
        }
        out.raw("</tbody></table>");
        out
    }

    /// A share in a cell, with its interval and base.
    pub(super) fn share_cell(&self, path: &str, figure: &crate::report::model::Figure) -> Markup {
        let mut out = self.value_at(&format!("{path}/value"), figure.value, Unit::Share);
        out.raw("<span class=\"note\">").text(&self.range(figure, Unit::Share)).raw(" · ");
        out.text(&self.base(figure)).raw("</span>");
        out
    }
}

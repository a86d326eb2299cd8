//! The board page: few figures, three drivers, three signals, targets and actions.

use std::ops::Deref;

use askama::Template;

use crate::report::findings::Language;
use crate::report::model::{
    ActionGroup, ActionKind, Aim, Cell, Level, QuoteView, TargetView, Theme, Verdict,
};
use crate::report::number::HARD;
use crate::score::Cue;

use super::figures::Unit;
use super::markup::Markup;
use super::{Page, Placed};

/// Figures on the page.
const FIGURES: usize = 5;
/// Drivers on the page.
const DRIVERS: usize = 3;
/// Targets on the page.
const TARGETS: usize = 6;
/// Characters of a quote on the page.
const QUOTE: usize = 110;

#[derive(Template)]
#[template(path = "board.html", config = ".askama.toml")]
pub(super) struct Board<'a>(pub(super) Page<'a>);

impl<'a> Deref for Board<'a> {
    type Target = Page<'a>;

    fn deref(&self) -> &Page<'a> {
        &self.0
    }
}

/// A figure under its name.
pub(super) struct Named {
    pub(super) name: String,
    pub(super) body: Markup,
}

impl Page<'_> {
    /// The five figures to know.
    pub(super) fn five(&self) -> Vec<Named> {
        let headline = &self.report.headline;
        let mut all = Vec::new();
        let mut add = |name: String, path: &str, cell: &Cell, unit: Unit| {
            all.push(Named { name, body: self.card(path, cell, unit) });
        };
        for (score, path, level) in [
            (headline.score, "/headline/score", headline.level),
            (headline.other_level, "/headline/other_level", headline.level.other()),
        ] {
            if let Some(score) = score {
                let name = self.level_name(&level);
                add(name, &format!("{path}/value"), &score.value, self.score_unit());
            }
        }
        let words = self.words;
        add(words.positive.to_owned(), "/headline/positive", &headline.positive, Unit::Share);
        add(words.negative.to_owned(), "/headline/negative", &headline.negative, Unit::Share);
        all.extend(self.balance_card());
        for wanted in [Cue::Churn, Cue::PromiseBroken, Cue::Silenced, Cue::Wish] {
            let found = self.report.cues.iter().enumerate().find(|(_, view)| view.cue == wanted);
            if let Some((at, view)) = found {
                let mut body = Markup::default();
                body.raw("<span class=\"big\">");
                let value = view.share.value;
                body.markup(&self.value_at(&format!("/cues/{at}/share/value"), value, Unit::Share));
                body.raw("</span><span class=\"note\">");
                body.text(&self.sure(&view.share, Unit::Share)).raw("</span><span class=\"note\">");
                body.text(&self.base(&view.share)).raw("</span>");
                all.push(Named { name: words.cue(wanted).to_owned(), body });
            }
        }
        let mut body = Markup::default();
        body.raw("<span class=\"big\">")
            .markup(&self.count("/headline/comments", &headline.comments));
        body.raw("</span><span class=\"note\">").markup(&self.records()).raw("</span>");
        let place = all.len().min(FIGURES - 1);
        all.insert(place, Named { name: words.comments.to_owned(), body });
        all.truncate(FIGURES);
        all
    }

    /// The earned-media balance, where enough comments go beyond the comfort zone.
    fn balance_card(&self) -> Option<Named> {
        let figure = self.report.insight.expectation.balance?;
        let signed = |x: f64| self.numbers.signed(x, 2);
        let mut body = Markup::default();
        let path = "/insight/expectation/balance/value";
        body.raw("<span class=\"big\">");
        body.markup(&Markup::data(path, figure.value, &signed(figure.value)));
        let sure = self.numbers.percent(self.report.method.confidence, 0);
        body.raw("</span><span class=\"note\">");
        body.text(&format!("{sure}: {}…{}", signed(figure.low), signed(figure.high)));
        body.raw("</span><span class=\"note\">").text(&self.base(&figure)).raw("</span>");
        Some(Named { name: self.terms.balance.to_owned(), body })
    }

    /// Name of the main score, with its level where there are two.
    pub(super) fn level_name(&self, level: &Level) -> String {
        let name = self.score_name();
        match self.terms.level(*level).filter(|_| self.report.headline.other_level.is_some()) {
            Some(level) => format!("{name}, {level}"),
            None => name.to_owned(),
        }
    }

    /// The themes that surely go with the score, strongest first; without a score, those spoken of
    /// most unkindly.
    pub(super) fn three_drivers(&self) -> Vec<Placed<'_>> {
        let weight = |theme: &Theme| match theme.impact.figure() {
            Some(figure) if figure.low > 0.0 || figure.high < 0.0 => figure.value.abs(),
            Some(_) => -1.0,
            None if self.has_impacts() => -1.0,
            None => negative_share(theme),
        };
        let mut themes = self.ranked();
        themes.retain(|(_, theme)| weight(theme) > 0.0);
        themes.sort_by(|(_, a), (_, b)| {
            weight(b).total_cmp(&weight(a)).then(b.n.cmp(&a.n)).then(a.id.cmp(&b.id))
        });
        themes.truncate(DRIVERS);
        themes
    }

    fn has_impacts(&self) -> bool {
        self.report.themes.iter().any(|theme| theme.impact.figure().is_some())
    }

    pub(super) fn driver_figure(&self, at: &usize, theme: &Theme) -> Markup {
        let mut out = Markup::default();
        let Some(figure) = theme.impact.figure() else {
            let split = theme.split;
            let path = format!("/themes/{at}/split/negative");
            out.text(&self.words.negative.to_lowercase()).raw(" ");
            out.markup(&self.count(path, &split.negative));
            return std::mem::take(out.text(&format!(" / {}", self.numbers.count(split.felt()))));
        };
        let path = format!("/themes/{at}/impact/figure/value");
        out.markup(&self.value_at(&path, figure.value, Unit::Effect));
        out.text(&format!(" ({}) · ", self.range(figure, Unit::Effect)));
        std::mem::take(out.text(&self.base(figure)))
    }

    /// What is said where there is no such theme.
    pub(super) fn driver_none(&self) -> &'static str {
        if self.has_impacts() { self.terms.no_driver_clear } else { self.terms.no_drivers }
    }

    pub(super) fn driver_note(&self) -> &'static str {
        if self.has_impacts() { self.terms.drivers_note } else { self.terms.drivers_other }
    }

    /// Targets with what was measured; the first `most`.
    pub(super) fn targets_table(&self, most: usize) -> Markup {
        let terms = self.terms;
        let mut out = Markup::default();
        head(&mut out, terms.targets, &[terms.target, terms.measured, terms.verdict]);
        for (at, target) in self.report.targets.iter().take(most).enumerate() {
            let name = match &target.touchpoint {
                Some(place) => format!("{}: {place}", terms.aim(target.aim)),
                None => terms.aim(target.aim).to_owned(),
            };
            let unit = unit(target.aim);
            let path = format!("/targets/{at}");
            out.raw("<tr><th scope=\"row\">").text(&name).raw("<span class=\"note\">");
            out.text(if target.aim == Aim::Negative { terms.at_most } else { terms.at_least });
            out.raw(" ").markup(&self.value_at(&format!("{path}/goal"), target.goal, unit));
            out.raw("</span></th><td>");
            out.markup(&self.cell(format!("{path}/value"), &target.value, unit));
            out.raw("</td><td>").markup(&self.verdict(target)).raw("</td></tr>");
        }
        out.raw("</tbody></table>");
        out
    }

    /// How many targets are left to the report.
    fn more_targets(&self) -> Option<String> {
        let more = self.report.targets.len().checked_sub(TARGETS).filter(|more| *more > 0)?;
        Some(match (self.language, more) {
            (Language::Fi, 1) => "ja 1 muu raportissa".to_owned(),
            (Language::Fi, _) => format!("ja {more} muuta raportissa"),
            (Language::En, _) => format!("and {more} more in the report"),
        })
    }

    fn verdict(&self, target: &TargetView) -> Markup {
        let mut out = Markup::default();
        let class = match target.verdict {
            Verdict::Met => "met",
            Verdict::NotMet => "not",
            Verdict::TooFew | Verdict::NotMeasured => "few-answers",
        };
        out.raw("<span class=\"verdict ").raw(class).raw("\">");
        out.text(self.terms.verdict(target.verdict)).raw("</span>");
        if matches!(target.verdict, Verdict::Met | Verdict::NotMet) && !target.sure {
            out.raw("<span class=\"note\">").text(self.terms.within_chance).raw("</span>");
        }
        out
    }

    /// Actions by theme with owner and status; the first `most` critics' themes and promoters.
    pub(super) fn actions_table(&self, most: usize) -> Markup {
        let terms = self.terms;
        let mut out = Markup::default();
        let heads = [terms.action, self.words.theme, terms.owner, terms.status];
        head(&mut out, terms.actions, &heads);
        for (at, group) in self.first_groups(most) {
            let (kind, label) = (self.action_kind(group), self.group_label(group));
            let n = self.count(format!("/actions/groups/{at}/n"), &group.n);
            out.raw("<tr><th scope=\"row\">").text(kind).raw(" (").markup(&n).raw(")</th><td>");
            out.text(&label).raw("</td><td>");
            if group.owners.is_empty() {
                out.raw("<span class=\"unsure\">").text(terms.no_owner).raw("</span>");
            } else {
                out.text(&group.owners.join(", "));
            }
            out.raw("</td><td>").text(&self.states(group)).raw("</td></tr>");
        }
        out.raw("</tbody></table>");
        out
    }

    /// Groups of both kinds, as nobody should see critics only: first those that somebody has
    /// taken up, then the largest.
    fn first_groups(&self, most: usize) -> Vec<(usize, &ActionGroup)> {
        let groups = &self.report.actions.groups;
        let of = |kind| {
            let own = groups.iter().enumerate().filter(|(_, group)| group.kind == kind);
            let mut own: Vec<(usize, &ActionGroup)> = own.collect();
            own.sort_by_key(|(_, group)| group.under_way + group.done == 0);
            own
        };
        let (mut critics, mut promoters) = (of(ActionKind::CallBack), of(ActionKind::Promote));
        critics.truncate(most - promoters.len().min(most.div_ceil(3)));
        promoters.truncate(most - critics.len());
        critics.append(&mut promoters);
        critics
    }

    fn action_kind(&self, group: &ActionGroup) -> &'static str {
        match group.kind {
            ActionKind::CallBack => self.terms.call_back,
            ActionKind::Promote => self.terms.promote,
        }
    }

    fn group_label(&self, group: &ActionGroup) -> String {
        match group.theme {
            Some(_) => self.say(&group.label).to_owned(),
            None => self.terms.no_theme.to_owned(),
        }
    }

    fn states(&self, group: &ActionGroup) -> String {
        let terms = self.terms;
        let open = group.n.saturating_sub(group.done + group.under_way);
        let parts = [
            (terms.state_open, open),
            (terms.state_under_way, group.under_way),
            (terms.state_done, group.done),
        ];
        let shown = parts.iter().filter(|(_, n)| *n > 0);
        let shown: Vec<String> =
            shown.map(|(name, n)| format!("{name}{HARD}{}", self.numbers.count(*n))).collect();
        shown.join(", ")
    }

    pub(super) fn action_counts(&self) -> Markup {
        let (actions, terms) = (&self.report.actions, self.terms);
        let mut out = Markup::default();
        for (at, (name, field, n)) in [
            (terms.critics, "critics", actions.critics),
            (terms.found_promoters, "promoters", actions.promoters),
            (terms.listed, "listed", actions.listed),
            (terms.carried, "carried", actions.carried),
        ]
        .into_iter()
        .enumerate()
        {
            out.raw(if at == 0 { "" } else { " · " }).text(name).raw(" ");
            out.markup(&self.count(format!("/actions/{field}"), &n));
        }
        out.raw(" · actions.csv, actions.xlsx");
        out
    }

    /// Benchmarks beside the main score.
    pub(super) fn benchmarks_table(&self) -> Markup {
        let (terms, unit) = (self.terms, self.score_unit());
        let mut out = Markup::default();
        let heads = [terms.benchmark, self.score_name(), terms.difference, terms.published];
        head(&mut out, terms.benchmarks, &heads);
        for (at, benchmark) in self.report.benchmarks.iter().enumerate() {
            let path = format!("/benchmarks/{at}");
            out.raw("<tr><th scope=\"row\">").text(&benchmark.name).raw("</th><td>");
            out.markup(&self.value_at(&format!("{path}/value"), benchmark.value, unit));
            out.raw("</td><td>");
            match benchmark.difference {
                Some(difference) => out.text(&self.signed(difference, unit)),
                None => out.raw("–"),
            };
            if benchmark.difference.is_some() && !benchmark.sure {
                out.raw("<span class=\"note\">").text(terms.within_chance).raw("</span>");
            }
            out.raw("</td><td>").text(&benchmark.source).text(", ").text(&benchmark.date);
            out.raw("</td></tr>");
        }
        out.raw("</tbody></table>");
        out
    }
}

/// Opens a table up to its body.
pub(super) fn head(out: &mut Markup, caption: &str, columns: &[&str]) {
    out.raw("<table><caption class=\"sr\">").text(caption).raw("</caption><thead><tr>");
    for column in columns {
        out.raw("<th scope=\"col\">").text(column).raw("</th>");
    }
    out.raw("</tr></thead><tbody>");
}

/// The beginning of a quote.
pub(super) fn short_quote(quote: &QuoteView) -> String {
    let text = format!("{}{}{}", quote.before, quote.marked, quote.after);
    crate::report::shortened(&text, QUOTE)
}

fn negative_share(theme: &Theme) -> f64 {
    let felt = theme.split.felt();
    if felt < crate::measure::small_base::ANECDOTAL {
        return 0.0;
    }
    f64::from(theme.split.negative) / f64::from(felt)
}

const fn unit(aim: Aim) -> Unit {
    match aim {
        Aim::Nps => Unit::Points,
        Aim::Mean => Unit::Mean,
        Aim::Ces | Aim::Csat | Aim::Positive | Aim::Negative => Unit::Share,
    }
}

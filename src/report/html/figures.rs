//! Figures as they are read: value, interval, n, and a flag where the base is small.

use crate::measure::nps::Bands;
use crate::measure::small_base::Base;
use crate::report::findings::{Language, Scale};
use crate::report::model::{Cell, Change, Figure, ScoreView, Theme};
use crate::report::number::{HARD, Numbers};

use super::Page;
use super::markup::Markup;

/// In what a figure is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// A share 0…1, written as a percentage.
    Share,
    /// NPS points.
    Points,
    /// What a theme does to NPS, in points: small beside NPS itself.
    Effect,
    /// A mean on the scale of the source.
    Mean,
}

impl Page<'_> {
    pub(super) fn count(&self, path: impl AsRef<str>, n: &u32) -> Markup {
        Markup::data(path.as_ref(), f64::from(*n), &self.numbers.count(*n))
    }

    pub(super) fn plain_decimal(&self, x: &f64) -> String {
        self.numbers.decimal(*x, 1)
    }

    /// "3,798 answers and messages in all", each language in its own order.
    pub(super) fn records(&self) -> Markup {
        let n = self.count("/headline/records", &self.report.headline.records);
        let (mut out, words) = (Markup::default(), self.words.comments_of_records);
        match self.language {
            Language::Fi => out.text(words).raw(" ").markup(&n),
            Language::En => out.markup(&n).raw(" ").text(words),
        };
        out
    }

    pub(super) fn plain_count(&self, n: &u32) -> String {
        self.numbers.count(*n)
    }

    pub(super) fn plain_long(&self, n: &u64) -> String {
        self.numbers.count(*n)
    }

    /// A number of two decimals, as settings are written.
    pub(super) fn fine(&self, x: &f64) -> String {
        self.numbers.decimal(*x, 2)
    }

    pub(super) fn score_name(&self) -> &'static str {
        match self.report.headline.score.map(|score| score.scale) {
            Some(Scale::Recommend) => self.words.nps,
            Some(Scale::Effort) => self.words.easy_share,
            Some(Scale::Satisfaction { .. }) => self.words.top_two,
            Some(Scale::Other) | None => self.words.mean_score,
        }
    }

    pub(super) fn method_of(&self, scale: &Scale) -> &'static str {
        self.words.method_of(*scale)
    }

    pub(super) fn score_unit(&self) -> Unit {
        match self.report.headline.score.map(|score: ScoreView| score.scale) {
            Some(Scale::Recommend) => Unit::Points,
            Some(Scale::Effort | Scale::Satisfaction { .. }) => Unit::Share,
            Some(Scale::Other) | None => Unit::Mean,
        }
    }

    /// A figure in large type with its interval and base under it.
    pub(super) fn card(&self, path: &str, cell: &Cell, unit: Unit) -> Markup {
        let mut out = Markup::default();
        let Some(figure) = cell.figure() else {
            out.raw("<span class=\"big\">").markup(&self.absent(cell)).raw("</span>");
            return out;
        };
        let path = format!("{path}/figure");
        out.raw("<span class=\"big\">").markup(&self.value(&path, figure.value, unit));
        out.raw("</span><span class=\"note\">").text(&self.sure(figure, unit));
        out.raw("</span><span class=\"note\">");
        out.text(&self.base(figure)).raw("</span>");
        out
    }

    /// The interval, with its confidence before it.
    pub(super) fn sure(&self, figure: &Figure, unit: Unit) -> String {
        let sure = self.numbers.percent(self.report.method.confidence, 0);
        format!("{sure}: {}", self.range(figure, unit))
    }

    /// A figure in a table cell.
    pub(super) fn cell(&self, path: impl AsRef<str>, cell: &Cell, unit: Unit) -> Markup {
        let Some(figure) = cell.figure() else { return self.absent(cell) };
        let mut out = Markup::default();
        let path = path.as_ref();
        let small = figure.base != Base::Sound;
        if small {
            out.raw("<span class=\"small-base\">");
        }
        out.markup(&self.value(&format!("{path}/figure/value"), figure.value, unit));
        out.raw("<span class=\"note\">").text(&self.range(figure, unit)).text(" · ");
        out.text(&self.base(figure)).raw("</span>");
        if small {
            out.raw("</span>");
        }
        out
    }

    /// A change since the period before.
    pub(super) fn change(&self, path: &str, change: &Change, unit: Unit) -> Markup {
        let mut out = Markup::default();
        out.raw("<span class=\"change ").raw(clear(change)).raw("\">");
        out.text(&lower(self.words.change)).raw(" ");
        out.markup(&self.difference(path, change, unit)).raw("</span>");
        out
    }

    fn difference(&self, path: &str, change: &Change, unit: Unit) -> Markup {
        let mut out = Markup::default();
        let text = self.signed(change.difference, unit);
        let unit_name = if unit == Unit::Share {
            format!("{HARD}{}", self.words.percentage_points)
        } else {
            String::new()
        };
        let path = format!("{path}/difference");
        out.raw("<span class=\"nb\">").markup(&Markup::data(&path, change.difference, &text));
        out.text(&unit_name).raw("</span> <span class=\"nb\">(");
        let (low, high) = (self.signed(change.low, unit), self.signed(change.high, unit));
        out.text(&format!("{low}…{high})")).raw("</span>");
        out
    }

    pub(super) fn bands(&self, bands: &Bands) -> Markup {
        let mut out = Markup::default();
        let path = "/headline/score/bands";
        let parts = [
            ("promoters", bands.promoters, self.words.promoters),
            ("passives", bands.passives, self.words.passives),
            ("detractors", bands.detractors, self.words.detractors),
        ];
        for (at, (field, n, name)) in parts.into_iter().enumerate() {
            if at > 0 {
                out.text(", ");
            }
            out.text(name).raw(" ").markup(&self.count(format!("{path}/{field}"), &n));
        }
        out
    }

    pub(super) fn hidden(&self) -> Markup {
        let mut out = Markup::default();
        out.raw("<span class=\"hidden\" title=\"").text(self.words.hidden_why).raw("\">");
        out.text(self.words.hidden).raw("</span>");
        out
    }

    pub(super) fn theme_n(&self, at: &usize, theme: &Theme) -> Markup {
        let mut out = self.count(format!("/themes/{at}/n"), &theme.n);
        if let Some(flag) = self.flag(Base::of(theme.n)) {
            out.raw("<span class=\"note\">").text(flag).raw("</span>");
        }
        out
    }

    pub(super) fn theme_share(&self, at: &usize, theme: &Theme) -> Markup {
        self.share(&format!("/themes/{at}"), &theme.share)
    }

    pub(super) fn theme_change(&self, at: &usize, theme: &Theme) -> Markup {
        self.share_change(&format!("/themes/{at}"), &theme.change)
    }

    /// The `share` of what stands at `path`, with its interval.
    pub(super) fn share(&self, path: &str, share: &Figure) -> Markup {
        let mut out = self.value_at(&format!("{path}/share/value"), share.value, Unit::Share);
        out.raw("<span class=\"note\">").text(&self.range(share, Unit::Share)).raw("</span>");
        out
    }

    /// The `change` of what stands at `path`, with its interval.
    pub(super) fn share_change(&self, path: &str, change: &Option<Change>) -> Markup {
        let mut out = Markup::default();
        let Some(change) = change else {
            out.raw("<span class=\"unsure\">–</span>");
            return out;
        };
        let text = self.signed(change.difference, Unit::Share);
        let path = format!("{path}/change/difference");
        out.raw("<span class=\"").raw(clear(change)).raw("\">");
        out.markup(&Markup::data(&path, change.difference, &text)).raw("</span>");
        let (low, high) =
            (self.signed(change.low, Unit::Share), self.signed(change.high, Unit::Share));
        out.raw("<span class=\"note\">").text(&format!("{low}…{high}")).raw("</span>");
        out
    }

    pub(super) fn theme_score(&self, at: &usize, theme: &Theme) -> Markup {
        let Some(figure) = theme.mean_score.figure() else {
            return self.absent(&theme.mean_score);
        };
        let path = format!("/themes/{at}/mean_score/figure/value");
        let mut out = self.value_at(&path, figure.value, Unit::Mean);
        let n = self.numbers.count(figure.n);
        out.raw("<span class=\"note\">").text(&self.range(figure, Unit::Mean));
        out.text(&format!(" · n{HARD}={HARD}{n}")).raw("</span>");
        out
    }

    pub(super) fn impact(&self, at: &usize, theme: &Theme) -> Markup {
        self.cell(format!("/themes/{at}/impact"), &theme.impact, Unit::Effect)
    }

    /// A theme in one line: counts by polarity and the link with the score.
    pub(super) fn theme_facts(&self, theme: &Theme) -> String {
        let (words, split) = (self.words, theme.split);
        let mut parts = vec![format!("{} {}", words.comments, self.numbers.count(theme.n))];
        for (name, n) in [
            (words.negative, split.negative),
            (words.neutral, split.neutral),
            (words.positive, split.positive),
            (words.no_feeling, split.none),
        ] {
            parts.push(format!("{} {}", lower(name), self.numbers.count(n)));
        }
        if let Some(bands) = theme.bands {
            parts.push(format!(
                "{} {}, {} {}, {} {}",
                words.promoters,
                self.numbers.count(bands.promoters),
                words.passives,
                self.numbers.count(bands.passives),
                words.detractors,
                self.numbers.count(bands.detractors)
            ));
        }
        if let Some(mean) = theme.mean_score.figure() {
            parts.push(format!(
                "{} {} (n{HARD}={HARD}{})",
                lower(words.mean_score),
                self.numbers.decimal(mean.value, 1),
                self.numbers.count(mean.n)
            ));
        }
        parts.join(" · ")
    }

    fn value(&self, path: &str, value: f64, unit: Unit) -> Markup {
        let path = if path.ends_with("/value") { path.to_owned() } else { format!("{path}/value") };
        self.value_at(&path, value, unit)
    }

    pub(super) fn value_at(&self, path: &str, value: f64, unit: Unit) -> Markup {
        let text = match unit {
            Unit::Share => self.numbers.percent(value, Numbers::digits(value)),
            Unit::Points => self.numbers.signed(value, 0),
            Unit::Effect => self.numbers.signed(value, 1),
            Unit::Mean => self.numbers.decimal(value, 1),
        };
        Markup::data(path, value, &text)
    }

    pub(super) fn signed(&self, x: f64, unit: Unit) -> String {
        match unit {
            Unit::Share => self.numbers.signed(x * 100.0, 1),
            Unit::Points | Unit::Effect => self.numbers.signed(x, 1),
            Unit::Mean => self.numbers.signed(x, 2),
        }
    }

    pub(super) fn range(&self, figure: &Figure, unit: Unit) -> String {
        match unit {
            Unit::Share => {
                let digits = Numbers::digits(figure.value);
                let low = self.numbers.decimal(figure.low * 100.0, digits);
                format!("{low}–{}", self.numbers.percent(figure.high, digits))
            }
            Unit::Points | Unit::Effect => {
                let digits = usize::from(unit == Unit::Effect);
                let [low, high] = [figure.low, figure.high].map(|x| self.numbers.signed(x, digits));
                format!("{low}…{high}")
            }
            Unit::Mean => {
                let (low, high) = (figure.low, figure.high);
                format!("{}–{}", self.numbers.decimal(low, 1), self.numbers.decimal(high, 1))
            }
        }
    }

    pub(super) fn base(&self, figure: &Figure) -> String {
        let n = format!("n{HARD}={HARD}{}", self.numbers.count(figure.n));
        match self.flag(figure.base) {
            Some(flag) => format!("{n}, {flag}"),
            None => n,
        }
    }

    const fn flag(&self, base: Base) -> Option<&'static str> {
        match base {
            Base::Anecdotal => Some(self.words.anecdotal),
            Base::Small => Some(self.words.small_base),
            Base::Sound => None,
        }
    }

    fn absent(&self, cell: &Cell) -> Markup {
        match cell {
            Cell::Hidden => self.hidden(),
            Cell::Empty | Cell::Figure(_) => {
                let mut out = Markup::default();
                out.raw("<span class=\"unsure\">–</span>");
                out
            }
        }
    }
}

const fn clear(change: &Change) -> &'static str {
    if change.clear { "clear" } else { "unsure" }
}

fn lower(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect())
}

/// Place of a group in `report.json`.
pub(super) fn group_path(table: &usize, row: &usize) -> String {
    format!("/breakdowns/{table}/groups/{row}")
}

/// Place of a cue in `report.json`.
pub(super) fn cue_path(at: &usize) -> String {
    format!("/cues/{at}")
}

/// Place of a field of it.
pub(super) fn field(path: &str, name: &str) -> String {
    format!("{path}/{name}")
}

//! The list of themes: how many comments, how they spread, what has been edited.

use askama::Template;

use super::Frame;
use crate::lang::Lang;
use crate::report::charts::{self, Caption};
use crate::report::findings::Language;
use crate::serve::ServeError;
use crate::serve::answer::Answer;
use crate::serve::edits::can_undo;
use crate::serve::live::Now;
use crate::serve::tallies::Tally;
use crate::theme::{Change, Codebook};

/// Weeks of a trend.
const TREND: usize = 26;
/// Changes that are listed.
const CHANGES: usize = 30;

#[derive(Template)]
#[template(path = "themes.html", config = "src/serve/templates/askama.toml")]
struct Page {
    rows: Vec<Row>,
    total: u64,
    themeless: u32,
    log: Vec<Line>,
    can_undo: bool,
    frame: Frame,
}

/// One theme.
struct Row {
    id: String,
    url: String,
    label: String,
    n: String,
    share: String,
    spark: String,
    split: String,
}

/// One change of the codebook.
pub(super) struct Line {
    pub(super) date: String,
    pub(super) theme: String,
    pub(super) url: String,
    pub(super) what: String,
    pub(super) undone: bool,
}

/// The page of all themes.
pub(in crate::serve) fn themes(frame: Frame, now: &Now) -> Result<Answer, ServeError> {
    let tallies = now.tallies()?;
    let empty = Tally::default();
    let total = tallies.all.n;
    let mut themes: Vec<_> = now
        .codebook
        .themes
        .iter()
        .map(|theme| (theme, tallies.themes.get(&theme.id).unwrap_or(&empty)))
        .collect();
    themes.sort_by_key(|(theme, tally)| (std::cmp::Reverse(tally.n), theme.id));
    let row = |(theme, tally): (&crate::theme::Theme, &Tally)| {
        let (id, label) = (theme.id.to_string(), frame.label(theme).to_owned());
        let share = f64::from(tally.n) / f64::from(total.max(1));
        let digits = crate::report::number::Numbers::digits(share);
        Row {
            url: frame.link(&format!("/themes/{id}")),
            n: frame.numbers.count(tally.n),
            share: frame.numbers.percent(share, digits),
            spark: spark(&id, &label, tally, &frame),
            split: split(&id, tally, &frame),
            label,
            id,
        }
    };
    let rows = themes.into_iter().map(row).collect();
    let log = log(&now.codebook.log, &now.codebook, &frame);
    let (total, themeless) = (u64::from(total), tallies.themeless);
    let can_undo = can_undo(&now.codebook);
    Ok(Answer::page(Page { rows, total, themeless, log, can_undo, frame }.render()?))
}

/// The trend of a theme over the latest weeks.
fn spark(id: &str, label: &str, tally: &Tally, frame: &Frame) -> String {
    let recent = tally.by_week.len().saturating_sub(TREND);
    let weeks = tally.by_week.get(recent..).unwrap_or_default();
    let title = format!("{label}: {}", frame.report.trend);
    let most = weeks.iter().max().copied().unwrap_or(0);
    let last = weeks.last().copied().unwrap_or(0);
    let (id, description) = (format!("spark-{id}"), format!("0–{most}; {last}"));
    let caption = Caption { id: &id, title: &title, description: &description };
    charts::sparkline(&caption, weeks, 0)
}

fn split(id: &str, tally: &Tally, frame: &Frame) -> String {
    let (report, split) = (frame.report, tally.split);
    let title = format!(
        "{} {}, {} {}, {} {}",
        report.negative,
        split.negative,
        report.neutral,
        split.neutral,
        report.positive,
        split.positive
    );
    let id = format!("split-{id}");
    charts::split_bar(&Caption { id: &id, title: &title, description: "" }, split)
}

/// The changes, latest first.
pub(super) fn log<'a>(
    changes: impl IntoIterator<Item = &'a Change, IntoIter: DoubleEndedIterator>,
    codebook: &Codebook,
    frame: &Frame,
) -> Vec<Line> {
    let line = |change: &Change| Line {
        date: frame.day(&change.date),
        theme: change.theme.map(|id| frame.theme(id, codebook)).unwrap_or_default(),
        url: change
            .theme
            .map_or_else(|| frame.link("/themes"), |theme| frame.link(&format!("/themes/{theme}"))),
        what: change.told(match frame.language {
            Language::Fi => Lang::Fi,
            Language::En => Lang::En,
        }),
        undone: change.undone,
    };
    changes.into_iter().rev().take(CHANGES).map(line).collect()
}

impl Page {
    fn lead(&self) -> String {
        let (n, comments) = (self.rows.len(), self.frame.comments_in_words(self.total));
        let text = self.frame.say(
            "Teemoja {n}; {c}. Kommentissa voi olla useita teemoja.",
            "{n} themes in {c}. A comment may have several themes.",
        );
        text.replace("{n}", &n.to_string()).replace("{c}", &comments)
    }

    fn themeless(&self) -> String {
        let n = self.frame.numbers.count(self.themeless);
        format!("{}: {n}", self.frame.report.without_theme)
    }
}

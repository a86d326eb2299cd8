//! The page of one theme: its trend, its newest comments, and forms to edit it.

use askama::Template;

use super::Frame;
use super::facets::week;
use super::hits::HitView;
use super::search::plain;
use super::themes::{Line, log};
use super::time::{TimeRow, TimeView, short};
use crate::archive::search::{Facet, SearchRequest, Sort};
use crate::record::Week;
use crate::report::calendar;
use crate::report::charts::{self, Caption, Column};
use crate::report::findings::Weeks;
use crate::report::model::Split;
use crate::serve::ServeError;
use crate::serve::answer::Answer;
use crate::serve::edits::can_undo;
use crate::serve::live::Now;
use crate::serve::state::State;
use crate::serve::tallies::Tally;
use crate::theme::{Theme, ThemeId};

/// Comments that are shown.
const NEWEST: usize = 10;

#[derive(Template)]
#[template(path = "theme.html", config = "src/serve/templates/askama.toml")]
struct Page {
    frame: Frame,
    id: String,
    label: String,
    label_fi: String,
    label_en: String,
    facts: Vec<String>,
    phrases: Vec<String>,
    time: Option<TimeView>,
    hits: Vec<HitView>,
    /// The search for all its comments.
    all: String,
    /// Themes it can be merged into.
    targets: Vec<(String, String)>,
    parts: usize,
    pinned: bool,
    log: Vec<Line>,
    can_undo: bool,
}

/// The page of a theme. An ID that lives no more leads to the theme its members went to; `None`
/// where they went nowhere.
pub(in crate::serve) fn theme(
    frame: Frame,
    id: ThemeId,
    now: &Now,
) -> Result<Option<Answer>, ServeError> {
    let codebook = &now.codebook;
    let Some(theme) = codebook.theme(id) else {
        let path = codebook.resolve(id).map(|id| frame.link(&format!("/themes/{id}")));
        return Ok(path.map(Answer::go));
    };
    let state = plain(&frame).toggled(Facet::Theme, &id.to_string());
    let request = SearchRequest { limit: NEWEST, sort: Sort::Newest, ..state.request(now) };
    let found = now.archive.search(&request)?;
    let tallies = now.tallies()?;
    let empty = Tally::default();
    let tally = tallies.themes.get(&id).unwrap_or(&empty);
    let phrases = theme.phrases_fi.iter().chain(&theme.phrases_en);
    let others = codebook.themes.iter().filter(|other| other.id != id);
    let mut targets: Vec<(String, String)> =
        others.map(|other| (other.id.to_string(), frame.label(other).to_owned())).collect();
    targets.sort_by_cached_key(|(_, label)| label.to_lowercase());
    let own = codebook
        .log
        .iter()
        .filter(|change| change.theme.and_then(|t| codebook.resolve(t)) == Some(id));
    let page = Page {
        id: id.to_string(),
        label: frame.label(theme).to_owned(),
        label_fi: theme.label_fi.clone(),
        label_en: theme.label_en.clone(),
        facts: facts(theme, tally, found.total, u64::from(tallies.all.n), &frame),
        phrases: phrases.cloned().collect(),
        time: time(tally, &tallies.weeks, &state, &frame),
        hits: found.hits.iter().map(|hit| HitView::of(hit, &state, &frame, codebook)).collect(),
        all: state.url(),
        targets,
        parts: theme.pieces(),
        pinned: theme.pinned,
        can_undo: can_undo(codebook),
        log: log(own.collect::<Vec<_>>(), codebook, &frame),
        frame,
    };
    Ok(Some(Answer::page(page.render()?)))
}

fn facts(theme: &Theme, tally: &Tally, n: u64, all: u64, frame: &Frame) -> Vec<String> {
    let share = n as f64 / all.max(1) as f64;
    let digits = crate::report::number::Numbers::digits(share);
    let (report, split) = (frame.report, tally.split);
    let felt = f64::from(split.felt().max(1));
    let part = |n: u32| frame.numbers.percent(f64::from(n) / felt, 0);
    let share = frame.numbers.percent(share, digits);
    let mut facts = vec![format!("{} ({share})", frame.comments_in_words(n))];
    if split.felt() > 0 {
        facts.push(format!("{} {}", report.negative.to_lowercase(), part(split.negative)));
        facts.push(format!("{} {}", report.positive.to_lowercase(), part(split.positive)));
    }
    facts.extend(
        theme
            .born
            .as_ref()
            .and_then(|born| Week::parse(born))
            .map(|born| calendar::during(Weeks { first: born, last: born }, frame.language))
            .map(|when| format!("{} {when}", frame.say("löydetty", "found"))),
    );
    facts
}

fn time(tally: &Tally, weeks: &[Week], state: &State, frame: &Frame) -> Option<TimeView> {
    let split = |n| Split { none: n, ..Split::default() };
    let named = |own: Week| week(&own.to_string(), frame);
    let counted = || weeks.iter().copied().zip(tally.by_week.iter().copied());
    if weeks.is_empty() || tally.by_week.is_empty() {
        return None;
    }
    let columns: Vec<Column> = counted()
        .map(|(week, n)| Column {
            label: short(&week.to_string()),
            split: split(n),
            n,
            in_period: false,
        })
        .collect();
    let caption = frame.words.weekly;
    let row = |(week, n): (Week, u32)| TimeRow {
        label: named(week),
        url: state.toggled(Facet::Week, &week.to_string()).url(),
        n: frame.numbers.count(n),
        negative: 0,
        none: n,
        neutral: 0,
        positive: 0,
    };
    let rows = counted().collect::<Vec<_>>().into_iter().rev().filter(|(_, n)| *n > 0).map(row);
    Some(TimeView {
        caption,
        unit: frame.report.week,
        chart: charts::columns(&Caption { id: "time", title: caption, description: "" }, &columns),
        rows: rows.collect(),
        undated: None,
    })
}

impl Page {
    fn first(&self) -> usize {
        1
    }

    fn split_note(&self) -> String {
        let text = self.frame.say(
            "Teemassa on {} osaa. Kukin saa oman tunnuksen; tämä teema päättyy.",
            "The theme has {} parts. Each gets an ID of its own; this theme ends.",
        );
        text.replace("{}", &self.parts.to_string())
    }
}

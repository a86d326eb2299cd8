//! Quiet signals as the runs found them, and what people think of them.

use std::collections::BTreeMap;

use askama::Template;
use serde_json::Value;

use super::Frame;
use super::search::plain;
use crate::detect::{Kind, Verdict};
use crate::pipeline::{Judged, verdicts};
use crate::report::calendar;
use crate::report::charts::{self, Caption};
use crate::serve::ServeError;
use crate::serve::answer::Answer;
use crate::serve::live::Now;
use crate::serve::runs::{self, Found, Run};
use crate::serve::state::State;
use crate::serve::words::upper_first;
use crate::theme::ThemeId;

/// Runs whose signals are listed.
const RUNS: usize = 12;

/// A signal in a list.
pub(super) struct SignalView {
    kind: String,
    label: String,
    sentence: String,
    facts: Vec<String>,
    /// When it would go away, and why it might be nothing.
    until: String,
    doubt: String,
    /// The comments behind it by week, as a drawing.
    weeks: String,
    /// The theme most of its comments are in.
    theme: String,
    verdict: &'static str,
    path: String,
    url: String,
    /// The search for all comments behind it.
    comments: String,
}

struct RunView {
    name: String,
    signals: Vec<SignalView>,
}

#[derive(Template)]
#[template(path = "signals.html", config = "src/serve/templates/askama.toml")]
struct List {
    runs: Vec<RunView>,
    frame: Frame,
}

/// Something said.
struct QuoteView {
    before: String,
    marked: String,
    after: String,
    lang: String,
    name: String,
    date: String,
    url: String,
}

#[derive(Template)]
#[template(path = "signal.html", config = "src/serve/templates/askama.toml")]
struct Page {
    frame: Frame,
    signal: SignalView,
    given: Option<Verdict>,
    theme_url: String,
    quotes: Vec<QuoteView>,
}

/// The page of all signals, run by run.
pub(in crate::serve) fn signals(frame: Frame, now: &Now) -> Result<Answer, ServeError> {
    let given = verdicts(now.archive.path()).map_err(Box::new)?;
    let runs = runs::all(now.archive.path());
    let view = |run: &Run| RunView {
        name: upper_first(&calendar::titled(run.period(), frame.language)),
        signals: run
            .signals()
            .iter()
            .enumerate()
            .map(|(at, found)| signal_view(run, at, found, &given, now, &frame))
            .collect(),
    };
    let runs = runs.iter().take(RUNS).map(view).collect();
    Ok(Answer::page(List { runs, frame }.render()?))
}

/// A signal by its run and place there.
pub(in crate::serve) fn find(now: &Now, run: &str, at: &str) -> Option<(Run, usize, Found)> {
    let at: usize = at.parse().ok()?;
    let run = runs::all(now.archive.path()).into_iter().find(|own| own.name == run)?;
    let found = run.signals().into_iter().nth(at)?;
    Some((run, at, found))
}

/// The page of one signal; `None` if there is none.
pub(in crate::serve) fn signal(
    frame: Frame,
    run: &str,
    at: &str,
    now: &Now,
) -> Result<Option<Answer>, ServeError> {
    let Some((run, at, found)) = find(now, run, at) else { return Ok(None) };
    let given = verdicts(now.archive.path()).map_err(Box::new)?;
    let signal = signal_view(&run, at, &found, &given, now, &frame);
    let theme = ThemeId::try_from(found.text("/theme").to_owned()).ok();
    let theme = theme.and_then(|id| now.codebook.resolve(id));
    let page = Page {
        given: given.get(found.thread()).map(|judged| judged.verdict),
        theme_url: theme.map_or_else(String::new, |id| frame.link(&format!("/themes/{id}"))),
        quotes: found.quotes().iter().map(|quote| quote_view(quote, &frame)).collect(),
        signal,
        frame,
    };
    Ok(Some(Answer::page(page.render()?)))
}

fn signal_view(
    run: &Run,
    at: usize,
    found: &Found,
    given: &BTreeMap<String, Judged>,
    now: &Now,
    frame: &Frame,
) -> SignalView {
    let (report, numbers) = (frame.report, frame.numbers);
    let unknown = || upper_first(&found.text("/kind").replace('_', " "));
    let kind = found.kind().map_or_else(unknown, |kind| report.kind(kind).to_owned());
    let id = ThemeId::try_from(found.text("/theme").to_owned()).ok();
    let live = id.and_then(|id| now.codebook.resolve(id)).map(|id| frame.theme(id, &now.codebook));
    let label = found.said("/label", frame.language).to_owned();
    let claims = found.kind() != Some(Kind::Lone);
    let decimal = |path: &str| found.number(path).filter(|_| claims).map(|x| numbers.decimal(x, 1));
    let n = found.number("/n").map(|n| frame.comments_in_words(n as u64));
    let expected = decimal("/expected").map(|x| format!("{} {x}", report.expected));
    let at_least =
        decimal("/at_least").map(|x| format!("{} {x}{}", report.at_least, report.times_usual));
    let path = format!("/signals/{}/{at}", crate::serve::pairs::encode(&run.name));
    SignalView {
        kind,
        weeks: weeks(found, &label, frame),
        label,
        sentence: found.said("/sentence", frame.language).to_owned(),
        facts: [n, expected, at_least].into_iter().flatten().collect(),
        until: found.said("/until", frame.language).to_owned(),
        doubt: found.said("/doubt", frame.language).to_owned(),
        theme: live.unwrap_or_default(),
        verdict: given.get(found.thread()).map_or("", |own| frame.words.judged(own.verdict)),
        url: frame.link(&path),
        comments: plain(frame).with_signal(found.thread()).url(),
        path,
    }
}

fn weeks(found: &Found, label: &str, frame: &Frame) -> String {
    let counts = found.counts("/timeline");
    if counts.iter().sum::<u32>() < 2 {
        return String::new();
    }
    let title = format!("{label}: {}", frame.report.trend);
    let written: Vec<String> = counts.iter().map(u32::to_string).collect();
    let id = format!("weeks-{}", found.thread());
    let caption = Caption { id: &id, title: &title, description: &written.join(", ") };
    charts::sparkline(&caption, &counts, found.number("/weeks").map_or(0, |n| n as usize))
}

fn quote_view(quote: &Value, frame: &Frame) -> QuoteView {
    let text = |name: &str| quote.get(name).and_then(Value::as_str).unwrap_or("").to_owned();
    let key = text("key");
    let state = State { q: format!("key:\"{}\"", key.replace('"', "")), ..plain(frame) };
    QuoteView {
        before: text("before"),
        marked: text("marked"),
        after: text("after"),
        lang: Some(text("lang")).filter(|lang| lang != "other").unwrap_or_default(),
        name: key,
        date: frame.day(&text("date")),
        url: state.url(),
    }
}

/// What a form says that takes a verdict back.
pub(in crate::serve) const UNDECIDED: &str = "none";

impl Page {
    /// The verdicts that can be given: name, label, whether it is the one given.
    fn verdicts(&self) -> Vec<(&'static str, &'static str, bool)> {
        let words = self.frame.words;
        let given = |v: Verdict| (v.name(), words.judged(v), self.given == Some(v));
        let none = (UNDECIDED, words.undecided, self.given.is_none());
        Verdict::ALL.into_iter().map(given).chain([none]).collect()
    }
}

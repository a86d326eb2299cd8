//! The search page: the query, its hits in one of three views, and the facets beside them.

use askama::Template;

use super::Frame;
use super::facets::{self, FacetView, counting, label};
use super::hits::{HitView, Labelled, LineView};
use super::time::{self, TimeView};
use crate::archive::ArchiveError;
use crate::archive::search::{SearchRequest, Sort};
use crate::serve::ServeError;
use crate::serve::answer::Answer;
use crate::serve::export::MOST;
use crate::serve::live::Now;
use crate::serve::state::{ORDERS, State, View, day, real};

/// Characters of context on each side of a match.
const CONTEXT: usize = 45;

#[derive(Template)]
#[template(path = "search.html", config = "src/serve/templates/askama.toml")]
struct Page {
    frame: Frame,
    state: State,
    trouble: Option<Trouble>,
    total: u64,
    hits: Vec<HitView>,
    lines: Vec<LineView>,
    time: Option<TimeView>,
    facets: Vec<FacetView>,
    chips: Vec<Chip>,
    suggestions: Vec<String>,
    paging: Option<Paging>,
    wider: Option<Labelled>,
}

/// Why nothing could be searched.
struct Trouble {
    what: String,
    hint: String,
}

/// A filter in force.
struct Chip {
    name: String,
    value: String,
    url: String,
}

struct Paging {
    previous: Option<String>,
    next: Option<String>,
    here: String,
}

/// The search page of a state.
pub(in crate::serve) fn search(
    frame: Frame,
    state: &State,
    now: &Now,
) -> Result<Answer, ServeError> {
    let mut page = Page {
        state: state.clone(),
        trouble: None,
        total: 0,
        hits: Vec::new(),
        lines: Vec::new(),
        time: None,
        facets: Vec::new(),
        chips: chips(&frame, state, now),
        suggestions: suggestions(&frame, now),
        paging: None,
        wider: None,
        frame,
    };
    page.trouble = page.bounds();
    if page.trouble.is_none() {
        match page.fill(now) {
            Ok(()) => {}
            Err(ArchiveError::Query(error)) => {
                let (what, hint) = page.frame.words.misread(&error);
                page.trouble = Some(Trouble { what, hint });
            }
            Err(error) => return Err(error.into()),
        }
    }
    let status = if page.trouble.is_some() { 400 } else { 200 };
    Ok(Answer { status, ..Answer::page(page.render()?) })
}

impl Page {
    fn fill(&mut self, now: &Now) -> Result<(), ArchiveError> {
        self.stay_inside(now)?;
        let state = &self.state;
        let mut request = SearchRequest { context: CONTEXT, ..state.request(now) };
        if state.q.is_empty() && state.order == 0 {
            request.sort = Sort::Newest;
        }
        if state.view == View::Time {
            (request.limit, request.offset) = (0, 0);
        }
        request.facets = facets::open(state);
        let found = now.archive.search(&request)?;
        self.total = found.total;
        match state.view {
            View::Comments => {
                let view = |hit| HitView::of(hit, state, &self.frame, &now.codebook);
                self.hits = found.hits.iter().map(view).collect();
            }
            View::Lines => {
                self.lines = found.hits.iter().flat_map(|hit| LineView::of(hit, state)).collect();
            }
            View::Time if found.total > 0 => self.time = Some(time::view(state, now, &self.frame)?),
            View::Time => {}
        }
        self.facets = facets::views(state, found.facets, now, &self.frame)?;
        self.paging = self.paging();
        if self.total == 0 {
            self.wider = self.wider(now)?;
        }
        Ok(())
    }

    /// A page after the last one is the last one.
    fn stay_inside(&mut self, now: &Now) -> Result<(), ArchiveError> {
        if self.state.page > 1 {
            let total = now.archive.search(&counting(&self.state, now))?.total as usize;
            self.state.page = self.state.page.min(total.div_ceil(self.state.size).max(1));
        }
        Ok(())
    }

    /// What cannot be read of the dates and scores.
    fn bounds(&self) -> Option<Trouble> {
        let state = &self.state;
        let odd = |text: &String, fine: bool| !text.is_empty() && !fine;
        let days = [&state.from, &state.to].into_iter().find(|t| odd(t, day(t).is_some()));
        let scores = [&state.min, &state.max].into_iter().find(|t| odd(t, real(t).is_some()));
        let text = days.or(scores)?;
        let words = self.frame.words;
        let what = format!("{}: {text}", words.invalid_bound);
        Some(Trouble { what, hint: words.bound_hint.to_owned() })
    }

    fn paging(&self) -> Option<Paging> {
        let (state, frame) = (&self.state, &self.frame);
        let pages = (self.total as usize).div_ceil(state.size);
        if pages < 2 || state.view == View::Time {
            return None;
        }
        let to = |page: usize| State { page, ..state.clone() }.url();
        let count = |n: usize| frame.numbers.count(n as u64);
        Some(Paging {
            previous: (state.page > 1).then(|| to((state.page - 1).min(pages))),
            next: (state.page < pages).then(|| to(state.page + 1)),
            here: format!("{} {} / {}", frame.words.page, count(state.page), count(pages)),
        })
    }

    /// The query by the beginnings of its words, where that finds something.
    fn wider(&self, now: &Now) -> Result<Option<Labelled>, ArchiveError> {
        let words: Vec<&str> = self.state.q.split_whitespace().collect();
        let plain = |word: &&str| word.chars().count() > 3 && word.chars().all(char::is_alphabetic);
        if words.is_empty() || !words.iter().all(plain) {
            return Ok(None);
        }
        let start = |word: &&str| {
            let n = (word.chars().count() * 2).div_ceil(3).max(3);
            word.chars().take(n).collect::<String>() + "*"
        };
        let q = words.iter().map(start).collect::<Vec<_>>().join(" ");
        let state = State { q: q.clone(), page: 1, ..self.state.clone() };
        let found = now.archive.search(&counting(&state, now))?.total;
        let label = || {
            let n = self.frame.comments_in_words(found);
            format!("{} {q} ({n})", self.frame.words.wider)
        };
        Ok((found > 0).then(|| Labelled { label: label(), url: state.url() }))
    }

    fn count(&self) -> String {
        self.frame.comments_in_words(self.total)
    }

    fn first(&self) -> usize {
        (self.state.page - 1) * self.state.size + 1
    }

    fn is_lines(&self) -> bool {
        self.state.view == View::Lines
    }

    fn has_bounds(&self) -> bool {
        let s = &self.state;
        s.order != 0 || [&s.from, &s.to, &s.min, &s.max].iter().any(|text| !text.is_empty())
    }

    /// A date as the browser's own field needs it; as typed where it is none.
    fn date(&self, text: &str) -> String {
        day(text).map_or_else(|| text.to_owned(), |day| day.to_string())
    }

    fn orders(&self) -> Vec<(&'static str, &'static str, bool)> {
        let named = |(at, order): (usize, &(&'static str, Sort))| {
            (order.0, self.frame.words.order_name(at), at == self.state.order)
        };
        ORDERS.iter().enumerate().map(named).collect()
    }

    fn views(&self) -> Vec<(&'static str, String, bool)> {
        let view = |view: View| {
            let state = State { view, page: 1, ..self.state.clone() };
            (self.frame.words.view(view), state.url(), view == self.state.view)
        };
        View::ALL.into_iter().map(view).collect()
    }

    /// What the form sends along with what is typed.
    fn hidden(&self) -> Vec<(String, String)> {
        let typed = ["q", "from", "to", "min", "max", "sort", "page"];
        let pairs = self.state.pairs();
        let kept = pairs.iter().filter(|(name, _)| !typed.contains(name));
        kept.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    }

    fn exports(&self) -> Vec<(&'static str, String)> {
        let state = State { page: 1, view: View::Comments, ..self.state.clone() };
        let to = |ending: &str| state.at(&format!("/export.{ending}"));
        vec![("CSV", to("csv")), ("Excel", to("xlsx")), ("JSON", to("json")), ("QDPX", to("qdpx"))]
    }

    fn is_cut(&self) -> bool {
        self.total > MOST as u64
    }

    fn cut_note(&self) -> String {
        let n = self.frame.numbers.count(MOST as u64);
        let text = self.frame.say(
            "Tiedostoon mahtuu {} ensimmäistä; rajaa hakua saadaksesi loput.",
            "A file takes the first {}; narrow the search down for the others.",
        );
        text.replace("{}", &n)
    }
}

fn chips(frame: &Frame, state: &State, now: &Now) -> Vec<Chip> {
    let mut chips = Vec::new();
    for (facet, values) in &state.picks {
        for value in values {
            chips.push(Chip {
                name: frame.words.facet(*facet, frame.report).to_owned(),
                value: label(*facet, value, &now.codebook, frame),
                url: state.toggled(*facet, value).url(),
            });
        }
    }
    for name in &state.signals {
        chips.push(Chip {
            name: frame.words.signals.to_owned(),
            value: facets::signal(name, frame),
            url: state.with_signal(name).url(),
        });
    }
    let words = frame.words;
    let mut bound = |name: &str, value: &str, less: fn(&mut State)| {
        if !value.is_empty() {
            let mut state = State { page: 1, ..state.clone() };
            less(&mut state);
            let value = day(value).map_or_else(|| value.to_owned(), |d| frame.day(&d.to_string()));
            chips.push(Chip { name: name.to_owned(), value, url: state.url() });
        }
    };
    bound(words.from, &state.from, |state| state.from.clear());
    bound(words.to, &state.to, |state| state.to.clear());
    bound(words.score_from, &state.min, |state| state.min.clear());
    bound(words.score_to, &state.max, |state| state.max.clear());
    chips
}

/// What the search box offers: themes by their labels.
fn suggestions(frame: &Frame, now: &Now) -> Vec<String> {
    let labels = now.codebook.themes.iter().map(|theme| frame.label(theme));
    let mut all: Vec<String> =
        labels.map(|label| format!("theme:\"{}\"", label.replace('"', ""))).collect();
    all.sort_unstable();
    let fields = ["sentiment:negative", "sentiment:positive", "lang:fi", "lang:en", "source:staff"];
    fields.into_iter().map(str::to_owned).chain(all).collect()
}

/// The plain search page in the language of another page, for links from it.
pub(super) fn plain(frame: &Frame) -> State {
    State { ui: frame.ui, ..State::default() }
}

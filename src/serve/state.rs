//! The state of a search as its URL holds it: what is asked, what is narrowed down, how it is
//! shown. Two people with one URL and one archive see one page.

use jiff::civil::Date;

use super::live::Now;
use super::pairs::Pairs;
use crate::archive::search::{Facet, Filters, SearchRequest, Sort};
use crate::pipeline;
use crate::report::findings::Language;
use crate::theme::{Codebook, ThemeId};

/// How hits are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum View {
    /// Whole comments.
    #[default]
    Comments,
    /// A line for each match (key words in context).
    Lines,
    /// Counts by week.
    Time,
}

impl View {
    pub(super) const ALL: [Self; 3] = [Self::Comments, Self::Lines, Self::Time];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Comments => "comments",
            Self::Lines => "kwic",
            Self::Time => "time",
        }
    }
}

/// Orders that can be chosen, by their names in the URL.
pub(super) const ORDERS: [(&str, Sort); 4] = [
    ("relevance", Sort::Relevance),
    ("newest", Sort::Newest),
    ("oldest", Sort::Oldest),
    ("entry", Sort::Entry),
];

/// Hits on a page, unless asked otherwise.
const PAGE: usize = 20;
/// Most hits on a page.
const PAGE_MOST: usize = 200;
/// Last page that is shown: a deeper one would sort the whole archive to show a few lines.
const DEEPEST: usize = 10_000;

/// The state of a search.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct State {
    pub(super) q: String,
    /// Facets with the values chosen, in the order of [`Facet::ALL`].
    pub(super) picks: Vec<(Facet, Vec<String>)>,
    /// Quiet signals chosen, by type or by thread.
    pub(super) signals: Vec<String>,
    /// First day, as typed.
    pub(super) from: String,
    /// Last day, as typed.
    pub(super) to: String,
    /// Lowest score, as typed.
    pub(super) min: String,
    /// Highest score, as typed.
    pub(super) max: String,
    /// Index into [`ORDERS`].
    pub(super) order: usize,
    pub(super) view: View,
    /// Page, from 1.
    pub(super) page: usize,
    /// Hits on a page.
    pub(super) size: usize,
    /// Language of the page, where the URL names one.
    pub(super) ui: Option<Language>,
}

impl Default for State {
    /// The plain page.
    fn default() -> Self {
        Self::read(&Pairs::default())
    }
}

impl State {
    /// Reads a URL; what is not known is passed over.
    pub(super) fn read(query: &Pairs) -> Self {
        let text = |name| query.first(name).unwrap_or("").to_owned();
        let number = |name| query.first(name).and_then(|text| text.parse::<usize>().ok());
        let chosen = |name| {
            let mut values: Vec<String> = query.all(name).map(str::to_owned).collect();
            values.sort_unstable();
            values.dedup();
            values
        };
        let picks = Facet::ALL.into_iter().filter_map(|facet| {
            let values = chosen(facet.name());
            (!values.is_empty()).then_some((facet, values))
        });
        let order = query.first("sort").and_then(|name| ORDERS.iter().position(|o| o.0 == name));
        let view = View::ALL.into_iter().find(|view| query.first("view") == Some(view.name()));
        Self {
            q: text("q"),
            picks: picks.collect(),
            signals: chosen("signal"),
            from: text("from"),
            to: text("to"),
            min: text("min"),
            max: text("max"),
            order: order.unwrap_or(0),
            view: view.unwrap_or_default(),
            page: number("page").unwrap_or(1).clamp(1, DEEPEST),
            size: number("n").unwrap_or(PAGE).clamp(1, PAGE_MOST),
            ui: language(query),
        }
    }

    /// The URL's query: only what differs from the plain page.
    pub(super) fn pairs(&self) -> Pairs {
        let mut pairs = Pairs::default();
        let mut text = |name: &str, value: &str| {
            if !value.is_empty() {
                pairs.push(name, value);
            }
        };
        text("q", &self.q);
        for (facet, values) in &self.picks {
            values.iter().for_each(|value| text(facet.name(), value));
        }
        self.signals.iter().for_each(|value| text("signal", value));
        text("from", &self.from);
        text("to", &self.to);
        text("min", &self.min);
        text("max", &self.max);
        let order = ORDERS.get(self.order).map_or("", |order| order.0);
        text("sort", if self.order == 0 { "" } else { order });
        text("view", if self.view == View::default() { "" } else { self.view.name() });
        text("page", &if self.page > 1 { self.page.to_string() } else { String::new() });
        text("n", &if self.size == PAGE { String::new() } else { self.size.to_string() });
        text("ui", self.ui.map_or("", Language::code));
        pairs
    }

    /// A path with this state.
    pub(super) fn at(&self, path: &str) -> String {
        let pairs = self.pairs();
        if pairs.is_empty() { path.to_owned() } else { format!("{path}?{pairs}") }
    }

    /// The search page with this state.
    pub(super) fn url(&self) -> String {
        self.at("/")
    }

    /// The state with a facet's value chosen or let go; the first page of it.
    pub(super) fn toggled(&self, facet: Facet, value: &str) -> Self {
        let mut next = Self { page: 1, ..self.clone() };
        let mut values = next.picked(facet).to_vec();
        switch(&mut values, value);
        next.picks.retain(|(own, _)| *own != facet);
        if !values.is_empty() {
            next.picks.push((facet, values));
        }
        let place = |facet: Facet| Facet::ALL.iter().position(|own| *own == facet);
        next.picks.sort_by_key(|(facet, _)| place(*facet));
        next
    }

    /// The state with a quiet signal chosen or let go; the first page of it.
    pub(super) fn with_signal(&self, name: &str) -> Self {
        let mut next = Self { page: 1, ..self.clone() };
        switch(&mut next.signals, name);
        next
    }

    /// The state without any choice in a facet.
    pub(super) fn without(&self, facet: Facet) -> Self {
        let mut next = Self { page: 1, ..self.clone() };
        next.picks.retain(|(own, _)| *own != facet);
        next
    }

    /// The state with the query alone.
    pub(super) fn unfiltered(&self) -> Self {
        Self {
            q: self.q.clone(),
            order: self.order,
            view: self.view,
            page: 1,
            size: self.size,
            ui: self.ui,
            ..Self::default()
        }
    }

    /// The values chosen in a facet.
    pub(super) fn picked(&self, facet: Facet) -> &[String] {
        let own = self.picks.iter().find(|(own, _)| *own == facet);
        own.map_or(&[], |(_, values)| values.as_slice())
    }

    /// Whether anything is narrowed down beside the query.
    pub(super) fn is_narrowed(&self) -> bool {
        let typed = [&self.from, &self.to, &self.min, &self.max];
        !self.picks.is_empty()
            || !self.signals.is_empty()
            || typed.iter().any(|text| !text.is_empty())
    }

    /// The question to the archive, without facets. A theme stands for all the themes that were
    /// merged into it.
    pub(super) fn request(&self, now: &Now) -> SearchRequest {
        let codebook = &now.codebook;
        let comments =
            (!self.signals.is_empty()).then(|| pipeline::behind(&now.threads, &self.signals));
        let filters = Filters {
            from: day(&self.from),
            to: day(&self.to),
            score_from: real(&self.min),
            score_to: real(&self.max),
            comments,
            ..Filters::default()
        };
        let condition = |(facet, values): &(Facet, Vec<String>)| {
            let themes = || values.iter().flat_map(|id| meant(id, codebook)).collect();
            let values = if *facet == Facet::Theme { themes() } else { values.clone() };
            (facet.name().to_owned(), values)
        };
        SearchRequest {
            query: self.q.clone(),
            filters,
            conditions: self.picks.iter().map(condition).collect(),
            limit: self.size,
            offset: (self.page - 1) * self.size,
            sort: ORDERS.get(self.order).map_or(Sort::Relevance, |order| order.1),
            theme_labels: labels(codebook),
            ..SearchRequest::default()
        }
    }
}

/// Adds a value, or takes it away; the values stay sorted.
fn switch(values: &mut Vec<String>, value: &str) {
    match values.iter().position(|own| own == value) {
        Some(at) => drop(values.remove(at)),
        None => values.push(value.to_owned()),
    }
    values.sort_unstable();
}

/// The language that a URL names.
pub(super) fn language(query: &Pairs) -> Option<Language> {
    match query.first("ui")? {
        "fi" => Some(Language::Fi),
        "en" => Some(Language::En),
        _ => None,
    }
}

/// The IDs whose members a theme has now: its own, and those of themes that went into it.
pub(super) fn meant(id: &str, codebook: &Codebook) -> Vec<String> {
    let mut all = vec![id.to_owned()];
    if let Ok(own) = ThemeId::try_from(id.to_owned()) {
        let gone = codebook.gone.iter().map(|gone| gone.id);
        all.extend(gone.filter(|id| codebook.resolve(*id) == Some(own)).map(|id| id.to_string()));
    }
    all
}

/// Labels in both languages, so that a theme can be named as a person would.
fn labels(codebook: &Codebook) -> Vec<(String, ThemeId)> {
    let ids = |id: ThemeId| meant(&id.to_string(), codebook).into_iter();
    let both = |theme: &crate::theme::Theme| {
        let all: Vec<ThemeId> = ids(theme.id).filter_map(|id| ThemeId::try_from(id).ok()).collect();
        let names = [theme.label_fi.clone(), theme.label_en.clone()];
        names
            .into_iter()
            .flat_map(move |name| all.clone().into_iter().map(move |id| (name.clone(), id)))
    };
    codebook.themes.iter().flat_map(both).collect()
}

/// A day, `2026-11-21` or `21.11.2026`.
pub(super) fn day(text: &str) -> Option<Date> {
    let finnish = || {
        let mut parts = text.split('.').map(str::parse::<i16>);
        let (day, month, year) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    };
    text.parse().ok().or_else(finnish)
}

/// A number with a decimal point or comma.
pub(super) fn real(text: &str) -> Option<f64> {
    text.replace(',', ".").parse().ok().filter(|value: &f64| value.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(query: &str) -> State {
        State::read(&Pairs::parse(query))
    }

    #[test]
    fn a_url_is_a_state_and_back() {
        for url in [
            "",
            "q=ei+toimi",
            "q=a&theme=T0001&theme=T0002&lang=fi&month=2026-11",
            "q=a&signal=S0001&signal=emergent",
            "from=2026-11-01&to=2026-11-30&min=0&max=6&sort=newest&view=kwic&page=3&n=50&ui=fi",
        ] {
            assert_eq!(state(url).pairs().to_string(), url);
        }
        // What is not known, empty or out of range is the plain page.
        for odd in ["x=1&page=0&view=zz&sort=&n=20&ui=sv", "page=-1&theme=&q=+", "page=1"] {
            assert_eq!(state(odd), state(""), "{odd}");
        }
        assert_eq!(state("n=99999&page=99999999").pairs().to_string(), "page=10000&n=200");
    }

    #[test]
    fn facets_are_switched_on_and_off() {
        let one = state("q=a&page=4&source=staff").toggled(Facet::Theme, "T0002");
        assert_eq!(one.url(), "/?q=a&theme=T0002&source=staff");
        assert_eq!(
            one.toggled(Facet::Theme, "T0001").url(),
            "/?q=a&theme=T0001&theme=T0002&source=staff"
        );
        assert_eq!(one.toggled(Facet::Theme, "T0002").url(), "/?q=a&source=staff");
        assert_eq!(one.without(Facet::Source).url(), "/?q=a&theme=T0002");
        assert_eq!(one.unfiltered().url(), "/?q=a");
    }

    #[test]
    fn days_and_scores_are_read_as_people_write_them() {
        assert_eq!(day("21.11.2026"), day("2026-11-21"));
        assert_eq!((day("eilen"), real("6,5"), real("x")), (None, Some(6.5), None));
    }
}

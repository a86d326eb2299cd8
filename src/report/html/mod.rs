//! One page that stands alone: styles and charts inside, no scripts, nothing fetched.
//!
//! The templates hold the structure; this folder gives them figures and pictures as ready markup.
//! Every figure stands in a `data` element with its value and its place in `report.json`.

#![allow(
    clippy::trivially_copy_pass_by_ref,
    clippy::ref_option,
    reason = "templates pass every argument by reference"
)]

mod markup;
mod figures;
mod pictures;
mod signals;
mod board;
mod insight;
mod views;

use askama::Template;

use crate::detect::Kind;
use crate::score::Cue;

use super::Error;
use super::calendar;
use super::findings::Language;
use super::model::{Comparisons, Dimension, Group, QuoteView, Report, StabilityView, Text, Theme};
use super::number::Numbers;
use super::terms::Terms;
use super::words::Words;

use figures::Unit;
use markup::Markup;

/// Themes shown in full; the others fold.
const FULL_THEMES: usize = 12;

/// The page, in the language of the report.
///
/// # Errors
/// When a template cannot be written, which only a lack of memory could cause.
pub fn html(report: &Report) -> Result<String, Error> {
    Ok(Page::of(report).render()?)
}

/// The board's page, in the language of the report: one sheet of paper.
///
/// # Errors
/// As [`html`].
pub fn board(report: &Report) -> Result<String, Error> {
    Ok(board::Board(Page::of(report)).render()?)
}

#[derive(Template)]
#[template(path = "report.html", config = ".askama.toml")]
struct Page<'a> {
    report: &'a Report,
    language: Language,
    words: &'static Words,
    terms: &'static Terms,
    numbers: Numbers,
}

/// A theme with its place in the report.
type Placed<'a> = (usize, &'a Theme);

impl<'a> Page<'a> {
    fn of(report: &'a Report) -> Self {
        let language = report.language;
        let (words, terms) = (Words::of(language), Terms::of(language));
        Self { report, language, words, terms, numbers: Numbers(language) }
    }
}

impl Page<'_> {
    fn when(&self) -> String {
        let title = upper_first(self.say(&self.report.period.title));
        let days = calendar::days(&self.report.period, self.language);
        let days = days.map_or_else(String::new, |days| format!(" ({days})"));
        let previous = self.report.previous.as_ref().map_or_else(String::new, |previous| {
            format!(", {}", calendar::against(previous, self.language))
        });
        format!("{title}{days}{previous}")
    }

    fn say<'t>(&self, text: &'t Text) -> &'t str {
        text.of(self.language)
    }

    fn kind(&self, kind: &Kind) -> &'static str {
        self.words.kind(*kind)
    }

    fn cue(&self, cue: &Cue) -> &'static str {
        self.words.cue(*cue)
    }

    fn by(&self, by: &Dimension) -> &'static str {
        self.words.by(*by)
    }

    fn dimension(&self, by: &Dimension) -> &'static str {
        self.words.dimension(*by)
    }

    fn sections(&self) -> Vec<(&'static str, &'static str)> {
        let words = self.words;
        let mut sections = vec![
            ("summary", words.summary),
            ("figures", words.key_figures),
            ("signals", words.quiet_signals),
            ("changes", words.what_changed),
        ];
        if !self.report.cues.is_empty() {
            sections.push(("cues", words.cues));
        }
        sections.push(("insight", self.terms.insight));
        sections.push(("views", self.terms.views));
        sections.push(("actions", self.terms.actions));
        sections.push(("themes", words.themes));
        if !self.report.weeks.is_empty() {
            sections.push(("weeks", words.weeks));
        }
        if !self.report.breakdowns.is_empty() {
            sections.push(("groups", words.breakdowns));
        }
        sections.push(("method", words.data));
        sections
    }

    fn summary(&self) -> &[String] {
        match self.language {
            Language::Fi => &self.report.summary.fi,
            Language::En => &self.report.summary.en,
        }
    }

    fn new_signals(&self) -> String {
        let new = self.report.signals.iter().filter(|signal| signal.new).count();
        match self.language {
            Language::Fi => format!("joista uusia {new}"),
            Language::En => format!("{new} of them new"),
        }
    }

    /// Themes with comments in the period, in the order of the report.
    fn ranked(&self) -> Vec<Placed<'_>> {
        self.report.themes.iter().enumerate().filter(|(_, theme)| theme.n > 0).collect()
    }

    fn quotes(&self, quotes: &[QuoteView], class: &'static str) -> Markup {
        let mut out = Markup::default();
        if quotes.is_empty() {
            return out;
        }
        out.raw("<ul class=\"").raw(class).raw("\">");
        for quote in quotes {
            self.quote(&mut out, quote);
        }
        out.raw("</ul>");
        out
    }

    fn quote(&self, out: &mut Markup, quote: &QuoteView) {
        out.raw("<li><blockquote");
        if let Some(lang) = quote.lang.as_deref().filter(|lang| *lang != "other") {
            out.raw(" lang=\"").raw(lang).raw("\"");
        }
        out.raw(">").text(&quote.before);
        if !quote.marked.is_empty() {
            out.raw("<mark>").text(&quote.marked).raw("</mark>");
        }
        out.text(&quote.after).raw("</blockquote><cite>");
        let day = quote.date.as_ref().map(|date| calendar::iso_day(date, self.language));
        let score = quote.score.map(|score| {
            let digits = usize::from(score.fract() != 0.0);
            format!("{} {}", self.words.score, self.numbers.decimal(score, digits))
        });
        let voice = self.words.code(&quote.source).to_owned();
        let channel = quote.channel.clone();
        let key = format!("{} {}", self.words.record, quote.key);
        let facts: Vec<String> =
            [day, Some(voice), channel, score, Some(key)].into_iter().flatten().collect();
        out.text(&facts.join(" · ")).raw("</cite></li>");
    }

    fn group_name(&self, by: &Dimension, group: &Group) -> String {
        match (by, group.name.as_deref()) {
            (Dimension::Language, None) => self.words.no_language.to_owned(),
            (_, None) => self.words.unnamed.to_owned(),
            (Dimension::Language | Dimension::Source, Some(code)) => {
                self.words.code(code).to_owned()
            }
            (_, Some(name)) => name.to_owned(),
        }
    }

    fn comparisons(&self) -> String {
        let Comparisons { headline, themes, cues } = self.report.method.comparisons;
        let (words, count) = (self.words, |n: u32| self.numbers.count(n));
        format!(
            "{} {}, {} {}, {} {}",
            words.key_figures.to_lowercase(),
            count(headline),
            words.themes.to_lowercase(),
            count(themes),
            words.cues.to_lowercase(),
            count(cues)
        )
    }

    fn stability(&self) -> Option<&StabilityView> {
        self.report.method.stability.as_ref()
    }

    fn stability_facts(&self, stability: &StabilityView) -> String {
        let (words, numbers) = (self.words, self.numbers);
        let mut facts = Vec::new();
        if let Some(range) = stability.found_anew {
            let [mean, least, most] = range.map(|value| numbers.decimal(value, 2));
            facts.push(format!("{} {mean} ({least}–{most})", words.found_anew));
        }
        if let Some(changed) = stability.changed {
            facts.push(format!("{}: {}", words.theme_changed, numbers.percent(changed, 1)));
        }
        let born = (words.themes_born, stability.born);
        for (word, n) in [born, (words.themes_fading, stability.fading)] {
            facts.push(format!("{word}: {}", numbers.count(n)));
        }
        facts.join("; ")
    }

    fn languages(&self) -> String {
        let languages = self.report.data.languages.iter();
        let parts: Vec<String> = languages
            .map(|(code, n)| format!("{} {}", self.words.code(code), self.numbers.count(*n)))
            .collect();
        parts.join(", ")
    }
}

fn upper_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

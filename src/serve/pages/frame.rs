//! What every page has around its content: language, navigation, the token of its forms.

use std::hash::Hasher;

use rustc_hash::FxHasher;

use super::STYLE;
use crate::report::calendar;
use crate::report::findings::Language;
use crate::report::number::Numbers;
use crate::report::words::Words as ReportWords;
use crate::serve::ask::Ask;
use crate::serve::live::Now;
use crate::serve::state;
use crate::serve::words::Words;
use crate::theme::{Codebook, ThemeId};

/// What does not change from page to page.
#[derive(Clone, Debug)]
pub(in crate::serve) struct Setting {
    /// Language of pages whose URL names none.
    pub(in crate::serve) language: Language,
    /// Name of the archive.
    pub(in crate::serve) archive: String,
    pub(in crate::serve) token: String,
}

/// The frame of one page.
#[derive(Clone, Debug)]
pub(in crate::serve) struct Frame {
    pub(super) language: Language,
    /// The language, where the URL names it.
    pub(super) ui: Option<Language>,
    pub(super) words: &'static Words,
    pub(super) report: &'static ReportWords,
    pub(super) numbers: Numbers,
    pub(super) archive: String,
    pub(super) token: String,
    /// What has just been done.
    pub(super) note: Option<&'static str>,
    /// Why a change failed that went on after its page.
    pub(in crate::serve) failed: Option<String>,
    /// This page in the other language.
    pub(super) other: String,
    /// First part of the page's path.
    here: String,
    comments: u64,
}

impl Frame {
    /// The frame of the page that is asked for.
    pub(in crate::serve) fn new(setting: &Setting, ask: &Ask, now: &Now) -> Self {
        let ui = state::language(&ask.query);
        let language = ui.unwrap_or(setting.language);
        let words = Words::of(language);
        let other = match language {
            Language::Fi => Language::En,
            Language::En => Language::Fi,
        };
        let mut pairs = crate::serve::pairs::Pairs::default();
        let kept = ask.query.iter().filter(|(name, _)| !["ui", "done"].contains(name));
        kept.for_each(|(name, value)| pairs.push(name, value));
        pairs.push("ui", other.code());
        let path: Vec<String> =
            ask.path.iter().map(|part| crate::serve::pairs::encode(part)).collect();
        Self {
            language,
            ui,
            words,
            report: ReportWords::of(language),
            numbers: Numbers(language),
            archive: setting.archive.clone(),
            token: setting.token.clone(),
            note: ask.query.first("done").and_then(|name| words.done(name)),
            failed: None,
            other: format!("/{}?{pairs}", path.join("/")),
            here: ask.path.first().cloned().unwrap_or_default(),
            comments: now.archive.len(),
        }
    }

    /// The words of the page's language.
    pub(in crate::serve) const fn words(&self) -> &'static Words {
        self.words
    }

    /// A path in the language of this page.
    pub(super) fn link(&self, path: &str) -> String {
        match self.ui {
            None => path.to_owned(),
            Some(ui) => {
                let mark = if path.contains('?') { '&' } else { '?' };
                format!("{path}{mark}ui={}", ui.code())
            }
        }
    }

    pub(super) fn pages(&self) -> [(&'static str, &'static str); 5] {
        let words = self.words;
        [
            ("/", words.search_page),
            ("/themes", words.themes),
            ("/signals", words.signals),
            ("/reports", words.reports),
            ("/saved", words.saved),
        ]
    }

    pub(super) fn is_here(&self, path: &str) -> bool {
        path.trim_start_matches('/') == self.here
    }

    pub(super) const fn other_code(&self) -> &'static str {
        match self.language {
            Language::Fi => Language::En.code(),
            Language::En => Language::Fi.code(),
        }
    }

    /// The address of the style sheet, which changes with its content.
    pub(super) fn style(&self) -> String {
        let mut hasher = FxHasher::default();
        hasher.write(STYLE.as_bytes());
        format!("/style-{:016x}.css", hasher.finish())
    }

    pub(super) const fn version(&self) -> &'static str {
        env!("CARGO_PKG_VERSION")
    }

    /// How much the archive holds.
    pub(super) fn holds(&self) -> String {
        self.comments_in_words(self.comments)
    }

    /// "1 kommentti", "12 kommenttia".
    pub(super) fn comments_in_words(&self, n: u64) -> String {
        let word = match (self.language, n) {
            (Language::Fi, 1) => "kommentti",
            (Language::Fi, _) => "kommenttia",
            (Language::En, 1) => "comment",
            (Language::En, _) => "comments",
        };
        format!("{} {word}", self.numbers.count(n))
    }

    /// The hidden field by which a form keeps the language, as markup.
    pub(super) const fn ui_field(&self) -> &'static str {
        match self.ui {
            None => "",
            Some(Language::Fi) => "<input type=\"hidden\" name=\"ui\" value=\"fi\">",
            Some(Language::En) => "<input type=\"hidden\" name=\"ui\" value=\"en\">",
        }
    }

    /// One of two wordings.
    pub(super) const fn say<'a>(&self, fi: &'a str, en: &'a str) -> &'a str {
        match self.language {
            Language::Fi => fi,
            Language::En => en,
        }
    }

    /// A day as people write it.
    pub(super) fn day(&self, iso: &str) -> String {
        calendar::iso_day(iso, self.language)
    }

    /// A theme's label; its ID where the codebook has none.
    pub(super) fn theme(&self, id: ThemeId, codebook: &Codebook) -> String {
        let id = codebook.resolve(id).unwrap_or(id);
        codebook.theme(id).map_or_else(|| id.to_string(), |theme| self.label(theme).to_owned())
    }

    pub(super) fn label<'t>(&self, theme: &'t crate::theme::Theme) -> &'t str {
        match self.language {
            Language::Fi => &theme.label_fi,
            Language::En => &theme.label_en,
        }
    }
}

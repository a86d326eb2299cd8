//! Progress: a bar on a terminal, plain lines in a log, nothing when quiet.

use std::io::{self, IsTerminal, Write};
use std::sync::Mutex;

use indicatif::{ProgressBar, ProgressStyle};
use kuiske::lang::Lang;
use kuiske::progress::{Event, Progress};

/// Shows progress on standard error.
pub(crate) enum Bar {
    /// Nothing.
    Quiet,
    /// One line per stage.
    Lines(Lang),
    /// A bar per stage.
    Drawn(Lang, Mutex<Option<ProgressBar>>),
}

impl Bar {
    /// What suits the place standard error goes to.
    pub(crate) fn new(quiet: bool, lang: Lang) -> Self {
        match (quiet, io::stderr().is_terminal()) {
            (true, _) => Self::Quiet,
            (false, true) => Self::Drawn(lang, Mutex::new(None)),
            (false, false) => Self::Lines(lang),
        }
    }
}

impl Progress for Bar {
    fn event(&self, event: Event<'_>) {
        match self {
            Self::Quiet => {}
            Self::Lines(lang) => line(&event, *lang),
            Self::Drawn(lang, bar) => {
                if let Ok(mut bar) = bar.lock() {
                    draw(&mut bar, &event, *lang);
                }
            }
        }
    }
}

fn line(event: &Event<'_>, lang: Lang) {
    let mut err = io::stderr().lock();
    let _ = match event {
        Event::Begin { stage, total: Some(total) } => {
            writeln!(err, "{}: {total}", named(stage, lang))
        }
        Event::Begin { stage, total: None } => writeln!(err, "{}", named(stage, lang)),
        Event::Note(text) => writeln!(err, "{text}"),
        Event::Advance(_) | Event::End => Ok(()),
    };
}

fn draw(bar: &mut Option<ProgressBar>, event: &Event<'_>, lang: Lang) {
    match event {
        Event::Begin { stage, total } => {
            let new = total.map_or_else(ProgressBar::new_spinner, ProgressBar::new);
            if let Ok(style) = ProgressStyle::with_template("{msg:12} {wide_bar} {pos}/{len} {eta}")
                && total.is_some()
            {
                new.set_style(style);
            }
            new.set_message(named(stage, lang).to_owned());
            *bar = Some(new);
        }
        Event::Advance(n) => {
            if let Some(bar) = bar {
                bar.inc(*n);
            }
        }
        Event::End => {
            if let Some(bar) = bar.take() {
                bar.finish_and_clear();
            }
        }
        Event::Note(text) => match bar {
            Some(bar) => bar.println(*text),
            None => line(event, lang),
        },
    }
}

/// A stage in the user's language.
fn named(stage: &str, lang: Lang) -> &str {
    match (lang, stage) {
        (Lang::Fi, "read") => "luku",
        (Lang::Fi, "analyse") => "analyysi",
        (Lang::Fi, "theme") => "teemat",
        (Lang::Fi, "tag") => "merkintä",
        (Lang::Fi, "archive") => "arkisto",
        (Lang::Fi, "detect") => "signaalit",
        (Lang::Fi, "report") => "raportti",
        (_, other) => other,
    }
}

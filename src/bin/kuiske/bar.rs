//! Progress: a bar on a terminal, plain lines in a log, nothing when quiet.

use std::io::{self, IsTerminal, Write};
use std::sync::Mutex;

use indicatif::{ProgressBar, ProgressStyle};
use kuiske::progress::{Event, Progress};

/// Shows progress on standard error.
pub(crate) enum Bar {
    /// Nothing.
    Quiet,
    /// One line per stage.
    Lines,
    /// A bar per stage.
    Drawn(Mutex<Option<ProgressBar>>),
}

impl Bar {
    /// What suits the place standard error goes to.
    pub(crate) fn new(quiet: bool) -> Self {
        match (quiet, io::stderr().is_terminal()) {
            (true, _) => Self::Quiet,
            (false, true) => Self::Drawn(Mutex::new(None)),
            (false, false) => Self::Lines,
        }
    }
}

impl Progress for Bar {
    fn event(&self, event: Event<'_>) {
        match self {
            Self::Quiet => {}
            Self::Lines => line(&event),
            Self::Drawn(bar) => {
                if let Ok(mut bar) = bar.lock() {
                    draw(&mut bar, &event);
                }
            }
        }
    }
}

fn line(event: &Event<'_>) {
    let mut err = io::stderr().lock();
    let _ = match event {
        Event::Begin { stage, total: Some(total) } => writeln!(err, "{stage}: {total}"),
        Event::Begin { stage, total: None } => writeln!(err, "{stage}"),
        Event::Note(text) => writeln!(err, "{text}"),
        Event::Advance(_) | Event::End => Ok(()),
    };
}

fn draw(bar: &mut Option<ProgressBar>, event: &Event<'_>) {
    match event {
        Event::Begin { stage, total } => {
            let new = total.map_or_else(ProgressBar::new_spinner, ProgressBar::new);
            if let Ok(style) = ProgressStyle::with_template("{msg:12} {wide_bar} {pos}/{len} {eta}")
                && total.is_some()
            {
                new.set_style(style);
            }
            new.set_message((*stage).to_owned());
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
            None => line(event),
        },
    }
}

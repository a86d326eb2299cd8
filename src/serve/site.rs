//! Which page is asked for.

use std::path::Path;
use std::sync::{Mutex, OnceLock, PoisonError};

use super::answer::{Answer, Policy};
use super::ask::{Ask, Method};
use super::edits::{self, Wish};
use super::guard::Guard;
use super::kept::{Kept, Verdict};
use super::live::{Live, Now};
use super::pages::{self, Frame, Setting};
use super::state::State;
use super::{ServeError, export};
use crate::report::findings::Language;
use crate::tag::Tagger;
use crate::theme::ThemeId;

/// An archive as a site.
pub(super) struct Site {
    live: Live,
    guard: Guard,
    setting: Setting,
    tagger: OnceLock<Tagger>,
    /// Held while something is changed, so that two changes of this process never collide.
    changing: Mutex<()>,
}

impl Site {
    pub(super) fn open(archive: &Path, language: Language) -> Result<Self, ServeError> {
        let (live, guard) = (Live::open(archive)?, Guard::new());
        let name = archive.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let token = guard.token().to_owned();
        let setting = Setting { language, archive: name, token };
        let (tagger, changing) = (OnceLock::new(), Mutex::new(()));
        Ok(Self { live, guard, setting, tagger, changing })
    }

    /// Loads what the first pages would wait for.
    pub(super) fn warm(&self) {
        let now = self.live.now();
        let _ = now.archive.fetch(&[0]);
        let _ = now.archive.search(&State::default().request(&now.codebook));
        let _ = now.tallies();
        let _ = self.tagger();
    }

    /// Answers a request; never fails.
    pub(super) fn answer(&self, ask: &Ask) -> Answer {
        let now = self.live.now();
        let frame = Frame::new(&self.setting, ask, &now);
        if let Err(refused) = Guard::may_look(ask) {
            return pages::refused(frame, refused);
        }
        let answer = match ask.method {
            Method::Look => self.look(ask, &now, &frame),
            Method::Change => match self.guard.may_change(ask) {
                Ok(()) => self.change(ask, &now),
                Err(refused) => return pages::refused(frame, refused),
            },
            Method::Other => {
                return pages::said(frame.clone(), 405, frame.words().wrong_method, "");
            }
        };
        match answer {
            Ok(Some(answer)) => answer,
            Ok(None) => {
                let (what, hint) = (frame.words().not_found, frame.words().not_found_hint);
                pages::said(frame, 404, what, hint)
            }
            Err(error) => pages::problem(frame, &error),
        }
    }

    fn look(&self, ask: &Ask, now: &Now, frame: &Frame) -> Result<Option<Answer>, ServeError> {
        let frame = frame.clone();
        let state = State::read(&ask.query);
        match ask.parts().as_slice() {
            [] => {
                // An empty field of the form is no part of the state that is shared.
                let blank = ask.query.iter().any(|(_, value)| value.trim().is_empty());
                if blank {
                    Ok(Some(Answer::go(state.url())))
                } else {
                    pages::search(frame, &state, now).map(Some)
                }
            }
            ["comment", seq] => match seq.parse() {
                Ok(seq) => pages::comment(frame, seq, &state, now, self.tagger()?),
                Err(_) => Ok(None),
            },
            ["themes"] => pages::themes(frame, now).map(Some),
            ["themes", id] => match ThemeId::try_from((*id).to_owned()) {
                Ok(id) => pages::theme(frame, id, now),
                Err(_) => Ok(None),
            },
            ["signals"] => pages::signals(frame, now).map(Some),
            ["signals", run, at] => pages::signal(frame, run, at, now),
            ["reports"] => pages::reports(frame, now).map(Some),
            ["runs", run, file] => Ok(pages::file(now, run, file)),
            ["saved"] => pages::saved(frame, now).map(Some),
            [name] if name.starts_with("export.") => {
                export::export(name.trim_start_matches("export."), &state, now)
            }
            [name] if name.starts_with("style-") => {
                Ok(Some(fixed("text/css; charset=utf-8", pages::STYLE)))
            }
            ["icon.svg"] => Ok(Some(fixed("image/svg+xml", pages::ICON))),
            _ => Ok(None),
        }
    }

    /// Makes a change and leads to the page that shows it.
    fn change(&self, ask: &Ask, now: &Now) -> Result<Option<Answer>, ServeError> {
        let _changing = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = Kept::new(now.archive.path());
        let field = |name: &str| ask.form.first(name).unwrap_or("");
        let ui = field("ui");
        let go = |path: &str, done: &str| {
            let ui = if ["fi", "en"].contains(&ui) { format!("&ui={ui}") } else { String::new() };
            Ok(Some(Answer::go(format!("{path}?done={done}{ui}"))))
        };
        match ask.parts().as_slice() {
            ["saved", "add"] => {
                let state = State::read(&super::pairs::Pairs::parse(field("state")));
                kept.save(
                    field("name"),
                    &State { page: 1, ui: None, ..state }.pairs().to_string(),
                )?;
                go("/saved", "saved")
            }
            ["saved", "forget"] => {
                kept.forget(field("name"))?;
                go("/saved", "forgotten")
            }
            ["signals", run, at, "verdict"] => {
                let Some((run, at, found)) = pages::find(now, run, at) else { return Ok(None) };
                let verdict = Verdict::ALL.into_iter().find(|v| v.name() == field("verdict"));
                kept.judge(&found.identity(), verdict)?;
                let run = super::pairs::encode(&run.name);
                go(&format!("/signals/{run}/{at}"), "judged")
            }
            ["themes", id, what] => {
                let Ok(id) = ThemeId::try_from((*id).to_owned()) else { return Ok(None) };
                let Some((wish, done)) = wish(id, what, &field) else { return Ok(None) };
                let shown = edits::make(now, &wish)?;
                self.live.newest()?;
                go(&format!("/themes/{shown}"), done)
            }
            _ => Ok(None),
        }
    }

    fn tagger(&self) -> Result<&Tagger, ServeError> {
        if let Some(tagger) = self.tagger.get() {
            return Ok(tagger);
        }
        let tagger = Tagger::builtin()?;
        Ok(self.tagger.get_or_init(|| tagger))
    }
}

/// The change that a form asks for, and how it is told of.
fn wish<'a>(
    theme: ThemeId,
    what: &str,
    field: &impl Fn(&str) -> &'a str,
) -> Option<(Wish, &'static str)> {
    Some(match what {
        "rename" => {
            let (fi, en) = (field("label_fi").to_owned(), field("label_en").to_owned());
            (Wish::Rename { theme, fi, en }, "renamed")
        }
        "merge" => {
            let into = ThemeId::try_from(field("into").to_owned()).ok()?;
            (Wish::Merge { from: theme, into }, "merged")
        }
        "split" => (Wish::Split { theme }, "split"),
        _ => return None,
    })
}

fn fixed(kind: &'static str, text: &str) -> Answer {
    Answer::new(200, kind, Policy::Fixed, text.as_bytes().to_vec())
}

//! Which page is asked for.

use std::path::Path;
use std::sync::{Mutex, OnceLock, PoisonError};

use super::answer::{Answer, Policy};
use super::ask::{Ask, Method};
use super::edits::{self, Editor, Made};
use super::guard::Guard;
use super::kept::Kept;
use super::live::{Live, Now};
use super::pages::{self, Frame, Setting};
use super::state::State;
use super::{ServeError, export};
use crate::detect::Verdict;
use crate::lexicon::own_files;
use crate::pipeline::{self, Wish};
use crate::report::findings::Language;
use crate::tag::Tagger;
use crate::theme::{Theme, ThemeId};

/// An archive as a site.
pub(super) struct Site {
    live: Live,
    guard: Guard,
    editor: Editor,
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
        let editor = Editor::new(archive);
        Ok(Self { live, guard, editor, setting, tagger, changing })
    }

    /// Loads what the first pages would wait for.
    pub(super) fn warm(&self) {
        let now = self.live.now();
        let _ = now.archive.fetch(&[0]);
        let _ = now.archive.search(&State::default().request(&now));
        let _ = now.tallies();
        let _ = self.tagger();
    }

    /// Answers a request; never fails.
    pub(super) fn answer(&self, ask: &Ask) -> Answer {
        let now = self.live.now();
        let mut frame = Frame::new(&self.setting, ask, &now);
        frame.failed = self.editor.failed();
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
            ["record", key] => self.record(frame, key, 0, &state, now),
            ["record", key, question] => match question.parse() {
                Ok(question) => self.record(frame, key, question, &state, now),
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
                export::export(name.trim_start_matches("export."), &state, now, self.tagger()?)
            }
            [name] if name.starts_with("style-") => {
                Ok(Some(fixed("text/css; charset=utf-8", pages::STYLE)))
            }
            ["icon.svg"] => Ok(Some(fixed("image/svg+xml", pages::ICON))),
            _ => Ok(None),
        }
    }

    /// The page of a comment by what stays the same when an archive is indexed anew.
    fn record(
        &self,
        frame: Frame,
        key: &str,
        question: u16,
        state: &State,
        now: &Now,
    ) -> Result<Option<Answer>, ServeError> {
        match pages::place(key, question, now)? {
            Some(seq) => pages::comment(frame, seq, state, now, self.tagger()?),
            None => Ok(None),
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
                let given = field("verdict");
                let verdict = Verdict::ALL.into_iter().find(|v| v.name() == given);
                if verdict.is_none() && given != pages::UNDECIDED {
                    return Err(ServeError::Verdict);
                }
                pipeline::judge(now.archive.path(), found.thread(), verdict).map_err(Box::new)?;
                let run = super::pairs::encode(&run.name);
                go(&format!("/signals/{run}/{at}"), "judged")
            }
            ["undo"] => go("/themes", self.edit(vec![Wish::Undo], "undone")?),
            ["themes", id, what] => {
                let id = ThemeId::try_from((*id).to_owned()).ok();
                let Some(theme) = id.and_then(|id| now.codebook.theme(id)) else { return Ok(None) };
                let Some(asked) = asked(theme, what, &field)? else { return Ok(None) };
                go(&asked.path, self.edit(asked.wishes, asked.done)?)
            }
            ["record", key, "move"] => {
                let from = Some(field("from").to_owned()).filter(|from| !from.is_empty());
                let (key, into) = ((*key).to_owned(), field("into").to_owned());
                let path = format!("/record/{}", super::pairs::encode(&key));
                go(&path, self.edit(vec![Wish::Move { key, from, into }], "moved")?)
            }
            _ => Ok(None),
        }
    }

    /// Changes the themes; gives how it is told of.
    fn edit(&self, wishes: Vec<Wish>, done: &'static str) -> Result<&'static str, ServeError> {
        // A run under way is told of at once, without waiting for the tables of the change.
        drop(self.live.now().archive.writer()?);
        let made = self.editor.make(wishes)?;
        self.live.newest()?;
        Ok(if made == Made::Whole { done } else { "going" })
    }

    fn tagger(&self) -> Result<&Tagger, ServeError> {
        if let Some(tagger) = self.tagger.get() {
            return Ok(tagger);
        }
        let root = self.live.now().archive.path().to_path_buf();
        let lists = own_files(&root)
            .map_err(|reason| ServeError::File { path: root.join("lexicons"), reason })?;
        let tagger = Tagger::over(&lists)?;
        Ok(self.tagger.get_or_init(|| tagger))
    }
}

/// What a form asks for, where it leads and how it is told of.
struct Asked {
    wishes: Vec<Wish>,
    path: String,
    done: &'static str,
}

/// The change of a theme that a form asks for.
fn asked<'a>(
    theme: &Theme,
    what: &str,
    field: &impl Fn(&str) -> &'a str,
) -> Result<Option<Asked>, ServeError> {
    let own = theme.id.to_string();
    let pin = |pinned| vec![Wish::Pin { theme: own.clone(), pinned }];
    let (wishes, path, done) = match what {
        "rename" => {
            let wishes = edits::renames(theme, field("label_fi"), field("label_en"))?;
            (wishes, format!("/themes/{own}"), "renamed")
        }
        "merge" => {
            let into = field("into").to_owned();
            let path = format!("/themes/{}", super::pairs::encode(&into));
            (vec![Wish::Merge { from: vec![own], into }], path, "merged")
        }
        "split" => (vec![Wish::Split { theme: own }], "/themes".to_owned(), "split"),
        "pin" => (pin(true), format!("/themes/{own}"), "pinned"),
        "unpin" => (pin(false), format!("/themes/{own}"), "unpinned"),
        _ => return Ok(None),
    };
    Ok(Some(Asked { wishes, path, done }))
}

fn fixed(kind: &'static str, text: &str) -> Answer {
    Answer::new(200, kind, Policy::Fixed, text.as_bytes().to_vec())
}

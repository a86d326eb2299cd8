//! Pages that say what is wrong and what to do about it.

use askama::Template;

use super::Frame;
use crate::archive::ArchiveError;
use crate::error::Error;
use crate::serve::ServeError;
use crate::serve::answer::Answer;
use crate::serve::guard::Refused;
use crate::serve::words::upper_first;

#[derive(Template)]
#[template(path = "problem.html", config = "src/serve/templates/askama.toml")]
struct Page {
    frame: Frame,
    what: String,
    hint: String,
}

/// A page with a status, a heading and what to do.
pub(in crate::serve) fn said(frame: Frame, status: u16, what: &str, hint: &str) -> Answer {
    let (what, hint) = (what.to_owned(), hint.to_owned());
    let html = Page { frame, what, hint }.render().unwrap_or_default();
    Answer { status, ..Answer::page(html) }
}

/// A request that is refused.
pub(in crate::serve) fn refused(frame: Frame, refused: Refused) -> Answer {
    let words = frame.words;
    match refused {
        Refused::Name => said(frame, 421, words.wrong_name, words.wrong_name_hint),
        Refused::Foreign => said(frame, 403, words.forbidden, words.foreign_hint),
        Refused::Stale => said(frame, 403, words.forbidden, words.stale_hint),
    }
}

/// An error on the way.
pub(in crate::serve) fn problem(frame: Frame, error: &ServeError) -> Answer {
    let words = frame.words;
    let text = error.to_string();
    let (what, hint) = text.split_once("\nhint: ").unwrap_or((&text, ""));
    let told = format!("{} {}", upper_first(what), upper_first(hint));
    let (status, title) = match error {
        ServeError::Archive(ArchiveError::Busy(_)) => {
            return said(frame, 409, words.locked, words.locked_hint);
        }
        ServeError::Change(error) if matches!(**error, Error::Archive(ArchiveError::Busy(_))) => {
            return said(frame, 409, words.locked, words.locked_hint);
        }
        ServeError::Change(_) | ServeError::Label | ServeError::Verdict | ServeError::Stopped => {
            (422, words.edit_failed)
        }
        ServeError::Archive(_)
        | ServeError::Codebook(_)
        | ServeError::Tag(_)
        | ServeError::Port { .. }
        | ServeError::Start(_)
        | ServeError::File { .. }
        | ServeError::Damaged { .. }
        | ServeError::Page(_)
        | ServeError::Export(_) => (500, words.failed),
    };
    said(frame, status, title, told.trim())
}

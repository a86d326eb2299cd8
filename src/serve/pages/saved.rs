//! Saved searches.

use askama::Template;

use super::Frame;
use crate::serve::ServeError;
use crate::serve::answer::Answer;
use crate::serve::kept::Kept;
use crate::serve::live::Now;
use crate::serve::pairs::Pairs;
use crate::serve::state::State;

#[derive(Template)]
#[template(path = "saved.html", config = "src/serve/templates/askama.toml")]
struct Page {
    searches: Vec<(String, String)>,
    frame: Frame,
}

/// The page of all saved searches.
pub(in crate::serve) fn saved(frame: Frame, now: &Now) -> Result<Answer, ServeError> {
    let searches = Kept::new(now.archive.path()).searches()?;
    let open = |saved: crate::serve::kept::Saved| {
        // Read anew, so that a file edited by hand can lead nowhere else.
        let state = State { ui: frame.ui, ..State::read(&Pairs::parse(&saved.state)) };
        (saved.name, state.url())
    };
    let searches = searches.into_iter().map(open).collect();
    Ok(Answer::page(Page { searches, frame }.render()?))
}

//! Runs with their files, which can be opened and saved as they lie there.

use askama::Template;

use super::Frame;
use crate::report::calendar;
use crate::serve::ServeError;
use crate::serve::answer::{Answer, Policy};
use crate::serve::live::Now;
use crate::serve::pairs::encode;
use crate::serve::runs::{self, Run};
use crate::serve::words::upper_first;

#[derive(Template)]
#[template(path = "reports.html", config = "src/serve/templates/askama.toml")]
struct Page {
    runs: Vec<RunView>,
    frame: Frame,
}

struct RunView {
    title: String,
    fact: String,
    files: Vec<(String, String)>,
}

/// The page of all runs.
pub(in crate::serve) fn reports(frame: Frame, now: &Now) -> Result<Answer, ServeError> {
    let view = |run: &Run| {
        let link = |(name, _): (String, &str)| {
            let url = format!("/runs/{}/{}", encode(&run.name), encode(&name));
            (name, url)
        };
        let mut files: Vec<(String, String)> = run.files().into_iter().map(link).collect();
        // Pages to read come before files to use.
        files.sort_by_key(|(name, _)| (!name.contains(".html"), name.clone()));
        let added = frame.comments_in_words(run.added());
        RunView {
            title: upper_first(&calendar::titled(&run.name, frame.language)),
            fact: frame.say("Uutta: {}", "New: {}").replace("{}", &added),
            files,
        }
    };
    let runs = runs::all(now.archive.path()).iter().map(view).collect();
    Ok(Answer::page(Page { runs, frame }.render()?))
}

/// A file of a run; `None` where it is none of those listed.
pub(in crate::serve) fn file(now: &Now, run: &str, name: &str) -> Option<Answer> {
    let run = runs::all(now.archive.path()).into_iter().find(|own| own.name == run)?;
    let (kind, bytes) = run.file(name)?;
    let mut answer = Answer::new(200, kind, Policy::Report, bytes);
    if !kind.starts_with("text/html") && !kind.starts_with("text/plain") {
        answer.file = Some(name.to_owned());
    }
    Some(answer)
}

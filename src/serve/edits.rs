//! Changes of the themes from their pages. The change itself and the new tags of the comments are
//! the pipeline's; here they get a thread of their own, because tags of a large archive take longer
//! than a person waits for a page.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::ServeError;
use crate::lang::Lang;
use crate::pipeline::{self, Wish};
use crate::progress::Silent;
use crate::theme::{Codebook, Theme};

/// Longest label, in characters.
pub(super) const LABEL: usize = 80;
/// How long a page waits for a change; longer ones go on without it.
const PATIENCE: Duration = Duration::from_secs(10);

/// How far a change is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Made {
    /// Done, tags and all.
    Whole,
    /// The codebook is changed; comments are still being tagged.
    Going,
}

/// Changes the themes of one archive.
#[derive(Clone, Debug)]
pub(super) struct Editor {
    root: PathBuf,
    /// Why a change failed that nobody waited for any more.
    failed: Arc<Mutex<Option<String>>>,
}

impl Editor {
    pub(super) fn new(root: &Path) -> Self {
        Self { root: root.to_path_buf(), failed: Arc::default() }
    }

    /// Makes changes one after the other. The archive's one right to write is taken for each, so
    /// that a run under way refuses them.
    pub(super) fn make(&self, wishes: Vec<Wish>) -> Result<Made, ServeError> {
        let (tell, told) = channel();
        let editor = self.clone();
        std::thread::spawn(move || {
            let day = today();
            let change = |wish| pipeline::change_themes(&editor.root, wish, &day, None, &Silent);
            let done = wishes.iter().try_for_each(|wish| change(wish).map(drop));
            if let Err(unheard) = tell.send(done)
                && let Err(error) = unheard.0
            {
                let mut failed = editor.failed.lock().unwrap_or_else(PoisonError::into_inner);
                *failed = Some(error.to_string());
            }
        });
        match told.recv_timeout(PATIENCE) {
            Ok(done) => done.map(|()| Made::Whole).map_err(|error| Box::new(error).into()),
            Err(RecvTimeoutError::Timeout) => Ok(Made::Going),
            Err(RecvTimeoutError::Disconnected) => Err(ServeError::Stopped),
        }
    }

    /// Why the latest change failed after its page had gone on; told once.
    pub(super) fn failed(&self) -> Option<String> {
        self.failed.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// The changes by which a theme gets these labels; none where it has them.
pub(super) fn renames(theme: &Theme, fi: &str, en: &str) -> Result<Vec<Wish>, ServeError> {
    let labels = [(Lang::Fi, label(fi)?), (Lang::En, label(en)?)];
    let new = labels.into_iter().filter(|(lang, label)| theme.label(*lang) != label);
    let id = theme.id.to_string();
    Ok(new.map(|(lang, label)| Wish::Rename { theme: id.clone(), lang, label }).collect())
}

/// A label as it is kept: white space made even.
fn label(text: &str) -> Result<String, ServeError> {
    let even = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let fine = !even.is_empty() && even.chars().count() <= LABEL;
    if fine && !even.chars().any(char::is_control) { Ok(even) } else { Err(ServeError::Label) }
}

/// Whether there is a change that can be taken back.
pub(super) fn can_undo(book: &Codebook) -> bool {
    book.undone("", None).is_ok()
}

/// The day of a change, in UTC: the log tells days, and the program knows no time zones.
fn today() -> String {
    jiff::tz::TimeZone::UTC.to_datetime(jiff::Timestamp::now()).date().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_even_and_short() {
        let long = "a".repeat(LABEL + 1);
        for (text, kept) in [
            (" Jonot \n kassalla ", Some("Jonot kassalla")),
            ("", None),
            (" \t", None),
            ("a\u{7}b", None),
            (long.as_str(), None),
        ] {
            assert_eq!(label(text).ok().as_deref(), kept, "{text:?}");
        }
    }
}

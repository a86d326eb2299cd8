//! Changes of the themes from their pages: each takes the archive's one right to write, reads the
//! codebook as it is then, changes it and puts it back whole.

use std::io;

use super::ServeError;
use super::live::{Now, codebook};
use crate::feed::atomic;
use crate::lang::Lang;
use crate::theme::{Codebook, Edit, EditError, ThemeId};

/// Longest label, in characters.
pub(super) const LABEL: usize = 80;

/// What is asked for.
#[derive(Clone, Debug)]
pub(super) enum Wish {
    /// New labels.
    Rename { theme: ThemeId, fi: String, en: String },
    /// One theme put into another one.
    Merge { from: ThemeId, into: ThemeId },
    /// Sub-themes made themes of their own.
    Split { theme: ThemeId },
}

/// Makes a change; gives the theme to look at then.
pub(super) fn make(now: &Now, wish: &Wish) -> Result<ThemeId, ServeError> {
    // Held to the end: what is read here is what is replaced.
    let _writer = now.archive.writer()?;
    let file = now.archive.codebook_file();
    let book = codebook(&file)?;
    let (edited, shown) = changed(&book, wish, &today())?;
    let text = edited.to_toml();
    atomic::write(&file, |out| out.write_all(text.as_bytes()))
        .map_err(|reason: io::Error| ServeError::File { path: file, reason })?;
    Ok(shown)
}

fn changed(book: &Codebook, wish: &Wish, day: &str) -> Result<(Codebook, ThemeId), ServeError> {
    match wish {
        Wish::Rename { theme, fi, en } => {
            let old = book.theme(*theme).ok_or(EditError::Unknown(*theme))?;
            let labels = [(Lang::Fi, label(fi)?), (Lang::En, label(en)?)];
            let mut edited = book.clone();
            for (lang, label) in labels {
                if old.label(lang) != label {
                    let rename = Edit::Rename { theme: *theme, lang, label };
                    edited = edited.edited(&rename, day, None)?;
                }
            }
            Ok((edited, *theme))
        }
        Wish::Merge { from, into } => {
            let merge = Edit::Merge { from: vec![*from], into: *into };
            Ok((book.edited(&merge, day, None)?, *into))
        }
        Wish::Split { theme } => {
            let edited = book.edited(&Edit::Split { theme: *theme }, day, None)?;
            let shown = edited.resolve(*theme).unwrap_or(*theme);
            Ok((edited, shown))
        }
    }
}

/// A label as it is kept: white space made even.
fn label(text: &str) -> Result<String, ServeError> {
    let even = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let fine = !even.is_empty() && even.chars().count() <= LABEL;
    if fine && !even.chars().any(char::is_control) { Ok(even) } else { Err(ServeError::Label) }
}

/// The day of a change, in UTC: the time zone of this machine is nobody's business in a shared file.
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

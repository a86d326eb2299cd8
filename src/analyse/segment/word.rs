//! Words: letters with inner apostrophes, hyphens, colons and hidden letters.

use super::character::{
    char_at, continues_word, end_of_run, is_apostrophe, is_hyphen, is_invisible, is_letter,
};
use super::{abbreviation, censored};

/// One past the word that begins at `start` and is known to reach to `from` at least.
///
/// Takes in what the quick scan of plain letters leaves: other alphabets, digits, and signs that
/// stand between letters.
pub(super) fn end(text: &str, start: usize, from: usize) -> usize {
    if let Some(end) = abbreviation::dotted(text, start) {
        return end;
    }
    let mut at = from;
    while let Some(c) = char_at(text, at) {
        let next = at + c.len_utf8();
        at = if continues_word(c) {
            next
        } else if joins(c) && char_at(text, next).is_some_and(continues_word) {
            end_of_run(text, next, continues_word)
        } else if let Some(end) =
            censored::continues(text, start, at).or_else(|| acronym_ending(text, start, at))
        {
            end
        } else {
            break;
        };
    }
    at
}

/// One past a Finnish ending after a colon at `at`: `VM:lla`, `90:een`, `EU:n`.
pub(super) fn case_ending(text: &str, at: usize) -> Option<usize> {
    if char_at(text, at)? == ':' { ending(text, at + 1) } else { None }
}

/// One past a Finnish ending after a hashtag: `#terveysala'n`, `#digi:n`.
pub(super) fn tag_ending(text: &str, at: usize) -> Option<usize> {
    let sign = char_at(text, at).filter(|c| *c == ':' || is_apostrophe(*c))?;
    ending(text, at + sign.len_utf8())
}

/// One past the letters from `at` on, if they are a Finnish ending.
fn ending(text: &str, at: usize) -> Option<usize> {
    let end = end_of_run(text, at, is_letter);
    is_ending(text.get(at..end)?).then_some(end)
}

/// Signs that make one word of the letters on both sides.
fn joins(c: char) -> bool {
    is_apostrophe(c) || is_hyphen(c) || is_invisible(c) || c == '_' || c == '&'
}

/// A colon ending after a name, an acronym, a single letter or a digit; after a plain word a colon
/// ends it (`ongelma:ei`).
fn acronym_ending(text: &str, start: usize, at: usize) -> Option<usize> {
    let stem = text.get(start..at)?;
    let short = stem.chars().nth(3).is_none();
    let name = stem.starts_with(char::is_uppercase) || stem.ends_with(char::is_numeric);
    if short || name { case_ending(text, at) } else { None }
}

/// Whether the letters are a Finnish case ending, with possessive suffix or clitic.
fn is_ending(letters: &str) -> bool {
    const TAILS: [&str; 13] =
        ["", "kin", "kaan", "kään", "han", "hän", "ko", "kö", "ni", "si", "mme", "nne", "nsa"];
    const CASES: [&str; 40] = [
        "iin", "een", "aan", "ään", "hin", "hen", "hon", "han", "hän", "hun", "hyn", "hön", "ssa",
        "ssä", "sta", "stä", "lla", "llä", "lta", "ltä", "lle", "tta", "ttä", "ksi", "isiin",
        "issa", "issä", "ista", "istä", "illa", "illä", "ilta", "iltä", "ille", "ita", "itä",
        "ien", "iden", "tä", "ta",
    ];
    TAILS.iter().any(|tail| {
        letters.strip_suffix(tail).is_some_and(|case| {
            CASES.contains(&case)
                || matches!(case, "n" | "t" | "a" | "ä" | "na" | "nä" | "in" | "s")
        })
    })
}

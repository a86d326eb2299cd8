//! What do the words around a number say it is?

/// Bytes looked at on each side.
const NEAR: usize = 48;
/// Words before a number that can say what it is.
const WORDS: usize = 4;

/// What the nearest telling word says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// It is such a number.
    Yes,
    /// It is another number.
    No,
    /// Nothing.
    Nothing,
}

/// The last words before a place, nearest first, in lower case.
pub(super) fn before(text: &str, at: usize) -> Vec<String> {
    let mut from = at.saturating_sub(NEAR);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let near = text.get(from..at).unwrap_or("").to_lowercase();
    words(&near).rev().take(WORDS).map(str::to_owned).collect()
}

/// All words around a place, in lower case, as one text.
pub(super) fn around(text: &str, at: usize, end: usize) -> String {
    let (mut from, mut to) = (at.saturating_sub(2 * NEAR), (end + 2 * NEAR).min(text.len()));
    while !text.is_char_boundary(from) {
        from += 1;
    }
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    let (before, after) = (text.get(from..at).unwrap_or(""), text.get(end..to).unwrap_or(""));
    format!("{before} {after}").to_lowercase()
}

/// The word after a place, in lower case; none where the sentence ends there.
pub(super) fn after(text: &str, end: usize) -> String {
    let rest = text.get(end..).unwrap_or("");
    let rest = rest.strip_prefix(" -").or_else(|| rest.strip_prefix([' ', '-'])).unwrap_or("");
    rest.chars().take_while(|c| c.is_alphanumeric()).collect::<String>().to_lowercase()
}

fn words(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Whether a word begins with one of these; an entry that ends in a full stop is the whole word.
pub(super) fn begins(word: &str, entries: &[&str]) -> bool {
    entries.iter().any(|entry| match entry.strip_suffix('.') {
        Some(whole) => word == whole,
        None => word.starts_with(entry),
    })
}

/// Whether a word holds one of these, as compounds do; an entry that ends in a full stop is the
/// whole word.
pub(super) fn holds(word: &str, entries: &[&str]) -> bool {
    entries.iter().any(|entry| match entry.strip_suffix('.') {
        Some(whole) => word == whole,
        None => word.contains(entry),
    })
}

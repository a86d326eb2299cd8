//! Web and e-mail addresses, mentions and hashtags.

use super::character::{char_at, continues_word, end_of_run, is_letter};

/// Longest local part and longest domain that are looked at; RFC 5321 allows no more.
const LOCAL: usize = 64;
const DOMAIN: usize = 255;

/// Endings of bare domain names. Those that are Finnish or English words (`no`, `se`, `me`, `is`)
/// are left out: after them a missing blank is likelier than an address.
const TOP_LEVELS: [&str; 14] =
    ["ai", "app", "biz", "co", "com", "dev", "edu", "eu", "fi", "gov", "info", "io", "net", "org"];

/// Signs that close what stands around an address and are no part of its end.
const CLOSING: &str = ".,;:!?'’]}*";

/// One past the address that begins at `at`, where a word or number begins.
pub(super) fn at(text: &str, at: usize) -> Option<usize> {
    url(text, at).or_else(|| email(text, at)).or_else(|| domain(text, at))
}

/// One past the mention whose `@` stands at `at`.
pub(super) fn mention(text: &str, at: usize) -> Option<usize> {
    let end = end_of_run(text, at + 1, |c| c.is_ascii_alphanumeric() || c == '_' || is_letter(c));
    (end > at + 1).then_some(end)
}

/// One past the hashtag whose `#` stands at `at`; it needs a letter.
pub(super) fn hashtag(text: &str, at: usize) -> Option<usize> {
    let end = end_of_run(text, at + 1, |c| continues_word(c) || c == '_');
    let has_letter = text.get(at + 1..end)?.chars().any(is_letter);
    has_letter.then_some(end)
}

fn url(text: &str, at: usize) -> Option<usize> {
    let rest = text.as_bytes().get(at..)?;
    let is_url = ["http://", "https://", "ftp://", "www."].iter().any(|prefix| {
        rest.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix.as_bytes()))
    });
    is_url.then(|| path(text, at)).filter(|end| *end > at + 4)
}

/// One past the run of address characters from `at` on, closing punctuation left off.
fn path(text: &str, at: usize) -> usize {
    let end = end_of_run(text, at, |c| {
        !super::character::is_space(c)
            && !matches!(c, '<' | '>' | '"' | '”' | '“' | '»' | '«' | '|' | '…')
            && !super::emoji::is_base(c)
    });
    let run = text.get(at..end).unwrap_or("");
    let closing = |c: char| CLOSING.contains(c);
    let mut trimmed = run.trim_end_matches(closing);
    let count = |sign| trimmed.bytes().filter(|b| *b == sign).count();
    let unopened = count(b')').saturating_sub(count(b'('));
    for _ in 0..unopened {
        let Some(shorter) = trimmed.strip_suffix(')') else { break };
        trimmed = shorter.trim_end_matches(closing);
    }
    at + trimmed.len()
}

fn email(text: &str, at: usize) -> Option<usize> {
    let rest = text.as_bytes().get(at..)?;
    let local = rest.iter().take(LOCAL + 1).position(|b| {
        !(b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'%' | b'+' | b'-') || *b >= 0x80)
    })?;
    if local == 0 || rest.get(local) != Some(&b'@') {
        return None;
    }
    host(text, at + local + 1)
}

/// One past a host name with at least one dot.
fn host(text: &str, at: usize) -> Option<usize> {
    let rest = text.as_bytes().get(at..)?;
    let is_host = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-');
    let run = rest.iter().take(DOMAIN).take_while(|b| is_host(b)).count();
    let name = text.get(at..at + run)?.trim_end_matches(['.', '-']);
    (name.contains('.') && !name.starts_with('.')).then_some(at + name.len())
}

/// `kauppa.fi`, `asiointi.kauppa.fi/tilaukset`.
fn domain(text: &str, at: usize) -> Option<usize> {
    let end = host(text, at)?;
    let name = text.get(at..end)?;
    let (stem, top) = name.rsplit_once('.')?;
    let is_domain = TOP_LEVELS.iter().any(|t| t.eq_ignore_ascii_case(top))
        && stem.split('.').all(|label| !label.is_empty())
        && char_at(text, end).is_none_or(|c| !is_letter(c) && c != '@');
    // A capital after the dot begins a sentence: `Ok.Com`.
    if !is_domain
        || top.starts_with(|c: char| c.is_uppercase()) && stem.chars().any(char::is_lowercase)
    {
        return None;
    }
    Some(if char_at(text, end) == Some('/') { path(text, end) } else { end })
}

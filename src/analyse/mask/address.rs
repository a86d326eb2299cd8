//! E-mail addresses, also spelt out, and web addresses with a secret in them.

use std::ops::Range;

use super::{Kind, Personal};

/// What stands for `@` where an address is spelt out.
const AT: [&str; 10] =
    ["(at)", "[at]", "{at}", "(ät)", "[ät]", "(a)", " at ", " ät ", " @ ", " miukumauku "];
/// What stands for a full stop there.
const DOT: [&str; 7] = ["(dot)", "[dot]", "(piste)", "[piste]", " dot ", " piste ", "."];
/// Names of values that let their holder in.
const SECRETS: [&str; 14] = [
    "token",
    "key",
    "auth",
    "session",
    "sid",
    "sig",
    "signature",
    "access",
    "password",
    "pass",
    "reset",
    "code",
    "otp",
    "jwt",
];
/// A value shorter than this keeps no secret.
const SECRET: usize = 6;
/// A piece of a path from this length on is a secret where it mixes letters and digits.
const OPAQUE: usize = 20;

/// Whether a text may hold an address at all.
pub(super) fn possible(text: &str) -> bool {
    text.contains(['@', '(', '[', '{'])
        || text.contains("://")
        || text.contains(" piste ")
        || text.contains(" dot ")
        || text.contains(" ät ")
        || text.contains(" at ")
}

pub(super) fn find(text: &str) -> Vec<Personal> {
    let mut found: Vec<Personal> = Vec::new();
    let mut add = |span: Range<usize>, kind| {
        let free = |p: &Personal| p.span.end <= span.start || span.end <= p.span.start;
        if found.iter().all(free) {
            found.push(Personal { span, kind });
        }
    };
    web(text).into_iter().for_each(|span| add(span, Kind::Url));
    plain(text).into_iter().for_each(|span| add(span, Kind::Email));
    // Letters beyond ASCII keep their places in this lower case.
    let lower = text.to_ascii_lowercase();
    for at in AT {
        for (place, _) in lower.match_indices(at) {
            spelt(&lower, place, at).into_iter().for_each(|span| add(span, Kind::Email));
        }
    }
    found
}

fn is_local(c: char) -> bool {
    c.is_alphanumeric() || "._%+-'".contains(c)
}

fn plain(text: &str) -> Vec<Range<usize>> {
    let domain = |c: char| c.is_alphanumeric() || ".-".contains(c);
    let around = text.match_indices('@').filter_map(|(at, _)| {
        let before = text.get(..at)?;
        let start = before.trim_end_matches(is_local).len();
        let local = before.get(start..)?;
        let start = start + local.len() - local.trim_start_matches(['.', '-', '\'']).len();
        let after = text.get(at + 1..)?;
        let end = after.find(|c| !domain(c)).unwrap_or(after.len());
        let host = after.get(..end)?.trim_end_matches(['.', '-']);
        let top = host.rsplit_once('.').map_or("", |(_, top)| top);
        let known = start < at && top.len() >= 2 && top.chars().all(char::is_alphabetic);
        known.then_some(start..at + 1 + host.len())
    });
    around.collect()
}

/// An address whose `@` is spelt `at` at `place`.
fn spelt(lower: &str, place: usize, at: &str) -> Option<Range<usize>> {
    let before = lower.get(..place)?.trim_end_matches(' ');
    let mut start = before.trim_end_matches(is_local).len();
    // First names and surnames are told with the stop between them.
    while let Some(name) =
        DOT.iter().filter(|dot| **dot != ".").find_map(|dot| lower.get(..start)?.strip_suffix(dot))
    {
        start = name.trim_end_matches(is_local).len();
    }
    let local = lower.get(start..before.len())?;
    let mut end = place + at.len();
    end += lower.get(end..)?.len() - lower.get(end..)?.trim_start_matches(' ').len();
    let label = |from: usize| -> Option<usize> {
        let rest = lower.get(from..)?;
        let length = rest.find(|c: char| !c.is_alphanumeric() && c != '-').unwrap_or(rest.len());
        (length > 0).then_some(from + length)
    };
    let mut top = end;
    end = label(end)?;
    let (mut dots, mut told) = (0, false);
    while let Some((dot, next)) = DOT.iter().find_map(|dot| {
        let from = end + lower.get(end..)?.strip_prefix(dot).map(|_| dot.len())?;
        Some((dot, (from, label(from)?)))
    }) {
        told |= *dot != ".";
        dots += 1;
        (top, end) = next;
    }
    let tld = lower.get(top..end)?;
    let real = dots > 0 && tld.len() >= 2 && tld.chars().all(char::is_alphabetic);
    let sure = !matches!(at, " at " | " ät ")
        || told
        || local.contains(['.', '_'])
        || local.contains(|c: char| c.is_ascii_digit());
    (!local.is_empty() && real && sure).then_some(start..end)
}

/// Web addresses with a secret in them.
fn web(text: &str) -> Vec<Range<usize>> {
    let starts = text.match_indices("http").filter(|(at, _)| {
        let rest = text.get(*at..).unwrap_or("");
        rest.starts_with("http://") || rest.starts_with("https://")
    });
    starts
        .filter_map(|(at, _)| {
            let rest = text.get(at..)?;
            let end = rest.find(|c: char| c.is_whitespace() || "<>\"'".contains(c));
            let url = rest.get(..end.unwrap_or(rest.len()))?;
            let url = url.trim_end_matches(['.', ',', ')', '!', '?', ';', ':']);
            is_secret(url).then_some(at..at + url.len())
        })
        .collect()
}

fn is_secret(url: &str) -> bool {
    let after = url.split_once("://").map_or("", |(_, after)| after);
    let (host, path) = after.split_once('/').unwrap_or((after, ""));
    let named = |pair: &str| {
        pair.split_once('=').is_some_and(|(name, value)| {
            let name = name.to_ascii_lowercase();
            value.len() >= SECRET && SECRETS.iter().any(|secret| name.contains(secret))
        })
    };
    let opaque = |piece: &str| {
        piece.len() >= OPAQUE
            && piece.contains(|c: char| c.is_ascii_digit())
            && piece.contains(|c: char| c.is_ascii_alphabetic())
            && !piece.contains('-')
    };
    host.contains('@')
        || after.split(['?', '&', '#', ';']).any(named)
        || path.split(['/', '?', '&', '=', '#']).any(opaque)
}

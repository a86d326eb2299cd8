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
/// Names of values that end like these but are of no one.
const OPEN: [&str; 12] = [
    "promo", "discount", "coupon", "campaign", "zip", "post", "country", "lang", "currency",
    "product", "color", "area",
];
/// Pieces of a path behind which stands what lets its holder in.
const ENTRIES: [&str; 22] = [
    "invite",
    "invitation",
    "join",
    "joinchat",
    "reset",
    "verify",
    "confirm",
    "activate",
    "magic",
    "login",
    "signin",
    "share",
    "session",
    "auth",
    "token",
    "unsubscribe",
    "kutsu",
    "liity",
    "vahvista",
    "aktivoi",
    "kirjaudu",
    "jaa",
];
/// A value shorter than this keeps no secret.
const SECRET: usize = 6;
/// A piece of a path from this length on is a secret where it mixes letters and digits.
const OPAQUE: usize = 20;

/// Whether a text may hold an address at all.
pub(super) fn possible(text: &str) -> bool {
    text.contains(['@', '(', '[', '{'])
        || text.contains('/')
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

/// Web addresses with a secret in them, with a scheme or without.
fn web(text: &str) -> Vec<Range<usize>> {
    let between = |c: char| c.is_whitespace() || "<>\"'".contains(c);
    let mut at = 0;
    let pieces = text.split(between).map(|piece| {
        let start = at;
        at += piece.len() + text.get(at + piece.len()..).map_or(0, first_length);
        (start, piece)
    });
    pieces
        .filter_map(|(start, piece)| {
            let from = match piece.find("http://").or_else(|| piece.find("https://")) {
                Some(from) => from,
                None => piece.len() - piece.trim_start_matches(['(', '[', ',', ':', '-']).len(),
            };
            let url = piece.get(from..)?;
            let url = url.trim_end_matches(['.', ',', ')', ']', '!', '?', ';', ':']);
            is_secret(url).then_some(start + from..start + from + url.len())
        })
        .collect()
}

/// Bytes of the first sign.
fn first_length(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

fn is_secret(url: &str) -> bool {
    let (scheme, after) = url.split_once("://").map_or(("", url), |(scheme, rest)| (scheme, rest));
    let (host, path) = after.split_once(['/', '?']).unwrap_or((after, ""));
    if scheme.is_empty() && (path.is_empty() || !is_host(host)) {
        return false;
    }
    let pieces: Vec<&str> = path.split(['/', '?', '&', '=', '#']).collect();
    let entered = pieces.iter().zip(pieces.iter().skip(1)).any(|(entry, piece)| {
        ENTRIES.iter().any(|known| entry.eq_ignore_ascii_case(known))
            && (is_uuid(piece) || is_token(piece))
    });
    // Invitations of messengers stand right behind the host.
    let invited = pieces.first().and_then(|piece| piece.strip_prefix('+')).is_some_and(is_token);
    !scheme.is_empty() && host.contains('@')
        || after.split(['?', '&', '#', ';']).any(is_named)
        || pieces.iter().any(|piece| is_opaque(piece))
        || entered
        || invited
}

/// A name and a value that lets its holder in.
fn is_named(pair: &str) -> bool {
    let Some((name, value)) = pair.split_once('=') else { return false };
    let name = name.to_ascii_lowercase();
    let secret = |piece: &str| {
        let piece = piece.strip_suffix("id").unwrap_or(piece);
        SECRETS.iter().any(|secret| piece == *secret || piece.ends_with(secret))
    };
    let open = OPEN.iter().any(|open| name.contains(open));
    value.len() >= SECRET && !open && (name == "sid" || name.split(['_', '-', '.']).any(secret))
}

/// A long piece that mixes letters and digits.
fn is_opaque(piece: &str) -> bool {
    piece.len() >= OPAQUE
        && piece.contains(|c: char| c.is_ascii_digit())
        && piece.contains(|c: char| c.is_ascii_alphabetic())
        && !piece.contains('-')
}

fn is_host(host: &str) -> bool {
    let top = host.rsplit_once('.').map_or("", |(_, top)| top);
    host.chars().all(|c| c.is_alphanumeric() || ".-".contains(c))
        && top.len() >= 2
        && top.chars().all(char::is_alphabetic)
}

/// Five runs of hexadecimal digits (RFC 9562).
fn is_uuid(piece: &str) -> bool {
    let runs: Vec<&str> = piece.split('-').collect();
    let sizes: Vec<usize> = runs.iter().map(|run| run.len()).collect();
    sizes == [8, 4, 4, 4, 12] && runs.iter().all(|r| r.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// Whether a piece is drawn by lot: small letters, capitals and digits change more often than in a
/// name with a year behind it.
fn is_token(piece: &str) -> bool {
    let class = |c: char| (c.is_ascii_digit(), c.is_ascii_uppercase());
    let signs: Vec<(bool, bool)> =
        piece.chars().filter(char::is_ascii_alphanumeric).map(class).collect();
    let changes = signs.iter().zip(signs.iter().skip(1)).filter(|(a, b)| a != b).count();
    piece.len() >= SECRET && changes >= 3
}

//! Numbers, amounts of money and measures, clock times and dates.

use super::character::{char_at, end_of_run, is_letter};
use crate::analyse::TokenKind;

/// What begins with a digit.
pub(super) struct Found {
    /// One past its last byte.
    pub(super) end: usize,
    /// What it is.
    pub(super) kind: TokenKind,
}

/// The number, amount, time or date that begins with the digit at `at`; `None` where the digits
/// begin a word (`20-vuotias`, `4G`).
///
/// `clock` says that a word such as *klo* stands before, so that `14.05` is a time.
pub(super) fn at(text: &str, at: usize, clock: bool) -> Option<Found> {
    let bytes = text.as_bytes();
    if let Some(end) = date(bytes, at).or_else(|| time(bytes, at, clock)) {
        return Some(Found { end, kind: TokenKind::Time });
    }
    let end = decimals(bytes, thousands(text, at));
    if let Some(end) = unit(text, end) {
        return Some(Found { end, kind: TokenKind::Amount });
    }
    if let Some(end) = half_of_day(text, end) {
        return Some(Found { end, kind: TokenKind::Time });
    }
    let end = fraction(bytes, end);
    let end = super::word::case_ending(text, end).or_else(|| ordinal(text, end)).unwrap_or(end);
    let hyphenated = bytes.get(end) == Some(&b'-');
    let after = char_at(text, end + usize::from(hyphenated));
    // Letters make a word of plain digits only: `10,000lbs` is a number and a word.
    if after.is_some_and(is_letter) && end == digits(bytes, at) {
        return None;
    }
    Some(Found { end, kind: TokenKind::Number })
}

/// The amount that begins with the currency sign at `at`: `$5`, `€ 12,50`.
pub(super) fn priced(text: &str, at: usize) -> Option<usize> {
    let sign = char_at(text, at).filter(|c| is_currency(*c))?;
    let mut start = at + sign.len_utf8();
    if char_at(text, start).is_some_and(is_blank) {
        start += char_at(text, start)?.len_utf8();
    }
    if !text.as_bytes().get(start)?.is_ascii_digit() {
        return None;
    }
    // `5 € 2 kpl`: a sign with a blank after it belongs to the number before it.
    let spaced = start > at + sign.len_utf8();
    let before = text.get(..at).and_then(|before| before.trim_end().chars().next_back());
    (!(spaced && before.is_some_and(char::is_numeric)))
        .then(|| decimals(text.as_bytes(), thousands(text, start)))
}

const fn is_currency(c: char) -> bool {
    matches!(c, '€' | '$' | '£' | '¥')
}

const fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{A0}' | '\u{202F}' | '\u{2009}')
}

fn digits(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or(&[]);
    at + rest.iter().take_while(|b| b.is_ascii_digit()).count()
}

/// The value of at most four digits; `None` for more or none.
fn value(bytes: &[u8], from: usize, to: usize) -> Option<u32> {
    let slice = bytes.get(from..to).filter(|s| (1..=4).contains(&s.len()))?;
    Some(slice.iter().fold(0, |sum, b| sum * 10 + u32::from(b - b'0')))
}

/// Digits with groups of three: `1 200`, `1.200.000`, `1,200`.
fn thousands(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = digits(bytes, at);
    if end - at > 3 || bytes.get(at) == Some(&b'0') {
        return end;
    }
    let separator = char_at(text, end);
    while let Some(c) = separator.filter(|c| is_blank(*c) || matches!(c, '.' | ',' | '\'')) {
        if char_at(text, end) != Some(c) {
            break;
        }
        let from = end + c.len_utf8();
        let to = digits(bytes, from);
        // A letter after the group makes it the begin of another word: `5 100-vuotiasta`.
        let begins_word = || char_at(text, to).is_some_and(|c| is_letter(c) || c == '-');
        if to - from != 3 || is_blank(c) && begins_word() {
            break;
        }
        end = to;
    }
    end
}

/// A decimal part with comma or point, or the Finnish full price `10,-`.
fn decimals(bytes: &[u8], at: usize) -> usize {
    match (bytes.get(at), bytes.get(at + 1)) {
        (Some(b',' | b'.'), Some(b'0'..=b'9')) => digits(bytes, at + 1),
        _ => at,
    }
}

/// `5/5`, `24/7`.
fn fraction(bytes: &[u8], at: usize) -> usize {
    if bytes.get(at) != Some(&b'/') {
        return at;
    }
    let end = digits(bytes, at + 1);
    if end == at + 1 { at } else { decimals(bytes, end) }
}

/// `14:05`, `14:05:30`; after *klo* also `14.05`. A range ends at its dash.
fn time(bytes: &[u8], at: usize, clock: bool) -> Option<usize> {
    let hours = digits(bytes, at);
    value(bytes, at, hours).filter(|h| *h < 25 && hours - at <= 2)?;
    let separator = *bytes.get(hours)?;
    if separator != b':' && !(separator == b'.' && clock) {
        return None;
    }
    let mut end = hours;
    for _ in 0..2 {
        let to = digits(bytes, end + 1);
        let part = value(bytes, end + 1, to).filter(|m| *m < 60 && to - end == 3);
        if bytes.get(end) != Some(&separator) || part.is_none() {
            break;
        }
        end = to;
    }
    (end > hours).then_some(end)
}

/// `21.11.2026`, `21.11.`, `2026-11-21`, `11/21/2026`.
fn date(bytes: &[u8], at: usize) -> Option<usize> {
    let first = digits(bytes, at);
    let separator = *bytes.get(first).filter(|b| matches!(b, b'.' | b'-' | b'/'))?;
    let second = digits(bytes, first + 1);
    let a = value(bytes, at, first)?;
    let b = value(bytes, first + 1, second).filter(|_| second - first <= 3)?;
    let repeated = bytes.get(second) == Some(&separator);
    let third = if repeated { digits(bytes, second + 1) } else { second };
    let c = value(bytes, second + 1, third);
    let is_day = |day: u32, month: u32| (1..=31).contains(&day) && (1..=12).contains(&month);
    match separator {
        b'-' => (first - at == 4 && c.is_some_and(|day| is_day(day, b))).then_some(third),
        b'/' => {
            let years = third - second;
            (c.is_some() && matches!(years, 3 | 5) && (is_day(a, b) || is_day(b, a)))
                .then_some(third)
        }
        _ if !repeated || !is_day(a, b) => None,
        _ if matches!(third - second, 3 | 5) => Some(third),
        // `21.11.` and no year: not at the end of the text, where the point ends a sentence.
        _ => (third == second + 1 && bytes.get(third).is_some_and(u8::is_ascii_whitespace))
            .then_some(third),
    }
}

/// A currency sign, per cent or unit after a number: `5€`, `12,50 €`, `10e`, `20 %`, `100km`.
fn unit(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    if bytes.get(at) == Some(&b',') && bytes.get(at + 1) == Some(&b'-') {
        let next = char_at(text, at + 2);
        return next.is_none_or(|c| !c.is_alphanumeric()).then_some(at + 2);
    }
    let first = char_at(text, at)?;
    let start = if is_blank(first) { at + first.len_utf8() } else { at };
    let sign = char_at(text, start)?;
    if is_currency(sign) || sign == '%' || sign == '°' {
        let end = start + sign.len_utf8();
        let touches_number = char_at(text, end).is_some_and(char::is_numeric);
        // `5 $3`: the sign begins the next amount.
        return (!(touches_number && start > at)).then_some(end);
    }
    let end = end_of_run(text, start, char::is_alphanumeric);
    let hyphen = char_at(text, end) == Some('-');
    let unit = text.get(start..end)?;
    // Only the euro is written this short with a blank before it and nowhere else.
    let known = if start > at { unit == "e" } else { UNITS.binary_search(&unit).is_ok() };
    (known && !hyphen).then_some(end)
}

/// Units written together with their number; `5G` and `4K` are words.
pub(super) const UNITS: [&str; 45] = [
    "GB", "Gb", "MB", "Mb", "TB", "c", "cl", "cm", "dl", "e", "eur", "euro", "euroa", "euron", "g",
    "gb", "h", "kg", "kk", "km", "kpl", "kr", "kwh", "l", "m", "m2", "mb", "mg", "min", "mk", "ml",
    "mm", "ms", "p", "pv", "s", "sek", "snt", "t", "tb", "tuntia", "v", "vk", "vrk", "x",
];

/// `8am`, `5 p.m.`, `9 PM`.
fn half_of_day(text: &str, at: usize) -> Option<usize> {
    let start = if char_at(text, at)? == ' ' { at + 1 } else { at };
    let found = ["a.m.", "p.m.", "am", "pm", "AM", "PM"]
        .into_iter()
        .find(|suffix| text.get(start..).is_some_and(|rest| rest.starts_with(*suffix)))?;
    // `2 am` only before a word end; `I am` cannot follow a digit.
    let end = start + found.len();
    char_at(text, end).is_none_or(|c| !c.is_alphanumeric()).then_some(end)
}

/// `3.` before a word in lower case, `1st`, `2nd`.
fn ordinal(text: &str, at: usize) -> Option<usize> {
    if char_at(text, at)? == '.' {
        let blank = char_at(text, at + 1).is_some_and(is_blank);
        let lower = char_at(text, at + 2).is_some_and(char::is_lowercase);
        return (blank && lower).then_some(at + 1);
    }
    let end = end_of_run(text, at, char::is_alphabetic);
    matches!(text.get(at..end)?, "st" | "nd" | "rd" | "th").then_some(end)
}

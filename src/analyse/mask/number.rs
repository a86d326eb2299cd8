//! Numbers that prove themselves by a check digit: identity codes and payment cards.

/// Check characters of a personal identity code, by the number modulo 31.
const CHECK: &[u8; 31] = b"0123456789ABCDEFHJKLMNPRSTUVWXY";
/// Signs between birth date and number, one set for each century.
const CENTURY: &str = "+-UVWXYABCDEF";
/// Digits of a payment card.
const CARD: std::ops::RangeInclusive<usize> = 13..=19;

/// A personal identity code: date of birth, century, number, check character; around the sign of the
/// century some write spaces.
pub(super) fn identity(rest: &str) -> Option<usize> {
    let date = rest.get(..6).filter(|date| date.bytes().all(|b| b.is_ascii_digit()))?;
    let space = |at: usize| {
        let next = rest.get(at..).and_then(|rest| rest.chars().next());
        next.filter(|c| is_space(*c)).map_or(0, char::len_utf8)
    };
    let before = space(6);
    let sign = rest.get(6 + before..)?.chars().next()?;
    let dash = matches!(sign, '-' | '\u{2010}'..='\u{2013}' | '\u{2212}');
    if !dash && !CENTURY.contains(sign.to_ascii_uppercase()) {
        return None;
    }
    let from = 6 + before + sign.len_utf8();
    let after = space(from);
    if before + after > 0 && !dash && sign != '+' {
        return None;
    }
    let from = from + after;
    let number = rest.get(from..from + 3).filter(|n| n.bytes().all(|b| b.is_ascii_digit()))?;
    let given = rest.get(from + 3..from + 4)?.bytes().next()?.to_ascii_uppercase();
    let two = |at: usize| date.get(at..at + 2).and_then(|text| text.parse::<u32>().ok());
    let real = (1..=31).contains(&two(0)?) && (1..=12).contains(&two(2)?);
    let value: usize = format!("{date}{number}").parse().ok()?;
    (real && CHECK.get(value % 31) == Some(&given) && ends(rest, from + 4)).then_some(from + 4)
}

/// A payment card by its issuer's prefix, its length and its check digit (Luhn).
pub(super) fn card(rest: &str) -> Option<usize> {
    if !rest.starts_with(['2', '3', '4', '5', '6']) {
        return None;
    }
    let ends_at = groups(rest, |c| c.is_ascii_digit());
    ends_at.into_iter().rev().find(|&length| {
        let digits = signs(rest, length);
        let sum: u32 = digits
            .iter()
            .rev()
            .enumerate()
            .map(|(place, digit)| match (place % 2, u32::from(digit - b'0')) {
                (0, digit) => digit,
                (_, digit) if digit > 4 => 2 * digit - 9,
                (_, digit) => 2 * digit,
            })
            .sum();
        let known = CARD.contains(&digits.len()) && issued(&digits);
        known && sum.is_multiple_of(10) && ends(rest, length)
    })
}

/// Whether a card issuer has numbers of this beginning and length.
fn issued(digits: &[u8]) -> bool {
    let head = |n: usize| digits.iter().take(n).fold(0, |sum, d| sum * 10 + u32::from(d - b'0'));
    match (digits.len(), head(2)) {
        (13 | 16 | 19, 40..=49)
        | (15, 34 | 37)
        | (16, 51..=55)
        | (14, 30 | 36 | 38 | 39)
        | (16..=19, 62 | 64 | 65)
        | (13..=19, 50 | 56..=58) => true,
        (16, _) => {
            let four = head(4);
            four == 6011 || (2221..=2720).contains(&four) || (3528..=3589).contains(&four)
        }
        _ => false,
    }
}

/// Where each group of signs ends; groups stand apart by one space or dash.
pub(super) fn groups(rest: &str, sign: impl Fn(char) -> bool) -> Vec<usize> {
    let (mut ends, mut at) = (Vec::new(), 0);
    while ends.len() < 16 {
        let from = rest.get(at..).unwrap_or("");
        let size: usize = from.chars().take_while(|c| sign(*c)).map(char::len_utf8).sum();
        if size == 0 {
            break;
        }
        at += size;
        ends.push(at);
        match rest.get(at..).and_then(|rest| rest.chars().next()) {
            Some(gap) if is_gap(gap) => at += gap.len_utf8(),
            Some(_) | None => break,
        }
    }
    ends
}

/// A space or a dash, of whatever kind.
pub(super) const fn is_gap(sign: char) -> bool {
    is_space(sign) || is_dash(sign)
}

pub(super) const fn is_space(sign: char) -> bool {
    matches!(sign, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

pub(super) const fn is_dash(sign: char) -> bool {
    matches!(sign, '-' | '\u{2010}'..='\u{2013}')
}

pub(super) fn signs(rest: &str, length: usize) -> Vec<u8> {
    let all = rest.get(..length).unwrap_or("");
    all.bytes().filter(u8::is_ascii_alphanumeric).collect()
}

/// Whether nothing of a word follows.
pub(super) fn ends(rest: &str, length: usize) -> bool {
    !rest.get(length..).and_then(|rest| rest.chars().next()).is_some_and(char::is_alphanumeric)
}

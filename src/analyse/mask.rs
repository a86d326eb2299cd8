//! Personal data in a text: e-mail addresses, phone numbers, Finnish personal identity codes, bank
//! accounts and payment cards.
//!
//! Owns what a report must not show. Takes for personal data only what its form or check digits
//! prove: names and addresses stay. The masked text has its bytes where they were, so spans hold.

use std::ops::Range;

/// Check characters of a personal identity code, by the number modulo 31.
const CHECK: &[u8; 31] = b"0123456789ABCDEFHJKLMNPRSTUVWXY";
/// Signs between birth date and number, one set for each century.
const CENTURY: &[u8] = b"+-UVWXYABCDEF";
/// Fewest digits of a phone number, area code included.
const PHONE: usize = 7;
/// Digits of a payment card.
const CARD: std::ops::RangeInclusive<usize> = 13..=19;
/// Signs of a bank account number (ISO 13616).
const ACCOUNT: std::ops::RangeInclusive<usize> = 15..=34;

/// The text with `*` for every letter and digit of personal data, of the same length in bytes;
/// `None` where there is nothing to mask.
pub fn mask(text: &str) -> Option<String> {
    let digits = text.bytes().filter(u8::is_ascii_digit).take(PHONE).count();
    if digits < PHONE && !text.contains('@') {
        return None;
    }
    let mut found = addresses(text);
    found.extend(numbers(text.as_bytes()));
    if found.is_empty() {
        return None;
    }
    let mut masked = String::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        if letter.is_alphanumeric() && found.iter().any(|range| range.contains(&at)) {
            masked.extend(std::iter::repeat_n('*', letter.len_utf8()));
        } else {
            masked.push(letter);
        }
    }
    Some(masked)
}

fn addresses(text: &str) -> Vec<Range<usize>> {
    let local = |c: char| c.is_alphanumeric() || "._%+-".contains(c);
    let domain = |c: char| c.is_alphanumeric() || ".-".contains(c);
    let around = text.match_indices('@').filter_map(|(at, _)| {
        let before = text.get(..at)?;
        let start = before.trim_end_matches(local).len();
        let after = text.get(at + 1..)?;
        let end = after.find(|c| !domain(c)).unwrap_or(after.len());
        let host = after.get(..end)?.trim_end_matches(['.', '-']);
        let top = host.rsplit_once('.').map_or("", |(_, top)| top);
        let known = start < at && top.len() >= 2 && top.chars().all(char::is_alphabetic);
        known.then_some(start..at + 1 + host.len())
    });
    around.collect()
}

fn numbers(bytes: &[u8]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        // A number inside a longer one is none; neither is one that a letter touches.
        let inside = at > 0 && bytes.get(at - 1).is_some_and(|b| is_word(*b));
        let rest = bytes.get(at..).unwrap_or(&[]);
        let length = if inside {
            None
        } else {
            identity(rest).or_else(|| account(rest)).or_else(|| card(rest)).or_else(|| phone(rest))
        };
        match length {
            Some(length) => {
                found.push(at..at + length);
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

/// Letters, digits and all bytes of letters beyond ASCII.
const fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80
}

fn ends(rest: &[u8], length: usize) -> bool {
    !rest.get(length).is_some_and(|byte| is_word(*byte))
}

/// A personal identity code: date of birth, century, number, check character.
fn identity(rest: &[u8]) -> Option<usize> {
    let code = rest.get(..11)?;
    let (date, number) = (code.get(..6)?, code.get(7..10)?);
    let two = |at: usize| Some(value(date.get(at..at + 2)?));
    let digits = date.iter().chain(number).all(u8::is_ascii_digit);
    if !digits || !CENTURY.contains(&code.get(6)?.to_ascii_uppercase()) || !ends(rest, 11) {
        return None;
    }
    let real = (1..=31).contains(&two(0)?) && (1..=12).contains(&two(2)?);
    let check = CHECK.get(((value(date) * 1000 + value(number)) % 31) as usize)?;
    (real && *check == code.get(10)?.to_ascii_uppercase()).then_some(11)
}

/// An international bank account number; letters as two digits, modulo 97 (ISO 7064).
fn account(rest: &[u8]) -> Option<usize> {
    let form = rest.get(..4)?;
    let begins = form.iter().take(2).all(u8::is_ascii_uppercase);
    if !begins || !form.iter().skip(2).all(u8::is_ascii_digit) {
        return None;
    }
    let groups = groups(rest, |byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
    groups.into_iter().rev().find(|&length| {
        let signs = signs(rest, length);
        let turned = signs.iter().skip(4).chain(signs.iter().take(4));
        let remainder = turned.fold(0_u64, |sum, sign| match sign {
            b'0'..=b'9' => (sum * 10 + u64::from(sign - b'0')) % 97,
            letter => (sum * 100 + u64::from(letter.saturating_sub(b'A')) + 10) % 97,
        });
        ACCOUNT.contains(&signs.len()) && remainder == 1 && ends(rest, length)
    })
}

/// A payment card by its check digit (Luhn).
fn card(rest: &[u8]) -> Option<usize> {
    if !matches!(rest.first()?, b'2'..=b'6') {
        return None;
    }
    groups(rest, |byte| byte.is_ascii_digit()).into_iter().rev().find(|&length| {
        let signs = signs(rest, length);
        let sum: u64 = signs
            .iter()
            .rev()
            .enumerate()
            .map(|(place, digit)| match (place % 2, u64::from(digit - b'0')) {
                (0, digit) => digit,
                (_, digit) if digit > 4 => 2 * digit - 9,
                (_, digit) => 2 * digit,
            })
            .sum();
        CARD.contains(&signs.len()) && sum.is_multiple_of(10) && ends(rest, length)
    })
}

/// A phone number with its area code (0…) or country code (+…, 00…).
fn phone(rest: &[u8]) -> Option<usize> {
    let plus = usize::from(rest.first() == Some(&b'+'));
    let number = rest.get(plus..)?;
    let most = match (plus, number.first()?, number.get(1)?) {
        (1, b'1'..=b'9', _) | (0, b'0', b'0') => 15,
        (0, b'0', b'1'..=b'9') => 12,
        _ => return None,
    };
    let ends_at = groups(number, |byte| byte.is_ascii_digit());
    let dated = |length: usize| {
        let sizes: Vec<usize> = number
            .get(..length)
            .unwrap_or(&[])
            .split(|byte| !byte.is_ascii_digit())
            .map(<[u8]>::len)
            .collect();
        matches!(sizes.as_slice(), [2, 2, 4])
    };
    let fits = |length: usize| {
        let digits = signs(number, length).len();
        // Short numbers without a space or hyphen are more often something else.
        let least = if plus == 1 || digits < length { PHONE } else { PHONE + 2 };
        (least..=most).contains(&digits) && ends(number, length) && !dated(length)
    };
    ends_at.into_iter().rev().find(|&length| fits(length)).map(|length| plus + length)
}

/// Where each group of signs ends; groups stand apart by one space or hyphen, `(0)` among them.
fn groups(rest: &[u8], sign: impl Fn(u8) -> bool) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut at = 0;
    while at < rest.len() && ends.len() < 16 {
        let size = rest.iter().skip(at).take_while(|byte| sign(**byte)).count();
        if size == 0 {
            break;
        }
        at += size;
        ends.push(at);
        let rest = rest.get(at..).unwrap_or(&[]);
        at += match rest {
            [b' ' | b'-', b'(', b'0', b')', b' ', ..] => 5,
            [b' ' | b'-', b'(', b'0', b')', ..] => 4,
            [b' ' | b'-', ..] => 1,
            _ => break,
        };
    }
    ends
}

fn signs(rest: &[u8], length: usize) -> Vec<u8> {
    let all = rest.get(..length).unwrap_or(&[]);
    all.iter().copied().filter(u8::is_ascii_alphanumeric).collect()
}

fn value(digits: &[u8]) -> u64 {
    digits.iter().fold(0, |sum, digit| sum * 10 + u64::from(digit.wrapping_sub(b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn personal_data_is_masked_and_nothing_moves() {
        for (text, expected) in [
            ("Soita 040 123 4567 illalla", "Soita *** *** **** illalla"),
            ("Numeroni on +358 (0)40 1234567.", "Numeroni on +*** (*)** *******."),
            ("call 0401234567, please", "call **********, please"),
            ("phone 09-123 4567", "phone **-*** ****"),
            ("maija.meikäläinen@esimerkki.fi kiitos", "*****.*************@*********.** kiitos"),
            ("Kirjoita: a@b.fi.", "Kirjoita: *@*.**."),
            ("hetu 131052-308T väärin", "hetu ******-**** väärin"),
            ("tilille FI21 1234 5600 0007 85", "tilille **** **** **** **** **"),
            ("kortti 4111 1111 1111 1111 12/27", "kortti **** **** **** **** 12/27"),
        ] {
            let masked = mask(text).unwrap();
            assert_eq!(masked, expected);
            assert_eq!(masked.len(), text.len());
        }
    }

    #[test]
    fn what_is_not_proved_stays() {
        for text in [
            "hetu 131052-308U",
            "tilaus 4111111111111112",
            "tilausnumero 12345678901",
            "päivä 21.11.2026 ja 2026-11-21 tai 09-11-2026",
            "hinta 1 234 567 euroa, 0,5 % ja 00123456",
            "FI22 1234 5600 0007 85",
            "@kauppa ja nimi@paikka",
            "Kello 08-16, puhelin 112",
        ] {
            assert_eq!(mask(text), None, "{text}");
        }
    }
}

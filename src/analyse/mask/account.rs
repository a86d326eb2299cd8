//! Bank account numbers (ISO 13616).

use super::context::{before, holds};
use super::number::{ends, groups, signs};

/// Countries whose numbers have a known length, in signs.
const LENGTHS: [(&str, usize); 22] = [
    ("FI", 18),
    ("SE", 24),
    ("EE", 20),
    ("DE", 22),
    ("GB", 22),
    ("NO", 15),
    ("DK", 18),
    ("NL", 18),
    ("FR", 27),
    ("ES", 24),
    ("IT", 27),
    ("LV", 21),
    ("LT", 20),
    ("PL", 28),
    ("BE", 16),
    ("AT", 20),
    ("CH", 21),
    ("IE", 22),
    ("PT", 25),
    ("CZ", 24),
    ("HU", 28),
    ("LU", 20),
];
/// Words before a number that was meant as an account, even where a digit is wrong.
const ACCOUNT: [&str; 3] = ["iban", "tili", "account"];

/// An account number: letters as two digits, modulo 97 (ISO 7064); or one of the right length where
/// the words before it call it an account.
pub(super) fn account(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let head = rest.get(..4)?.as_bytes();
    let form = head.iter().take(2).all(u8::is_ascii_alphabetic)
        && head.iter().skip(2).all(u8::is_ascii_digit);
    if !form {
        return None;
    }
    let country = rest.get(..2)?.to_ascii_uppercase();
    let known = LENGTHS.iter().find(|(name, _)| *name == country).map(|(_, length)| *length);
    let ends_at = groups(rest, |c| c.is_ascii_alphanumeric());
    ends_at.into_iter().rev().find(|&length| {
        let signs = signs(rest, length);
        let fits = known.map_or((15..=34).contains(&signs.len()), |known| known == signs.len());
        fits && ends(rest, length)
            && (checked(&signs)
                || (known.is_some() && before(text, at).iter().any(|w| holds(w, &ACCOUNT))))
    })
}

fn checked(signs: &[u8]) -> bool {
    let turned = signs.iter().skip(4).chain(signs.iter().take(4));
    let remainder = turned.fold(0_u64, |sum, sign| match sign.to_ascii_uppercase() {
        digit @ b'0'..=b'9' => (sum * 10 + u64::from(digit - b'0')) % 97,
        letter => (sum * 100 + u64::from(letter.saturating_sub(b'A')) + 10) % 97,
    });
    remainder == 1
}

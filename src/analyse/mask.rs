//! Personal data in a text: e-mail addresses, phone numbers, Finnish personal identity codes, bank
//! accounts, payment cards, vehicle plates, web addresses that let their holder in.
//!
//! Owns what a report must not show. Takes for personal data only what its form, its check digits
//! or the words around it prove: names and street addresses stay. The masked text has its bytes
//! where they were, so spans hold.

mod account;
mod address;
mod context;
mod number;
mod phone;
mod plate;

use std::ops::Range;

use crate::record::RecordKey;

/// A kind of personal data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// An e-mail address, also one that is spelt out.
    Email,
    /// A phone number.
    Phone,
    /// A Finnish personal identity code with a right check character.
    Hetu,
    /// A bank account number (ISO 13616).
    Iban,
    /// A payment card number with a right check digit.
    Card,
    /// The plate of a vehicle.
    Plate,
    /// A web address with a secret in it.
    Url,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 7] =
        [Self::Email, Self::Phone, Self::Hetu, Self::Iban, Self::Card, Self::Plate, Self::Url];

    /// The name in labelled files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Hetu => "hetu",
            Self::Iban => "iban",
            Self::Card => "card",
            Self::Plate => "plate",
            Self::Url => "url",
        }
    }
}

/// A piece of personal data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Personal {
    /// Where, in bytes of the text.
    pub span: Range<usize>,
    /// What.
    pub kind: Kind,
}

/// All personal data of a text, in its order; no two overlap.
pub fn find(text: &str) -> Vec<Personal> {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) && !address::possible(text) {
        return Vec::new();
    }
    let mut found = address::find(text);
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let step = rest.chars().next().map_or(1, char::len_utf8);
        if let Some(inside) = found.iter().find(|personal| personal.span.contains(&at)) {
            at = inside.span.end;
            continue;
        }
        match begins(text, at, rest) {
            Some((length, kind)) => {
                found.push(Personal { span: at..at + length, kind });
                at += length;
            }
            None => at += step,
        }
    }
    found.sort_by_key(|personal| personal.span.start);
    found
}

/// What begins at a place: its length in bytes and its kind.
fn begins(text: &str, at: usize, rest: &str) -> Option<(usize, Kind)> {
    let first = rest.chars().next()?;
    let possible = first.is_alphanumeric() || first == '+' || first == '(';
    // A number inside a longer one is none; neither is one that a letter touches.
    if !possible || text.get(..at)?.chars().next_back().is_some_and(char::is_alphanumeric) {
        return None;
    }
    let of = |kind| move |length| (length, kind);
    number::identity(rest)
        .map(of(Kind::Hetu))
        .or_else(|| account::account(text, at).map(of(Kind::Iban)))
        .or_else(|| number::card(rest).map(of(Kind::Card)))
        .or_else(|| phone::phone(text, at).map(of(Kind::Phone)))
        .or_else(|| plate::plate(text, at).map(of(Kind::Plate)))
}

/// The text with `*` for every letter and digit of personal data, of the same length in bytes;
/// `None` where there is nothing to mask.
pub fn mask(text: &str) -> Option<String> {
    let found = find(text);
    if found.is_empty() {
        return None;
    }
    let mut masked = String::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        if letter.is_alphanumeric() && found.iter().any(|p| p.span.contains(&at)) {
            masked.extend(std::iter::repeat_n('*', letter.len_utf8()));
        } else {
            masked.push(letter);
        }
    }
    Some(masked)
}

/// A key that holds personal data as it is shown, and kept where personal data is: masked, and told
/// apart by its hash, which finds the record again; `None` for a key that holds none. The hash is no
/// secret: who has the address can tell that it is the one. What is alike in a plate or a card is not
/// taken for one in a key: numbers of orders and tickets (*REQ-123*) look so, and must lead to their record.
pub fn masked_key(key: &RecordKey) -> Option<RecordKey> {
    let is_told = |kind: Kind| match kind {
        Kind::Email | Kind::Phone | Kind::Hetu | Kind::Iban | Kind::Url => true,
        Kind::Card | Kind::Plate => false,
    };
    let masked = mask(&key.0)?;
    find(&key.0).iter().any(|personal| is_told(personal.kind)).then_some(())?;
    Some(RecordKey(format!("{masked}~{:016x}", key.hash()).into()))
}

#[cfg(test)]
mod tests;

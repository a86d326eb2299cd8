//! Classes of bytes and characters.

use unicode_normalization::char::is_combining_mark;

/// What a byte may begin.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// White space or a control character.
    Space,
    /// An ASCII letter.
    Letter,
    /// An ASCII digit.
    Digit,
    /// An ASCII sign.
    Sign,
    /// A character outside ASCII.
    Wide,
}

const CLASSES: [Class; 256] = {
    let mut table = [Class::Wide; 256];
    let mut i = 0;
    while i < 128 {
        let byte = i as u8;
        table[i] = if byte.is_ascii_alphabetic() {
            Class::Letter
        } else if byte.is_ascii_digit() {
            Class::Digit
        } else if byte.is_ascii_graphic() {
            Class::Sign
        } else {
            Class::Space
        };
        i += 1;
    }
    table
};

/// Class of a byte that begins a character.
pub(super) const fn class(byte: u8) -> Class {
    CLASSES[byte as usize]
}

/// The character that begins at byte `at`, if `at` is a boundary inside the text.
pub(super) fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// Whether the character separates tokens and belongs to none: white space, control characters and
/// the invisible marks that are no joiners.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}')
}

/// Whether a word may begin with the character.
pub(super) fn is_letter(c: char) -> bool {
    c.is_alphabetic() && !super::emoji::is_base(c)
}

/// Whether the character may follow a letter inside a word.
pub(super) fn continues_word(c: char) -> bool {
    is_letter(c) || c.is_numeric() || is_combining_mark(c) && !is_variation_selector(c)
}

/// Apostrophes as people type them; an acute accent is one between letters.
pub(super) const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '´' | '`')
}

/// Hyphens inside compounds.
pub(super) const fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑')
}

/// Marks without width that may stand inside a word.
pub(super) const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200C}' | '\u{200D}')
}

/// Whether the character selects text or emoji style of the one before.
pub(super) const fn is_variation_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{20E3}')
}

/// One past the last byte from `at` on for which `wanted` holds.
pub(super) fn end_of_run(text: &str, at: usize, wanted: impl Fn(char) -> bool) -> usize {
    let rest = text.get(at..).unwrap_or("");
    at + rest.find(|c| !wanted(c)).unwrap_or(rest.len())
}

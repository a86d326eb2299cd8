//! The normal form of a token: what two spellings of the same word have in common.

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::character::{is_apostrophe, is_hyphen, is_invisible};
use super::{Segmented, segment};

/// The normal forms of the tokens of `text`, as [`segment`] makes them, joined by one space.
///
/// For entries of word lists and for queries, so that they meet the forms of texts.
pub fn normal_form(text: &str) -> String {
    let mut cut = Segmented::default();
    segment(text, &mut cut);
    let forms: Vec<&str> = cut.pieces.iter().map(|piece| cut.form(piece)).collect();
    forms.join(" ")
}

/// Appends the normal form of a word; true if a stretched letter was shortened.
pub(super) fn push_word(word: &str, out: &mut String) -> bool {
    let mut stretch = Stretch::default();
    let mut push = |c: char| {
        for lower in c.to_lowercase() {
            if stretch.keeps(lower) {
                out.push(spelling(lower));
            }
        }
    };
    let visible = word.chars().filter(|c| !is_invisible(*c));
    if is_nfc(word) {
        visible.for_each(&mut push);
    } else {
        visible.nfc().for_each(&mut push);
    }
    stretch.found
}

/// Appends `text` in lower case and without blanks.
pub(super) fn push_compact(text: &str, out: &mut String) {
    let lower = text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase);
    out.extend(lower);
}

/// One sign for all apostrophes, one for all hyphens.
const fn spelling(c: char) -> char {
    if is_apostrophe(c) {
        '\''
    } else if is_hyphen(c) {
        '-'
    } else {
        c
    }
}

/// Lets at most two of the same letter in a row pass.
#[derive(Default)]
struct Stretch {
    last: Option<char>,
    run: u32,
    found: bool,
}

impl Stretch {
    fn keeps(&mut self, c: char) -> bool {
        self.run = if self.last == Some(c) { self.run + 1 } else { 1 };
        self.last = Some(c);
        let surplus = self.run > 2 && c.is_alphabetic();
        self.found |= surplus;
        !surplus
    }
}

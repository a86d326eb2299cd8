//! The features of a text: hashed 2-4-grams of its words, and the words themselves.
//!
//! `lexicons/train/language.py` computes the same; change both or none.

use unicode_normalization::UnicodeNormalization;

use super::model::{self, Sums};

/// Features after which the rest of a text is not read: some 300 letters are plenty.
const PLENTY: u32 = 1000;
/// What stands for all letters beyond Latin Extended-B.
const FAR_LETTER: u64 = 0x24F;
const BLANK: u64 = 0x20;

/// What was seen of a text.
#[derive(Default)]
pub(super) struct Seen {
    /// Weights of the features, summed.
    pub(super) sums: Sums,
    /// Latin letters in words that tell something.
    pub(super) letters: u32,
    /// Letters of other alphabets.
    pub(super) foreign: u32,
}

/// Reads a text.
pub(super) fn see(text: &str) -> Seen {
    // Lead bytes of combining marks: people's devices seldom send letters taken apart.
    if text.bytes().any(|b| b == 0xCC || b == 0xCD) {
        let composed: String = text.nfc().collect();
        return see_composed(&composed);
    }
    see_composed(text)
}

fn see_composed(text: &str) -> Seen {
    let mut reader = Reader::default();
    if text.contains('@') || text.contains("://") || text.contains("www.") {
        let is_address = |chunk: &&str| {
            chunk.contains('@') || chunk.contains("://") || chunk.to_lowercase().contains("www.")
        };
        text.split_whitespace().filter(|chunk| !is_address(chunk)).for_each(|c| reader.read(c));
    } else {
        reader.read(text);
    }
    reader.seen
}

#[derive(Default)]
struct Reader {
    seen: Seen,
    /// The last four codes.
    gram: u64,
    /// Hash of the word so far.
    whole: u64,
    /// Codes since the blank before the word, the blank included; 0 outside words.
    length: u32,
    /// Equal letters in a row.
    run: u32,
    letters: u32,
}

impl Reader {
    fn read(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            at += 1;
            match byte {
                b'a'..=b'z' => self.letter(u32::from(byte)),
                b'A'..=b'Z' => self.letter(u32::from(byte | 0x20)),
                b'\'' => self.apostrophe(text, at),
                0..0x80 => self.end_word(),
                _ => at = self.wide(text, at - 1),
            }
            if self.seen.sums.count() > PLENTY {
                break;
            }
        }
        self.end_word();
    }

    /// Reads the character outside ASCII that begins at `at`; one past it.
    fn wide(&mut self, text: &str, at: usize) -> usize {
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { return at + 1 };
        let next = at + c.len_utf8();
        match c {
            'ß'..='ö' | 'ø'..='ÿ' => self.letter(u32::from(c)),
            '’' => self.apostrophe(text, next),
            _ if c.is_alphabetic() => self.letter(c.to_lowercase().next().map_or(0, u32::from)),
            _ => self.end_word(),
        }
        next
    }

    /// An apostrophe belongs to a word only between letters.
    fn apostrophe(&mut self, text: &str, next: usize) {
        let letter = || text.get(next..).and_then(|rest| rest.chars().next());
        if self.length > 0 && letter().is_some_and(char::is_alphabetic) {
            self.code(u64::from(b'\''));
        } else {
            self.end_word();
        }
    }

    fn letter(&mut self, code: u32) {
        let code = u64::from(code);
        if code >= 0x250 {
            self.seen.foreign += 1;
            return self.code(FAR_LETTER);
        }
        self.letters += 1;
        self.code(code);
    }

    /// Takes in a code of a word; the third and further equal ones in a row are skipped.
    fn code(&mut self, code: u64) {
        if self.length == 0 {
            (self.gram, self.whole, self.length) = (BLANK, model::extend(0, BLANK), 1);
        }
        self.run = if self.gram & 0xFFFF == code { self.run + 1 } else { 1 };
        if self.run < 3 {
            self.step(code);
        }
    }

    fn step(&mut self, code: u64) {
        self.gram = self.gram << 16 | code;
        self.whole = model::extend(self.whole, code);
        self.length += 1;
        self.seen.sums.add(self.gram & 0xFFFF_FFFF);
        if self.length > 2 {
            self.seen.sums.add(self.gram & 0xFFFF_FFFF_FFFF);
        }
        if self.length > 3 {
            self.seen.sums.add(self.gram);
        }
    }

    fn end_word(&mut self) {
        let letters = std::mem::take(&mut self.letters);
        if self.length == 0 {
            return;
        }
        // A word that tells nothing must not be the only one that speaks.
        if !model::NEUTRAL.contains(&model::extend(self.whole, BLANK)) {
            self.seen.letters += letters;
        }
        self.step(BLANK);
        self.seen.sums.add(self.whole ^ model::WORD_MARK);
        self.length = 0;
        self.run = 0;
    }
}

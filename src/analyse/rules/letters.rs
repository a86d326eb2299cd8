//! Which four letters follow one another in words of a language: a spelling made of others is not
//! worth a look. The compiled-in tables are made by `lexicons/train/letters.py`.

/// Codes of five bits: 0 is the edge of a word.
pub(super) type Code = u8;

/// Codes of letters; the edge of a word stands on either side of it.
pub(super) const EDGE: Code = 0;
const A_RING: Code = 27;
const A_DOTS: Code = 28;
const O_DOTS: Code = 29;
/// One past the last code of a letter.
pub(super) const END: Code = 30;

/// The sequences of four codes that words show.
#[derive(Debug, Default)]
pub(crate) struct Letters {
    bits: Box<[u64]>,
}

impl Letters {
    /// Reads ascending keys, written as differences of seven bits to a byte.
    pub(crate) fn parse(bytes: &[u8]) -> Self {
        let mut bits = vec![0_u64; (1 << 20) / 64];
        let (mut key, mut step, mut shift) = (0_u32, 0_u32, 0_u32);
        for byte in bytes {
            step |= u32::from(byte & 0x7F).wrapping_shl(shift);
            shift += 7;
            if *byte < 0x80 {
                key = key.wrapping_add(step);
                (step, shift) = (0, 0);
                if let Some(word) = bits.get_mut(key as usize / 64) {
                    *word |= 1 << (key % 64);
                }
            }
        }
        Self { bits: bits.into() }
    }

    /// Whether words show these four codes in a row.
    pub(super) fn allow(&self, four: &[Code]) -> bool {
        let key = four.iter().fold(0_usize, |key, &code| key << 5 | usize::from(code));
        self.bits.get(key / 64).is_some_and(|word| word >> (key % 64) & 1 != 0)
    }
}

/// The code of a letter; `None` for letters that words of our languages are not written with.
pub(super) const fn code(letter: char) -> Option<Code> {
    match letter {
        'a'..='z' => Some(letter as u8 - b'a' + 1),
        'å' => Some(A_RING),
        'ä' => Some(A_DOTS),
        'ö' => Some(O_DOTS),
        _ => None,
    }
}

/// The letter of a code; nothing for the edge of a word.
pub(super) const fn letter(code: Code) -> Option<char> {
    match code {
        1..A_RING => Some((code - 1 + b'a') as char),
        A_RING => Some('å'),
        A_DOTS => Some('ä'),
        O_DOTS => Some('ö'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sequences_of_words_are_allowed_and_others_not() {
        for (bytes, word, none) in [
            (include_bytes!("../../../lexicons/fi/letters.bin").as_slice(), "palvelu", "lvle"),
            (include_bytes!("../../../lexicons/en/letters.bin").as_slice(), "delivery", "vrry"),
        ] {
            let letters = Letters::parse(bytes);
            let codes: Vec<Code> = word.chars().filter_map(code).collect();
            assert!(codes.windows(4).all(|four| letters.allow(four)), "{word}");
            let codes: Vec<Code> = none.chars().filter_map(code).collect();
            assert!(!letters.allow(&codes), "{none}");
            assert_eq!(codes.into_iter().filter_map(letter).collect::<String>(), none);
        }
    }
}

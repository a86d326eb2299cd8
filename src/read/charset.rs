//! How are characters written? Detection, decoding and encoding of a source's text.
//!
//! Owns the step between bytes and text. Refuses to repair: what does not decode is reported, never
//! replaced.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use serde::{Serialize, Serializer};

/// Bytes looked at where the whole file is not needed.
const SAMPLE: usize = 64 * 1024;

/// A character encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Charset(pub(crate) &'static Encoding);

impl Serialize for Charset {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.name())
    }
}

impl Charset {
    /// UTF-8.
    pub const UTF_8: Self = Self(UTF_8);

    /// Its usual name.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// The encoding of a file and the length of its byte-order mark; `set` wins over a guess, a mark
    /// over both.
    ///
    /// No mark and no valid UTF-8: UTF-16 where every other byte is zero, UTF-8 with broken rows
    /// where at least half of the sequences are good, else a legacy encoding with one byte a character, which is
    /// Windows-1252 unless the letters clearly belong to another alphabet.
    pub(crate) fn detect(bytes: &[u8], set: Option<&'static Encoding>) -> (Self, usize) {
        if let Some((marked, length)) = Encoding::for_bom(bytes) {
            return (Self(marked), length);
        }
        let guess = set
            .or_else(|| utf_16_unmarked(bytes))
            .unwrap_or_else(|| if mostly_utf_8(bytes) { UTF_8 } else { legacy(bytes) });
        (Self(guess), 0)
    }

    /// The text of `bytes`; `None` if they are not valid in this encoding.
    pub(crate) fn decode(self, bytes: &[u8]) -> Option<Cow<'_, str>> {
        if self.0 == UTF_8 {
            return std::str::from_utf8(bytes).ok().map(Cow::Borrowed);
        }
        self.0.decode_without_bom_handling_and_without_replacement(bytes)
    }

    /// `text` in this encoding. A character that the encoding lacks becomes `?`.
    pub(crate) fn encode(self, text: &str) -> Cow<'_, [u8]> {
        if self.0 == UTF_8 {
            return Cow::Owned(text.as_bytes().to_vec());
        }
        if self.0 == UTF_16LE {
            return Cow::Owned(text.encode_utf16().flat_map(u16::to_le_bytes).collect());
        }
        if self.0 == UTF_16BE {
            return Cow::Owned(text.encode_utf16().flat_map(u16::to_be_bytes).collect());
        }
        let mut out = Vec::with_capacity(text.len());
        for character in text.chars() {
            let mut buffer = [0; 4];
            let (bytes, _, lost) = self.0.encode(character.encode_utf8(&mut buffer));
            if lost { out.push(b'?') } else { out.extend_from_slice(&bytes) }
        }
        Cow::Owned(out)
    }

    /// Bytes in one unit of text: 2 for UTF-16, else 1.
    pub(crate) fn unit(self) -> usize {
        if self.0 == UTF_16LE || self.0 == UTF_16BE { 2 } else { 1 }
    }

    /// One byte for every unit of `bytes`: itself where it is ASCII, any other byte where it is not.
    /// Delimiters, quotes and line ends are found in it without decoding.
    pub(crate) fn structure(self, bytes: &[u8]) -> Cow<'_, [u8]> {
        if self.unit() == 1 {
            return Cow::Borrowed(bytes);
        }
        let little = self.0 == UTF_16LE;
        let ascii = |pair: &[u8]| match *pair {
            [low, 0] if little && low < 0x80 => low,
            [0, low] if !little && low < 0x80 => low,
            _ => 0x80,
        };
        Cow::Owned(bytes.chunks_exact(2).map(ascii).collect())
    }
}

/// UTF-16 without a mark: text in Latin letters has a zero in nearly every pair, always on the same
/// side.
fn utf_16_unmarked(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..SAMPLE.min(bytes.len()) & !1)?;
    let pairs = sample.len() / 2;
    let zeros =
        |side: usize| sample.iter().skip(side).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let enough =
        |many: usize, few: usize| pairs >= 2 && many * 10 > pairs * 6 && few * 50 < pairs.max(50);
    if enough(odd, even) {
        Some(UTF_16LE)
    } else if enough(even, odd) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether the bytes are UTF-8, if with broken places: legacy text has hardly a valid sequence.
fn mostly_utf_8(bytes: &[u8]) -> bool {
    if std::str::from_utf8(bytes).is_ok() {
        return true;
    }
    let (mut good, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|byte| *byte >= 0xC0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    good >= broken
}

/// Windows-1252, unless so many letters are beyond ASCII that the alphabet must be another one. The
/// other Latin encodings share most of its letters and would be guessed wrongly from a pound sign or
/// a dash: who has one of them sets it.
fn legacy(bytes: &[u8]) -> &'static Encoding {
    let high = bytes.iter().filter(|byte| **byte >= 0x80).count();
    let letters = high + bytes.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    if high * 3 < letters {
        return WINDOWS_1252;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes.get(..bytes.len().min(SAMPLE * 16)).unwrap_or(bytes), true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    if guess.is_single_byte() { guess } else { WINDOWS_1252 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: &str, mark: usize) {
        let (charset, length) = Charset::detect(bytes, None);
        assert_eq!((charset.name(), length), (expected, mark), "{bytes:?}");
    }

    #[test]
    fn encodings_are_told_apart() {
        let text = "päivä;palaute\n1;hyvää työtä\n";
        check(text.as_bytes(), "UTF-8", 0);
        check(format!("\u{feff}{text}").as_bytes(), "UTF-8", 3);
        check(b"id,comment\n1,fine\n", "UTF-8", 0);
        check(&Charset(WINDOWS_1252).encode(text), "windows-1252", 0);
        check(&Charset(UTF_16LE).encode(text), "UTF-16LE", 0);
        check(&Charset(UTF_16BE).encode(text), "UTF-16BE", 0);
        check(&Charset(UTF_16LE).encode(&format!("\u{feff}{text}")), "UTF-16LE", 2);
        check(b"p\xC3\xA4iv\xC3\xA4\n\xFF\n", "UTF-8", 0);
        let russian = Encoding::for_label(b"windows-1251").map(Charset).unwrap();
        let words = "доставка пришла поздно, но сотрудники были вежливы и помогли быстро";
        check(&russian.encode(words), "windows-1251", 0);
    }

    #[test]
    fn what_an_encoding_lacks_becomes_a_question_mark() {
        assert_eq!(&*Charset(WINDOWS_1252).encode("ä€😀"), b"\xE4\x80?");
        assert_eq!(Charset(UTF_16LE).structure(b"a\0\xE4\0,\0").as_ref(), b"a\x80,");
    }
}

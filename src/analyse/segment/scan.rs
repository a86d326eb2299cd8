//! The one pass over the bytes that makes tokens.

use super::character::{Class, char_at, class, end_of_run, is_hyphen, is_letter, is_space};
use super::{
    Gap, Piece, Segmented, abbreviation, address, clitic, emoji, emoticon, form, number, word,
};
use crate::analyse::{Style, TokenKind};
use crate::record::Span;

/// Appends the tokens of `text`.
pub(super) fn scan(text: &str, out: &mut Segmented) {
    let mut scanner = Scanner { text, bytes: text.as_bytes(), at: 0, gap: Gap::None, out };
    while let Some(&byte) = scanner.bytes.get(scanner.at) {
        match class(byte) {
            Class::Space => scanner.space(byte),
            Class::Letter => scanner.word(),
            Class::Digit => scanner.number(),
            Class::Sign => scanner.sign(byte),
            Class::Wide => scanner.wide(),
        }
    }
}

struct Scanner<'t, 'o> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    gap: Gap,
    out: &'o mut Segmented,
}

/// What the quick scan saw of a word.
#[derive(Default)]
struct Seen {
    end: usize,
    /// Capital ASCII letters.
    capitals: bool,
    /// Small letters.
    small: bool,
    /// A capital outside ASCII or three letters in a row: the form needs the slow way.
    special: bool,
}

impl Scanner<'_, '_> {
    fn space(&mut self, byte: u8) {
        self.at += 1;
        self.gap = match (byte, self.gap) {
            (b'\n', Gap::Line | Gap::Blank) => Gap::Blank,
            (b'\n', Gap::None | Gap::Space) => Gap::Line,
            (b'\r', gap) if self.bytes.get(self.at) != Some(&b'\n') => gap.max(Gap::Line),
            (_, gap) => gap.max(Gap::Space),
        };
    }

    fn word(&mut self) {
        let start = self.at;
        let mut seen = letters(self.bytes, start);
        let mut end = seen.end;
        if !ends_plainly(self.bytes, end) {
            if let Some(end) = address::at(self.text, start) {
                return self.push_compact(end, TokenKind::Address);
            }
            end = word::end(self.text, start, end);
            seen.special |= end != seen.end;
        }
        let surface = self.text.get(start..end).unwrap_or("");
        if emoticon::is_word(surface) {
            return self.push_with(end, TokenKind::Emoji, |face, forms| {
                emoticon::push_form(face, forms);
                face.len() > 3
            });
        }
        let style = if seen.special {
            written(surface)
        } else {
            let capital = self.bytes.get(start).is_some_and(u8::is_ascii_uppercase);
            Style {
                caps: seen.capitals && !seen.small && end - start > 1,
                stretched: false,
                capital,
            }
        };
        self.push_word(end, seen.special, style);
    }

    /// Pushes a word as one token, two where it is two English ones, with the dot of an
    /// abbreviation.
    fn push_word(&mut self, end: usize, special: bool, mut style: Style) {
        let start = self.at;
        let surface = self.text.get(start..end).unwrap_or("");
        let mark = self.out.forms.len();
        if special {
            style.stretched = form::push_word(surface.trim_end_matches('.'), &mut self.out.forms);
        } else {
            self.out.forms.push_str(surface);
            if let Some(form) = self.out.forms.get_mut(mark..) {
                form.make_ascii_lowercase();
            }
        }
        let form = self.out.forms.get(mark..).unwrap_or("");
        if let Some(split) = clitic::split(form).filter(|_| !style.stretched) {
            let (first, second) = (split.first.to_owned(), split.second);
            // Halves are measured from the end: an apostrophe may take more bytes in the text.
            let tail = form.chars().count() - form.get(..split.at).unwrap_or("").chars().count();
            let middle = surface.char_indices().rev().nth(tail - 1).map_or(end, |(i, _)| start + i);
            self.out.forms.truncate(mark);
            self.push_form(middle, TokenKind::Word, style, &first);
            let style = Style { capital: false, ..style };
            return self.push_form(end, TokenKind::Word, style, second);
        }
        let end = if self.bytes.get(end) == Some(&b'.') && self.is_abbreviation(form, end) {
            end + 1
        } else {
            end
        };
        self.push(end, TokenKind::Word, style, mark);
    }

    /// Whether the dot at `end` belongs to the word before it: a known abbreviation, or an
    /// initial before a name.
    fn is_abbreviation(&self, form: &str, end: usize) -> bool {
        if self.bytes.get(end + 1) == Some(&b'.') {
            return false;
        }
        let initial = || {
            let mut letters = self.text.get(self.at..end).unwrap_or("").chars();
            let capital = letters.next().is_some_and(|c| c.is_uppercase() && c != 'I');
            let next = char_at(self.text, end + 1).filter(|c| *c == ' ');
            capital
                && letters.next().is_none()
                && next.and_then(|_| char_at(self.text, end + 2)).is_some_and(char::is_uppercase)
        };
        abbreviation::is_known(form) || initial()
    }

    fn number(&mut self) {
        let clock = self.out.pieces.last().is_some_and(|piece| {
            piece.kind == TokenKind::Time
                || matches!(self.out.form(piece), "klo" | "kello" | "kl" | "-" | "–")
                    && self.is_clock_range(piece)
        });
        if let Some(end) = emoji::at(self.text, self.at) {
            return self.push_emoji(end);
        }
        if let Some(found) = number::at(self.text, self.at, clock) {
            return self.push_compact(found.end, found.kind);
        }
        let start = self.at;
        let end = address::at(self.text, start);
        if let Some(end) = end {
            return self.push_compact(end, TokenKind::Address);
        }
        let end = word::end(self.text, start, start);
        let surface = self.text.get(start..end).unwrap_or("");
        self.push_word(end, true, written(surface));
    }

    /// Whether the piece before a number makes a clock time of it; a dash does after a time only.
    fn is_clock_range(&self, piece: &Piece) -> bool {
        let before = self.out.pieces.iter().rev().nth(1);
        piece.kind == TokenKind::Word || before.is_some_and(|p| p.kind == TokenKind::Time)
    }

    fn sign(&mut self, byte: u8) {
        let start = self.at;
        let touches = self.gap == Gap::None
            && self
                .text
                .get(..start)
                .and_then(|t| t.chars().next_back())
                .is_some_and(char::is_alphanumeric);
        if let Some(end) = emoji::at(self.text, start) {
            return self.push_emoji(end);
        }
        if let Some(end) = emoticon::at(self.text, start, touches) {
            return self.push_with(end, TokenKind::Emoji, |face, forms| {
                let mark = forms.len();
                emoticon::push_form(face, forms);
                forms.len() - mark + 1 < face.len()
            });
        }
        let found = match byte {
            b'@' if !touches => {
                address::mention(self.text, start).map(|end| (end, TokenKind::Mention))
            }
            b'$' => number::priced(self.text, start).map(|end| (end, TokenKind::Amount)),
            _ => None,
        };
        match found {
            Some((end, kind)) => self.push_compact(end, kind),
            None => self.hashtag_or_punctuation(byte as char, touches),
        }
    }

    fn hashtag_or_punctuation(&mut self, sign: char, touches: bool) {
        let start = self.at;
        let tag = if sign == '#' && !touches { address::hashtag(self.text, start) } else { None };
        if let Some(stem) = tag {
            let surface = self.text.get(start + 1..stem).unwrap_or("");
            let mark = self.out.forms.len();
            let stretched = form::push_word(surface, &mut self.out.forms);
            let style = Style { stretched, ..written(surface) };
            let end = word::tag_ending(self.text, stem).unwrap_or(stem);
            return self.push(end, TokenKind::Hashtag, style, mark);
        }
        let end = match sign {
            '.' | '…' => end_of_run(self.text, start, |c| matches!(c, '.' | '…')),
            '!' | '?' => end_of_run(self.text, start, |c| matches!(c, '!' | '?')),
            '(' | ')' | '[' | ']' | '"' | '\'' => start + 1,
            _ => end_of_run(self.text, start, |c| c == sign),
        };
        let mark = self.out.forms.len();
        self.out.forms.push_str(self.text.get(start..end).unwrap_or(""));
        self.push(end, TokenKind::Punctuation, Style::default(), mark);
    }

    fn wide(&mut self) {
        let start = self.at;
        let Some(c) = char_at(self.text, start) else {
            self.at += 1;
            return;
        };
        if is_letter(c) {
            self.word();
        } else if let Some(end) = emoji::at(self.text, start) {
            self.push_emoji(end);
        } else if is_space(c) {
            self.at += c.len_utf8();
            self.gap = self.gap.max(if is_line_end(c) { Gap::Line } else { Gap::Space });
        } else if let Some(end) = number::priced(self.text, start) {
            self.push_compact(end, TokenKind::Amount);
        } else {
            self.hashtag_or_punctuation(c, true);
        }
    }

    fn push_emoji(&mut self, end: usize) {
        self.push_with(end, TokenKind::Emoji, |emoji, forms| {
            emoji::push_form(emoji, forms);
            false
        });
    }

    fn push_compact(&mut self, end: usize, kind: TokenKind) {
        self.push_with(end, kind, |surface, forms| {
            form::push_compact(surface, forms);
            false
        });
    }

    /// Pushes the text up to `end`; `write` appends its form and tells whether it was stretched.
    fn push_with(
        &mut self,
        end: usize,
        kind: TokenKind,
        write: impl Fn(&str, &mut String) -> bool,
    ) {
        let surface = self.text.get(self.at..end).unwrap_or("");
        let mark = self.out.forms.len();
        let stretched = write(surface, &mut self.out.forms);
        self.push(end, kind, Style { stretched, ..Style::default() }, mark);
    }

    fn push_form(&mut self, end: usize, kind: TokenKind, style: Style, form: &str) {
        let mark = self.out.forms.len();
        self.out.forms.push_str(form);
        self.push(end, kind, style, mark);
    }

    fn push(&mut self, end: usize, kind: TokenKind, style: Style, mark: usize) {
        let form = Span::new(mark..self.out.forms.len());
        let gap = std::mem::take(&mut self.gap);
        self.out.pieces.push(Piece { span: Span::new(self.at..end), form, kind, style, gap });
        self.at = end;
    }
}

/// The run of plain letters from `at` on: ASCII and Latin-1.
fn letters(bytes: &[u8], at: usize) -> Seen {
    let mut seen = Seen { end: at, ..Seen::default() };
    let (mut last, mut run) = (0u8, 0u8);
    while let Some(&byte) = bytes.get(seen.end) {
        let code = match byte {
            b'a'..=b'z' => {
                seen.small = true;
                byte
            }
            b'A'..=b'Z' => {
                seen.capitals = true;
                byte | 0x20
            }
            // Latin-1 letters: 0xC3 and a second byte; 0x97 and 0xB7 are the signs × and ÷.
            0xC3 => match bytes.get(seen.end + 1) {
                Some(&second) if second != 0x97 && second != 0xB7 => {
                    seen.special |= second < 0x9F;
                    seen.small |= second >= 0x9F;
                    seen.end += 1;
                    second | 0x20
                }
                _ => break,
            },
            _ => break,
        };
        seen.end += 1;
        run = if code == last { run.saturating_add(1) } else { 1 };
        last = code;
        seen.special |= run > 2;
    }
    seen
}

/// Whether what follows a run of plain letters cannot belong to the word.
fn ends_plainly(bytes: &[u8], at: usize) -> bool {
    match bytes.get(at) {
        None => true,
        Some(b'.') => bytes.get(at + 1).is_none_or(|b| b.is_ascii_whitespace() || *b == b'.'),
        Some(byte) => match class(*byte) {
            Class::Space => true,
            Class::Letter | Class::Digit | Class::Wide => false,
            Class::Sign => !matches!(
                byte,
                b'\'' | b'-' | b':' | b'@' | b'_' | b'*' | b'&' | b'#' | b'$' | b'`' | b'+'
            ),
        },
    }
}

/// How a word was written, letter by letter.
fn written(word: &str) -> Style {
    let letters = || word.chars().filter(|c| c.is_alphabetic());
    let capitals = letters().filter(|c| c.is_uppercase()).take(2).count();
    let small = letters().any(char::is_lowercase);
    let capital = word.chars().find(|c| !is_hyphen(*c)).is_some_and(char::is_uppercase);
    Style { caps: capitals > 1 && !small, stretched: false, capital }
}

const fn is_line_end(c: char) -> bool {
    matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}')
}

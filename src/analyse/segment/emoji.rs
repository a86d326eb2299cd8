//! Emoji with their modifiers: skin tones, joined sequences, flags, keycaps.
//!
//! Ranges follow emoji-data.txt of Unicode 16, widened to whole blocks where the rest of the block
//! is pictures or unassigned.

use super::character::char_at;

const JOINER: char = '\u{200D}';
const EMOJI_STYLE: char = '\u{FE0F}';

/// One past the emoji that begins at `at`, if one does.
pub(super) fn at(text: &str, at: usize) -> Option<usize> {
    let first = char_at(text, at)?;
    if is_region(first) {
        let next = at + first.len_utf8();
        return match char_at(text, next) {
            Some(second) if is_region(second) => Some(next + second.len_utf8()),
            _ => Some(next),
        };
    }
    let mut end = modifiers(text, element(text, at)?);
    while char_at(text, end) == Some(JOINER) {
        match element(text, end + JOINER.len_utf8()) {
            Some(next) => end = modifiers(text, next),
            None => break,
        }
    }
    Some(end)
}

/// Whether the character alone is an emoji or dingbat.
pub(super) const fn is_base(c: char) -> bool {
    matches!(c,
        '\u{1F000}'..='\u{1FAFF}'
        | '\u{2600}'..='\u{27BF}'
        | '\u{203C}' | '\u{2049}'
        | '\u{2B05}'..='\u{2B07}' | '\u{2B1B}'..='\u{2B1C}' | '\u{2B50}' | '\u{2B55}'
        | '\u{231A}'..='\u{231B}' | '\u{23CF}' | '\u{23E9}'..='\u{23F3}' | '\u{23F8}'..='\u{23FA}'
        | '\u{25AA}'..='\u{25AB}' | '\u{25B6}' | '\u{25C0}' | '\u{25FB}'..='\u{25FE}')
}

/// Whether the character only changes how the one before looks: skin tone, style, tag.
pub(super) const fn is_modifier(c: char) -> bool {
    matches!(c, '\u{1F3FB}'..='\u{1F3FF}' | '\u{FE0E}' | EMOJI_STYLE | '\u{E0020}'..='\u{E007F}')
}

/// The emoji without skin tone, style and sex.
pub(super) fn push_form(emoji: &str, out: &mut String) {
    let mut joined = false;
    for c in emoji.chars().filter(|&c| !is_modifier(c)) {
        match c {
            JOINER => joined = true,
            '♀' | '♂' if joined => joined = false,
            _ => {
                if std::mem::take(&mut joined) {
                    out.push(JOINER);
                }
                out.push(c);
            }
        }
    }
}

const fn is_region(c: char) -> bool {
    matches!(c, '\u{1F1E6}'..='\u{1F1FF}')
}

/// One past a single element of a sequence: a picture, a keycap, or a sign in emoji style.
fn element(text: &str, at: usize) -> Option<usize> {
    let c = char_at(text, at)?;
    let next = at + c.len_utf8();
    if is_base(c) {
        return Some(next);
    }
    let styled = char_at(text, next) == Some(EMOJI_STYLE);
    let after = if styled { next + EMOJI_STYLE.len_utf8() } else { next };
    match c {
        '0'..='9' | '#' | '*' if char_at(text, after) == Some('\u{20E3}') => {
            Some(after + '\u{20E3}'.len_utf8())
        }
        '©' | '®' | '\u{203C}'..='\u{3299}' if styled => Some(after),
        _ => None,
    }
}

fn modifiers(text: &str, at: usize) -> usize {
    super::character::end_of_run(text, at, is_modifier)
}

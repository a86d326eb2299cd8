//! Emoticons typed with keyboard signs: `:)`, `:-(`, `xD`, `<3`, `:'(`, `^^`.

/// One past the emoticon that begins at byte `at`, if one does.
///
/// `after_word` says that a letter or digit touches `at`: then only faces without letters and
/// digits count, so that `EU:D` or `1:0` are none.
pub(super) fn at(text: &str, at: usize, after_word: bool) -> Option<usize> {
    let rest = text.as_bytes().get(at..)?;
    let len = heart(rest)
        .or_else(|| face(rest))
        .or_else(|| mirrored(rest))
        .or_else(|| FIXED.iter().find(|f| rest.starts_with(f.as_bytes())).map(|f| f.len()))?;
    let found = rest.get(..len)?;
    let lettered = found.iter().any(u8::is_ascii_alphanumeric) && !found.starts_with(b"<");
    // A byte from 0xE2 on begins no letter of the alphabets in use here, but emoji and dashes.
    let touches_word =
        rest.get(len).is_some_and(|b| b.is_ascii_alphanumeric() || (0x80..0xE2).contains(b));
    // `kiitos:D` is a laugh; no ending of an acronym has that capital.
    let blocked = after_word && !found.ends_with(b":D");
    (!lettered || !blocked && !touches_word).then_some(at + len)
}

/// Whether a whole word is a face: `xD`, `XDDD`, `o_O`, `T_T`.
pub(super) fn is_word(word: &str) -> bool {
    match word.as_bytes() {
        [b'x' | b'X', mouth @ ..] if !mouth.is_empty() => {
            mouth.iter().all(|b| *b == b'D') || matches!(word, "xd" | "xP" | "XP" | "x_x" | "X_X")
        }
        [_, b'_' | b'w', _] => {
            matches!(word, "o_O" | "O_o" | "O_O" | "o_o" | "T_T" | "Q_Q" | "u_u" | "uwu" | "UwU")
        }
        _ => false,
    }
}

/// The face with one nose and one mouth; capitals tell `:D` from `:d` and stay.
pub(super) fn push_form(face: &str, out: &mut String) {
    let mut last = None;
    for c in face.chars() {
        let repeated = last == Some(c) && c != '^' && c != '_';
        if !repeated {
            out.push(c);
        }
        last = Some(c);
    }
}

/// Faces of no common pattern, longest first where one begins another.
const FIXED: [&str; 12] =
    ["\\o/", "^_^", "^.^", "^-^", "^o^", "^^", "-_-", "-.-", ";_;", ":3", "._.", ">_<"];

/// `<3`, `<333`, `</3`.
fn heart(rest: &[u8]) -> Option<usize> {
    let ([b'<', b'/', threes @ ..] | [b'<', threes @ ..]) = rest else { return None };
    let count = threes.iter().take_while(|b| **b == b'3').count();
    let stops = !threes.get(count).is_some_and(|b| b.is_ascii_digit() || matches!(b, b',' | b'.'));
    (count > 0 && stops).then_some(rest.len() - threes.len() + count)
}

/// Eyes, tear or nose, mouth: `:)`, `>:-((`, `:'(`, `=D`, `:-----D`.
fn face(rest: &[u8]) -> Option<usize> {
    let brow = usize::from(rest.first() == Some(&b'>'));
    let eyes = *rest.get(brow)?;
    if !matches!(eyes, b':' | b';' | b'=') {
        return None;
    }
    let mut at = brow + 1;
    at += rest.get(at..)?.iter().take_while(|b| matches!(b, b'\'' | b'-' | b'^')).take(9).count();
    let nose = at > brow + 1;
    let mouth = *rest.get(at)?;
    let is_mouth = match mouth {
        b')' | b'(' | b'D' | b'P' | b'p' | b'/' | b'\\' | b'|' | b']' | b'[' | b'*' | b'{'
        | b'}' => true,
        b'o' | b'O' | b'S' | b's' | b'c' | b'C' | b'x' | b'X' | b'd' | b'@' | b'$' | b'>' => {
            eyes == b':'
        }
        _ => false,
    };
    // `=/` and `=>` are no faces, `:/` in an address neither, `=[` stands in formulas.
    let is_face = match (eyes, mouth) {
        (b'=', b'/' | b'|' | b'[' | b'*' | b'{' | b'}') => nose,
        (_, b'/') => rest.get(at + 1) != Some(&b'/'),
        (_, b'\\' | b'|' | b'[' | b'*' | b'{' | b'}' | b'>' | b'$' | b'@') => {
            rest.get(at + 1).is_none_or(|b| b.is_ascii_whitespace() || b.is_ascii_punctuation())
        }
        _ => true,
    };
    let run = rest.get(at..)?.iter().take_while(|b| **b == mouth).count();
    (is_mouth && is_face).then_some(at + run)
}

/// `(:`, `(-:`, `):`.
fn mirrored(rest: &[u8]) -> Option<usize> {
    let len = match rest {
        [b'(' | b')', b':' | b';', ..] => 2,
        [b'(' | b')', b'-', b':' | b';', ..] => 3,
        _ => return None,
    };
    let ends = rest.get(len).is_none_or(|b| b.is_ascii_whitespace() || matches!(b, b'.' | b','));
    let opens = rest.first() == Some(&b'(');
    (ends && opens).then_some(len)
}

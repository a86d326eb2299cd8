//! New members in JSON Lines: before the closing brace, the bytes of the others as they were.

use std::io::{self, Write};
use std::ops::Range;

use super::Plan;
use super::cell::{Cell, json_text};
use super::stream::Piece;
use crate::read::{Charset, SourceShape};

/// Writes a line with its new members, `null` for blank ones. A line that is no object is kept as it
/// is.
pub(super) fn row(
    piece: &Piece<'_>,
    cells: Option<&[Cell]>,
    shape: &SourceShape,
    plan: &Plan,
    out: &mut dyn Write,
) -> io::Result<()> {
    let Some((body, members)) = members(piece.structure) else { return out.write_all(piece.all) };
    let unit = shape.encoding.unit();
    let bytes = |place: Range<usize>| {
        piece.content.get(place.start * unit..place.end * unit).unwrap_or(&[])
    };
    let replaced = |member: &Member| {
        name(bytes(member.name.clone()), shape.encoding).is_some_and(|name| plan.gives_way(&name))
    };
    let last = members.last().map_or(body, |member| member.end);
    let spaced =
        members.first().is_none_or(|first| piece.structure.get(first.colon + 1) == Some(&b' '));
    let (mut any, mut behind) = (false, body);
    out.write_all(bytes(0..body))?;
    for member in &members {
        if !replaced(member) {
            // The first that is kept follows the brace; the comma before it goes.
            let from = if any { behind } else { member.name.start };
            out.write_all(bytes(from..member.end))?;
            any = true;
        }
        behind = member.end;
    }
    let ascii = shape.encoding != Charset::UTF_8 && unit == 1;
    for (index, name) in plan.added.iter().enumerate() {
        let value = cells.and_then(|cells| cells.get(index)).unwrap_or(&Cell::Blank).json(ascii);
        let comma = if !std::mem::replace(&mut any, true) {
            ""
        } else if spaced {
            ", "
        } else {
            ","
        };
        let colon = if spaced { ": " } else { ":" };
        let member = format!("{comma}{}{colon}{value}", json_text(name, ascii));
        out.write_all(&shape.encoding.encode(&member))?;
    }
    out.write_all(bytes(last..piece.structure.len()))?;
    out.write_all(piece.end())
}

/// A member of the outermost object, by places in the line.
struct Member {
    /// Its name, with quotes.
    name: Range<usize>,
    colon: usize,
    /// One past its value.
    end: usize,
}

/// Where the members of the object in `line` begin, and the members; `None` if it is no object.
fn members(line: &[u8]) -> Option<(usize, Vec<Member>)> {
    let open = past_space(line, 0);
    (line.get(open) == Some(&b'{')).then_some(())?;
    let body = past_space(line, open + 1);
    let mut members = Vec::new();
    let mut at = body;
    if line.get(at) == Some(&b'}') {
        return closes(line, at).then_some((open + 1, members));
    }
    loop {
        let name = at..past_string(line, at)?;
        let colon = past_space(line, name.end);
        (line.get(colon) == Some(&b':')).then_some(())?;
        let sign = past_value(line, colon + 1)?;
        let value = line.get(colon + 1..sign)?.trim_ascii_end();
        members.push(Member { name, colon, end: colon + 1 + value.len() });
        match line.get(sign) {
            Some(b',') => at = past_space(line, sign + 1),
            Some(b'}') => return closes(line, sign).then_some((body, members)),
            _ => return None,
        }
    }
}

/// Whether nothing stands behind the brace at `at`.
fn closes(line: &[u8], at: usize) -> bool {
    past_space(line, at + 1) == line.len()
}

fn past_space(line: &[u8], at: usize) -> usize {
    let rest = line.get(at..).unwrap_or(&[]);
    at + rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count()
}

/// One past the string that begins at `at`.
fn past_string(line: &[u8], at: usize) -> Option<usize> {
    (line.get(at) == Some(&b'"')).then_some(())?;
    let mut place = at + 1;
    loop {
        place += memchr::memchr2(b'"', b'\\', line.get(place..)?)?;
        if line.get(place) == Some(&b'"') {
            return Some(place + 1);
        }
        place += 2;
    }
}

/// The comma or brace that ends the value beginning at `at`.
fn past_value(line: &[u8], at: usize) -> Option<usize> {
    let (mut place, mut depth) = (at, 0_usize);
    loop {
        match line.get(place)? {
            b'"' => {
                place = past_string(line, place)?;
                continue;
            }
            b'{' | b'[' => depth += 1,
            b',' | b'}' if depth == 0 => return Some(place),
            b'}' | b']' => depth = depth.checked_sub(1)?,
            _ => {}
        }
        place += 1;
    }
}

fn name(bytes: &[u8], encoding: Charset) -> Option<String> {
    serde_json::from_str(&encoding.decode(bytes)?).ok()
}

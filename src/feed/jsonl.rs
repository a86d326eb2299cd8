//! New members in JSON objects: before the closing brace, the bytes of the others as they were.

use std::io::{self, Write};
use std::ops::Range;

use super::Plan;
use super::cell::{Cell, json_text};
use super::stream::Piece;
use crate::read::json::{Member, members};
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

fn name(bytes: &[u8], encoding: Charset) -> Option<String> {
    serde_json::from_str(&encoding.decode(bytes)?).ok()
}

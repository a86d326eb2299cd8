//! Where does a JSON value end? Places in bytes, no values.
//!
//! Owns the one way in which reading and writing back find objects and their members, so that no
//! byte is written differently from how it was read. Refuses to check what it passes over.

use std::ops::Range;

use super::sniff::SourceShape;
use super::table::Place;

/// How deep a list of records may lie in a document.
const DEEPEST: usize = 4;

/// A member of an object, by places in its bytes.
pub(crate) struct Member {
    /// Its name, with quotes.
    pub(crate) name: Range<usize>,
    pub(crate) colon: usize,
    /// One past its value.
    pub(crate) end: usize,
}

/// Where the members of the object in `line` begin, and the members; `None` if it is no object.
pub(crate) fn members(line: &[u8]) -> Option<(usize, Vec<Member>)> {
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

/// The objects of the longest list of objects in a document; `None` if it has none.
pub(crate) fn places(bytes: &[u8], shape: &SourceShape) -> Option<Vec<Place>> {
    let unit = shape.encoding.unit();
    let structure = shape.encoding.structure(bytes.get(shape.preamble..)?);
    let place = |item: Range<usize>| Place {
        start: shape.preamble + item.start * unit,
        end: shape.preamble + item.end * unit,
        broken: false,
    };
    let list = list(&structure)?;
    Some(items(&structure, list).into_iter().map(place).collect())
}

/// Whether a document holds a list of objects.
pub(super) fn has_list(structure: &[u8]) -> bool {
    list(structure).is_some()
}

/// Whether the object that begins a line also ends on it.
pub(super) fn ends_on_its_line(structure: &[u8]) -> bool {
    let start = past_space(structure, 0);
    let line = structure.get(start..).unwrap_or(&[]);
    let line = line.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or(&[]);
    members(line).is_some()
}

/// The place of the bracket that opens the longest list of objects.
fn list(structure: &[u8]) -> Option<usize> {
    let mut found = Vec::new();
    lists(structure, past_space(structure, 0), 0, &mut found);
    found.into_iter().rev().max_by_key(ExactSizeIterator::len).map(|list| list.start)
}

/// The lists of objects in the value at `at`, outside of other such lists.
fn lists(structure: &[u8], at: usize, depth: usize, found: &mut Vec<Range<usize>>) {
    let end = past_value(structure, at).unwrap_or(structure.len());
    match structure.get(at) {
        Some(b'[') => {
            let first = past_space(structure, at + 1);
            // A list with nothing in it is one only where it is the document.
            if structure.get(first) == Some(&b'{') || depth == 0 {
                found.push(at..end);
            }
        }
        Some(b'{') if depth < DEEPEST => {
            let mut name = past_space(structure, at + 1);
            while let Some(colon) =
                past_string(structure, name).map(|end| past_space(structure, end))
            {
                let value = past_space(structure, colon + 1);
                lists(structure, value, depth + 1, found);
                match past_value(structure, value) {
                    Some(sign) if structure.get(sign) == Some(&b',') => {
                        name = past_space(structure, sign + 1);
                    }
                    _ => return,
                }
            }
        }
        _ => {}
    }
}

/// The items of the list that opens at `open`; what follows the last whole one is an item too.
fn items(structure: &[u8], open: usize) -> Vec<Range<usize>> {
    let mut items = Vec::new();
    let mut at = past_space(structure, open + 1);
    loop {
        if matches!(structure.get(at), None | Some(b']')) {
            return items;
        }
        let sign = past_value(structure, at);
        let value = structure.get(at..sign.unwrap_or(structure.len())).unwrap_or(&[]);
        items.push(at..at + value.trim_ascii_end().len());
        match sign.filter(|&sign| structure.get(sign) == Some(&b',')) {
            Some(sign) => at = past_space(structure, sign + 1),
            None => return items,
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

/// The comma, brace or bracket that ends the value beginning at `at`.
fn past_value(line: &[u8], at: usize) -> Option<usize> {
    let (mut place, mut depth) = (at, 0_usize);
    loop {
        match line.get(place)? {
            b'"' => {
                place = past_string(line, place)?;
                continue;
            }
            b'{' | b'[' => depth += 1,
            b',' | b'}' | b']' if depth == 0 => return Some(place),
            b'}' | b']' => depth -= 1,
            _ => {}
        }
        place += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&[&str]>) {
        let found = list(text.as_bytes()).map(|list| {
            let items = items(text.as_bytes(), list).into_iter();
            items.map(|item| text.get(item).unwrap()).collect::<Vec<_>>()
        });
        assert_eq!(found.as_deref(), expected, "{text}");
    }

    #[test]
    fn records_of_a_document_are_found() {
        check("[]", Some(&[]));
        check(
            " [ {\"a\": \"]}\"} ,\n{\"b\":[1,2]} ]\n",
            Some(&["{\"a\": \"]}\"}", "{\"b\":[1,2]}"]),
        );
        check("[{\"a\":1}, 5, {\"b", Some(&["{\"a\":1}", "5", "{\"b"]));
        check(
            "{\"meta\":{\"tags\":[\"x\"],\"by\":[{\"n\":1}]},\"data\":{\"items\":[{\"a\":1},{\"a\":2}]}}",
            Some(&["{\"a\":1}", "{\"a\":2}"]),
        );
        check("{\"a\":1}", None);
        check("{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":[{}]}}}}}", None);
        check("", None);
    }
}

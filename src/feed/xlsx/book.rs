//! Which part of the container holds which sheet?

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use quick_xml::escape::unescape;
use quick_xml::events::Event;
use quick_xml::reader::Reader;
use zip::ZipArchive;

use super::super::tags::Failure;
use super::broken;
use super::patch::attribute;

/// The text of a part.
pub(super) fn text(archive: &mut ZipArchive<Cursor<&[u8]>>, part: &str) -> Result<String, Failure> {
    let mut text = String::new();
    archive.by_name(part).map_err(broken)?.read_to_string(&mut text).map_err(broken)?;
    Ok(text)
}

/// The parts of the sheets, by the names of these.
pub(super) fn sheet_parts(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
) -> Result<BTreeMap<String, String>, Failure> {
    let relations = text(archive, "xl/_rels/workbook.xml.rels")?;
    let targets: BTreeMap<String, String> =
        elements(&relations, "Relationship", ["Id", "Target"])?.into_iter().collect();
    let workbook = text(archive, "xl/workbook.xml")?;
    let sheets = elements(&workbook, "sheet", ["name", "r:id"])?;
    let part = |id: &String| {
        let target = targets.get(id)?;
        Some(match target.strip_prefix('/') {
            Some(whole) => whole.to_owned(),
            None => format!("xl/{target}"),
        })
    };
    Ok(sheets.into_iter().filter_map(|(name, id)| Some((name, part(&id)?))).collect())
}

/// Two attributes of every element of a name.
fn elements(
    xml: &str,
    name: &str,
    [one, other]: [&str; 2],
) -> Result<Vec<(String, String)>, Failure> {
    let mut reader = Reader::from_str(xml.trim_start_matches('\u{feff}'));
    let mut found = Vec::new();
    loop {
        let event = reader.read_event().map_err(broken)?;
        if matches!(event, Event::Eof) {
            return Ok(found);
        }
        let (Event::Start(element) | Event::Empty(element)) = event else { continue };
        if element.local_name().as_ref() != name {
            continue;
        }
        let raw = element.attributes_raw();
        let value = |name| {
            let value = raw.get(attribute(raw, name)?)?;
            unescape(value).ok().map(std::borrow::Cow::into_owned)
        };
        // The prefix of the relation is free to choose; any `…:id` is it.
        let other = value(other).or_else(|| value(":id"));
        if let (Some(one), Some(other)) = (value(one), other) {
            found.push((one, other));
        }
    }
}

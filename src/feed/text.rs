//! A copy of a text source with new columns: block by block, the bytes of the old ones as they were.

use std::fs::File;
use std::io::{BufReader, Read, Write};

use super::stream::{Piece, Stream};
use super::tags::{Failure, Tags, Work};
use super::{delimited, jsonl};
use crate::config::Format;
use crate::read::{Again, Input, json};

/// Writes the copy of a delimited source, or of one with an object a line.
pub(super) fn copy(
    work: &Work<'_>,
    tags: &mut Tags<'_>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let opened: Box<dyn Read + '_> = match work.input {
        Input::Stdin(bytes) => Box::new(bytes.as_slice()),
        Input::File(path) => Box::new(BufReader::new(File::open(path).map_err(Failure::Read)?)),
        Input::Database(_) => return Err(Failure::Format("the source is no text".to_owned())),
    };
    let opened = work.shape.packing.reader(opened).map_err(Failure::Read)?;
    lines(&mut Stream::new(opened, work.shape), work, tags, out)
}

pub(super) fn lines(
    stream: &mut Stream<'_>,
    work: &Work<'_>,
    tags: &mut Tags<'_>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let (shape, plan) = (work.shape, work.plan);
    out.write_all(stream.preamble().map_err(Failure::Read)?)?;
    let mut headers = 0;
    while let Some(piece) = stream.piece().map_err(Failure::Read)? {
        if piece.blank {
            out.write_all(piece.all)?;
        } else if headers < shape.header {
            delimited::header(&piece, headers, shape, plan, out)?;
            headers += 1;
        } else {
            let cells = tags.next()?;
            if shape.format == Format::Csv {
                delimited::row(&piece, cells.as_deref(), shape, plan, out)?;
            } else {
                jsonl::row(&piece, cells.as_deref(), shape, plan, out)?;
            }
        }
    }
    Ok(())
}

/// Writes the copy of a JSON document: only the objects of its list change.
pub(super) fn document(
    work: &Work<'_>,
    tags: &mut Tags<'_>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let again = Again::load(work.input, work.shape).map_err(Failure::Reread)?;
    let bytes = again.bytes().unwrap_or(&[]);
    let places = json::places(bytes, work.shape).unwrap_or_default();
    let part = |from: usize, to: usize| bytes.get(from..to).unwrap_or(&[]);
    let mut written = 0;
    for place in places {
        out.write_all(part(written, place.start))?;
        let content = part(place.start, place.end);
        let structure = work.shape.encoding.structure(content);
        let (structure, blank, broken) = (structure.as_ref(), false, false);
        let piece = Piece { all: content, content, structure, blank, broken };
        jsonl::row(&piece, tags.next()?.as_deref(), work.shape, work.plan, out)?;
        written = place.end;
    }
    out.write_all(part(written, bytes.len()))?;
    Ok(())
}

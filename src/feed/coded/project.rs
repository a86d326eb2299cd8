//! Coded comments for programs of qualitative analysis: `.qdpx`, a container with the project and
//! one text a comment.
//!
//! Places in a text are counted in characters (Unicode scalar values), from 0, the end excluded.

use std::io::{self, Seek, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::{Identities, escaped, qdc};
use crate::record::Span;
use crate::theme::{Codebook, ThemeId};

/// One comment of a selection.
#[derive(Clone, Debug, PartialEq)]
pub struct Selection {
    /// Key of its record and its question: what the text is called, unique in the project.
    pub name: String,
    /// The text, personal data masked.
    pub text: String,
    /// What is coded in it.
    pub coded: Vec<Coded>,
}

/// A piece of a text that belongs to a theme.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coded {
    /// Where, in bytes of the text.
    pub span: Span,
    /// The theme.
    pub theme: ThemeId,
}

/// Writes a project with these comments.
///
/// # Errors
/// When the container cannot be written.
pub fn qdpx(
    name: &str,
    codebook: &Codebook,
    comments: &[Selection],
    out: impl Write + Seek,
) -> io::Result<()> {
    let identities = Identities::of(codebook);
    let mut container = ZipWriter::new(out);
    // A fixed date: the same selection gives the same bytes.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    container.start_file("project.qde", options)?;
    project(name, codebook, identities, comments, &mut container)?;
    for comment in comments {
        let guid = identities.guid("source", &comment.name);
        container.start_file(format!("sources/{guid}.txt"), options)?;
        container.write_all(comment.text.as_bytes())?;
    }
    container.finish()?.flush()
}

fn project(
    name: &str,
    codebook: &Codebook,
    identities: Identities,
    comments: &[Selection],
    out: &mut dyn Write,
) -> io::Result<()> {
    let origin = concat!("Kuiske ", env!("CARGO_PKG_VERSION"));
    let user = identities.guid("user", "kuiske");
    writeln!(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>")?;
    writeln!(
        out,
        "<Project xmlns=\"urn:QDA-XML:project:1.0\" name=\"{}\" origin=\"{origin}\" \
         creatingUserGUID=\"{user}\">",
        escaped(name)
    )?;
    writeln!(out, "  <Users>\n    <User guid=\"{user}\" name=\"Kuiske\"/>\n  </Users>")?;
    writeln!(out, "  <CodeBook>")?;
    qdc::codes(codebook, identities, out)?;
    writeln!(out, "  </CodeBook>\n  <Sources>")?;
    for comment in comments {
        source(comment, identities, &user, out)?;
    }
    writeln!(out, "  </Sources>\n</Project>")
}

fn source(
    comment: &Selection,
    identities: Identities,
    user: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    let guid = identities.guid("source", &comment.name);
    writeln!(
        out,
        "    <TextSource guid=\"{guid}\" name=\"{}\" plainTextPath=\"internal://{guid}.txt\" \
         creatingUser=\"{user}\">",
        escaped(&comment.name)
    )?;
    for (number, coded) in comment.coded.iter().enumerate() {
        let text = coded.span.of(&comment.text);
        let before = Span { start: 0, end: coded.span.start };
        let start = before.of(&comment.text).chars().count();
        let end = start + text.chars().count();
        let place = format!("{}\n{number}\n{}", comment.name, coded.theme);
        let selection = identities.guid("selection", &place);
        let coding = identities.guid("coding", &place);
        let code = identities.code(coded.theme);
        writeln!(
            out,
            "      <PlainTextSelection guid=\"{selection}\" name=\"{}\" startPosition=\"{start}\" \
             endPosition=\"{end}\" creatingUser=\"{user}\">",
            escaped(text)
        )?;
        writeln!(
            out,
            "        <Coding guid=\"{coding}\" creatingUser=\"{user}\">\n          \
             <CodeRef targetGUID=\"{code}\"/>\n        </Coding>\n      </PlainTextSelection>"
        )?;
    }
    writeln!(out, "    </TextSource>")
}

//! A codebook for programs of qualitative analysis: `.qdc`.

use std::io::{self, Write};

use super::{Identities, NAMESPACE, colour, description, escaped, name};
use crate::theme::Codebook;

/// Writes the codebook as REFI-QDA XML.
///
/// # Errors
/// When the file cannot be written.
pub fn qdc(codebook: &Codebook, out: &mut dyn Write) -> io::Result<()> {
    let origin = concat!("Kuiske ", env!("CARGO_PKG_VERSION"));
    writeln!(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>")?;
    writeln!(out, "<CodeBook xmlns=\"{NAMESPACE}\" origin=\"{origin}\">")?;
    codes(codebook, Identities::of(codebook), out)?;
    writeln!(out, "</CodeBook>")
}

/// The codes of a codebook, as a codebook and a project hold them.
pub(super) fn codes(
    codebook: &Codebook,
    identities: Identities,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "  <Codes>")?;
    for (place, theme) in codebook.themes.iter().enumerate() {
        let (guid, colour) = (identities.code(theme.id), colour(place));
        let label = escaped(&name(theme));
        writeln!(
            out,
            "    <Code guid=\"{guid}\" name=\"{label}\" isCodable=\"true\" color=\"{colour}\">"
        )?;
        let about = format!("{}: {}", theme.id, description(theme));
        writeln!(out, "      <Description>{}</Description>", escaped(&about))?;
        writeln!(out, "    </Code>")?;
    }
    writeln!(out, "  </Codes>")
}

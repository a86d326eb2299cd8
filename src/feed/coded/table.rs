//! The codebook as a table: what every theme ID in an export means.

use std::io::{self, Write};

use super::{Anchors, description};
use crate::formula::guarded;
use crate::theme::{Codebook, WEAK};

/// Names of the columns.
const COLUMNS: [&str; 9] = [
    "id",
    "label_fi",
    "label_en",
    "category",
    "description",
    "keyphrases",
    "rule",
    "anchor",
    "replaced_by",
];

/// Writes the codebook: commas, UTF-8, one theme a row; then the IDs that live no more, with the
/// theme that stands for them, so that older exports can still be read.
///
/// # Errors
/// When a row cannot be written.
pub fn codebook_csv(codebook: &Codebook, anchors: &Anchors, out: &mut dyn Write) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record(COLUMNS)?;
    let rule = format!("nearest theme of the clause; firm from degree {WEAK} on");
    for theme in &codebook.themes {
        let phrases: Vec<&str> =
            theme.phrases_fi.iter().chain(&theme.phrases_en).map(String::as_str).collect();
        let anchor = anchors.get(&theme.id).map_or("", String::as_str);
        table.write_record([
            safe(&theme.id.to_string()),
            safe(&theme.label_fi),
            safe(&theme.label_en),
            String::new(),
            safe(&description(theme)),
            safe(&phrases.join("; ")),
            rule.clone(),
            safe(anchor),
            String::new(),
        ])?;
    }
    for gone in &codebook.gone {
        let into = gone.into.map(|into| into.to_string()).unwrap_or_default();
        let blank = String::new;
        let id = gone.id.to_string();
        table.write_record([
            id,
            blank(),
            blank(),
            blank(),
            blank(),
            blank(),
            blank(),
            blank(),
            into,
        ])?;
    }
    table.flush()
}

/// Never a formula of a spreadsheet.
fn safe(text: &str) -> String {
    guarded(text).into_owned()
}

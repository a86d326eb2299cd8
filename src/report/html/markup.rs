//! Text that is markup already, told apart from text that must be escaped by its type.

use std::fmt;

use crate::report::charts::escape;

/// Finished HTML.
#[derive(Clone, Debug, Default)]
pub(super) struct Markup(String);

impl Markup {
    /// Markup that a chart made.
    pub(super) const fn of_chart(svg: String) -> Self {
        Self(svg)
    }

    /// A figure: what is read, its value, and where it stands in `report.json`.
    pub(super) fn data(path: &str, value: f64, text: &str) -> Self {
        let mut out = Self::default();
        out.raw("<data data-path=\"").text(path);
        out.raw("\" value=\"").raw(&value.to_string()).raw("\">").text(text).raw("</data>");
        out
    }

    /// Whether there is nothing in it.
    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds markup that stands in this program's source.
    pub(super) fn raw(&mut self, markup: &str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Adds text, escaped.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        self.0.push_str(&escape_lines(text));
        self
    }

    /// Adds other markup.
    pub(super) fn markup(&mut self, other: &Self) -> &mut Self {
        self.0.push_str(&other.0);
        self
    }
}

/// Escapes, keeping the line breaks that a comment has.
fn escape_lines(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(escape).collect();
    let mut out = lines.join("\n");
    if text.ends_with('\n') {
        out.push('\n');
    }
    out
}

impl fmt::Display for Markup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl askama::filters::HtmlSafe for Markup {}

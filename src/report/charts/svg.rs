//! The few SVG shapes that the charts need.

use std::fmt::Write as _;

/// What a chart is called and what it shows, for those who do not see it.
#[derive(Clone, Copy, Debug)]
pub struct Caption<'a> {
    /// Unique in the page: letters, digits and `-`.
    pub id: &'a str,
    /// Title.
    pub title: &'a str,
    /// What there is to see; may be empty.
    pub description: &'a str,
}

/// Text as it must stand in markup.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // Not allowed in XML, and of no use to a reader.
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// Where a text is anchored.
#[derive(Clone, Copy, Debug)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A drawing under way.
pub(super) struct Svg {
    out: String,
}

impl Svg {
    /// An empty drawing of `width` × `height` units.
    pub(super) fn new(class: &str, (width, height): (f64, f64), caption: &Caption<'_>) -> Self {
        let Caption { id, title, description } = *caption;
        let mut out = format!(
            "<svg class=\"{class}\" role=\"img\" viewBox=\"0 0 {} {}\" ",
            Length(width),
            Length(height)
        );
        let title = escape(title);
        if description.is_empty() {
            let _ = write!(out, "aria-labelledby=\"{id}-t\"><title id=\"{id}-t\">{title}</title>");
        } else {
            let description = escape(description);
            let _ = write!(
                out,
                "aria-labelledby=\"{id}-t {id}-d\"><title id=\"{id}-t\">{title}</title>\
                 <desc id=\"{id}-d\">{description}</desc>"
            );
        }
        Self { out }
    }

    /// A filled rectangle from its top left corner.
    pub(super) fn rect(&mut self, class: &str, (x, y): (f64, f64), (width, height): (f64, f64)) {
        let _ = write!(
            self.out,
            "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
            Length(x),
            Length(y),
            Length(width),
            Length(height)
        );
    }

    /// A straight line.
    pub(super) fn line(&mut self, class: &str, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) {
        let _ = write!(
            self.out,
            "<line class=\"{class}\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>",
            Length(x1),
            Length(y1),
            Length(x2),
            Length(y2)
        );
    }

    /// An open line through points.
    pub(super) fn polyline(&mut self, class: &str, points: &[(f64, f64)]) {
        let _ = write!(self.out, "<polyline class=\"{class}\" points=\"");
        for (x, y) in points {
            let _ = write!(self.out, "{},{} ", Length(*x), Length(*y));
        }
        self.out.push_str("\"/>");
    }

    /// A band between two edges, each given by x, top and height.
    pub(super) fn band(
        &mut self,
        class: &str,
        (x1, y1, h1): (f64, f64, f64),
        (x2, y2, h2): (f64, f64, f64),
    ) {
        let middle = Length(f64::midpoint(x1, x2));
        let _ = write!(
            self.out,
            "<path class=\"{class}\" d=\"M{0},{1} C{2},{1} {2},{4} {3},{4} L{3},{5} C{2},{5} {2},{6} \
             {0},{6} Z\"/>",
            Length(x1),
            Length(y1),
            middle,
            Length(x2),
            Length(y2),
            Length(y2 + h2),
            Length(y1 + h1)
        );
    }

    /// A dot.
    pub(super) fn dot(&mut self, class: &str, (x, y): (f64, f64), radius: f64) {
        let _ = write!(
            self.out,
            "<circle class=\"{class}\" cx=\"{}\" cy=\"{}\" r=\"{}\"/>",
            Length(x),
            Length(y),
            Length(radius)
        );
    }

    /// A line of text, on its baseline.
    pub(super) fn text(&mut self, class: &str, at: (f64, f64), anchor: Anchor, text: &str) {
        self.write(class, at, anchor, &escape(text));
    }

    /// A name of at most `most` characters; a longer one is cut and shown whole under the pointer.
    pub(super) fn named(
        &mut self,
        class: &str,
        at: (f64, f64),
        anchor: Anchor,
        name: &str,
        most: usize,
    ) {
        let shown = escape(&short(name, most));
        if name.chars().count() > most {
            let whole = escape(name);
            self.write(class, at, anchor, &format!("<title>{whole}</title>{shown}"));
        } else {
            self.write(class, at, anchor, &shown);
        }
    }

    fn write(&mut self, class: &str, (x, y): (f64, f64), anchor: Anchor, inside: &str) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let _ = write!(
            self.out,
            "<text class=\"{class}\" x=\"{}\" y=\"{}\" text-anchor=\"{anchor}\">{inside}</text>",
            Length(x),
            Length(y)
        );
    }

    /// The finished drawing.
    pub(super) fn finish(mut self) -> String {
        self.out.push_str("</svg>");
        self.out
    }
}

/// A text cut to `most` characters.
fn short(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// A coordinate, to a tenth, without a needless zero.
struct Length(f64);

impl std::fmt::Display for Length {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let tenths = (self.0 * 10.0).round() as i64;
        let sign = if tenths < 0 { "-" } else { "" };
        let (whole, tenth) = (tenths.abs() / 10, tenths.abs() % 10);
        if tenth == 0 { write!(f, "{sign}{whole}") } else { write!(f, "{sign}{whole}.{tenth}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_short() {
        let lengths = [0.0, 1.04, -0.25, 12.96, -0.01].map(|x| Length(x).to_string());
        assert_eq!(lengths, ["0", "1", "-0.3", "13", "0"]);
    }
}

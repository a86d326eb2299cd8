//! Charts as SVG text: pure functions from numbers and words to markup, without scripts.
//!
//! Owns geometry. Colours are classes that the page's style sheet fills, so that a chart follows
//! light and dark; words and written numbers come from the caller, in the language of the page.
//! Every chart has a title and a description; the page repeats its data as a table.

mod svg;
mod sparkline;
mod split_bar;
mod columns;
mod heat_map;
mod intervals;
mod flow;
mod spread;

pub use columns::{Column, columns};
pub use flow::{Stream, flow};
pub use heat_map::{HeatRow, heat_map};
pub use intervals::{IntervalRow, intervals};
pub use sparkline::sparkline;
pub use split_bar::split_bar;
pub use spread::{Mark, spread};
pub use svg::{Caption, escape};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::model::Split;

    #[test]
    fn charts_escape_and_survive_emptiness() {
        let caption = Caption { id: "c", title: "<b>", description: "a & b" };
        let split = Split { negative: 1, neutral: 0, positive: 3, none: 2 };
        for svg in [
            sparkline(&caption, &[], 0),
            sparkline(&caption, &[0, 0, 0], 1),
            split_bar(&caption, Split::default()),
            split_bar(&caption, split),
            columns(&caption, &[]),
            columns(&caption, &[Column { label: "<i>".into(), split, ..Column::default() }]),
            heat_map(&caption, &[], &[]),
            heat_map(&caption, &["40"], &[HeatRow { label: "<u>", values: &[3] }]),
            intervals(&caption, &[]),
            spread(&caption, ("<u>", "<i>"), &[]),
            spread(
                &caption,
                ("n", "×"),
                &[Mark { label: "<s>".into(), n: 0, growth: 0.0, sources: 0 }],
            ),
            flow(&caption, &[]),
            flow(&caption, &[Stream { label: "<em>", before: 0, now: 3 }]),
            intervals(
                &caption,
                &[IntervalRow {
                    label: "<s>".into(),
                    text: "+1".into(),
                    value: 1.0,
                    low: -1.0,
                    high: 3.0,
                    clear: false,
                }],
            ),
        ] {
            assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>"), "{svg}");
            assert!(svg.contains("&lt;b&gt;") && svg.contains("a &amp; b"));
            assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
            for raw in ["<i>", "<u>", "<s>", "<b>", "<em>"] {
                assert!(!svg.contains(raw), "{svg}");
            }
        }
    }
}

//! Quiet signals on the page: the facts of each, its weeks, and all of them side by side.

use crate::report::charts::{self, Caption, Mark};
use crate::report::findings::{Language, Watched};
use crate::report::model::SignalView;

use super::Page;
use super::markup::Markup;

impl Page<'_> {
    pub(super) fn signal_facts(&self, at: &usize, signal: &SignalView) -> Markup {
        let path = format!("/signals/{at}");
        let mut out = Markup::default();
        let n = self.count(format!("{path}/n"), &signal.n);
        out.text(self.words.comments).raw(" ").markup(&n);
        if signal.claims() {
            let expected = self.numbers.decimal(signal.expected, 1);
            let expected = Markup::data(&format!("{path}/expected"), signal.expected, &expected);
            out.raw(" · ").text(self.words.expected).raw(" ").markup(&expected);
            let at_least = self.numbers.decimal(signal.at_least, 1);
            let at_least = Markup::data(&format!("{path}/at_least"), signal.at_least, &at_least);
            out.raw(" · ").text(self.words.at_least).raw(" <span class=\"nb\">").markup(&at_least);
            out.text(self.words.times_usual).raw("</span>");
        }
        let sources: Vec<&str> = signal.sources.iter().map(|s| self.words.code(s)).collect();
        let voices = [sources.join(", "), signal.channels.join(", "), signal.thread.clone()];
        for part in voices.iter().filter(|part| !part.is_empty()) {
            out.raw(" · ").text(part);
        }
        if let Some(verdict) = signal.verdict {
            out.raw(" · ").text(self.words.judged).raw(": ").text(self.words.verdict(verdict));
        }
        out
    }

    /// The comments behind a signal by week; nothing for a single comment.
    pub(super) fn signal_weeks(&self, signal: &SignalView) -> Markup {
        if !signal.claims() || signal.timeline.is_empty() {
            return Markup::default();
        }
        let title = format!("{}: {}", signal.label.of(self.language), self.words.trend);
        let id = format!("weeks-{}", signal.thread);
        let counts: Vec<String> = signal.timeline.iter().map(u32::to_string).collect();
        let description = counts.join(", ");
        let caption = Caption { id: &id, title: &title, description: &description };
        let recent = (signal.weeks as usize).min(signal.timeline.len());
        Markup::of_chart(charts::sparkline(&caption, &signal.timeline, recent))
    }

    /// Signals of which something is claimed.
    pub(super) fn claimed(&self) -> Vec<&SignalView> {
        self.report.signals.iter().filter(|signal| signal.claims()).collect()
    }

    /// All of them side by side.
    pub(super) fn signal_map(&self) -> Markup {
        let marks: Vec<Mark> = self
            .claimed()
            .iter()
            .map(|signal| Mark {
                label: signal.thread.clone(),
                n: signal.n,
                growth: signal.at_least,
                sources: signal.sources.len(),
            })
            .collect();
        let up = self.words.times_usual_axis;
        let caption =
            Caption { id: "chart-signals", title: self.words.signal_map, description: up };
        Markup::of_chart(charts::spread(&caption, (self.words.comments, up), &marks))
    }

    /// Why nothing is told, or how often chance looks like what is told.
    pub(super) fn watched(&self) -> String {
        let Watched { weeks, needed, comments, of, declared, achieved, silent } =
            self.report.watched;
        let (numbers, finnish) = (self.numbers, self.language == Language::Fi);
        let mut parts = Vec::new();
        if weeks < needed {
            parts.push(if finnish {
                format!("Viikkoja on {weeks}, tarvitaan {needed}.")
            } else {
                format!("There are {weeks} weeks; {needed} are needed.")
            });
            return parts.remove(0);
        }
        let declared = numbers.decimal(declared, 1);
        parts.push(if finnish {
            format!(
                "Tarkasteltu {} kommenttia {weeks} viikon ajalta; vääriä hälytyksiä sallitaan \
                 {declared} vuodessa.",
                numbers.count(comments)
            )
        } else {
            format!(
                "{} comments of {weeks} weeks were looked at; {declared} false alarms a year are \
                 allowed.",
                numbers.count(comments)
            )
        });
        if comments < of {
            parts.push(if finnish {
                format!("Kommentteja olisi ollut {}: mukana on tasainen otos.", numbers.count(of))
            } else {
                format!("There were {}: an even part of them was taken.", numbers.count(of))
            });
        }
        if let Some(achieved) = achieved {
            let achieved = numbers.decimal(achieved, 1);
            parts.push(if finnish {
                format!("Omista kommenteista sekoitettuna niitä mitattiin {achieved} vuodessa.")
            } else {
                format!("Your own comments in random order gave {achieved} a year.")
            });
        }
        if silent > 0 {
            parts.push(if finnish {
                format!("Aiemmin turhiksi tai tutuiksi merkittyjä jätettiin kertomatta {silent}.")
            } else {
                format!("{silent} judged noise or known before are not told.")
            });
        }
        parts.join(" ")
    }
}

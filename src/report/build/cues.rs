//! What stands between the lines: comments with markers of something meant.

use crate::measure::normal::Z95;
use crate::measure::proportion;
use crate::report::findings::Findings;
use crate::report::model::{CueView, QuoteView};
use crate::score::Cue;

use super::Counted;
use super::figure::figure;
use super::tally::Tally;

/// The telling cues of this period or the one before, most comments first.
pub(crate) fn all(findings: &Findings<'_>, counted: &Counted<'_>) -> Vec<CueView> {
    let mut cues: Vec<CueView> = telling().filter_map(|cue| view(findings, counted, cue)).collect();
    cues.sort_by_key(|view| std::cmp::Reverse(view.n));
    cues
}

/// How many changes of cues are looked at side by side.
pub(crate) fn compared(now: &Tally, before: &Tally) -> usize {
    telling().filter(|cue| now.cue(*cue) + before.cue(*cue) > 0).count()
}

fn view(findings: &Findings<'_>, counted: &Counted<'_>, cue: Cue) -> Option<CueView> {
    let of = |tally: &Tally| (tally.cue(cue), tally.comments);
    let (now, before) = (of(&counted.now), counted.before.as_ref().map(of));
    if now.0 + before.map_or(0, |(n, _)| n) == 0 {
        return None;
    }
    Some(CueView {
        cue,
        n: now.0,
        share: figure(proportion::share(now.0, now.1, Z95)?),
        n_before: before.map(|(n, _)| n),
        change: before.and_then(|before| {
            counted.looks.cues.change((now.1, before.1), findings.settings.anonymity, |z| {
                proportion::difference(now, before, z)
            })
        }),
        quotes: quotes(findings, cue),
    })
}

fn quotes(findings: &Findings<'_>, cue: Cue) -> Vec<QuoteView> {
    let own = findings.cues.iter().filter(|(other, _)| *other == cue);
    own.flat_map(|(_, quotes)| quotes.iter().map(super::quote::view)).collect()
}

/// Cues that say something by themselves; the others only colour what stands beside them.
fn telling() -> impl Iterator<Item = Cue> {
    Cue::ALL.into_iter().filter(|cue| match cue {
        Cue::Silenced
        | Cue::Faint
        | Cue::Wish
        | Cue::Workaround
        | Cue::Handoff
        | Cue::Dismissal
        | Cue::Churn
        | Cue::Competitor
        | Cue::PromiseBroken
        | Cue::PromiseKept
        | Cue::StaffPraise
        | Cue::Hazard
        | Cue::Sarcasm
        | Cue::Retell
        | Cue::BeyondDuty => true,
        Cue::Hedge | Cue::Question | Cue::Comparison | Cue::Past | Cue::Politeness | Cue::Quote => {
            false
        }
    })
}

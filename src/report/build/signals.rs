//! Quiet signals as the report shows them.

use super::figure::round;
use super::quote;
use crate::report::findings::SignalFinding;
use crate::report::model::SignalView;
use crate::report::sentences::signals as say;

pub(crate) fn view(finding: &SignalFinding<'_>) -> SignalView {
    let signal = finding.signal;
    SignalView {
        thread: signal.thread.clone(),
        kind: signal.kind,
        theme: signal.theme,
        label: signal.label.clone(),
        sentence: say::sentence(signal),
        until: say::until(signal),
        doubt: say::doubt(signal),
        n: signal.n,
        expected: round(signal.expected),
        at_least: round(signal.at_least),
        p_value: signal.p_value,
        weeks: signal.weeks,
        since: signal.since.map(|week| week.to_string()),
        began: signal.began.map(|week| week.to_string()),
        new: signal.new,
        sources: signal.sources.iter().map(|source| source.name().to_owned()).collect(),
        channels: signal.channels.clone(),
        timeline: signal.timeline.clone(),
        verdict: signal.verdict,
        quotes: finding.quotes.iter().map(quote::view).collect(),
    }
}

//! The tables a board decides by: targets, figures from elsewhere, what is to be done.

use crate::report::model::ActionKind;

use super::{Datum, Table, With, table};

impl With<'_> {
    pub(super) fn targets(&self) -> Table {
        let terms = self.terms;
        let row = |target: &crate::report::model::TargetView| {
            let mut row: Vec<Datum> = vec![
                terms.aim(target.aim).into(),
                target.touchpoint.clone().into(),
                target.goal.into(),
            ];
            row.extend(Self::cell(&target.value));
            row.push(terms.verdict(target.verdict).into());
            row
        };
        let [value, low, high, n] = self.measured();
        let columns = [
            terms.target,
            self.words.touchpoint,
            self.say("Tavoitearvo", "Goal"),
            value,
            low,
            high,
            n,
            terms.verdict,
        ];
        table(terms.targets, &columns, self.report.targets.iter().map(row).collect())
    }

    pub(super) fn benchmarks(&self) -> Table {
        let terms = self.terms;
        let row = |one: &crate::report::model::BenchmarkView| {
            vec![
                one.name.as_str().into(),
                one.value.into(),
                one.difference.into(),
                one.source.as_str().into(),
                one.date.as_str().into(),
            ]
        };
        let columns = [
            terms.benchmark,
            terms.measured,
            terms.difference,
            terms.published,
            self.say("Päivämäärä", "Date"),
        ];
        table(terms.benchmarks, &columns, self.report.benchmarks.iter().map(row).collect())
    }

    pub(super) fn actions(&self) -> Table {
        let terms = self.terms;
        let row = |group: &crate::report::model::ActionGroup| {
            let kind = match group.kind {
                ActionKind::CallBack => terms.call_back,
                ActionKind::Promote => terms.promote,
            };
            vec![
                kind.into(),
                group.theme.map(|id| id.to_string()).into(),
                group.label.of(self.language).into(),
                group.n.into(),
                group.under_way.into(),
                group.done.into(),
                group.owners.join(", ").into(),
            ]
        };
        let columns = [
            terms.action,
            "ID",
            self.words.theme,
            "n",
            terms.state_under_way,
            terms.state_done,
            terms.owner,
        ];
        table(terms.actions, &columns, self.report.actions.groups.iter().map(row).collect())
    }
}

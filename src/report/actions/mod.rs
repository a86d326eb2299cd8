//! The action file: critics to call back and promoters to use, by record key, with an owner and a
//! status that people fill in and that later runs keep.
//!
//! Owns the columns of `actions.csv` and `actions.xlsx` and how two versions of them are put
//! together. Refuses to choose whom to call: that is the pipeline's part.

mod table;
mod ledger;
mod workbook;
#[cfg(feature = "workbooks")]
mod workbook_back;

pub use ledger::Ledger;
pub use table::{read_csv, write_csv};
pub use workbook::write_xlsx;
#[cfg(feature = "workbooks")]
pub use workbook_back::read_xlsx;

use std::collections::BTreeSet;

use crate::theme::ThemeId;

use super::model::{ActionGroup, ActionKind, ActionsView, Text};

/// Groups of actions in the report at most.
const GROUPS: usize = 40;

/// One action.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Action {
    /// The record.
    pub key: String,
    /// What is to be done.
    pub kind: ActionKind,
    /// The theme it is about.
    pub theme: Option<ThemeId>,
    /// Label of the theme.
    pub label: Text,
    /// Why this record.
    pub reason: Text,
    /// What was said, personal data masked.
    pub quote: String,
    /// ISO date.
    pub date: String,
    /// Channel.
    pub channel: String,
    /// Touchpoint.
    pub touchpoint: String,
    /// Score as given.
    pub score: Option<f64>,
    /// Value at stake, in the source's own unit.
    pub value: Option<f64>,
    /// Period in which it was found.
    pub period: String,
    /// Who takes care of it; filled in by people.
    pub owner: String,
    /// How far it is; filled in by people.
    pub status: String,
    /// Anything else; filled in by people.
    pub note: String,
}

impl Action {
    /// Whether somebody has filled in anything.
    pub fn is_taken(&self) -> bool {
        [&self.owner, &self.status, &self.note].into_iter().any(|text| !text.is_empty())
    }

    /// Whether its status says that it is finished.
    pub fn is_done(&self) -> bool {
        const DONE: [&str; 14] = [
            "done",
            "closed",
            "finished",
            "complete",
            "completed",
            "resolved",
            "ok",
            "x",
            "tehty",
            "valmis",
            "hoidettu",
            "suljettu",
            "selvä",
            "kunnossa",
        ];
        let status = self.status.trim().to_lowercase();
        DONE.contains(&status.trim_end_matches(['.', '!']))
    }
}

/// How many there are to do, by theme.
pub(super) fn view(actions: &[Action], period: &str, found: (u32, u32)) -> ActionsView {
    let mut groups: Vec<(ActionGroup, BTreeSet<String>)> = Vec::new();
    for action in actions {
        let at = groups
            .iter()
            .position(|(group, _)| group.kind == action.kind && group.theme == action.theme);
        let at = at.unwrap_or_else(|| {
            groups.push((group(action), BTreeSet::new()));
            groups.len() - 1
        });
        let Some((group, owners)) = groups.get_mut(at) else { continue };
        group.n += 1;
        if action.is_done() {
            group.done += 1;
        } else if action.is_taken() {
            group.under_way += 1;
        }
        if !action.owner.is_empty() {
            owners.insert(action.owner.clone());
        }
    }
    groups.sort_by(|(a, _), (b, _)| {
        a.kind.cmp(&b.kind).then(b.n.cmp(&a.n)).then(a.theme.cmp(&b.theme))
    });
    let carried = actions.iter().filter(|action| action.period != period).count() as u32;
    ActionsView {
        critics: found.0,
        promoters: found.1,
        listed: actions.len() as u32 - carried,
        carried,
        groups: groups
            .into_iter()
            .take(GROUPS)
            .map(|(group, owners)| ActionGroup { owners: owners.into_iter().collect(), ..group })
            .collect(),
    }
}

fn group(action: &Action) -> ActionGroup {
    ActionGroup {
        kind: action.kind,
        theme: action.theme,
        label: action.label.clone(),
        n: 0,
        done: 0,
        under_way: 0,
        owners: Vec::new(),
    }
}

//! Whom to call back and whom to use as a promoter, and what people have written of it so far.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::file::put;
use crate::analyse::mask::mask;
use crate::archive::{Archive, History};
use crate::config::Scale;
use crate::error::Error;
use crate::feed::atomic;
use crate::report::actions::{self, Action, Ledger};
use crate::report::findings::{Language, Weeks};
use crate::report::model::{ActionKind, Text};
use crate::report::number::Numbers;
use crate::report::words::Words;
use crate::theme::Codebook;

mod choose;

/// The files of the actions.
pub(super) const FILES: [&str; 2] = ["actions.csv", "actions.xlsx"];
/// Characters of a quote.
const QUOTE: usize = 300;

/// What stands in the action files of this run's folder and of those before it.
pub(super) fn ledger(archive: &Archive, folder: &Path) -> Ledger {
    let mut ledger = Ledger::default();
    let runs = std::fs::read_dir(archive.run_folder("")).into_iter().flatten();
    let mut folders: Vec<PathBuf> = runs.filter_map(|entry| Some(entry.ok()?.path())).collect();
    folders.sort_by_key(|folder| age(folder));
    let own = age(folder);
    for folder in folders.iter().filter(|folder| age(folder) <= own) {
        let mut files: Vec<PathBuf> = FILES.iter().map(|file| folder.join(file)).collect();
        // Of two versions the one that was saved last says more.
        files.sort_by_key(|file| {
            let changed = std::fs::metadata(file).and_then(|about| about.modified());
            changed.unwrap_or(SystemTime::UNIX_EPOCH)
        });
        for file in files {
            if let Ok(bytes) = std::fs::read(&file) {
                ledger.take(read(&file, &bytes));
            }
        }
    }
    ledger
}

/// Folders in the order of the weeks they end with.
pub(super) fn age(folder: &Path) -> (String, String) {
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let last = name.rsplit_once("--").map_or(&*name, |(_, last)| last).to_owned();
    (last, name)
}

fn read(file: &Path, bytes: &[u8]) -> Vec<Action> {
    if file.extension().is_some_and(|e| e == "csv") {
        return actions::read_csv(bytes);
    }
    #[cfg(feature = "workbooks")]
    {
        actions::read_xlsx(bytes)
    }
    #[cfg(not(feature = "workbooks"))]
    Vec::new()
}

/// What the actions of a run are found in.
pub(super) struct Source<'a> {
    pub(super) history: &'a History,
    pub(super) archive: &'a Archive,
    pub(super) codebook: &'a Codebook,
    pub(super) scale: Option<Scale>,
    pub(super) period: Option<Weeks>,
    pub(super) name: &'a str,
}

/// Actions of the period, most pressing first, and how many critics and promoters there are.
pub(super) fn find(source: &Source<'_>) -> Result<(Vec<Action>, (u32, u32)), Error> {
    let (chosen, found) = choose::choose(source.history, source.scale, source.period);
    let seqs: Vec<u64> = chosen.iter().map(|one| source.history.seq[one.at as usize]).collect();
    let stored = source.archive.fetch(&seqs)?;
    let actions = chosen.iter().zip(stored).map(|(one, stored)| {
        let entry = one.theme.and_then(|id| source.codebook.themes.iter().find(|t| t.id == id));
        let label = entry.map_or_else(Text::default, |theme| Text {
            fi: theme.label_fi.clone(),
            en: theme.label_en.clone(),
        });
        let text = mask(&stored.text).unwrap_or_else(|| stored.text.to_string());
        Action {
            key: stored.key.to_string(),
            kind: one.kind,
            theme: one.theme,
            label,
            reason: Text { fi: reason(one, Language::Fi), en: reason(one, Language::En) },
            quote: crate::report::shortened(text.trim(), QUOTE),
            date: stored.date.map_or_else(String::new, |date| date.date().to_string()),
            channel: stored.channel.as_deref().unwrap_or_default().to_owned(),
            touchpoint: stored.touchpoint.as_deref().unwrap_or_default().to_owned(),
            score: stored.score.map(f64::from),
            value: stored.value,
            period: source.name.to_owned(),
            ..Action::default()
        }
    });
    Ok((actions.collect(), found))
}

/// "lähtöaie, arvosana 2".
fn reason(one: &choose::Chosen, language: Language) -> String {
    let (words, numbers) = (Words::of(language), Numbers(language));
    let mut parts: Vec<String> =
        one.cues.iter().map(|cue| words.cue(*cue).to_lowercase()).collect();
    if let Some(score) = one.score {
        let digits = usize::from(score.fract() != 0.0);
        parts.push(format!("{} {}", words.score, numbers.decimal(f64::from(score), digits)));
    } else if parts.is_empty() {
        let feeling = match one.kind {
            ActionKind::CallBack => words.negative,
            ActionKind::Promote => words.positive,
        };
        parts.push(feeling.to_lowercase());
    }
    parts.join(", ")
}

/// Whether a score is one of a detractor.
pub(super) fn is_low(score: f32, scale: Scale) -> bool {
    choose::rank(score, scale) == Some(ActionKind::CallBack)
}

/// Writes both files.
pub(super) fn write(actions: &[Action], language: Language, folder: &Path) -> Result<(), Error> {
    let [table, workbook] = FILES;
    atomic::write(&folder.join(table), |out| actions::write_csv(actions, language, out))?;
    put(&folder.join(workbook), &actions::write_xlsx(actions, language)?)
}

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
use crate::score::Cue;
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

/// The actions with what was read from a file of another run told as this run tells it: themes by their
/// labels of today, reasons in both languages.
pub(super) fn told_anew(actions: &mut [Action], period: &str, codebook: &Codebook) {
    for action in actions.iter_mut().filter(|action| action.period != period) {
        action.theme = action.theme.and_then(|id| codebook.resolve(id));
        if let Some(theme) = action.theme.and_then(|id| codebook.theme(id)) {
            action.label = Text { fi: theme.label_fi.clone(), en: theme.label_en.clone() };
        }
        action.reason = in_both(&action.reason.fi);
    }
}

/// A reason written in one language, in both; what is not known stays as it is.
fn in_both(reason: &str) -> Text {
    let [fi, en] = [Language::Fi, Language::En].map(Words::of);
    let known = |part: &str| {
        let cues = Cue::ALL.into_iter().map(|cue| (fi.cue(cue), en.cue(cue)));
        let feelings = [(fi.negative, en.negative), (fi.positive, en.positive)];
        let pair = cues.chain(feelings).find(|(fi, en)| {
            part.to_lowercase() == fi.to_lowercase() || part.to_lowercase() == en.to_lowercase()
        });
        if let Some((fi, en)) = pair {
            return [fi.to_lowercase(), en.to_lowercase()];
        }
        let score = part.strip_prefix(fi.score).or_else(|| part.strip_prefix(en.score));
        match score.and_then(|score| score.strip_prefix(' ')) {
            Some(score) => [
                format!("{} {}", fi.score, score.replace('.', ",")),
                format!("{} {}", en.score, score.replace(',', ".")),
            ],
            None => [part.to_owned(), part.to_owned()],
        }
    };
    let parts: Vec<[String; 2]> = reason.split(", ").map(known).collect();
    let joined =
        |l: usize| parts.iter().map(|part| part[l].as_str()).collect::<Vec<_>>().join(", ");
    Text { fi: joined(0), en: joined(1) }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_told_in_both_languages() {
        let words = [Language::Fi, Language::En].map(Words::of);
        let [fi, en] = words
            .map(|words| format!("{}, {} 2", words.cue(Cue::Churn).to_lowercase(), words.score));
        for written in [&fi, &en] {
            assert_eq!(in_both(written), Text { fi: fi.clone(), en: en.clone() });
        }
        let own = Text { fi: "jotain muuta".to_owned(), en: "jotain muuta".to_owned() };
        assert_eq!(in_both("jotain muuta"), own);
        let score =
            Text { fi: format!("{} 2,5", words[0].score), en: format!("{} 2.5", words[1].score) };
        assert_eq!(in_both(&score.fi), score);
    }
}

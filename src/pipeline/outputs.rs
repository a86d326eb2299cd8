//! The files of a run, all under `runs/<period>/`, each written whole or not at all.

use std::path::{Path, PathBuf};

use rustc_hash::FxHasher;
use std::hash::Hasher;

use super::actions;
use super::earlier::{self, Earlier};
use super::intake::Intake;
use super::observe::rows;
use super::outline::Outlines;
use super::quotes::{self, Quotes, ThemeQuotes};
use super::run_record::{InputRecord, RunRecord};
use super::spoken::{self, Spoken};
use super::watch::{self, Heard};
use super::{Job, feed, file, members, period, tagged, threads};
use crate::archive::{Appended, Archive, History};
use crate::config::{Scale, ScaleKind, Settings};
use crate::error::Error;
use crate::lang::Lang;
use crate::progress::{Event, Progress};
use crate::report::actions::{Action, Ledger};
use crate::report::findings::{
    Entry, Language, Method, Notes, Scale as ReportScale, Settings as ReportSettings,
    SignalFinding, Weeks,
};
use crate::report::rows::Rows;
use crate::report::{Findings, Report, board, calendar, html, json, signals_jsonl};
use crate::tag::Tagger;
use crate::theme::{Codebook, Theme};

/// The record of the run.
const RUN: &str = "run.json";

/// What a run did, and where its files are.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Name of the period reported.
    pub period: String,
    /// The folder with the outputs.
    pub folder: PathBuf,
    /// Whether the same run was made before; its outputs stay as they are.
    pub again: bool,
    /// The files, in the order a reader opens them.
    pub files: Vec<PathBuf>,
    /// Rows read, over all files.
    pub rows: u64,
    /// Rows rejected, over all files.
    pub rejected: u64,
    /// What the archive did with the comments.
    pub appended: Appended,
    /// Rows of earlier runs that their source holds no more, and that were in the archive.
    pub gone: usize,
    /// Those of them that were removed.
    pub pruned: usize,
    /// Comments in the archive.
    pub comments: u64,
    /// Themes of the codebook.
    pub themes: usize,
    /// Quiet signals found.
    pub signals: usize,
}

/// Everything the files are made from.
pub(super) struct Outputs<'a> {
    pub(super) job: &'a Job,
    pub(super) settings: &'a Settings,
    pub(super) scale: Option<Scale>,
    pub(super) tagger: &'a Tagger,
    pub(super) archive: &'a Archive,
    pub(super) codebook: &'a Codebook,
    pub(super) intake: &'a Intake,
    pub(super) outlines: &'a Outlines,
    pub(super) history: &'a History,
    pub(super) period: Option<Weeks>,
    pub(super) again: Option<&'a Earlier>,
    /// Hash of what was read.
    pub(super) inputs: &'a str,
    pub(super) appended: Appended,
    /// Records that their source holds no more, and those of them that were removed.
    pub(super) gone: (usize, usize),
}

/// What was looked for in the texts, and where.
struct Found {
    rows: Rows,
    heard: Heard,
    spoken: Spoken,
}

impl Outputs<'_> {
    pub(super) fn write(&self, progress: &dyn Progress) -> Result<Outcome, Error> {
        let name = period::name(self.period);
        let folder = earlier::place(self.archive, self.again, &name);
        let ledger = actions::ledger(self.archive, &folder);
        let rules = self.rules_hash(ledger.stamp(), watch::judged(self.archive.path())?);
        let files: Vec<PathBuf> = self.files().into_iter().map(|f| folder.join(f)).collect();
        let again = self.again.filter(|run| {
            let same = run.rules == rules && self.appended.is_idle() && self.gone.1 == 0;
            same && files.iter().all(|file| file.exists())
        });
        let signals = match again {
            Some(run) => run.signals,
            None => self.fill(&folder, (&name, rules), &ledger, progress)?,
        };
        Ok(Outcome {
            period: name,
            folder,
            again: again.is_some(),
            files,
            rows: self.rows(),
            rejected: self.rejected(),
            appended: self.appended,
            gone: self.gone.0,
            pruned: self.gone.1,
            comments: self.archive.len(),
            themes: self.codebook.themes.len(),
            signals,
        })
    }

    /// The names of the files, in the order a reader opens them.
    fn files(&self) -> Vec<String> {
        let mut files = vec!["report.html".to_owned(), "board.html".to_owned()];
        files.extend(tagged::file_names(self));
        files.extend(actions::FILES.map(str::to_owned));
        files.extend(["themes.csv", "signals.jsonl", "report.json"].map(str::to_owned));
        files.extend((self.rejected() > 0).then(|| tagged::REJECTED.to_owned()));
        files.push(RUN.to_owned());
        files
    }

    /// Writes all files; `run.json` comes last and says that the others are whole. Gives the number of
    /// signals.
    fn fill(
        &self,
        folder: &Path,
        (name, rules): (&str, String),
        ledger: &Ledger,
        progress: &dyn Progress,
    ) -> Result<usize, Error> {
        progress.event(Event::Begin { stage: "detect", total: None });
        let found = self.find()?;
        progress.event(Event::Begin { stage: "report", total: None });
        std::fs::create_dir_all(folder)
            .map_err(|reason| Error::File { path: folder.to_path_buf(), reason })?;
        let tables = || {
            members::write(self, found.spoken.veil.as_ref(), folder)?;
            tagged::tagged_files(self, folder)?;
            tagged::rejected(self, folder)
        };
        let (reports, tables) = rayon::join(|| self.reports(folder, ledger, &found), tables);
        reports.and(tables)?;
        let Heard { threads, memory, signals, .. } = &found.heard;
        threads::save(self.archive, threads, memory.as_ref())?;
        let record = self.run_record(name, rules, signals.len());
        let record = serde_json::to_string_pretty(&record).unwrap_or_default();
        file::put(&folder.join(RUN), (record + "\n").as_bytes())?;
        Ok(signals.len())
    }

    /// Listens for signals, and looks for what else the texts tell.
    fn find(&self) -> Result<Found, Error> {
        let Self { archive, history, tagger, codebook, settings, scale, period, .. } = *self;
        let rows = rows(history);
        let listen = || {
            let (frame, per_year) = (&codebook.frame, settings.false_alarms_per_year);
            watch::listen(&watch::Ground {
                archive,
                history,
                tagger,
                scale,
                period,
                frame,
                per_year,
            })
        };
        let look = || {
            let (goals, rows) = (&settings.goals, &rows);
            Spoken::find(spoken::Ground {
                archive,
                history,
                rows,
                tagger,
                codebook,
                goals,
                scale,
                period,
            })
        };
        let (heard, spoken) = rayon::join(listen, look);
        Ok(Found { heard: heard?, spoken: spoken?, rows })
    }

    fn reports(&self, folder: &Path, ledger: &Ledger, all: &Found) -> Result<(), Error> {
        let chosen = quotes::choose(self.history, self.period, &all.heard.quoted);
        let quotes = quotes::fetch(chosen, self.history, self.archive, self.tagger)?;
        let (found, counted) = actions::find(&actions::Source {
            history: self.history,
            archive: self.archive,
            codebook: self.codebook,
            scale: self.scale,
            period: self.period,
            name: &calendar::name(self.period),
        })?;
        let mut actions = ledger.merge(found);
        actions::told_anew(&mut actions, &calendar::name(self.period), self.codebook);
        let mut report = self.report(&quotes, &actions, counted, all);
        if let Some(veil) = &all.spoken.veil {
            veil.report(&mut report);
            for action in &mut actions {
                for text in [&mut action.quote, &mut action.label.fi, &mut action.label.en] {
                    *text = veil.over(text, report.language);
                }
            }
        }
        actions::write(&actions, report.language, folder)?;
        let put = |file: &str, bytes: &[u8]| file::put(&folder.join(file), bytes);
        put("report.html", html(&report)?.as_bytes())?;
        put("board.html", board(&report)?.as_bytes())?;
        put("report.json", json(&report)?.as_bytes())?;
        put("signals.jsonl", signals_jsonl(&report)?.as_bytes())
    }

    fn report(
        &self,
        quotes: &Quotes,
        actions: &[Action],
        found: (u32, u32),
        Found { rows, heard, spoken }: &Found,
    ) -> Report {
        let themes = self.codebook.themes.iter();
        let entries: Vec<Entry<'_>> =
            themes.map(|theme| entry(theme, quotes.of_theme(theme.id))).collect();
        let signals = heard.signals.iter().enumerate();
        let signals: Vec<SignalFinding<'_>> = signals
            .map(|(i, signal)| SignalFinding { signal, quotes: quotes.of_signal(i, signal.kind) })
            .collect();
        let cues = quotes.of_cues();
        let archive = self.archive.path().file_stem().unwrap_or_default().to_string_lossy();
        let hash = self.settings_hash();
        Report::of(&Findings {
            archive: &archive,
            period: self.period,
            previous: self.period.map(period::before),
            rows,
            codebook: &entries,
            signals: &signals,
            watched: heard.watched,
            notes: Notes {
                rows_read: self.rows(),
                rows_rejected: self.rejected(),
                rows_known: self.appended.unchanged,
            },
            goals: &self.settings.goals,
            actions,
            found,
            words: &spoken.words,
            staff: &spoken.staff,
            promises: &spoken.promises,
            cues: &cues,
            settings: ReportSettings {
                language: self.language(),
                anonymity: self.settings.anonymity,
                scale: report_scale(self.scale),
            },
            method: Method {
                version: env!("CARGO_PKG_VERSION"),
                settings_hash: &hash,
                resources: &[],
                stability: spoken.stability.as_ref(),
            },
        })
    }

    fn run_record<'n>(&self, name: &'n str, rules_hash: String, signals: usize) -> RunRecord<'n> {
        let of = |(input, reading): (&crate::read::Input, &crate::read::Reading)| InputRecord {
            file: input.name(),
            path: match input {
                crate::read::Input::File(path) => feed::way(self.archive.path(), path),
                crate::read::Input::Stdin(_) | crate::read::Input::Database(_) => None,
            },
            rows: reading.source.rows,
            rejected: reading.rejected.len() as u64,
        };
        RunRecord {
            version: env!("CARGO_PKG_VERSION"),
            period: name,
            settings_hash: self.settings_hash(),
            inputs_hash: self.inputs.to_owned(),
            rules_hash,
            inputs: self.job.inputs.iter().zip(&self.intake.readings).map(of).collect(),
            comments: self.appended.into(),
            gone: self.gone.0,
            pruned: self.gone.1,
            themes: self.codebook.themes.len(),
            signals,
        }
    }

    /// Hash of the settings in force: two reports with the same one were made by the same rules.
    fn settings_hash(&self) -> String {
        let mut hasher = FxHasher::default();
        // How much memory there is changes no result.
        let settings = Settings { memory: 0, ..self.settings.clone() };
        hasher.write(format!("{settings:?}").as_bytes());
        format!("{:016x}", hasher.finish())
    }

    /// Hash of all that makes the outputs of given inputs: program, settings, language, themes, what people
    /// wrote into the action files, and what they think of signals.
    fn rules_hash(&self, actions: u64, judged: u64) -> String {
        let mut hasher = FxHasher::default();
        hasher.write(env!("CARGO_PKG_VERSION").as_bytes());
        hasher.write(self.settings_hash().as_bytes());
        hasher.write(format!("{:?}", self.job.language).as_bytes());
        hasher.write(self.codebook.to_toml().as_bytes());
        hasher.write_u64(self.tagger.own_lists());
        hasher.write_u64(judged);
        hasher.write_u64(actions);
        format!("{:016x}", hasher.finish())
    }

    fn rows(&self) -> u64 {
        self.intake.readings.iter().map(|reading| reading.source.rows).sum()
    }

    fn rejected(&self) -> u64 {
        self.intake.readings.iter().map(|reading| reading.rejected.len() as u64).sum()
    }

    /// The language of the report.
    pub(super) fn language(&self) -> Language {
        report_language(self.settings, self.job.language)
    }
}

/// The labels of themes without any quote.
pub(super) fn plain_entries(themes: &[Theme]) -> Vec<Entry<'_>> {
    themes.iter().map(|theme| entry(theme, ThemeQuotes::default())).collect()
}

fn entry<'a>(theme: &'a Theme, quotes: ThemeQuotes<'a>) -> Entry<'a> {
    let phrases = theme.phrases_fi.iter().chain(&theme.phrases_en);
    Entry {
        id: theme.id,
        label_fi: &theme.label_fi,
        label_en: &theme.label_en,
        phrases: phrases.map(String::as_str).collect(),
        typical: quotes.typical,
        weak: quotes.weak,
        members: quotes.members,
    }
}

fn report_language(settings: &Settings, otherwise: Lang) -> Language {
    match settings.report_language.unwrap_or(otherwise) {
        Lang::Fi => Language::Fi,
        Lang::En | Lang::Sv | Lang::Other => Language::En,
    }
}

pub(super) fn report_scale(scale: Option<Scale>) -> ReportScale {
    match scale {
        None => ReportScale::Other,
        Some(scale) => match scale.kind {
            ScaleKind::Nps => ReportScale::Recommend,
            ScaleKind::Ces7 => ReportScale::Effort,
            ScaleKind::Range if scale.min >= 0.0 => ReportScale::Satisfaction { best: scale.max },
            ScaleKind::Range => ReportScale::Other,
        },
    }
}

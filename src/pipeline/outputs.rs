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
use super::stability::{Effort, stability};
use super::watch::Heard;
use super::{Job, contrast, feed, file, members, period, promises, staff, tagged, threads};
use crate::archive::{Appended, Archive, History};
use crate::config::{Scale, ScaleKind, Settings};
use crate::error::Error;
use crate::lang::Lang;
use crate::measure::stability::Stability;
use crate::report::actions::{Action, Ledger};
use crate::report::findings::{
    Entry, Language, Method, Notes, Scale as ReportScale, Settings as ReportSettings,
    SignalFinding, Usage, Weeks,
};
use crate::report::model::{Person, Promise};
use crate::report::rows::Rows;
use crate::report::{
    Findings, Report, board, calendar, html, json, sides_of, signals_jsonl, veil, veiled,
};
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
    pub(super) heard: &'a Heard,
    pub(super) period: Option<Weeks>,
    pub(super) again: Option<&'a Earlier>,
    /// Hash of what was read.
    pub(super) inputs: &'a str,
    pub(super) appended: Appended,
    /// Records that their source holds no more, and those of them that were removed.
    pub(super) gone: (usize, usize),
}

/// What was read once more in the texts of the period.
#[derive(Clone, Copy)]
struct Spoken<'a> {
    staff: &'a [Person],
    promises: &'a [Promise],
    words: &'a [Usage],
    stability: Option<&'a Stability>,
}

impl Outputs<'_> {
    pub(super) fn write(&self) -> Result<Outcome, Error> {
        let name = period::name(self.period);
        let folder = earlier::place(self.archive, self.again, &name);
        let ledger = actions::ledger(self.archive, &folder);
        let rules = self.rules_hash(ledger.stamp());
        let files: Vec<PathBuf> = self.files().into_iter().map(|f| folder.join(f)).collect();
        let again = self.again.is_some_and(|run| run.rules == rules)
            && self.appended.is_idle()
            && self.gone.1 == 0
            && files.iter().all(|file| file.exists());
        if !again {
            self.fill(&folder, &self.run_record(&name, rules), &ledger)?;
        }
        Ok(Outcome {
            period: name,
            folder,
            again,
            files,
            rows: self.rows(),
            rejected: self.rejected(),
            appended: self.appended,
            gone: self.gone.0,
            pruned: self.gone.1,
            comments: self.archive.len(),
            themes: self.codebook.themes.len(),
            signals: self.heard.signals.len(),
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

    /// Writes all files; `run.json` comes last and says that the others are whole.
    fn fill(&self, folder: &Path, run: &RunRecord<'_>, ledger: &Ledger) -> Result<(), Error> {
        std::fs::create_dir_all(folder)
            .map_err(|reason| Error::File { path: folder.to_path_buf(), reason })?;
        self.reports(folder, ledger)?;
        members::write(self, folder)?;
        tagged::tagged_files(self, folder)?;
        tagged::rejected(self, folder)?;
        threads::save(self.archive, &self.heard.threads, self.heard.memory.as_ref())?;
        let record = serde_json::to_string_pretty(run).unwrap_or_default();
        file::put(&folder.join(RUN), (record + "\n").as_bytes())
    }

    fn reports(&self, folder: &Path, ledger: &Ledger) -> Result<(), Error> {
        let chosen = quotes::choose(self.history, self.period, &self.heard.quoted);
        let quotes = quotes::fetch(chosen, self.history, self.archive, self.tagger)?;
        let (found, counted) = actions::find(&actions::Source {
            history: self.history,
            archive: self.archive,
            codebook: self.codebook,
            scale: self.scale,
            period: self.period,
            name: &calendar::name(self.period),
        })?;
        let (people, forms) = staff::find(self.history, self.period, self.archive, self.tagger)?;
        let mut actions = ledger.merge(found);
        let promises = promises::find(self.archive, &self.settings.goals, self.period)?;
        let rows = rows(self.history);
        let groups = sides_of(&rows, self.period, &self.settings.goals, report_scale(self.scale));
        let words = contrast::words(groups, self.history, self.archive, self.tagger)?;
        let stability = self.stability()?;
        let (words, stability) = (&words, stability.as_ref());
        let spoken = Spoken { staff: &people, promises: &promises, words, stability };
        let mut report = self.report(&rows, &quotes, &actions, counted, spoken);
        if self.settings.goals.pseudonymise {
            veil(&mut report, &forms);
            for action in &mut actions {
                action.quote = veiled(&action.quote, &forms, report.language);
            }
        }
        actions::write(&actions, report.language, folder)?;
        let put = |file: &str, bytes: &[u8]| file::put(&folder.join(file), bytes);
        put("report.html", html(&report)?.as_bytes())?;
        put("board.html", board(&report)?.as_bytes())?;
        put("report.json", json(&report)?.as_bytes())?;
        put("signals.jsonl", signals_jsonl(&report)?.as_bytes())
    }

    /// How far the themes can be trusted to stay; nothing where there are none.
    fn stability(&self) -> Result<Option<Stability>, Error> {
        if self.codebook.themes.is_empty() {
            return Ok(None);
        }
        let (archive, tagger) = (self.archive, self.tagger);
        stability(archive, self.history, self.codebook, tagger, Effort::QUICK).map(Some)
    }

    fn report(
        &self,
        rows: &Rows,
        quotes: &Quotes,
        actions: &[Action],
        found: (u32, u32),
        Spoken { staff, promises, words, stability }: Spoken<'_>,
    ) -> Report {
        let themes = self.codebook.themes.iter();
        let entries: Vec<Entry<'_>> =
            themes.map(|theme| entry(theme, quotes.of_theme(theme.id))).collect();
        let signals = self.heard.signals.iter().enumerate();
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
            watched: self.heard.watched,
            notes: Notes {
                rows_read: self.rows(),
                rows_rejected: self.rejected(),
                rows_known: self.appended.unchanged,
            },
            goals: &self.settings.goals,
            actions,
            found,
            words,
            staff,
            promises,
            cues: &cues,
            settings: ReportSettings {
                language: report_language(self.settings, self.job.language),
                anonymity: self.settings.anonymity,
                scale: report_scale(self.scale),
            },
            method: Method {
                version: env!("CARGO_PKG_VERSION"),
                settings_hash: &hash,
                resources: &[],
                stability,
            },
        })
    }

    fn run_record<'n>(&self, name: &'n str, rules_hash: String) -> RunRecord<'n> {
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
            signals: self.heard.signals.len(),
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
    fn rules_hash(&self, actions: u64) -> String {
        let mut hasher = FxHasher::default();
        hasher.write(env!("CARGO_PKG_VERSION").as_bytes());
        hasher.write(self.settings_hash().as_bytes());
        hasher.write(format!("{:?}", self.job.language).as_bytes());
        hasher.write(self.codebook.to_toml().as_bytes());
        hasher.write_u64(self.tagger.own_lists());
        hasher.write_u64(self.heard.judged);
        hasher.write_u64(actions);
        format!("{:016x}", hasher.finish())
    }

    fn rows(&self) -> u64 {
        self.intake.readings.iter().map(|reading| reading.source.rows).sum()
    }

    fn rejected(&self) -> u64 {
        self.intake.readings.iter().map(|reading| reading.rejected.len() as u64).sum()
    }

    /// The codebook's labels without any quote.
    pub(super) fn plain_entries(&self) -> Vec<Entry<'_>> {
        self.codebook.themes.iter().map(|theme| entry(theme, ThemeQuotes::default())).collect()
    }
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

fn report_scale(scale: Option<Scale>) -> ReportScale {
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

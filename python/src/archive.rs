//! What is done with an archive: the main job, its reports and its signals.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use kuiske::archive::search::Sort;
use kuiske::config::Config;
use kuiske::lang::Lang;
use kuiske::pipeline::{self, Deleted, Job, Outcome, Question};
use kuiske::progress::{Event, Progress};
use kuiske::read::Input;
use kuiske::report;
use kuiske::report::findings::Language;
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use serde_json::{Value, json};

use crate::error::{Error, InputError, SettingsError, raised};

/// Calls a Python function with stage, units done and units in all, or with a note.
struct Told {
    call: Option<Py<PyAny>>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    stage: String,
    done: u64,
    total: Option<u64>,
    /// What the function raised; it is not called again then.
    raised: Option<PyErr>,
}

impl Progress for Told {
    fn event(&self, event: Event<'_>) {
        let Some(call) = &self.call else { return };
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let note = match event {
            Event::Begin { stage, total } => {
                *state =
                    State { stage: stage.to_owned(), total, raised: state.raised.take(), done: 0 };
                None
            }
            Event::Advance(n) => {
                state.done += n;
                None
            }
            Event::End => return,
            Event::Note(line) => Some(line.to_owned()),
        };
        if state.raised.is_some() {
            return;
        }
        let told = (state.stage.clone(), state.done, state.total, note);
        // Not while others wait for the state: the function may take its time.
        drop(state);
        if let Err(error) = Python::attach(|py| call.call1(py, told)) {
            let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            state.raised.get_or_insert(error);
        }
    }
}

/// Does the main job. `settings` is the text of a settings file. Gives what was done, as JSON.
#[pyfunction]
#[expect(clippy::too_many_arguments, reason = "the arguments of one Python function")]
pub(crate) fn run(
    py: Python<'_>,
    files: Vec<PathBuf>,
    archive: PathBuf,
    settings: &str,
    lexicons: Vec<PathBuf>,
    period: Option<String>,
    finnish: bool,
    prune: bool,
    progress: Option<Py<PyAny>>,
) -> PyResult<String> {
    let config = Config::parse(settings, "settings").map_err(raised)?;
    let inputs = files.iter().map(|path| match Input::named(path).map_err(raised)? {
        Some(input) => Ok(input),
        None => Err(InputError::new_err("standard input is not read here\nhint: name a file")),
    });
    let job = Job {
        inputs: inputs.collect::<PyResult<_>>()?,
        archive,
        lexicons,
        config,
        period,
        language: if finnish { Lang::Fi } else { Lang::En },
        deleted: if prune { Deleted::Pruned } else { Deleted::Kept },
    };
    let told = Told { call: progress, state: Mutex::default() };
    let outcome = py.detach(|| pipeline::run(&job, &told)).map_err(raised)?;
    py.check_signals()?;
    let state = told.state.into_inner().unwrap_or_else(PoisonError::into_inner);
    match state.raised {
        Some(error) => Err(error),
        None => Ok(done(&outcome).to_string()),
    }
}

fn done(outcome: &Outcome) -> Value {
    let appended = outcome.appended;
    json!({
        "period": outcome.period,
        "folder": outcome.folder,
        "files": outcome.files,
        "again": outcome.again,
        "rows": outcome.rows,
        "rejected": outcome.rejected,
        "added": appended.added,
        "updated": appended.updated,
        "unchanged": appended.unchanged,
        "gone": outcome.gone,
        "pruned": outcome.pruned,
        "comments": outcome.comments,
        "themes": outcome.themes,
        "signals": outcome.signals,
    })
}

/// A run's report again.
#[pyfunction]
pub(crate) fn report_bytes<'py>(
    py: Python<'py>,
    archive: PathBuf,
    period: Option<String>,
    format: &str,
    language: Option<&str>,
) -> PyResult<Bound<'py, PyBytes>> {
    let bytes = py.detach(|| -> Result<Option<Vec<u8>>, kuiske::Error> {
        let mut past = pipeline::past_report(&archive, period.as_deref())?;
        match language {
            Some("fi") => past.language = Language::Fi,
            Some("en") => past.language = Language::En,
            Some(_) => return Ok(None),
            None => {}
        }
        Ok(Some(match format {
            "html" => report::html(&past)?.into_bytes(),
            "board" => report::board(&past)?.into_bytes(),
            "md" => report::markdown(&past).into_bytes(),
            "json" => report::json(&past)?.into_bytes(),
            "xlsx" => report::xlsx(&past)?,
            _ => return Ok(None),
        }))
    });
    let bytes = bytes.map_err(raised)?.ok_or_else(|| {
        SettingsError::new_err(
            "no such format or language\nhint: formats are html, board, md, json, xlsx; languages fi, en",
        )
    })?;
    Ok(PyBytes::new(py, &bytes))
}

/// The signals of an archive as a JSON array; `all` keeps those judged noise or known.
#[pyfunction]
pub(crate) fn signal_list(py: Python<'_>, archive: PathBuf, all: bool) -> PyResult<String> {
    let views = py.detach(|| pipeline::told_threads(&archive, all)).map_err(raised)?;
    let views: Vec<_> = views.iter().map(|(thread, judged)| thread.view(*judged)).collect();
    serde_json::to_string(&views).map_err(|error| Error::new_err(error.to_string()))
}

/// One signal as the newest run that told of it does, as JSON; `null` where none did.
#[pyfunction]
pub(crate) fn signal_view(py: Python<'_>, archive: PathBuf, signal: &str) -> PyResult<String> {
    let told = py.detach(|| pipeline::told_signal(&archive, signal)).map_err(raised)?;
    let view = told.map(|(_, view)| view);
    serde_json::to_string(&view).map_err(|error| Error::new_err(error.to_string()))
}

/// Asks archives: `question` is a JSON object of what can be asked. Gives the answer as JSON.
#[pyfunction]
pub(crate) fn find(
    py: Python<'_>,
    archives: Vec<PathBuf>,
    question: &str,
    sort: &str,
) -> PyResult<String> {
    let refused = |message: String| SettingsError::new_err(message);
    let mut question: Question =
        serde_json::from_str(question).map_err(|error| refused(error.to_string()))?;
    question.sort = match sort {
        "relevance" => Sort::Relevance,
        "newest" => Sort::Newest,
        "oldest" => Sort::Oldest,
        other => {
            return Err(refused(format!("no order `{other}`\nhint: relevance, newest or oldest")));
        }
    };
    let found = py.detach(|| pipeline::find(&archives, &question)).map_err(raised)?;
    Ok(found.to_json().to_string())
}

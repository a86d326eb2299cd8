//! `kuiske themes`: the codebook of an archive, looked at and changed.

mod apply;
mod change;
mod list;
mod show;
mod stability;
mod trends;

use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, Result};
use kuiske::lang::Lang;
use kuiske::pipeline::{self, Wish};
use kuiske::tag::Tagger;

use crate::args::{Shared, Task, Themes, Ui, Why};
use crate::exit::Exit;
use crate::place;

pub(crate) fn themes(options: &Themes, shared: &Shared) -> Result<Exit> {
    place::use_threads(shared)?;
    let lang = place::language(shared);
    if let Some(Task::Ready { out }) = &options.task {
        return ready(out.as_deref());
    }
    if let Some(Task::Apply(apply)) = &options.task {
        return apply::apply(apply, options.archive.as_deref(), shared);
    }
    let path = place::for_reading(options.archive.as_deref())?;
    let mut out = io::stdout().lock();
    match &options.task {
        None => list::list(&path, options.list.json, lang, &mut out)?,
        Some(Task::List(list)) => list::list(&path, list.json, lang, &mut out)?,
        Some(Task::Show { theme, quotes, json }) => {
            show::show(&path, theme, *quotes, *json, lang, &mut out)?;
        }
        Some(Task::Log(list)) => list::log(&path, list.json, lang, &mut out)?,
        Some(Task::Stability(list)) => stability::stability(&path, list.json, lang, &mut out)?,
        Some(Task::Trends { theme, by, json }) => {
            trends::trends(&path, theme.as_deref(), *by, *json, lang, &mut out)?;
        }
        Some(task) => {
            drop(out);
            let Some((wish, why)) = wish(task, lang) else { return Ok(Exit::Done) };
            change::change(&path, &wish, why, shared)?;
        }
    }
    Ok(Exit::Done)
}

/// The change that is asked for, and why; `None` where a task changes nothing.
fn wish(task: &Task, lang: Lang) -> Option<(Wish, &Why)> {
    static NONE: Why = Why { reason: None, date: None };
    Some(match task {
        Task::Rename { theme, label, lang: own, why } => {
            let lang = own.map_or(lang, |own| if own == Ui::Fi { Lang::Fi } else { Lang::En });
            (Wish::Rename { theme: theme.clone(), lang, label: label.clone() }, why)
        }
        Task::Merge { themes, why } => {
            let (into, from) = themes.split_last()?;
            (Wish::Merge { from: from.to_vec(), into: into.clone() }, why)
        }
        Task::Split { theme, why } => (Wish::Split { theme: theme.clone() }, why),
        Task::Pin { theme, off, why } => (Wish::Pin { theme: theme.clone(), pinned: !off }, why),
        Task::Forbid { words, off, why } => {
            (Wish::Forbid { words: words.clone(), forbidden: !off }, why)
        }
        Task::Seed { theme, phrases, why } => {
            (Wish::Seed { theme: theme.clone(), phrases: phrases.clone() }, why)
        }
        Task::New { fi, en, phrases, why } => {
            let first = phrases.first()?;
            let label_fi = fi.as_ref().or(en.as_ref()).unwrap_or(first).clone();
            let label_en = en.as_ref().or(fi.as_ref()).unwrap_or(first).clone();
            (Wish::New { label_fi, label_en, phrases: phrases.clone() }, why)
        }
        Task::Move { key, theme, from, why } => {
            (Wish::Move { key: key.clone(), from: from.clone(), into: theme.clone() }, why)
        }
        Task::Renew { why } => (Wish::Renew, why),
        Task::Undo { why } => (Wish::Undo, why),
        Task::Retag => (Wish::Retag, &NONE),
        Task::List(_)
        | Task::Show { .. }
        | Task::Log(_)
        | Task::Trends { .. }
        | Task::Apply(_)
        | Task::Stability(_)
        | Task::Ready { .. } => return None,
    })
}

/// The ready themes as a codebook, in a file or on standard output.
fn ready(out: Option<&Path>) -> Result<Exit> {
    let text = Tagger::builtin()?.ready()?.to_toml();
    match out {
        None => io::stdout().lock().write_all(text.as_bytes())?,
        Some(path) => pipeline::write_file(path, text.as_bytes())
            .with_context(|| format!("cannot write {}", path.display()))?,
    }
    Ok(Exit::Done)
}

//! The threads of an archive, `signals.json`, and what people think of them, `verdicts.json`: each
//! written whole or not at all. The first is the program's, the second people's.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use rustc_hash::FxHashMap;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::file::put;
use super::past;
use super::period::week;
use crate::archive::{Archive, History};
use crate::detect::{Kind, Memory, Thread, Verdict};
use crate::error::Error;
use crate::record::Week;
use crate::report::model::{SignalView, Text};

/// Name of the file of the threads in an archive.
pub const THREADS: &str = "signals.json";
/// What was said before; may be lost without harm.
const MEMORY: &str = "signals.memory";
/// The verdicts.
const VERDICTS: &str = "verdicts.json";

/// A thread as it stands in the archive.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KnownThread {
    /// Its name, which stays: `S0001`.
    pub id: String,
    /// The type it began with.
    pub kind: Kind,
    /// Week of its first finding.
    pub began: String,
    /// Week of its latest finding.
    pub last: String,
    /// What it is about, as last seen.
    pub label: Text,
    /// Comments in the window when it was last seen.
    pub n: u32,
    /// Comments that were to be expected there.
    pub expected: f64,
    /// At least this many times the usual rate (lower 5 % bound); 0 for a lone comment.
    pub at_least: f64,
    /// The comments behind all of its findings: hash of the record's key, number of the question.
    pub comments: Vec<(u64, u16)>,
}

/// What somebody thought of a thread, and how many comments it had then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    /// What it is.
    pub verdict: Verdict,
    /// Comments in its window when it was judged.
    pub n: u32,
}

/// The name of a thread by its place.
pub(super) fn name(at: usize) -> String {
    format!("S{:04}", at + 1)
}

/// The threads of an archive, in the order they began; none where no run has looked yet.
///
/// # Errors
/// The file cannot be read or is damaged.
pub fn known_threads(archive: &Path) -> Result<Vec<KnownThread>, Error> {
    read(&archive.join(THREADS))
}

/// What people think of the threads, by their names.
///
/// # Errors
/// The file cannot be read or is damaged.
pub fn verdicts(archive: &Path) -> Result<BTreeMap<String, Judged>, Error> {
    read(&archive.join(VERDICTS))
}

/// The comments behind the threads that `names` name, by type (`emergent`) or one by one (`S0001`):
/// hash of the record's key, number of the question.
pub fn behind(threads: &[KnownThread], names: &[String]) -> Vec<(u64, u16)> {
    let named = |thread: &&KnownThread| {
        let own = [thread.kind.name(), &thread.id];
        names.iter().any(|name| own.iter().any(|own| own.eq_ignore_ascii_case(name)))
    };
    threads.iter().filter(named).flat_map(|thread| thread.comments.iter().copied()).collect()
}

/// A thread with what was thought of it, as lists show it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ThreadView<'t> {
    id: &'t str,
    kind: Kind,
    label: &'t Text,
    began: &'t str,
    last: &'t str,
    n: u32,
    expected: f64,
    at_least: f64,
    verdict: Option<Verdict>,
}

impl KnownThread {
    /// The thread as lists show it.
    pub fn view(&self, judged: Option<Judged>) -> ThreadView<'_> {
        let Self { id, kind, began, last, label, n, expected, at_least, comments: _ } = self;
        let verdict = judged.map(|judged| judged.verdict);
        let (kind, n, expected, at_least) = (*kind, *n, *expected, *at_least);
        ThreadView { id, kind, label, began, last, n, expected, at_least, verdict }
    }
}

/// The threads that are to be told, the latest first, with what people think of them; `all` keeps
/// those that were dismissed or never shown.
///
/// # Errors
/// A file cannot be read or is damaged.
pub fn told_threads(
    archive: &Path,
    all: bool,
) -> Result<Vec<(KnownThread, Option<Judged>)>, Error> {
    let verdicts = verdicts(archive)?;
    let mut threads: Vec<(KnownThread, Option<Judged>)> = known_threads(archive)?
        .into_iter()
        .map(|thread| (verdicts.get(&thread.id).copied(), thread))
        .map(|(judged, thread)| (thread, judged))
        .collect();
    threads.retain(|(thread, judged)| {
        let silent = judged.is_some_and(|Judged { verdict, n }| !verdict.lets_through(n, thread.n));
        all || (!silent && !thread.label.en.is_empty())
    });
    threads.sort_by(|(a, _), (b, _)| b.last.cmp(&a.last).then(a.id.cmp(&b.id)));
    Ok(threads)
}

/// A thread as the newest run that tells of it does, with the name of that run's period; `None`
/// where no run told of it.
///
/// # Errors
/// There is no such thread, or a file cannot be read.
pub fn told_signal(archive: &Path, thread: &str) -> Result<Option<(String, SignalView)>, Error> {
    let id = find(known_threads(archive)?, thread)?.id;
    for folder in past::runs(archive).into_iter().rev() {
        let text = std::fs::read_to_string(folder.join("signals.jsonl")).unwrap_or_default();
        let views = text.lines().filter_map(|line| serde_json::from_str::<SignalView>(line).ok());
        if let Some(view) = views.into_iter().find(|view| view.thread == id) {
            return Ok(Some((past::name(&folder), view)));
        }
    }
    Ok(None)
}

fn find(known: Vec<KnownThread>, thread: &str) -> Result<KnownThread, Error> {
    let at = known.iter().position(|known| known.id.eq_ignore_ascii_case(thread));
    match at.and_then(|at| known.get(at)) {
        Some(own) => Ok(own.clone()),
        None => Err(Error::NoThread {
            thread: thread.to_owned(),
            known: known.into_iter().map(|known| known.id).collect(),
        }),
    }
}

/// Gives a verdict on a thread, or takes it back.
///
/// # Errors
/// There is no such thread, or a file cannot be read or written.
pub fn judge(archive: &Path, thread: &str, verdict: Option<Verdict>) -> Result<KnownThread, Error> {
    let own = find(known_threads(archive)?, thread)?;
    let mut verdicts = verdicts(archive)?;
    match verdict {
        Some(verdict) => verdicts.insert(own.id.clone(), Judged { verdict, n: own.n }),
        None => verdicts.remove(&own.id),
    };
    write(&archive.join(VERDICTS), &verdicts)?;
    Ok(own)
}

pub(super) fn save(
    archive: &Archive,
    threads: &[KnownThread],
    memory: Option<&Memory>,
) -> Result<(), Error> {
    if let Some(memory) = memory {
        put(&archive.path().join(MEMORY), &memory.bytes())?;
    }
    write(&archive.path().join(THREADS), &threads)
}

/// The verdicts of earlier runs on what was said before; none where they are lost.
pub(super) fn memory(archive: &Path) -> Memory {
    Memory::read(&std::fs::read(archive.join(MEMORY)).unwrap_or_default())
}

/// The threads as a watch goes on with them. `places` are the comments of the panel by their place
/// in the history; comments that the panel does not hold are left out.
pub(super) fn resumed(known: &[KnownThread], history: &History, places: &[u32]) -> Vec<Thread> {
    let by_name: FxHashMap<(u64, u16), u32> =
        places.iter().zip(0..).map(|(&place, at)| (comment(history, place), at)).collect();
    let week = |name: &str| week(name).map_or(i32::MIN / 2, number);
    let thread = |known: &KnownThread| Thread {
        kind: known.kind,
        evidence: known.comments.iter().filter_map(|c| by_name.get(c).copied()).collect(),
        began: week(&known.began),
        last: week(&known.last),
    };
    known.iter().map(thread).collect()
}

/// What stays the same of a comment when an archive is indexed anew.
pub(super) fn comment(history: &History, place: u32) -> (u64, u16) {
    (history.key[place as usize], history.question[place as usize])
}

/// A week as a number, counted from the same week in every run.
pub(super) fn number(week: Week) -> i32 {
    week.since(Week::of(jiff::civil::Date::ZERO))
}

/// The week of a number.
pub(super) fn numbered(number: i32) -> Week {
    Week::of(jiff::civil::Date::ZERO).plus(number)
}

fn read<T: DeserializeOwned + Default>(path: &Path) -> Result<T, Error> {
    let file = |reason| Error::File { path: path.to_path_buf(), reason };
    match std::fs::read_to_string(path) {
        Ok(text) => serde_json::from_str(&text).map_err(|damage| Error::Damaged {
            path: path.to_path_buf(),
            what: damage.to_string(),
        }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(T::default()),
        Err(reason) => Err(file(reason)),
    }
}

fn write<T: Serialize>(path: &Path, value: &T) -> Result<(), Error> {
    let text = serde_json::to_string_pretty(value)
        .map_err(|error| Error::File { path: path.to_path_buf(), reason: error.into() })?;
    put(path, (text + "\n").as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn thread(id: &str) -> KnownThread {
        KnownThread {
            id: id.to_owned(),
            kind: Kind::Wish,
            began: "2026-W40".to_owned(),
            last: "2026-W41".to_owned(),
            label: Text::default(),
            n: 7,
            expected: 1.5,
            at_least: 2.0,
            comments: vec![(u64::MAX, 0)],
        }
    }

    #[test]
    fn verdicts_are_kept_with_the_size_they_were_given_at() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        assert!(known_threads(root).unwrap().is_empty());
        write(&root.join(THREADS), &[thread("S0001"), thread("S0002")]).unwrap();
        assert_eq!(known_threads(root).unwrap()[1].comments, [(u64::MAX, 0)]);
        judge(root, "s0002", Some(Verdict::Noise)).unwrap();
        let given = Judged { verdict: Verdict::Noise, n: 7 };
        assert_eq!(verdicts(root).unwrap(), BTreeMap::from([("S0002".to_owned(), given)]));
        judge(root, "S0002", None).unwrap();
        assert!(verdicts(root).unwrap().is_empty());
        let error = judge(root, "S0009", None).unwrap_err().to_string();
        assert!(error.contains("S0009") && error.contains("S0001, S0002"), "{error}");
    }

    #[test]
    fn a_damaged_file_is_named_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(VERDICTS);
        write(&folder.path().join(THREADS), &[thread("S0001")]).unwrap();
        std::fs::write(&file, "[{").unwrap();
        let error = judge(folder.path(), "S0001", None).unwrap_err().to_string();
        assert!(error.contains(VERDICTS), "{error}");
        assert_eq!(std::fs::read(&file).unwrap(), b"[{");
    }

    #[test]
    fn weeks_have_the_same_number_in_every_run() {
        let own = week("2026-W48").unwrap();
        assert_eq!(numbered(number(own)), own);
        assert_eq!(number(own.plus(3)) - number(own), 3);
    }
}

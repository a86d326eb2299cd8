//! Writing: appending to the live generation in one commit, and building a new generation.
//!
//! Owns the one right to write. Until a commit or the exchange of `CURRENT` has returned, readers
//! and the next start see the old state, whatever happens to this process.

use std::collections::hash_map::Entry as Slot;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::indexer::{IndexWriter, IndexWriterOptions};
use tantivy::merge_policy::{LogMergePolicy, MergePolicy, NoMergePolicy};
use tantivy::query::Query;
use tantivy::query::doc_predicate_query::{DocPredicateQuery, FunctionPredicate};
use tantivy::{Index, SegmentReader};

use super::columns::{self, KnownKey};
use super::document::{Doc, Entry, Marks};
use super::error::{ArchiveError, index_error, io_error};
use super::generation::{self, Analysed};
use super::hash::{content_hash, key_hash};
use super::layout::{Layout, sync_folder};
use super::schema::{Fields, column};
use crate::record::RecordKey;

/// How the index may use the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WriterSettings {
    /// Indexing threads, 1…8.
    pub threads: usize,
    /// Memory of one thread before it writes a segment, in bytes; at least 15 MB. Under 50 MB
    /// segments become many and small.
    pub memory: usize,
}

impl Default for WriterSettings {
    /// As many threads as the machine has cores, up to eight; 160 MB for each.
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self { threads: cores.min(8), memory: 160_000_000 }
    }
}

impl WriterSettings {
    /// As many threads, each with a twelfth of `memory` bytes and no more than usual.
    pub fn within(memory: u64) -> Self {
        let usual = Self::default();
        let memory = usize::try_from(memory / 12).unwrap_or(usize::MAX).min(usual.memory);
        Self { memory, ..usual }
    }
}

/// Entries under which one thread does the work: more would leave a segment each.
const FEW: usize = 20_000;
/// Segments with more comments than this are left alone when small ones are merged.
const LARGE: usize = 300_000;
/// Share of deleted comments at which a segment is written anew without them.
const DEAD: f32 = 0.3;

/// What an append did, in comments.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Appended {
    /// Comments of records that the archive did not have.
    pub added: u64,
    /// Comments of records that had changed; they stand in place of the old ones.
    pub updated: u64,
    /// Comments of records that the archive has just so; they were left alone.
    pub unchanged: u64,
    /// Comments that came twice with one key and question; the first was taken.
    pub repeated: u64,
}

impl Appended {
    /// Whether the archive has stayed as it was.
    pub const fn is_idle(&self) -> bool {
        self.added == 0 && self.updated == 0
    }
}

/// The right to write to an archive; there is one at a time.
#[derive(Debug)]
pub struct Writer {
    layout: Layout,
    settings: WriterSettings,
    live: u64,
    _lock: File,
}

impl Writer {
    /// Takes the lock and removes what crashed writers left.
    pub(super) fn new(layout: Layout, settings: WriterSettings) -> Result<Self, ArchiveError> {
        let lock = layout.lock()?;
        let live = layout.current()?.ok_or_else(|| layout.damaged("CURRENT is missing"))?;
        if !layout.generation(live).is_dir() {
            return Err(layout.damaged(format!("generation {live} is missing")));
        }
        layout.clean(live)?;
        Ok(Self { layout, settings, live, _lock: lock })
    }

    /// Adds comments to the live generation, in one commit: all of them or none. A record that is
    /// in the archive is left alone if nothing in it has changed, else its comments are replaced.
    pub fn append<'a>(
        &mut self,
        entries: impl IntoIterator<Item = Entry<'a>>,
    ) -> Result<Appended, ArchiveError> {
        let entries = entries.into_iter();
        let most = entries.size_hint().1.unwrap_or(usize::MAX);
        self.append_by(most, |taker| taker.take_all(entries))
    }

    /// As [`Self::append`], for comments that are not all in memory at once: `feed` hands them over
    /// as they come, at most about `most`. If it fails, nothing is added.
    pub fn append_by<E: From<ArchiveError>>(
        &mut self,
        most: usize,
        feed: impl FnOnce(&mut Taker<'_>) -> Result<(), E>,
    ) -> Result<Appended, E> {
        let (index, fields) = generation::open(&self.layout, self.live, Analysed::Now)?;
        let searcher = columns::searcher(&index).map_err(self.failed("open"))?;
        let known = columns::known_keys(&searcher).map_err(self.failed("read"))?;
        let first = columns::next_seq(&searcher).map_err(self.failed("read"))?;
        drop(searcher);
        let mut policy = LogMergePolicy::default();
        policy.set_max_docs_before_merge(LARGE);
        policy.set_del_docs_ratio_before_merge(DEAD);
        let intake = Intake::new(fields, known, first);
        self.index(&index, Box::new(policy), most, feed, intake)
    }

    /// Builds a new generation of these comments alone and makes it the live one. The old one
    /// stays until the new one is safe on the disk.
    pub fn rebuild<'a>(
        &mut self,
        entries: impl IntoIterator<Item = Entry<'a>>,
    ) -> Result<Appended, ArchiveError> {
        self.rebuild_by(|taker| taker.take_all(entries))
    }

    /// As [`Self::rebuild`], for comments that are not all in memory at once.
    pub fn rebuild_by(
        &mut self,
        feed: impl FnOnce(&mut Taker<'_>) -> Result<(), ArchiveError>,
    ) -> Result<Appended, ArchiveError> {
        let number = self.layout.generations()?.last().copied().unwrap_or(0).max(self.live) + 1;
        let index = generation::create(&self.layout, number)?;
        let fields = super::schema::schema().1;
        let intake = Intake::new(fields, FxHashMap::default(), 0);
        let appended = self.index(&index, Box::new(NoMergePolicy), usize::MAX, feed, intake)?;
        let path = self.layout.generation(number);
        sync_folder(&path).map_err(io_error("sync", &path))?;
        self.layout.set_current(number)?;
        self.live = number;
        self.layout.clean(number)?;
        Ok(appended)
    }

    /// Removes the records whose keys have these hashes ([`key_hash`]), in one commit.
    pub fn remove(&mut self, keys: FxHashSet<u64>) -> Result<(), ArchiveError> {
        let (index, _) = generation::open(&self.layout, self.live, Analysed::Ever)?;
        let mut writer = self.start(&index, 1)?;
        writer.delete_query(gone(keys, u64::MAX)).map_err(self.failed("write"))?;
        writer.commit().map_err(self.failed("write"))?;
        writer.wait_merging_threads().map_err(self.failed("merge"))
    }

    fn index<E: From<ArchiveError>>(
        &self,
        index: &Index,
        policy: Box<dyn MergePolicy>,
        most: usize,
        feed: impl FnOnce(&mut Taker<'_>) -> Result<(), E>,
        mut intake: Intake,
    ) -> Result<Appended, E> {
        let mut writer = self.start(index, if most < FEW { 1 } else { self.settings.threads })?;
        writer.set_merge_policy(policy);
        feed(&mut Taker { intake: &mut intake, writer: &mut writer, layout: &self.layout })?;
        if intake.is_idle() {
            return Ok(intake.appended);
        }
        if !intake.changed.is_empty() {
            let query = gone(intake.changed, intake.first);
            writer.delete_query(query).map_err(self.failed("write"))?;
        }
        writer.commit().map_err(self.failed("write"))?;
        writer.wait_merging_threads().map_err(self.failed("merge"))?;
        Ok(intake.appended)
    }

    fn start(&self, index: &Index, threads: usize) -> Result<IndexWriter<Doc>, ArchiveError> {
        let options = IndexWriterOptions::builder()
            .num_worker_threads(threads.clamp(1, 8))
            .memory_budget_per_thread(self.settings.memory.clamp(15_000_000, 4_000_000_000))
            .num_merge_threads(1)
            .build();
        index.writer_with_options(options).map_err(self.failed("write"))
    }

    fn failed(&self, action: &'static str) -> impl Fn(tantivy::TantivyError) -> ArchiveError {
        index_error(action, self.layout.root())
    }
}

/// Takes comments on their way into the index.
pub struct Taker<'a> {
    intake: &'a mut Intake,
    writer: &'a mut IndexWriter<Doc>,
    layout: &'a Layout,
}

impl Taker<'_> {
    /// Takes comments in order. Those of one record must come one after the other.
    pub fn take_all<'e>(
        &mut self,
        entries: impl IntoIterator<Item = Entry<'e>>,
    ) -> Result<(), ArchiveError> {
        for entry in entries {
            let Some(doc) = self.intake.take(&entry) else { continue };
            if self.writer.add_document(doc).is_err() {
                // The queue only says that a thread died; joining the threads tells of what.
                let failed = index_error("write", self.layout.root());
                self.writer.prepare_commit().map_err(failed)?;
            }
        }
        Ok(())
    }
}

impl std::fmt::Debug for Taker<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Taker").finish_non_exhaustive()
    }
}

/// Decides entry by entry what goes in.
struct Intake {
    fields: Fields,
    known: FxHashMap<u64, KnownKey>,
    /// The first number that this intake gives.
    first: u64,
    next: u64,
    /// Content and latest comment of each key of this intake.
    seen: FxHashMap<u64, (u64, usize)>,
    changed: FxHashSet<u64>,
    appended: Appended,
    /// The record of the entry before: comments of one record come one after the other.
    last: Option<(RecordKey, Marks)>,
}

impl Intake {
    fn new(fields: Fields, known: FxHashMap<u64, KnownKey>, first: u64) -> Self {
        Self {
            fields,
            known,
            first,
            next: first,
            seen: FxHashMap::default(),
            changed: FxHashSet::default(),
            appended: Appended::default(),
            last: None,
        }
    }

    fn is_idle(&self) -> bool {
        self.next == self.first
    }

    fn take(&mut self, entry: &Entry<'_>) -> Option<Doc> {
        let marks = self.marks(entry);
        if self.is_repeated(marks, entry.comment_index) {
            self.appended.repeated += 1;
            return None;
        }
        match self.known.get(&marks.key) {
            Some(known) if known.content == marks.content => {
                self.appended.unchanged += 1;
                return None;
            }
            Some(_) => {
                self.changed.insert(marks.key);
                self.appended.updated += 1;
            }
            None => self.appended.added += 1,
        }
        let doc = Doc::new(&self.fields, entry, marks, self.next);
        self.next += 1;
        Some(doc)
    }

    /// Whether the key has come with other content, or the same comment has come before. Which
    /// of two records with one key is taken must not depend on what the archive holds.
    fn is_repeated(&mut self, marks: Marks, comment: usize) -> bool {
        match self.seen.entry(marks.key) {
            Slot::Vacant(slot) => {
                slot.insert((marks.content, comment));
                false
            }
            Slot::Occupied(mut slot) => {
                let (content, latest) = slot.get_mut();
                let new = *content == marks.content && comment > *latest;
                *latest = (*latest).max(comment);
                !new
            }
        }
    }

    fn marks(&mut self, entry: &Entry<'_>) -> Marks {
        match &self.last {
            Some((key, marks)) if *key == entry.record.key && entry.comment_index > 0 => *marks,
            _ => {
                let (key, content) = (key_hash(&entry.record.key), content_hash(entry.record));
                let marks = Marks { key, content };
                self.last = Some((entry.record.key.clone(), marks));
                marks
            }
        }
    }
}

/// The comments of records with these key hashes that were numbered before `first`.
fn gone(keys: FxHashSet<u64>, first: u64) -> Box<dyn Query> {
    let keys = Arc::new(keys);
    let predicate = FunctionPredicate::from(move |segment: &SegmentReader| {
        let seq = segment.fast_fields().u64(column::SEQ)?;
        let key = segment.fast_fields().u64(column::KEY)?;
        let keys = Arc::clone(&keys);
        Ok(move |doc| {
            key.first(doc).is_some_and(|key| keys.contains(&key))
                && seq.first(doc).is_some_and(|seq| seq < first)
        })
    });
    Box::new(DocPredicateQuery::from(predicate))
}

/// Makes the folder of a new archive with one empty generation.
pub(super) fn create(root: &Path) -> Result<(), ArchiveError> {
    let layout = Layout::new(root);
    if !layout.is_ours()? {
        return Err(ArchiveError::Foreign(root.to_path_buf()));
    }
    std::fs::create_dir_all(root).map_err(io_error("create", root))?;
    let _lock = layout.lock()?;
    if layout.current()?.is_some() || super::check::has_comments(&layout)? {
        return Err(ArchiveError::Occupied(root.to_path_buf()));
    }
    let runs = layout.file("runs");
    std::fs::create_dir_all(&runs).map_err(io_error("create", &runs))?;
    generation::create(&layout, 1)?;
    layout.set_current(1)?;
    layout.clean(1)
}

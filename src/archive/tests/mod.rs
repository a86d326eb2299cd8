//! The archive from outside, on temporary folders.

mod store;
mod search;

use std::path::PathBuf;

use super::{Appended, Archive, Entry, Writer};
use crate::analyse::corpus::Analyser;
use crate::analyse::{Analysis, Words};
use crate::record::{Comment, Record, RecordKey};
use crate::score::{ClauseScore, Cue, CueSet, Scored};
use crate::theme::{Membership, ThemeId};

/// Comments with tags, as the stages before the archive would hand them over.
#[derive(Default)]
pub(super) struct Batch {
    words: Words,
    comments: Vec<(Record, Analysis, Scored, Vec<Membership>)>,
}

impl Batch {
    /// Adds a record with one comment.
    pub(super) fn add(&mut self, key: &str, text: &str) -> &mut Record {
        self.tagged(key, text, None, &[], &[])
    }

    pub(super) fn tagged(
        &mut self,
        key: &str,
        text: &str,
        sentiment: Option<f32>,
        cues: &[Cue],
        themes: &[(u32, f32)],
    ) -> &mut Record {
        let record = Record {
            key: RecordKey(key.into()),
            row: self.comments.len() as u64 + 1,
            comments: vec![Comment { question: 0, text: text.into() }],
            fields: serde_json::json!({ "id": key, "text": text }).to_string().into(),
            ..Record::default()
        };
        let mut set = CueSet::default();
        for cue in cues {
            set.insert(*cue);
        }
        let analysis = Analyser::new().analyse(text, &mut self.words);
        let clause = ClauseScore { sentiment, ..ClauseScore::default() };
        let clauses = vec![clause; themes.len()].into();
        let scored = Scored { sentiment, cues: set, clauses, ..Scored::default() };
        let members = themes.iter().enumerate().map(|(clause, (theme, degree))| Membership {
            theme: ThemeId(*theme),
            clause: clause as u16,
            degree: *degree,
        });
        self.comments.push((record, analysis, scored, members.collect()));
        &mut self.comments.last_mut().unwrap().0
    }

    /// What the last comment says.
    pub(super) fn scored(&mut self) -> &mut Scored {
        &mut self.comments.last_mut().unwrap().2
    }

    pub(super) fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        self.comments.iter().map(|(record, analysis, scored, themes)| Entry {
            record,
            comment_index: 0,
            analysis,
            words: &self.words,
            scored,
            themes,
        })
    }
}

pub(super) fn batch(comments: &[(&str, &str)]) -> Batch {
    let mut batch = Batch::default();
    for (key, text) in comments {
        batch.add(key, text);
    }
    batch
}

/// A new archive in a folder that goes with the value.
pub(super) struct Fresh {
    pub(super) path: PathBuf,
    _folder: tempfile::TempDir,
}

impl Fresh {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("palaute.kuiske");
        Archive::create(&path).unwrap();
        Self { path, _folder: folder }
    }

    pub(super) fn with(batch: &Batch) -> Self {
        let fresh = Self::new();
        fresh.append(batch);
        fresh
    }

    pub(super) fn open(&self) -> Archive {
        Archive::open(&self.path).unwrap()
    }

    pub(super) fn writer(&self) -> Writer {
        let settings = super::WriterSettings { threads: 2, memory: 15_000_000 };
        self.open().writer_with(settings).unwrap()
    }

    pub(super) fn append(&self, batch: &Batch) -> Appended {
        self.writer().append(batch.entries()).unwrap()
    }
}

//! All records of an archive, given back one after the other: to index them again, or to write
//! their tags back.

use std::collections::VecDeque;
use std::iter::Peekable;

use super::{Archive, ArchiveError, StoredComment};
use crate::record::{Comment, Record};

/// Comments read from the disk together.
const CHUNK: usize = 4096;

/// The records of an archive in order of entry, each with all its comments.
#[derive(Debug)]
pub struct Records<'a> {
    comments: Peekable<Comments<'a>>,
}

impl<'a> Records<'a> {
    pub(super) fn new(archive: &'a Archive, seqs: Vec<u64>) -> Self {
        let comments = Comments { archive, seqs: seqs.into(), read: VecDeque::new() };
        Self { comments: comments.peekable() }
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Record, ArchiveError>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut record = match self.comments.next()? {
            Ok(first) => first.into_record(),
            Err(error) => return Some(Err(error)),
        };
        let same = |next: &Result<StoredComment, _>| {
            next.as_ref().is_ok_and(|comment| comment.key == record.key)
        };
        let mut more = Vec::new();
        while let Some(Ok(comment)) = self.comments.next_if(same) {
            more.push(Comment { question: comment.question, text: comment.text });
        }
        record.comments.extend(more);
        Some(Ok(record))
    }
}

/// The comments, read in chunks.
#[derive(Debug)]
struct Comments<'a> {
    archive: &'a Archive,
    seqs: VecDeque<u64>,
    read: VecDeque<StoredComment>,
}

impl Iterator for Comments<'_> {
    type Item = Result<StoredComment, ArchiveError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.read.is_empty() {
            let chunk: Vec<u64> = self.seqs.drain(..CHUNK.min(self.seqs.len())).collect();
            match self.archive.fetch(&chunk) {
                Ok(comments) => self.read = comments.into(),
                Err(error) => {
                    self.seqs.clear();
                    return Some(Err(error));
                }
            }
        }
        self.read.pop_front().map(Ok)
    }
}

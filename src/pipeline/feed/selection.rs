//! A selection of comments for programs of qualitative analysis.

use std::io::{self, Cursor, Write};
use std::path::Path;

use super::{Extent, Fed, FeedJob, store, write_beside};
use crate::analyse::corpus::Text;
use crate::analyse::mask::mask;
use crate::archive::search::{SearchRequest, Sort};
use crate::archive::{Archive, StoredComment};
use crate::error::Error;
use crate::feed::coded::{Coded, Selection, qdpx};
use crate::feed::{FeedError, atomic};
use crate::tag::Tagger;
use crate::theme::Codebook;

/// Writes the comments that the job's query finds, coded by their themes.
pub(super) fn feed(
    job: &FeedJob,
    archive: &Archive,
    codebook: &Codebook,
    to: &Path,
) -> Result<Fed, Error> {
    let labels = codebook
        .themes
        .iter()
        .flat_map(|theme| [(theme.label_fi.clone(), theme.id), (theme.label_en.clone(), theme.id)]);
    let found = archive.search(&SearchRequest {
        query: job.query.clone(),
        limit: usize::MAX,
        sort: Sort::Entry,
        context: 0,
        theme_labels: labels.collect(),
        ..SearchRequest::default()
    })?;
    let stored: Vec<_> = found.hits.into_iter().map(|hit| hit.comment).collect();
    let rows = said(&stored).count() as u64;
    let mut fed = Fed {
        source: archive.path().display().to_string(),
        target: to.display().to_string(),
        rows,
        matched: rows,
        elsewhere: archive.len() - rows,
        ..Fed::default()
    };
    if job.effort == Extent::Plan {
        return Ok(fed);
    }
    let failed = |reason| FeedError::Target { target: to.display().to_string(), reason };
    let tagger = store::tagger(&job.archive, &[])?;
    let bytes = selection(archive, &stored, &tagger, codebook).map_err(failed)?;
    atomic::write(to, |out: &mut dyn Write| out.write_all(&bytes)).map_err(failed)?;
    fed.written = Some(rows);
    fed.codebook = write_beside(archive, codebook, to)?;
    Ok(fed)
}

fn said(stored: &[StoredComment]) -> impl Iterator<Item = &StoredComment> {
    stored.iter().filter(|comment| !comment.text.trim().is_empty())
}

/// Comments coded by their themes, as a `.qdpx` project; blank ones are left out, personal data are
/// masked.
///
/// # Errors
/// When the container cannot be made.
pub fn selection(
    archive: &Archive,
    stored: &[StoredComment],
    tagger: &Tagger,
    codebook: &Codebook,
) -> io::Result<Vec<u8>> {
    let said: Vec<_> = said(stored).collect();
    let texts: Vec<Text<'_>> =
        said.iter().map(|c| Text { text: &c.text, declared: c.declared }).collect();
    let analyses = tagger.analyser().corpus(&texts).analyses;
    let comments: Vec<Selection> = said
        .iter()
        .zip(&analyses)
        .map(|(comment, analysis)| Selection {
            name: format!("{} #{}", comment.key, comment.question + 1),
            // Masked, a text is as long as before: places hold.
            text: mask(&comment.text).unwrap_or_else(|| comment.text.to_string()),
            coded: comment
                .themes
                .iter()
                .filter_map(|member| {
                    let clause = analysis.clauses.get(usize::from(member.clause))?;
                    Some(Coded { span: analysis.clause_span(clause), theme: member.theme })
                })
                .collect(),
        })
        .collect();
    let name = archive.path().file_stem().unwrap_or_default().to_string_lossy();
    let mut bytes = Cursor::new(Vec::new());
    qdpx(&name, codebook, &comments, &mut bytes)?;
    Ok(bytes.into_inner())
}

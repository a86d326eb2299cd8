//! `themes.csv`: every clause of a run's comments with its theme.
//!
//! The table is in the order of themes, the comments are not: they are read once for as many themes
//! as fit into memory.

use std::io;
use std::ops::Range;
use std::path::Path;

use rayon::prelude::*;

use super::intake::Batch;
use super::outline::{ClauseOutline, Outlines};
use super::outputs::{Outputs, plain_entries};
use crate::analyse::mask::{mask, masked_key};
use crate::error::Error;
use crate::feed::atomic;
use crate::report::{Member, ThemesCsv, Veil};
use crate::theme::{Theme, ThemeId};

/// Comments unpacked together.
const BATCH: usize = 20_000;
/// Part of the working memory that clauses may take.
const PART: u64 = 2;
/// Bytes of a clause beside its text.
const BESIDE: u64 = 96;

/// Writes the table, without the names that are to be hidden.
pub(super) fn write(
    outputs: &Outputs<'_>,
    veil: Option<&Veil>,
    folder: &Path,
) -> Result<(), Error> {
    let hidden = |text: &str| veil.map(|veil| veil.over(text, outputs.language()));
    let mut themes: Vec<Theme> = outputs.codebook.themes.clone();
    for label in themes.iter_mut().flat_map(|theme| [&mut theme.label_fi, &mut theme.label_en]) {
        if let Some(without) = hidden(label) {
            *label = without;
        }
    }
    let entries = plain_entries(&themes);
    let groups = groups(outputs.outlines, outputs.settings.memory / PART);
    let path = folder.join("themes.csv");
    let mut stopped = None;
    let written = atomic::write(&path, |out| {
        let mut table = ThemesCsv::new(&entries, out).map_err(io::Error::other)?;
        for group in groups {
            let clauses = match Clauses::of(outputs, &group) {
                Ok(clauses) => clauses,
                Err(error) => {
                    stopped = Some(error);
                    return Err(io::ErrorKind::Other.into());
                }
            };
            for member in clauses.members() {
                let text = hidden(member.text);
                let text = text.as_deref().unwrap_or(member.text);
                table.write(&Member { text, ..member }).map_err(io::Error::other)?;
            }
        }
        table.finish().map_err(io::Error::other)
    });
    match stopped {
        Some(error) => Err(error),
        None => written.map_err(|reason| Error::File { path, reason }),
    }
}

/// Runs of themes whose clauses take about `most` bytes.
fn groups(outlines: &Outlines, most: u64) -> Vec<Range<ThemeId>> {
    let mut groups: Vec<Range<ThemeId>> = Vec::new();
    let mut taken = 0;
    for (theme, bytes) in outlines.bytes_by_theme(BESIDE) {
        let end = ThemeId(theme.0.saturating_add(1));
        match groups.last_mut().filter(|_| taken + bytes <= most) {
            Some(group) => group.end = end,
            None => {
                taken = 0;
                groups.push(theme..end);
            }
        }
        taken += bytes;
    }
    groups
}

/// The clauses of some themes, with their texts.
struct Clauses<'a> {
    /// Names of the questions of each file.
    questions: Vec<Vec<&'a str>>,
    texts: String,
    all: Vec<Clause>,
}

struct Clause {
    of: ClauseOutline,
    /// Number of the comment.
    comment: usize,
    question: (u32, u16),
    key: Range<usize>,
    text: Range<usize>,
}

impl<'a> Clauses<'a> {
    fn of(outputs: &'a Outputs<'_>, group: &Range<ThemeId>) -> Result<Self, Error> {
        let readings = outputs.intake.readings.iter();
        let columns = readings.map(|reading| reading.columns.texts());
        let questions = columns.map(|texts| texts.map(|text| text.column.as_str()).collect());
        let mut clauses =
            Self { questions: questions.collect(), texts: String::new(), all: Vec::new() };
        for batch in outputs.intake.batches(BATCH) {
            clauses.take(&batch?, outputs.outlines, group);
        }
        clauses.all.par_sort_by(|a, b| {
            let degree = b.of.degree.total_cmp(&a.of.degree);
            a.of.theme.cmp(&b.of.theme).then(degree).then(a.comment.cmp(&b.comment))
        });
        Ok(clauses)
    }

    fn take(&mut self, batch: &Batch, outlines: &Outlines, group: &Range<ThemeId>) {
        let comments: Vec<_> = batch.comments().collect();
        let own = |i: usize| {
            let clauses = outlines.clauses(batch.first + i).iter();
            clauses.filter(|clause| group.contains(&clause.theme))
        };
        let masked: Vec<Option<String>> = comments
            .par_iter()
            .enumerate()
            .map(|(i, (_, _, comment))| own(i).next().and_then(|_| mask(&comment.text)))
            .collect();
        for (i, ((record, _, comment), masked)) in comments.iter().zip(&masked).enumerate() {
            let text = masked.as_deref().unwrap_or(&comment.text);
            let question = (batch.file as u32, comment.question);
            for of in own(i) {
                let key = masked_key(&record.key);
                let key = self.keep(&key.as_ref().unwrap_or(&record.key).0);
                let text = self.keep(of.span.of(text));
                self.all.push(Clause { of: *of, comment: batch.first + i, question, key, text });
            }
        }
    }

    fn keep(&mut self, text: &str) -> Range<usize> {
        let start = self.texts.len();
        self.texts += text;
        start..self.texts.len()
    }

    fn members(&self) -> impl Iterator<Item = Member<'_>> {
        let kept = |range: &Range<usize>| self.texts.get(range.clone()).unwrap_or("");
        self.all.iter().map(move |clause| {
            let (file, question) = clause.question;
            let names = self.questions.get(file as usize);
            Member {
                theme: clause.of.theme,
                key: kept(&clause.key),
                question: names.and_then(|n| n.get(usize::from(question))).copied().unwrap_or(""),
                text: kept(&clause.text),
                degree: clause.of.degree,
                sentiment: clause.of.sentiment,
            }
        })
    }
}

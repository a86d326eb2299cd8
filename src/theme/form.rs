//! `codebook.toml`: how a codebook is written and read again, and what can be wrong with one that
//! was edited by hand.
//!
//! The file alone is enough to tag: it holds the centres and the frame (language means) they were
//! measured in. People edit labels, phrases and seeds; vectors are opaque text.

mod row;

use serde::{Deserialize, Serialize};

use super::ThemeId;
use super::codebook::{Codebook, Core, Frame, Moved, Seed, Theme};
use super::edit::Gone;
use super::log::Change;
use row::{CoreRow, SeedRow};
pub(crate) use row::{Row, pack, unpack};

/// Version of the file's form.
const VERSION: u32 = 1;

/// A codebook that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CodebookError {
    /// Not TOML, a key or value that does not belong, or rows that contradict each other.
    #[error("{file}, line {line}: {what}\nhint: {hint}")]
    Fault {
        /// Name of the file.
        file: String,
        /// Line in it, from 1.
        line: usize,
        /// What is wrong.
        what: String,
        /// What to do.
        hint: &'static str,
    },
    /// Written by a newer program.
    #[error(
        "{file}: written by a newer version (form {found}, this program reads {VERSION})\nhint: update kuiske"
    )]
    Newer {
        /// Name of the file.
        file: String,
        /// Form found.
        found: u32,
    },
}

impl Codebook {
    /// Reads a codebook; `dim` is the length of this program's vectors.
    ///
    /// # Errors
    /// See [`CodebookError`]: the first fault, by line.
    pub fn parse(file: &str, text: &str, dim: usize) -> Result<Self, CodebookError> {
        let source = Source { file, text, dim };
        let form: Form = toml::from_str(text).map_err(|e| {
            let line = source.line(e.span().map_or(0, |span| span.start));
            let what = e.message().replace('\n', " ");
            source.fault(line, what, "take the last edit back")
        })?;
        if form.version > VERSION {
            return Err(CodebookError::Newer { file: file.to_owned(), found: form.version });
        }
        let mut book = Self::within(source.frame(form.frame.as_ref())?);
        for (at, row) in form.theme.into_iter().enumerate() {
            book.themes.push(source.theme(at, row)?);
        }
        for (at, row) in form.moved.iter().enumerate() {
            let vector = source.vector("moved", at, &row.vector)?;
            book.moved.push(Moved { key: row.key.clone(), theme: row.theme, vector });
        }
        (book.gone, book.log, book.forbidden) = (form.gone, form.log, form.forbidden);
        source.check(&book)?;
        book.themes.sort_by_key(|theme| theme.id);
        let live = book.themes.iter().map(|theme| theme.id.0);
        let used = live.chain(book.gone.iter().map(|gone| gone.id.0)).max();
        book.next = used.map_or(1, |last| last + 1).max(form.next);
        book.forbidden = book.forbidden.iter().map(|word| word.to_lowercase()).collect();
        book.forbidden.sort();
        book.forbidden.dedup();
        Ok(book)
    }

    /// The text of `codebook.toml`.
    pub fn to_toml(&self) -> String {
        let [fi, en, other] = [0, 1, 2].map(|slot| pack(self.frame.mean(slot)));
        let moved = self.moved.iter().map(|moved| MovedRow {
            key: moved.key.clone(),
            theme: moved.theme,
            vector: pack(&moved.vector),
        });
        let form = Form {
            version: VERSION,
            next: self.next,
            forbidden: self.forbidden.clone(),
            theme: self.themes.iter().map(Row::of).collect(),
            moved: moved.collect(),
            gone: self.gone.clone(),
            log: self.log.clone(),
            frame: Some(Means { fi, en, other }),
        };
        let body = toml::to_string(&form).unwrap_or_default();
        format!(
            "# Themes of this archive. Labels, phrases, seeds and forbidden words are yours to edit\n\
             # (then: kuiske themes retag); IDs, centres and the frame are not: they keep old exports\n\
             # valid.\n\n{body}"
        )
    }
}

/// The text of a file, for faults by line.
struct Source<'t> {
    file: &'t str,
    text: &'t str,
    dim: usize,
}

impl Source<'_> {
    fn fault(&self, line: usize, what: String, hint: &'static str) -> CodebookError {
        CodebookError::Fault { file: self.file.to_owned(), line, what, hint }
    }

    fn line(&self, byte: usize) -> usize {
        1 + self.text.bytes().take(byte).filter(|byte| *byte == b'\n').count()
    }

    /// The line of the `n`th table of a kind, or of the key in it that holds this text.
    fn place(&self, kind: &str, n: usize, holds: &str) -> usize {
        let head = format!("[[{kind}]]");
        let mut seen = 0;
        let mut found = 1;
        for (number, line) in (1..).zip(self.text.lines()) {
            let line = line.trim();
            let own = line == head;
            if own {
                seen += 1;
                found = if seen == n + 1 { number } else { found };
            }
            let inside = seen == n + 1 && (own || !line.starts_with("[["));
            if seen > n + 1 || seen == n + 1 && line.starts_with("[[") && !own {
                break;
            }
            if inside && !holds.is_empty() && line.contains(holds) {
                return number;
            }
        }
        found
    }

    fn vector(&self, kind: &str, at: usize, packed: &str) -> Result<Vec<f32>, CodebookError> {
        unpack(packed).filter(|v| v.len() == self.dim).ok_or_else(|| {
            let what = "a vector is damaged or of another vector table".to_owned();
            let shown: String = packed.chars().take(40).collect();
            self.fault(self.place(kind, at, &shown), what, "restore the line, or theme again")
        })
    }

    fn frame(&self, means: Option<&Means>) -> Result<Frame, CodebookError> {
        let mut frame = Frame::zero(self.dim);
        let Some(means) = means else { return Ok(frame) };
        for (slot, packed) in [&means.fi, &means.en, &means.other].into_iter().enumerate() {
            let v = unpack(packed).filter(|v| v.len() == self.dim).ok_or_else(|| {
                let line = 1 + self.text.lines().take_while(|l| l.trim() != "[frame]").count();
                let what = "a mean of the frame is damaged or of another vector table".to_owned();
                self.fault(line, what, "restore the line, or theme again")
            })?;
            frame.mean_mut(slot).copy_from_slice(&v);
        }
        Ok(frame)
    }

    fn theme(&self, at: usize, row: Row) -> Result<Theme, CodebookError> {
        let vector = |packed: &String| self.vector("theme", at, packed);
        let known = |packed: &String| {
            if packed.is_empty() { Ok(Vec::new()) } else { vector(packed) }
        };
        let centre = known(&row.centre)?;
        let parts = row.parts.iter().map(vector).collect::<Result<_, _>>()?;
        let core = |core: &CoreRow| {
            let parts = core.parts.iter().map(vector).collect::<Result<_, _>>()?;
            Ok(Core { behind: core.behind, centre: vector(&core.centre)?, parts })
        };
        let joined = row.joined.iter().map(core).collect::<Result<_, CodebookError>>()?;
        let seed =
            |seed: &SeedRow| Ok(Seed { phrase: seed.phrase.clone(), vector: known(&seed.vector)? });
        let seeds: Vec<Seed> = row.seed.iter().map(seed).collect::<Result<_, CodebookError>>()?;
        if centre.is_empty()
            && seeds.is_empty()
            && row.phrases_fi.is_empty()
            && row.phrases_en.is_empty()
        {
            let line = self.place("theme", at, &row.id.to_string());
            let what = format!("{} has no centre, no seed and no phrase", row.id);
            return Err(self.fault(
                line,
                what,
                "give it phrases_fi or phrases_en, such as [\"queue\"]",
            ));
        }
        let core = Core { behind: row.behind, centre, parts };
        Ok(row.into_theme(core, joined, seeds))
    }

    /// Refuses rows that contradict each other.
    fn check(&self, book: &Codebook) -> Result<(), CodebookError> {
        let lives = |id: ThemeId| book.themes.iter().any(|theme| theme.id == id);
        let was = |id: ThemeId| lives(id) || book.gone.iter().any(|gone| gone.id == id);
        for (at, theme) in book.themes.iter().enumerate() {
            let (id, before) = (theme.id, book.themes.get(..at).unwrap_or_default());
            let line = || self.place("theme", at, &id.to_string());
            if before.iter().any(|other| other.id == id) {
                let what = format!("theme {id} stands twice");
                return Err(self.fault(line(), what, "give one of them a new, unused number"));
            }
            if book.gone.iter().any(|gone| gone.id == id) {
                let what = format!("theme {id} is among the living and the gone");
                return Err(self.fault(line(), what, "remove its [[gone]], or number it anew"));
            }
            self.label(at, "label_fi", &theme.label_fi, before, |other| &other.label_fi)?;
            self.label(at, "label_en", &theme.label_en, before, |other| &other.label_en)?;
        }
        let hint = "name a theme of this file";
        let lost = |gone: &Gone| gone.into.is_some_and(|into| !was(into));
        if let Some(at) = book.gone.iter().position(lost) {
            let what = format!("{} went into a theme that never was", book.gone[at].id);
            return Err(self.fault(self.place("gone", at, "into"), what, hint));
        }
        if let Some(at) = book.moved.iter().position(|moved| !was(moved.theme)) {
            let what = format!("a comment was moved to {}, which never was", book.moved[at].theme);
            return Err(self.fault(self.place("moved", at, "theme"), what, hint));
        }
        Ok(())
    }

    /// Refuses a label that an earlier theme has.
    fn label(
        &self,
        at: usize,
        key: &str,
        own: &str,
        before: &[Theme],
        of: impl Fn(&Theme) -> &String,
    ) -> Result<(), CodebookError> {
        let same =
            |other: &&Theme| !own.is_empty() && of(other).to_lowercase() == own.to_lowercase();
        let Some(other) = before.iter().find(same) else { return Ok(()) };
        let what = format!("{key} `{own}` is the label of {} already", other.id);
        Err(self.fault(self.place("theme", at, key), what, "labels tell themes apart; change one"))
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    #[serde(default = "one")]
    version: u32,
    #[serde(default)]
    next: u32,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    forbidden: Vec<String>,
    #[serde(default)]
    theme: Vec<Row>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    moved: Vec<MovedRow>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    gone: Vec<Gone>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    log: Vec<Change>,
    #[serde(default)]
    frame: Option<Means>,
}

const fn one() -> u32 {
    VERSION
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Means {
    fi: String,
    en: String,
    other: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct MovedRow {
    key: String,
    theme: ThemeId,
    vector: String,
}

#[cfg(test)]
mod tests;

//! Tagging without an archive: a file, or what flows in, gets the columns that a run would give it
//! by a codebook.
//!
//! A pure function of (comment, codebook): any number of processes may share the work.

#[cfg(feature = "parquet")]
mod batches;
mod blocks;
mod looked;

use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};

#[cfg(feature = "parquet")]
pub use batches::marks;
use blocks::Blocks;
pub(super) use looked::Looked;
pub use looked::{Heard, Voice};

use super::columns::{RowTags, TagColumns, Tags, is_unanswered, row_cells};
use super::{remarks, store};
use crate::analyse::corpus::Text;
use crate::config::{Config, Settings};
use crate::error::Error;
use crate::feed::{self, NewColumn, NewColumns, Written};
use crate::lang::Lang;
use crate::lexicon::OwnFile;
use crate::progress::{Event, Progress};
use crate::read::{self, Input, Reading};
use crate::tag::Tagger;
use crate::theme::Codebook;

/// Records tagged at a time. Changes no result, but memory.
const BATCH: usize = 50_000;

/// What tagging did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Rows written.
    pub rows: u64,
    /// Rows with tags.
    pub tagged: u64,
    /// Rows that could not be read; they are written without tags.
    pub rejected: u64,
}

/// A codebook in force: the tables and the themes.
#[derive(Debug)]
pub struct Applier {
    tagger: Tagger,
    codebook: Codebook,
    columns: TagColumns,
    language: Lang,
}

impl Applier {
    /// Reads a codebook, and the user's own word lists over those that ship with the program;
    /// `language` is that of remarks on the input.
    ///
    /// # Errors
    /// The codebook or a list cannot be read or has a fault.
    pub fn open(codebook: &Path, lexicons: &[PathBuf], language: Lang) -> Result<Self, Error> {
        let own = |path: &PathBuf| OwnFile { path: path.clone(), lang: None };
        let tagger = Tagger::over(&lexicons.iter().map(own).collect::<Vec<_>>())?;
        let found = store::codebook(codebook, &tagger)?;
        let codebook = found.ok_or_else(|| Error::NoCodebook(codebook.to_path_buf()))?;
        Ok(Self::with(tagger, codebook, language))
    }

    /// The same of texts that were read elsewhere; `name` is that of the codebook in messages.
    ///
    /// # Errors
    /// The codebook has a fault.
    pub fn parse(tagger: Tagger, name: &str, codebook: &str) -> Result<Self, Error> {
        let mut codebook = Codebook::parse(name, codebook, tagger.dim())?;
        tagger.complete(&mut codebook)?;
        Ok(Self::with(tagger, codebook, Lang::En))
    }

    fn with(tagger: Tagger, codebook: Codebook, language: Lang) -> Self {
        let columns = TagColumns::new(&codebook);
        Self { tagger, codebook, columns, language }
    }

    /// The columns that tagging adds, in order.
    pub fn columns(&self) -> Vec<NewColumn> {
        self.columns.columns()
    }

    /// The codebook in force.
    pub const fn codebook(&self) -> &Codebook {
        &self.codebook
    }

    /// Tags an input that is at hand as a whole, into a file that appears when it is whole.
    ///
    /// # Errors
    /// The input cannot be read, or the file not be written.
    pub fn apply(
        &self,
        input: &Input,
        config: &Config,
        target: &Path,
        progress: &dyn Progress,
    ) -> Result<Applied, Error> {
        let reading = read::read(input, config, progress)?;
        for line in remarks::of(&input.name(), &reading, self.language) {
            progress.event(Event::Note(&line));
        }
        let new = NewColumns {
            columns: self.columns.columns(),
            rows: row_cells(&self.columns, &reading, self.tagged(&reading, progress)?.into_iter()),
        };
        let written = feed::write(input, &reading.source, &reading.columns, target, new)?;
        Ok(applied(written, &reading))
    }

    /// Tags rows as they flow in, and writes them as they are tagged. Columns are told from the
    /// first block.
    ///
    /// # Errors
    /// The input cannot be read, or the output not be written; a part of it may be written then.
    pub fn apply_stream(
        &self,
        from: &mut dyn BufRead,
        config: &Config,
        out: &mut dyn Write,
        progress: &dyn Progress,
    ) -> Result<Applied, Error> {
        #[cfg(feature = "parquet")]
        if from.fill_buf().map_err(blocks::stream)?.starts_with(batches::STREAM) {
            return self.apply_batches(from, config, out, progress);
        }
        let settings = Settings::new(config)?;
        let mut blocks = Blocks::new(from, &settings);
        let first = Input::Stdin(blocks.next()?);
        let reading = read::read(&first, config, progress)?;
        for line in remarks::of(&first.name(), &reading, self.language) {
            progress.event(Event::Note(&line));
        }
        let (bytes, mut written) = self.in_memory(&first, &reading, progress)?;
        out.write_all(&bytes).map_err(Error::Output)?;
        let config = pinned(config, &reading);
        let Input::Stdin(bytes) = &first else { return Ok(written) };
        let header = reading.source.head(bytes);
        loop {
            let block = blocks.next()?;
            if block.iter().all(u8::is_ascii_whitespace) {
                return Ok(written);
            }
            let input = Input::Stdin([header, &block].concat());
            let reading = read::read(&input, &config, progress)?;
            let (tagged, more) = self.in_memory(&input, &reading, progress)?;
            let rows = tagged.get(reading.source.head(&tagged).len()..).unwrap_or_default();
            out.write_all(rows).map_err(Error::Output)?;
            written.rows += more.rows;
            written.tagged += more.tagged;
            written.rejected += more.rejected;
        }
    }

    fn in_memory(
        &self,
        input: &Input,
        reading: &Reading,
        progress: &dyn Progress,
    ) -> Result<(Vec<u8>, Applied), Error> {
        let mut bytes = Vec::new();
        let new = NewColumns {
            columns: self.columns.columns(),
            rows: row_cells(&self.columns, reading, self.tagged(reading, progress)?.into_iter()),
        };
        let written = feed::write_to(input, &reading.source, &reading.columns, &mut bytes, new)?;
        Ok((bytes, applied(written, reading)))
    }

    /// The tags of some texts, in their order.
    pub fn tags_of(&self, texts: &[Text<'_>]) -> Vec<Tags> {
        let looked = Looked::at(self, texts);
        (0..texts.len()).map(|at| looked.tags(at)).collect()
    }

    /// The row of every record with the tags of its comments; `None` where nothing was answered.
    fn tagged(&self, reading: &Reading, progress: &dyn Progress) -> Result<Vec<RowTags>, Error> {
        let total = Some(reading.records.len() as u64);
        progress.event(Event::Begin { stage: "tag", total });
        let mut tagged = Vec::with_capacity(reading.records.len());
        for records in reading.records.batches(BATCH) {
            let records = records?;
            let texts: Vec<Text<'_>> = records.iter().flat_map(Text::of).collect();
            let mut tags = self.tags_of(&texts).into_iter();
            tagged.extend(records.iter().map(|record| {
                let own: Vec<Tags> = tags.by_ref().take(record.comments.len()).collect();
                (record.row, (!is_unanswered(record)).then_some(own))
            }));
            progress.event(Event::Advance(records.len() as u64));
        }
        progress.event(Event::End);
        Ok(tagged)
    }
}

fn applied(written: Written, reading: &Reading) -> Applied {
    let rejected = reading.rejected.len() as u64;
    Applied { rows: written.rows, tagged: written.tagged, rejected }
}

/// The settings under which later blocks are read as the first was.
fn pinned(config: &Config, reading: &Reading) -> Config {
    let asked = Config { input: reading.source.asked.clone(), ..config.clone() };
    asked.over(reading.guessed())
}

#[cfg(test)]
mod tests {
    use super::blocks::BLOCK;
    use super::*;
    use crate::progress::Silent;
    use std::io::BufReader;

    /// Many rows, so that they come in several blocks; quoted line ends among them, and quotes that
    /// open nothing.
    #[test]
    fn a_stream_is_tagged_as_a_file_is() {
        let folder = tempfile::tempdir().unwrap();
        let book = folder.path().join("codebook.toml");
        std::fs::write(&book, Tagger::builtin().unwrap().ready().unwrap().to_toml()).unwrap();
        let applier = Applier::open(&book, &[], Lang::En).unwrap();
        let mut csv = String::from("id;palaute;muuta\r\n");
        let mut jsonl = String::new();
        let filler = "x".repeat(BLOCK / 10);
        for i in 0..21 {
            csv += &format!("{i};\"lasku oli \"\"väärin\"\",\r\nja kallis {i}\";12\" {filler}\r\n");
            jsonl += &format!(
                "{{\"id\":{i},\"text\":\"the 12\\\" queue was long {i}\",\"x\":\"{filler}\"}}\n"
            );
        }
        let array = format!("[\n{}]\n", jsonl.trim_end().replace('\n', ",\n"));
        for (source, text) in [(csv, "palaute"), (jsonl, "text"), (array, "text")] {
            let mut config = Config::default();
            config.columns.text = Some(vec![text.to_owned()]);
            let (whole, mut flowed) = (folder.path().join(text), Vec::new());
            let input = Input::Stdin(source.clone().into_bytes());
            let done = applier.apply(&input, &config, &whole, &Silent).unwrap();
            let mut from = BufReader::with_capacity(100_000, source.as_bytes());
            let again = applier.apply_stream(&mut from, &config, &mut flowed, &Silent).unwrap();
            assert_eq!((done, done.tagged), (again, 21));
            assert!(std::fs::read(&whole).unwrap() == flowed, "{text}");
        }
    }
}

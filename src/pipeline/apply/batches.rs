//! Arrow in, Arrow out: a stream of batches as it flows, and columns of texts that lie in memory.

use std::io::{BufRead, Read, Write};

use arrow_array::{ArrayRef, RecordBatch};
use arrow_ipc::reader::StreamReader;
use arrow_ipc::writer::StreamWriter;
use arrow_schema::{ArrowError, SchemaRef};

use super::blocks::BLOCK;
use super::{Applied, Applier, BATCH, Looked, Voice, pinned};
use crate::analyse::corpus::Text;
use crate::config::{Config, Settings};
use crate::error::Error;
use crate::feed::arrow::TagArrays;
use crate::feed::{Kind, NewColumn};
use crate::pipeline::columns::Tags;
use crate::pipeline::remarks;
use crate::progress::{Event, Progress};
use crate::read::{self, Input, Plausible};

/// What an Arrow IPC stream begins with.
pub(super) const STREAM: &[u8] = b"\xff\xff\xff\xff";

/// The columns that counting needs beside the tags: `kuiske_voice`, the same number for copies of one
/// text, null for texts too short to be copies; and `kuiske_marks`, what is to be counted of a row, as
/// [`crate::detect::counts::Mark`] writes it, a blank between.
pub fn marks() -> [NewColumn; 2] {
    [NewColumn::new("kuiske_voice", Kind::Int), NewColumn::new("kuiske_marks", Kind::Text)]
}

impl Applier {
    /// The columns that tagging adds, for rows of `answers` texts each (1 or more), which lie one
    /// after the other: as many arrays as there are [`Self::columns`], each as long as there are
    /// rows. Rows where nothing was answered are null.
    pub fn arrays(&self, texts: &[Text<'_>], answers: usize) -> Vec<ArrayRef> {
        self.filled(texts, answers, None)
    }

    /// As [`Self::arrays`], with the columns of [`marks`] behind; `voices` are those of the rows.
    pub fn marked_arrays(
        &self,
        texts: &[Text<'_>],
        answers: usize,
        voices: &[Voice],
    ) -> Vec<ArrayRef> {
        self.filled(texts, answers, Some(voices))
    }

    fn filled(
        &self,
        texts: &[Text<'_>],
        answers: usize,
        voices: Option<&[Voice]>,
    ) -> Vec<ArrayRef> {
        let answers = answers.max(1);
        let mut arrays = TagArrays::new(&self.columns());
        let mut marked = TagArrays::new(&marks());
        let mut voices = voices.map(<[Voice]>::iter);
        for batch in texts.chunks(BATCH.div_ceil(answers) * answers) {
            let looked = Looked::at(self, batch);
            for (row, texts) in batch.chunks(answers).enumerate() {
                let own = row * answers..row * answers + texts.len();
                let said = texts.iter().any(|text| !text.text.trim().is_empty());
                let tags: Vec<Tags> = own.clone().map(|at| looked.tags(at)).collect();
                let cells = said.then(|| self.columns.cells(Some(&tags)));
                arrays.push(cells.as_deref());
                if let Some(voices) = &mut voices {
                    let voice = voices.next().copied().unwrap_or_default();
                    marked.push(Some(&looked.heard(own, voice).cells()));
                }
            }
        }
        let mut arrays = arrays.finish();
        if voices.is_some() {
            arrays.extend(marked.finish());
        }
        arrays
    }

    /// Tags the batches of a stream as they flow in. Columns are told from the first ones.
    pub(super) fn apply_batches(
        &self,
        from: &mut dyn BufRead,
        config: &Config,
        out: &mut dyn Write,
        progress: &dyn Progress,
    ) -> Result<Applied, Error> {
        let limit = Settings::new(config)?.max_bytes;
        let damaged = |error| Error::from(read::not_read(&error, limit, "-"));
        let mut reader =
            StreamReader::try_new(Plausible::new(from, limit), None).map_err(damaged)?;
        let schema = reader.schema();
        let (mut config, mut all) = (config.clone(), Applied::default());
        let mut target: Option<StreamWriter<&mut dyn Write>> = None;
        let mut out = Some(out);
        loop {
            let some = next(&mut reader).map_err(damaged)?;
            if some.is_empty() && target.is_some() {
                break;
            }
            let input = Input::Stdin(encoded(&schema, &some).map_err(damaged)?);
            let reading = read::read(&input, &config, progress)?;
            if target.is_none() {
                for line in remarks::of(&input.name(), &reading, self.language) {
                    progress.event(Event::Note(&line));
                }
                config = pinned(&config, &reading);
            }
            let (bytes, done) = self.in_memory(&input, &reading, progress)?;
            let tagged = StreamReader::try_new(bytes.as_slice(), None).map_err(damaged)?;
            if let Some(out) = out.take() {
                target = Some(StreamWriter::try_new(out, &tagged.schema()).map_err(unwritten)?);
            }
            for batch in tagged {
                if let Some(target) = &mut target {
                    target.write(&batch.map_err(damaged)?).map_err(unwritten)?;
                }
            }
            all.rows += done.rows;
            all.tagged += done.tagged;
            all.rejected += done.rejected;
        }
        if let Some(target) = &mut target {
            target.finish().map_err(unwritten)?;
        }
        Ok(all)
    }
}

/// The next batches, about a block of them; none at the end.
fn next(reader: &mut StreamReader<impl Read>) -> Result<Vec<RecordBatch>, ArrowError> {
    let (mut some, mut rows, mut bytes) = (Vec::new(), 0, 0);
    while rows < BATCH && bytes < BLOCK {
        let Some(batch) = reader.next().transpose()? else { break };
        rows += batch.num_rows();
        bytes += batch.get_array_memory_size();
        some.push(batch);
    }
    Ok(some)
}

fn encoded(schema: &SchemaRef, batches: &[RecordBatch]) -> Result<Vec<u8>, ArrowError> {
    let mut writer = StreamWriter::try_new(Vec::new(), schema)?;
    for batch in batches {
        writer.write(batch)?;
    }
    writer.into_inner()
}

fn unwritten(error: ArrowError) -> Error {
    let told = error.to_string();
    let reason = if let ArrowError::IoError(_, reason) = error {
        reason
    } else {
        std::io::Error::other(told)
    };
    Error::Output(reason)
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;
    use std::sync::Arc;

    use arrow_array::{Array, Int64Array, StringArray, StringViewArray};
    use arrow_ipc::writer::{FileWriter, IpcWriteOptions};
    use arrow_schema::{DataType, Field, Schema};

    use super::*;
    use crate::progress::Silent;
    use crate::read::ReadError;
    use crate::tag::Tagger;

    fn batch(schema: &SchemaRef, from: i64, filler: &str) -> RecordBatch {
        let texts = ["lasku oli väärin", " ", "the queue was long and nobody helped"];
        let ids = Arc::new(Int64Array::from_iter_values(from..from + 3));
        let fillers = Arc::new(StringViewArray::from_iter_values([filler; 3]));
        let columns: Vec<ArrayRef> =
            vec![ids, Arc::new(StringArray::from(texts.to_vec())), fillers];
        RecordBatch::try_new(Arc::clone(schema), columns).unwrap()
    }

    fn applier() -> Applier {
        let tagger = Tagger::builtin().unwrap();
        let book = tagger.ready().unwrap().to_toml();
        Applier::parse(tagger, "codebook.toml", &book).unwrap()
    }

    fn schema() -> SchemaRef {
        let fields = [("id", DataType::Int64), ("text", DataType::Utf8), ("x", DataType::Utf8View)];
        let fields = fields.into_iter().map(|(name, kind)| Field::new(name, kind, true));
        Arc::new(Schema::new(fields.collect::<Vec<_>>()))
    }

    /// What a batch would grow to is looked at before it is unpacked.
    #[test]
    fn a_batch_too_large_for_the_settings_is_refused() {
        let packed = IpcWriteOptions::default()
            .try_with_compression(Some(arrow_ipc::CompressionType::ZSTD))
            .unwrap();
        let mut writer = StreamWriter::try_new_with_options(Vec::new(), &schema(), packed).unwrap();
        writer.write(&batch(&schema(), 0, &"x".repeat(900_000))).unwrap();
        let source = writer.into_inner().unwrap();
        assert!(source.len() < 10_000);
        for megabytes in [1, 8] {
            let mut config = Config::default();
            config.columns.text = Some(vec!["text".to_owned()]);
            config.input.max_megabytes = Some(megabytes);
            let done =
                applier().apply_stream(&mut source.as_slice(), &config, &mut Vec::new(), &Silent);
            let refused =
                matches!(&done, Err(Error::Read(ReadError::TooLarge { limit, .. })) if *limit == 1);
            assert_eq!(refused, megabytes == 1, "{done:?}");
            assert_eq!(done.is_ok(), megabytes == 8, "{done:?}");
        }
    }

    /// A stream in several blocks is tagged as it is as a whole; a file stays a file; what lies in
    /// memory has the same tags.
    #[test]
    fn batches_are_tagged_as_they_flow() {
        let (applier, schema) = (applier(), schema());
        let filler = "x".repeat(BLOCK / 20);
        let batches: Vec<RecordBatch> = (0..9).map(|i| batch(&schema, i * 3, &filler)).collect();
        let mut file = FileWriter::try_new(Vec::new(), &schema).unwrap();
        batches.iter().for_each(|batch| file.write(batch).unwrap());
        let mut config = Config::default();
        config.columns.text = Some(vec!["text".to_owned()]);
        let folder = tempfile::tempdir().unwrap();
        let mut tables = Vec::new();
        for source in [encoded(&schema, &batches).unwrap(), file.into_inner().unwrap()] {
            let mut flowed = Vec::new();
            let mut from = BufReader::with_capacity(100_000, source.as_slice());
            let done = applier.apply_stream(&mut from, &config, &mut flowed, &Silent).unwrap();
            assert_eq!((done.rows, done.tagged, done.rejected), (27, 18, 0));
            let whole = folder.path().join("whole");
            applier.apply(&Input::Stdin(source), &config, &whole, &Silent).unwrap();
            assert!(std::fs::read(&whole).unwrap() == flowed);
            let found = read::Batches::of(&flowed, 1 << 30).unwrap();
            tables.push(found.all.map(Result::unwrap).collect::<Vec<_>>());
        }
        assert_eq!(tables[0], tables[1]);
        assert_eq!(tables[0].len(), 9);
        let texts: Vec<Text<'_>> = batches[0]
            .column(1)
            .as_any()
            .downcast_ref::<StringArray>()
            .unwrap()
            .iter()
            .map(|text| Text { text: text.unwrap(), declared: None })
            .collect();
        let arrays = applier.arrays(&texts, 1);
        assert_eq!(arrays, tables[0][0].columns()[3..]);
        assert!(arrays.iter().all(|array| array.is_null(1)));
    }
}

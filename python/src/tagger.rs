//! A codebook in force, over columns of text.

use std::path::PathBuf;
use std::sync::Arc;

use arrow_array::ffi_stream::RecordBatchStreamReader;
use arrow_array::{
    Array, Float64Array, LargeStringArray, RecordBatch, StringArray, StringViewArray,
};
use arrow_pyarrow::PyArrowType;
use arrow_schema::{DataType, Field, Schema};
use kuiske::analyse::corpus::Text;
use kuiske::config::Scale;
use kuiske::feed::arrow;
use kuiske::lang::Lang;
use kuiske::pipeline::{Applier, Voice, marks};
use kuiske::record::Source;
use kuiske::tag::Tagger;
use kuiske::theme::FitOptions;
use pyo3::prelude::*;
use pyo3::types::PyTuple;
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::error::{CodebookError, Error, InputError, SettingsError, raised};

/// Rows tagged between two looks at the interpreter.
const PIECE: usize = 50_000;

/// A codebook and word lists, ready to tag. Immutable: any number of threads may use one.
#[pyclass(frozen, module = "kuiske._kuiske")]
pub(crate) struct Core {
    applier: Applier,
    /// What it was made from, so that it can be made again elsewhere.
    name: String,
    codebook: String,
    lexicons: Vec<(String, String)>,
    threads: Option<usize>,
    pool: Option<ThreadPool>,
}

#[pymethods]
impl Core {
    /// Reads a codebook and word lists.
    #[staticmethod]
    fn open(
        py: Python<'_>,
        codebook: PathBuf,
        lexicons: Vec<PathBuf>,
        threads: Option<usize>,
    ) -> PyResult<Self> {
        let applier =
            py.detach(|| Applier::open(&codebook, &lexicons, Lang::En)).map_err(raised)?;
        let text = |path: &PathBuf| {
            std::fs::read_to_string(path)
                .map_err(|reason| raised(kuiske::Error::File { path: path.clone(), reason }))
        };
        let lists = lexicons.iter().map(|path| Ok((path.display().to_string(), text(path)?)));
        Ok(Self {
            applier,
            name: codebook.display().to_string(),
            codebook: text(&codebook)?,
            lexicons: lists.collect::<PyResult<_>>()?,
            threads,
            pool: pool(threads)?,
        })
    }

    /// Makes it from texts: name and text of the codebook, names and texts of word lists.
    #[new]
    fn new(
        py: Python<'_>,
        name: String,
        codebook: String,
        lexicons: Vec<(String, String)>,
        threads: Option<usize>,
    ) -> PyResult<Self> {
        let applier = py.detach(|| {
            let tagger = Tagger::over_texts(&lexicons).map_err(kuiske::Error::from)?;
            Applier::parse(tagger, &name, &codebook)
        });
        let applier = applier.map_err(raised)?;
        Ok(Self { applier, name, codebook, lexicons, threads, pool: pool(threads)? })
    }

    /// The arguments that make the same again.
    fn __getnewargs__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let (name, codebook) = (self.name.clone(), self.codebook.clone());
        (name, codebook, self.lexicons.clone(), self.threads).into_pyobject(py)
    }

    /// The columns that tagging adds, with those for counting behind them if `marked`.
    fn schema(&self, marked: bool) -> PyArrowType<Schema> {
        PyArrowType(self.fields(marked))
    }

    /// ID, Finnish and English label of every theme.
    fn themes(&self) -> Vec<(String, String, String)> {
        let themes = self.applier.codebook().themes.iter();
        let told = themes.map(|t| (t.id.to_string(), t.label_fi.clone(), t.label_en.clone()));
        told.collect()
    }

    /// The new columns of rows. The first `answers` columns are text, then comes the language where
    /// there is one, and, if `marked`, kind of voice and score (a float, or null) on `scale`.
    /// `progress` is called with rows done and rows in all.
    #[expect(clippy::too_many_arguments, reason = "the arguments of one Python function")]
    fn tag(
        &self,
        py: Python<'_>,
        rows: PyArrowType<RecordBatchStreamReader>,
        answers: usize,
        language: bool,
        marked: bool,
        scale: Option<&str>,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<PyArrowType<Vec<RecordBatch>>> {
        let batches = collected(py, rows)?;
        let texts = texts(&batches, answers, language)?;
        let last = answers + usize::from(language);
        let voices = marked.then(|| voices(&batches, last, scale)).transpose()?;
        let schema = Arc::new(self.fields(voices.is_some()));
        let total = texts.len() / answers;
        let (mut tagged, mut done) = (Vec::new(), 0);
        for piece in texts.chunks(PIECE * answers) {
            let rows = piece.len() / answers;
            let own = voices.as_ref().and_then(|voices| voices.get(done..done + rows));
            let work = || match own {
                None => self.applier.arrays(piece, answers),
                Some(voices) => self.applier.marked_arrays(piece, answers, voices),
            };
            let arrays = py.detach(|| match &self.pool {
                Some(pool) => pool.install(work),
                None => work(),
            });
            let batch = RecordBatch::try_new(Arc::clone(&schema), arrays);
            tagged.push(batch.map_err(|error| Error::new_err(error.to_string()))?);
            done += rows;
            py.check_signals()?;
            if let Some(progress) = &progress {
                progress.call1(py, (done, total))?;
            }
        }
        Ok(PyArrowType(tagged))
    }
}

impl Core {
    fn fields(&self, marked: bool) -> Schema {
        let mut fields = arrow::fields(&self.applier.columns());
        if marked {
            fields.extend(arrow::fields(&marks()));
        }
        Schema::new(fields)
    }
}

/// All batches of a stream.
pub(crate) fn collected(
    py: Python<'_>,
    rows: PyArrowType<RecordBatchStreamReader>,
) -> PyResult<Vec<RecordBatch>> {
    py.detach(|| rows.0.collect::<Result<_, _>>())
        .map_err(|error: arrow_schema::ArrowError| InputError::new_err(error.to_string()))
}

fn pool(threads: Option<usize>) -> PyResult<Option<ThreadPool>> {
    let pool = threads.map(|n| ThreadPoolBuilder::new().num_threads(n).build()).transpose();
    pool.map_err(|error| Error::new_err(format!("cannot start the threads: {error}")))
}

/// A column of text, where it lies.
enum Cells<'a> {
    Short(&'a StringArray),
    Large(&'a LargeStringArray),
    View(&'a StringViewArray),
}

impl<'a> Cells<'a> {
    /// A cell; what is null says nothing.
    fn get(&self, row: usize) -> &'a str {
        match self {
            Self::Short(cells) if cells.is_valid(row) => cells.value(row),
            Self::Large(cells) if cells.is_valid(row) => cells.value(row),
            Self::View(cells) if cells.is_valid(row) => cells.value(row),
            Self::Short(_) | Self::Large(_) | Self::View(_) => "",
        }
    }
}

/// The columns of a batch, from `from` to `to`.
fn cells(batch: &RecordBatch, from: usize, to: usize) -> PyResult<Vec<Cells<'_>>> {
    let fields = batch.schema_ref().fields();
    let columns = batch.columns().iter().zip(fields.iter()).take(to).skip(from);
    columns.map(|(array, field)| column(array, field)).collect()
}

fn column<'a>(array: &'a Arc<dyn Array>, field: &Field) -> PyResult<Cells<'a>> {
    let any = array.as_any();
    let found = match field.data_type() {
        DataType::Utf8 => any.downcast_ref().map(Cells::Short),
        DataType::LargeUtf8 => any.downcast_ref().map(Cells::Large),
        DataType::Utf8View => any.downcast_ref().map(Cells::View),
        _ => None,
    };
    found.ok_or_else(|| {
        let (name, kind) = (field.name(), field.data_type());
        InputError::new_err(format!("column `{name}` holds no text but {kind}"))
    })
}

/// All texts, row by row.
pub(crate) fn texts(
    batches: &[RecordBatch],
    answers: usize,
    language: bool,
) -> PyResult<Vec<Text<'_>>> {
    let rows: usize = batches.iter().map(RecordBatch::num_rows).sum();
    let mut texts = Vec::with_capacity(rows * answers);
    for batch in batches {
        let own = cells(batch, 0, answers)?;
        let declared = cells(batch, answers, answers + usize::from(language))?;
        for row in 0..batch.num_rows() {
            let declared = declared.first().and_then(|column| Lang::parse(column.get(row)));
            texts.extend(own.iter().map(|column| Text { text: column.get(row), declared }));
        }
    }
    Ok(texts)
}

/// Who says each row: kind of voice (a survey where it is not said) and score.
fn voices(batches: &[RecordBatch], from: usize, scale: Option<&str>) -> PyResult<Vec<Voice>> {
    let scale = match scale {
        None => None,
        Some(name) => Some(Scale::parse(name).ok_or_else(|| {
            SettingsError::new_err(format!(
                "`{name}` is no scale of scores\nhint: nps, ces7, or a range such as 1-5"
            ))
        })?),
    };
    let mut voices = Vec::new();
    for batch in batches {
        let sources = cells(batch, from, from + 1)?;
        let scores = batch.columns().get(from + 1);
        let scores = scores.and_then(|column| column.as_any().downcast_ref::<Float64Array>());
        for row in 0..batch.num_rows() {
            let name = sources.first().map_or("", |column| column.get(row)).trim();
            let source = match Source::ALL.into_iter().find(|known| known.name() == name) {
                Some(source) => source,
                None if name.is_empty() => Source::Survey,
                None => {
                    return Err(InputError::new_err(format!(
                        "`{name}` is no kind of voice\nhint: survey, social or staff"
                    )));
                }
            };
            let score =
                scores.filter(|column| column.is_valid(row)).map(|column| column.value(row));
            let score = score.zip(scale).map(|(score, scale)| scale.normalise(score as f32));
            voices.push(Voice { source, score });
        }
    }
    Ok(voices)
}

/// Learns themes from comments: all columns of `rows` are text, but for the last one if `language`.
/// Gives the text of a codebook.
#[pyfunction]
pub(crate) fn learn(
    py: Python<'_>,
    rows: PyArrowType<RecordBatchStreamReader>,
    answers: usize,
    language: bool,
    themes: Option<usize>,
) -> PyResult<String> {
    let batches = collected(py, rows)?;
    let texts = texts(&batches, answers, language)?;
    let learnt = py.detach(|| -> Result<_, kuiske::Error> {
        let tagger = Tagger::builtin()?;
        let mut corpus = tagger.read(&texts).corpus;
        Ok(tagger.find_themes(&mut corpus, &FitOptions { themes, born: None })?)
    });
    Ok(learnt.map_err(raised)?.to_toml())
}

/// The ready themes of customer service as a codebook.
#[pyfunction]
pub(crate) fn ready() -> PyResult<String> {
    let tagger = Tagger::builtin().map_err(|error| CodebookError::new_err(error.to_string()))?;
    let ready = tagger.ready().map_err(|error| CodebookError::new_err(error.to_string()))?;
    Ok(ready.to_toml())
}

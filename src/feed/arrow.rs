//! New columns in Arrow: beside the batches of an IPC stream or file, or as arrays for whoever holds
//! the rows in memory.
//!
//! Flags and whole numbers are 64-bit integers, numbers are 64-bit floats rounded to the decimals that
//! text files show, so that every way out says the same.

use std::io::Write;
use std::sync::Arc;

use arrow_array::builder::{Float64Builder, Int64Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_ipc::writer::{FileWriter, StreamWriter};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};

use super::cell::{Cell, Kind, NewColumn};
use super::tags::{Failure, Tags, Work};
use crate::read::{Again, Batches};

/// New columns that are filled row by row.
#[derive(Debug)]
pub struct TagArrays {
    columns: Vec<Filled>,
    rows: usize,
}

#[derive(Debug)]
enum Filled {
    Int(Int64Builder),
    Number(Float64Builder),
    Text(StringBuilder),
}

/// The fields of new columns, in order; any may be null.
pub fn fields(columns: &[NewColumn]) -> Vec<Field> {
    let kind = |kind| match kind {
        Kind::Flag | Kind::Int => DataType::Int64,
        Kind::Number(_) => DataType::Float64,
        Kind::Text => DataType::Utf8,
    };
    columns.iter().map(|column| Field::new(&column.name, kind(column.kind), true)).collect()
}

impl TagArrays {
    /// Columns without rows.
    pub fn new(columns: &[NewColumn]) -> Self {
        let filled = |column: &NewColumn| match column.kind {
            Kind::Flag | Kind::Int => Filled::Int(Int64Builder::new()),
            Kind::Number(_) => Filled::Number(Float64Builder::new()),
            Kind::Text => Filled::Text(StringBuilder::new()),
        };
        Self { columns: columns.iter().map(filled).collect(), rows: 0 }
    }

    /// Adds a row; `None` leaves all its cells null. A cell of another kind than its column is null.
    pub fn push(&mut self, cells: Option<&[Cell]>) {
        for (index, column) in self.columns.iter_mut().enumerate() {
            let cell = cells.and_then(|cells| cells.get(index));
            match column {
                Filled::Int(values) => values.append_option(match cell {
                    Some(Cell::Int(number)) => Some(*number),
                    Some(Cell::Blank | Cell::Number(..) | Cell::Text(_)) | None => None,
                }),
                Filled::Number(values) => {
                    let text = cell.and_then(Cell::plain_number);
                    values.append_option(text.and_then(|text| text.parse::<f64>().ok()));
                }
                Filled::Text(values) => values.append_option(match cell {
                    Some(Cell::Text(text)) => Some(text),
                    Some(Cell::Blank | Cell::Int(_) | Cell::Number(..)) | None => None,
                }),
            }
        }
        self.rows += 1;
    }

    /// The columns; the next row begins new ones.
    pub fn finish(&mut self) -> Vec<ArrayRef> {
        self.rows = 0;
        let finished = |column: &mut Filled| -> ArrayRef {
            match column {
                Filled::Int(values) => Arc::new(values.finish()),
                Filled::Number(values) => Arc::new(values.finish()),
                Filled::Text(values) => Arc::new(values.finish()),
            }
        };
        self.columns.iter_mut().map(finished).collect()
    }
}

/// Writes the batches with the new columns behind all others, a stream as a stream, a file as a file.
pub(super) fn copy(
    work: &Work<'_>,
    tags: &mut Tags<'_>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let again = Again::load(work.input, work.shape).map_err(Failure::Reread)?;
    let found = Batches::of(again.bytes().unwrap_or(&[]), again.max_bytes())?;
    let stays = |name: &str| !work.plan.gives_way(name);
    let old = found.schema.fields();
    let kept: Vec<usize> = (0..old.len()).filter(|&at| stays(old[at].name())).collect();
    let mut all: Vec<Arc<Field>> = kept.iter().map(|&at| Arc::clone(&old[at])).collect();
    all.extend(fields(&work.plan.new).into_iter().map(Arc::new));
    let schema = Arc::new(Schema::new_with_metadata(all, found.schema.metadata().clone()));
    let mut target = Target::new(found.is_file, out, &schema)?;
    for batch in found.all {
        let batch = batch?;
        let mut new = TagArrays::new(&work.plan.new);
        for _ in 0..batch.num_rows() {
            new.push(tags.next()?.as_deref());
        }
        let mut columns: Vec<ArrayRef> =
            kept.iter().map(|&at| Arc::clone(batch.column(at))).collect();
        columns.extend(new.finish());
        target.write(&RecordBatch::try_new(Arc::clone(&schema), columns)?)?;
    }
    target.finish()?;
    Ok(())
}

/// Where batches go.
enum Target<'w> {
    File(Box<FileWriter<&'w mut dyn Write>>),
    Stream(Box<StreamWriter<&'w mut dyn Write>>),
}

impl<'w> Target<'w> {
    fn new(is_file: bool, out: &'w mut dyn Write, schema: &SchemaRef) -> Result<Self, ArrowError> {
        Ok(if is_file {
            Self::File(Box::new(FileWriter::try_new(out, schema)?))
        } else {
            Self::Stream(Box::new(StreamWriter::try_new(out, schema)?))
        })
    }

    fn write(&mut self, batch: &RecordBatch) -> Result<(), ArrowError> {
        match self {
            Self::File(writer) => writer.write(batch),
            Self::Stream(writer) => writer.write(batch),
        }
    }

    fn finish(&mut self) -> Result<(), ArrowError> {
        match self {
            Self::File(writer) => writer.finish(),
            Self::Stream(writer) => writer.finish(),
        }
    }
}

impl From<ArrowError> for Failure {
    fn from(error: ArrowError) -> Self {
        match error {
            ArrowError::IoError(_, reason) => Self::Write(reason),
            error @ (ArrowError::NotYetImplemented(_)
            | ArrowError::ExternalError(_)
            | ArrowError::CastError(_)
            | ArrowError::MemoryError(_)
            | ArrowError::ParseError(_)
            | ArrowError::SchemaError(_)
            | ArrowError::ComputeError(_)
            | ArrowError::DivideByZero
            | ArrowError::ArithmeticOverflow(_)
            | ArrowError::CsvError(_)
            | ArrowError::JsonError(_)
            | ArrowError::AvroError(_)
            | ArrowError::IpcError(_)
            | ArrowError::InvalidArgumentError(_)
            | ArrowError::ParquetError(_)
            | ArrowError::CDataInterface(_)
            | ArrowError::DictionaryKeyOverflowError
            | ArrowError::RunEndIndexOverflowError
            | ArrowError::OffsetOverflowError(_)) => Self::Format(error.to_string()),
        }
    }
}

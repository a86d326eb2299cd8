//! New columns in a Parquet file: the column chunks that are there are copied byte for byte, with
//! their pages, types and metadata.

use std::io::{Seek, Write};
use std::sync::Arc;

use parquet::arrow::{ARROW_SCHEMA_META_KEY, encode_arrow_schema, parquet_to_arrow_schema};
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::bloom_filter::Sbbf;
use parquet::column::writer::ColumnCloseResult;
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::file::metadata::{KeyValue, PageIndexPolicy, ParquetMetaData, ParquetMetaDataReader};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{SchemaDescriptor, Type, TypePtr};

use super::cell::{Cell, Kind, NewColumn};
use super::tags::{Failure, Tags, Work};
use crate::read::Again;

/// Writes the file with the new columns behind all others.
pub(super) fn copy(
    work: &Work<'_>,
    tags: &mut Tags<'_>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let again = Again::load(work.input, work.shape).map_err(Failure::Reread)?;
    let mut file = tempfile::tempfile()?;
    file.write_all(again.bytes().unwrap_or(&[]))?;
    file.rewind()?;
    let meta = ParquetMetaDataReader::new()
        .with_page_index_policy(PageIndexPolicy::Optional)
        .parse_and_finish(&file)
        .map_err(Failure::from)?;
    let old = meta.file_metadata().schema_descr();
    let kept: Vec<usize> = (0..old.num_columns())
        .filter(|&leaf| {
            let root = old.get_column_root(leaf).name();
            !work.plan.gives_way(root)
        })
        .collect();
    let schema = schema(old, work)?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(meta.file_metadata().created_by().unwrap_or("kuiske").to_owned())
        .set_key_value_metadata(Some(metadata(&meta, &schema)?))
        .build();
    let mut written = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties))
        .map_err(Failure::from)?;
    for (group, rows) in meta.row_groups().iter().enumerate() {
        let mut target = written.next_row_group().map_err(Failure::from)?;
        for &leaf in &kept {
            let Some(column) = rows.columns().get(leaf) else { continue };
            let index = meta.page_index();
            let close = ColumnCloseResult {
                bytes_written: column.compressed_size() as u64,
                rows_written: rows.num_rows() as u64,
                metadata: column.clone(),
                bloom_filter: Sbbf::read_from_column_chunk(column, &file).ok().flatten(),
                column_index: index.and_then(|i| i.column_index(group, leaf)).cloned(),
                offset_index: index.and_then(|i| i.offset_index(group, leaf)).cloned(),
            };
            target.append_column(&file, close).map_err(Failure::from)?;
        }
        let cells: Vec<Option<Vec<Cell>>> =
            (0..rows.num_rows()).map(|_| tags.next()).collect::<Result<_, _>>()?;
        for (index, new) in work.plan.new.iter().enumerate() {
            let Some(mut column) = target.next_column().map_err(Failure::from)? else { continue };
            let values = cells.iter().map(|row| row.as_ref().and_then(|row| row.get(index)));
            fill(&mut column, new, values)?;
            column.close().map_err(Failure::from)?;
        }
        target.close().map_err(Failure::from)?;
    }
    out.write_all(&written.into_inner().map_err(Failure::from)?)?;
    Ok(())
}

/// The fields that stay, and the new ones behind them.
fn schema(old: &SchemaDescriptor, work: &Work<'_>) -> Result<TypePtr, Failure> {
    let root = old.root_schema();
    let stays = |field: &&TypePtr| !work.plan.gives_way(field.name());
    let mut fields: Vec<TypePtr> = root.get_fields().iter().filter(stays).cloned().collect();
    for new in &work.plan.new {
        let (physical, logical) = match new.kind {
            Kind::Flag | Kind::Int => (Physical::INT64, None),
            Kind::Number(_) => (Physical::DOUBLE, None),
            Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        };
        let field = Type::primitive_type_builder(&new.name, physical)
            .with_repetition(Repetition::OPTIONAL)
            .with_logical_type(logical)
            .build();
        fields.push(Arc::new(field.map_err(Failure::from)?));
    }
    let group = Type::group_type_builder(root.name()).with_fields(fields).build();
    Ok(Arc::new(group.map_err(Failure::from)?))
}

/// The metadata of the file; what it says of types for Arrow is said of the new columns too.
fn metadata(meta: &ParquetMetaData, schema: &TypePtr) -> Result<Vec<KeyValue>, Failure> {
    let said = meta.file_metadata().key_value_metadata().cloned().unwrap_or_default();
    let (arrow, mut kept): (Vec<KeyValue>, Vec<KeyValue>) =
        said.into_iter().partition(|pair| pair.key == ARROW_SCHEMA_META_KEY);
    if !arrow.is_empty() {
        let old = meta.file_metadata().schema_descr();
        let old = parquet_to_arrow_schema(old, Some(&arrow)).map_err(Failure::from)?;
        let plain = parquet_to_arrow_schema(&SchemaDescriptor::new(Arc::clone(schema)), None);
        let plain = plain.map_err(Failure::from)?;
        let fields = plain.fields().iter().map(|field| {
            old.fields().iter().find(|other| other.name() == field.name()).unwrap_or(field).clone()
        });
        let fields: arrow_schema::Fields = fields.collect();
        let joined = arrow_schema::Schema::new_with_metadata(fields, old.metadata().clone());
        let value = encode_arrow_schema(&joined);
        kept.push(KeyValue::new(ARROW_SCHEMA_META_KEY.to_owned(), value));
    }
    Ok(kept)
}

fn fill<'c>(
    column: &mut SerializedColumnWriter<'_>,
    new: &NewColumn,
    cells: impl Iterator<Item = Option<&'c Cell>> + Clone,
) -> Result<(), Failure> {
    let number = |cell: Option<&Cell>| cell?.plain_number();
    let done = match new.kind {
        Kind::Flag | Kind::Int => {
            let values = cells.map(|cell| number(cell)?.parse::<i64>().ok());
            let (levels, values) = levels(values);
            column.typed::<Int64Type>().write_batch(&values, Some(&levels), None)
        }
        Kind::Number(_) => {
            let values = cells.map(|cell| number(cell)?.parse::<f64>().ok());
            let (levels, values) = levels(values);
            column.typed::<DoubleType>().write_batch(&values, Some(&levels), None)
        }
        Kind::Text => {
            let values = cells.map(|cell| match cell {
                Some(Cell::Text(text)) => Some(ByteArray::from(text.as_str())),
                Some(Cell::Blank | Cell::Int(_) | Cell::Number(..)) | None => None,
            });
            let (levels, values) = levels(values);
            column.typed::<ByteArrayType>().write_batch(&values, Some(&levels), None)
        }
    };
    done.map(|_| ()).map_err(Failure::from)
}

/// 1 for every value that is there, 0 for blank ones; and those that are there.
fn levels<T>(values: impl Iterator<Item = Option<T>>) -> (Vec<i16>, Vec<T>) {
    let values: Vec<Option<T>> = values.collect();
    let levels = values.iter().map(|value| i16::from(value.is_some())).collect();
    (levels, values.into_iter().flatten().collect())
}

impl From<parquet::errors::ParquetError> for Failure {
    fn from(error: parquet::errors::ParquetError) -> Self {
        Self::Format(error.to_string())
    }
}

//! New variables in an SPSS file: those that are there keep their order, labels, missing values and
//! sets.

use std::io::{Cursor, Write};
use std::sync::Arc;

use ambers::{Compression, Value};
use arrow57::array::{ArrayRef, Float64Array, RecordBatch, StringViewArray};
use arrow57::datatypes::{DataType, Field, Schema};

use super::cell::{Cell, Kind, NewColumn};
use super::tags::{Failure, Tags, Work};
use crate::read::{Again, zsav};

/// Writes the file with the new variables behind all others.
pub(super) fn copy(
    work: &Work<'_>,
    tags: &mut Tags<'_>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let again = Again::load(work.input, work.shape).map_err(Failure::Reread)?;
    let bytes = again.bytes().unwrap_or(&[]);
    let plain = zsav::plain(bytes, again.max_bytes()).map_err(|why| failed(&why))?;
    let (batch, mut meta) =
        ambers::read_sav_from_reader(Cursor::new(&*plain)).map_err(|error| failed(&error))?;
    let gives_way = |name: &str| work.plan.gives_way(name);
    let mut fields: Vec<Arc<Field>> = Vec::new();
    let mut columns: Vec<ArrayRef> = Vec::new();
    for (field, column) in batch.schema().fields().iter().zip(batch.columns()) {
        if !gives_way(field.name()) {
            fields.push(Arc::clone(field));
            columns.push(Arc::clone(column));
        }
    }
    meta.variable_names.retain(|name| !gives_way(name));
    meta.variable_labels.retain(|name, _| !gives_way(name));
    meta.variable_formats.retain(|name, _| !gives_way(name));
    meta.variable_value_labels.retain(|name, _| !gives_way(name));
    let rows: Vec<Option<Vec<Cell>>> =
        (0..batch.num_rows()).map(|_| tags.next()).collect::<Result<_, _>>()?;
    for (index, new) in work.plan.new.iter().enumerate() {
        let cells = rows.iter().map(|row| row.as_ref().and_then(|row| row.get(index)));
        let (kind, column): (DataType, ArrayRef) = if new.kind == Kind::Text {
            let texts = cells.map(|cell| match cell {
                Some(Cell::Text(text)) => Some(text.as_str()),
                Some(Cell::Blank | Cell::Int(_) | Cell::Number(..)) | None => None,
            });
            (DataType::Utf8View, Arc::new(texts.collect::<StringViewArray>()))
        } else {
            let numbers = cells.map(|cell| cell?.plain_number()?.parse::<f64>().ok());
            (DataType::Float64, Arc::new(numbers.collect::<Float64Array>()))
        };
        fields.push(Arc::new(Field::new(&new.name, kind, true)));
        columns.push(column);
        describe(new, &mut meta);
    }
    meta.number_columns = fields.len();
    let wide = RecordBatch::try_new(Arc::new(Schema::new(fields)), columns)
        .map_err(|error| failed(&error))?;
    let mut written = Cursor::new(Vec::new());
    let packing = if zsav::is_packed(bytes) { Compression::Zlib } else { meta.compression };
    ambers::write_sav_to_writer(&mut written, &wide, &meta, packing, None)
        .map_err(|error| failed(&error))?;
    out.write_all(written.get_ref())?;
    Ok(())
}

/// Name, label and, for marks, what 0 and 1 mean.
fn describe(new: &NewColumn, meta: &mut ambers::SpssMetadata) {
    meta.variable_names.push(new.name.clone());
    meta.variable_labels.insert(new.name.clone(), new.title().to_owned());
    let format = match new.kind {
        Kind::Flag => "F1.0".to_owned(),
        Kind::Int => "F8.0".to_owned(),
        Kind::Number(decimals) => format!("F10.{decimals}"),
        Kind::Text => return,
    };
    meta.variable_formats.insert(new.name.clone(), format);
    if new.kind == Kind::Flag {
        let labels = meta.variable_value_labels.entry(new.name.clone()).or_default();
        labels.insert(Value::Numeric(0.0), "0".to_owned());
        labels.insert(Value::Numeric(1.0), new.title().to_owned());
    }
}

fn failed(error: &dyn ToString) -> Failure {
    Failure::Format(error.to_string())
}

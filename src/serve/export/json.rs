//! JSON: an object for each comment, with the record as it came.

use serde_json::{Value, json};

use super::{COLUMNS, Cell, row, themes};
use crate::archive::StoredComment;
use crate::serve::ServeError;
use crate::serve::live::Now;

pub(super) fn write(comments: &[StoredComment], now: &Now) -> Result<Vec<u8>, ServeError> {
    let object = |comment: &StoredComment| {
        let cells = COLUMNS.into_iter().zip(row(comment, now)).map(|(name, cell)| {
            let value = match cell {
                Cell::Text(text) => Value::String(text),
                Cell::Number(number) => json!(number),
                Cell::Blank => Value::Null,
            };
            (name.to_owned(), value)
        });
        let mut object: serde_json::Map<String, Value> = cells.collect();
        object.insert("cues".to_owned(), json!(comment.cues.iter().collect::<Vec<_>>()));
        object.insert("themes".to_owned(), json!(themes(comment, now)));
        let record = serde_json::from_str(&comment.record).unwrap_or(Value::Null);
        object.insert("record".to_owned(), record);
        Value::Object(object)
    };
    let all: Vec<Value> = comments.iter().map(object).collect();
    serde_json::to_vec_pretty(&all).map_err(|error| ServeError::Export(error.to_string()))
}

//! `kuiske evaluate pii`: personal data found against personal data marked by hand.

use std::path::Path;

use anyhow::{Result, bail};
use kuiske::evaluate::{self, Marked};
use serde_json::Value;

use crate::labelled::objects;

pub(crate) fn pii(file: &Path) -> Result<Value> {
    let mut rows: Vec<(String, Vec<Marked>)> = Vec::new();
    let name = file.display();
    for (line, row) in objects(file, "`text` and `spans`")? {
        let text = row.get("text").and_then(Value::as_str);
        let spans = match row.get("spans") {
            Some(Value::Array(spans)) => spans.iter().map(marked).collect(),
            Some(_) => None,
            None => Some(Vec::new()),
        };
        let (Some(text), Some(spans)) = (text, spans) else {
            bail!(
                "{name}, line {line}: no `text` with `spans`\n\
                 hint: {{\"text\": \"…\", \"spans\": [[5, 17, \"phone\"]]}}, places in characters"
            )
        };
        rows.push((text.to_owned(), spans));
    }
    let rows = rows.iter().map(|(text, spans)| (text.as_str(), spans.as_slice()));
    Ok(serde_json::to_value(evaluate::pii(rows))?)
}

/// A span: `[start, end, kind]`.
fn marked(span: &Value) -> Option<Marked> {
    let place = |at: usize| span.get(at)?.as_u64().map(|place| place as usize);
    let kind = span.get(2)?.as_str()?.to_owned();
    Some(Marked { start: place(0)?, end: place(1)?, kind })
}

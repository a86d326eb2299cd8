//! Labelled texts for `kuiske evaluate`: JSON Lines with a text, a label and, if known, its language.

use std::path::Path;

use anyhow::{Result, anyhow, bail};
use kuiske::analyse::corpus::Text;
use kuiske::lang::Lang;
use serde_json::Value;

/// Texts with a label; rows without the label are left out.
pub(crate) struct Labelled {
    pub(crate) texts: Vec<String>,
    /// Language that the row names.
    langs: Vec<Option<Lang>>,
    /// One or more labels of each text.
    labels: Vec<Vec<String>>,
    /// Where each stands, from 1.
    lines: Vec<usize>,
    /// What marks texts that say the same, such as translations of each other.
    pairs: Vec<Option<String>>,
    name: String,
}

/// The bytes of a file.
pub(crate) fn bytes(file: &Path) -> Result<Vec<u8>> {
    std::fs::read(file)
        .map_err(|reason| anyhow!("cannot read {}: {reason}\nhint: check the path", file.display()))
}

/// The objects of a JSON Lines file with their line numbers; `wanted` is what a row should hold.
pub(crate) fn objects(file: &Path, wanted: &str) -> Result<Vec<(usize, Value)>> {
    let name = file.display();
    let mut rows = Vec::new();
    let bytes = bytes(file)?;
    let lines = bytes.split(|b| *b == b'\n').enumerate();
    for (number, line) in lines.filter(|(_, line)| !line.trim_ascii().is_empty()) {
        let row = serde_json::from_slice(line).map_err(|error| {
            let number = number + 1;
            anyhow!(
                "{name}, line {number}: no JSON object ({error})\n\
                 hint: write JSON Lines with {wanted}"
            )
        })?;
        rows.push((number + 1, row));
    }
    Ok(rows)
}

/// The language that a row names.
pub(crate) fn lang(row: &Value) -> Option<Lang> {
    row.get("lang").and_then(Value::as_str).and_then(Lang::parse)
}

impl Labelled {
    /// Reads texts and the label in this field.
    pub(crate) fn read(file: &Path, label: &str) -> Result<Self> {
        let name = file.display().to_string();
        let (texts, langs, labels) = (Vec::new(), Vec::new(), Vec::new());
        let (lines, pairs) = (Vec::new(), Vec::new());
        let mut rows = Self { texts, langs, labels, lines, pairs, name };
        for (number, row) in objects(file, &format!("`text` and `{label}`"))? {
            let Some(text) = row.get("text").and_then(Value::as_str) else {
                bail!(
                    "{}, line {number}: no text\nhint: each line needs a string `text`",
                    rows.name
                )
            };
            let own: Vec<String> = match row.get(label) {
                Some(Value::String(value)) => vec![value.clone()],
                Some(Value::Number(value)) => vec![value.to_string()],
                Some(Value::Array(values)) => {
                    values.iter().filter_map(|v| v.as_str().map(str::to_owned)).collect()
                }
                Some(Value::Null | Value::Bool(_) | Value::Object(_)) | None => continue,
            };
            if own.is_empty() {
                continue;
            }
            rows.texts.push(text.to_owned());
            rows.langs.push(lang(&row));
            rows.labels.push(own);
            rows.lines.push(number);
            rows.pairs.push(row.get("pair").and_then(Value::as_str).map(str::to_owned));
        }
        if rows.texts.is_empty() {
            bail!(
                "{}: no row has both `text` and `{label}`\nhint: write them as JSON Lines",
                rows.name
            )
        }
        Ok(rows)
    }

    /// What marks texts that say the same.
    pub(crate) fn pairs(&self) -> Vec<Option<&str>> {
        self.pairs.iter().map(Option::as_deref).collect()
    }

    pub(crate) fn texts(&self) -> Vec<Text<'_>> {
        let texts = self.texts.iter().zip(&self.langs);
        texts.map(|(text, declared)| Text { text, declared: *declared }).collect()
    }

    /// The label of each text: of several the first.
    pub(crate) fn labels(&self) -> Vec<&str> {
        self.labels.iter().map(|own| own.first().map_or("", String::as_str)).collect()
    }

    /// All labels of each text.
    pub(crate) fn all_labels(&self) -> Vec<Vec<&str>> {
        self.labels.iter().map(|own| own.iter().map(String::as_str).collect()).collect()
    }

    /// Refuses labels that are none of these.
    pub(crate) fn only(&self, known: &[&str]) -> Result<()> {
        for (own, line) in self.labels.iter().zip(&self.lines) {
            if let Some(odd) = own.iter().find(|label| !known.contains(&label.as_str())) {
                bail!(
                    "{}, line {line}: no label `{odd}`\nhint: one of {}",
                    self.name,
                    known.join(", ")
                )
            }
        }
        Ok(())
    }

    /// Leaves out the texts whose first label is none of these.
    pub(crate) fn keep(&mut self, known: &[&str]) {
        let kept: Vec<bool> = self.labels().iter().map(|label| known.contains(label)).collect();
        keep(&mut self.texts, &kept);
        keep(&mut self.langs, &kept);
        keep(&mut self.labels, &kept);
        keep(&mut self.lines, &kept);
    }
}

fn keep<T>(list: &mut Vec<T>, kept: &[bool]) {
    let mut kept = kept.iter();
    list.retain(|_| kept.next().copied().unwrap_or(false));
}

//! Personal data kept out of the archive: the original stays in the source alone.
//!
//! Owns which parts of a record are masked: all of its text. A key stays one by which tags find the
//! way back; see [`masked_key`].

use serde_json::Value;

use crate::analyse::mask::{mask, masked_key};
use crate::record::Record;

/// Masks personal data in a record.
pub(super) fn record(record: &mut Record) {
    if let Some(masked) = masked_key(&record.key) {
        record.key = masked;
    }
    for comment in &mut record.comments {
        if let Some(masked) = mask(&comment.text) {
            comment.text = masked.into();
        }
    }
    let parts =
        [&mut record.author, &mut record.channel, &mut record.touchpoint, &mut record.segment];
    for part in parts.into_iter().flatten() {
        if let Some(masked) = mask(part) {
            *part = masked.into();
        }
    }
    let Ok(mut fields) = serde_json::from_str(&record.fields) else { return };
    if value(&mut fields) {
        record.fields = fields.to_string().into();
    }
}

/// Masks all strings of a value; whether there was anything to mask.
fn value(of: &mut Value) -> bool {
    match of {
        Value::String(text) => match mask(text) {
            Some(masked) => {
                *text = masked;
                true
            }
            None => false,
        },
        Value::Array(items) => items.iter_mut().fold(false, |any, item| value(item) | any),
        Value::Object(members) => members.values_mut().fold(false, |any, item| value(item) | any),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Comment, RecordKey};

    #[test]
    fn no_part_of_a_record_keeps_personal_data() {
        let text = "soita 040 123 4567\nor anna@example.com";
        let fields = serde_json::json!({
            "mail": "anna@example.com", "n": 5, "list": [{ "t": text }], "plain": "kiitos"
        });
        let mut one = Record {
            key: RecordKey("anna@example.com".into()),
            author: Some("anna@example.com".into()),
            comments: vec![Comment { question: 0, text: text.into() }],
            fields: fields.to_string().into(),
            ..Record::default()
        };
        let plain = Record { fields: "{\"a\" : \"kiitos\"}".into(), ..Record::default() };
        let mut all = [one.clone(), plain.clone()];
        all.iter_mut().for_each(record);
        let [masked, untouched] = &all;
        assert_eq!(untouched.fields, plain.fields);
        assert_eq!(&*masked.comments[0].text, "soita *** *** ****\nor ****@*******.***");
        for part in [&masked.fields, masked.author.as_ref().unwrap()] {
            assert!(!part.contains("anna") && !part.contains("123"), "{part}");
        }
        assert!(masked.fields.contains("kiitos") && masked.fields.contains("\"n\":5"));
        assert!(masked.key.0.starts_with("****@*******.***~"), "{:?}", masked.key);
        one = masked.clone();
        record(&mut one);
        assert_eq!((&one.fields, &one.key), (&masked.fields, &masked.key), "masked twice");
    }
}

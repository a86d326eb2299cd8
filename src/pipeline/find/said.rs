//! An answer as JSON.

use serde_json::{Value, json};

use super::Answer;

impl Answer {
    /// One object: `total`, `hits` (each with its record; with several archives also the name of its
    /// own) and `facets`.
    pub fn to_json(&self) -> Value {
        let hits = self.hits.iter().map(|(archive, hit)| {
            let c = &hit.comment;
            let source: Value = serde_json::from_str(&c.record).unwrap_or(Value::Null);
            let mut told = json!({
                "key": c.key, "question": c.question, "text": c.text,
                "date": c.date.map(|d| d.to_string()), "language": c.lang,
                "source": c.source.name(),
                "channel": c.channel, "touchpoint": c.touchpoint, "segment": c.segment,
                "score": c.score, "sentiment": c.sentiment.map(rounded),
                "cues": c.cues.iter().collect::<Vec<_>>(),
                "hot": c.hot, "expectation": c.expectation, "reference": c.reference,
                "emotions": c.emotions.iter().collect::<Vec<_>>(),
                "themes": c.themes.iter().map(|m| m.theme).collect::<Vec<_>>(),
                "matches": hit.lines.iter().map(|line| line.span).collect::<Vec<_>>(),
                "record": source,
            });
            if let (Some(name), Some(object)) = (self.archive(*archive), told.as_object_mut()) {
                object.insert("archive".to_owned(), Value::from(name));
            }
            told
        });
        let facets = self.facets.iter().map(|counts| {
            let rows = counts.counts.iter().map(|c| json!({"value": c.value, "count": c.count}));
            json!({"facet": counts.facet.name(), "counts": rows.collect::<Vec<_>>()})
        });
        json!({
            "total": self.total,
            "hits": hits.collect::<Vec<_>>(),
            "facets": facets.collect::<Vec<_>>(),
        })
    }

    /// The name of an archive, where there are several.
    pub fn archive(&self, number: usize) -> Option<&str> {
        self.archives.get(number).filter(|_| self.archives.len() > 1).map(String::as_str)
    }
}

/// Three decimals are more than the score knows.
fn rounded(sentiment: f32) -> f64 {
    (f64::from(sentiment) * 1000.0).round() / 1000.0
}

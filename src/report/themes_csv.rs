//! `themes.csv`: the full member list of every theme, one row per theme and clause.
//!
//! Commas, UTF-8, decimal points: for programs. Sentiment is blank where there is no evidence,
//! which is not 0.

use std::collections::BTreeMap;
use std::io::Write;

use crate::record::RecordKey;
use crate::theme::ThemeId;

use super::Error;
use super::findings::Entry;

/// One clause in a theme.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Member<'a> {
    /// The theme.
    pub theme: ThemeId,
    /// The record.
    pub key: &'a RecordKey,
    /// Name of the question.
    pub question: &'a str,
    /// The clause, personal data masked.
    pub text: &'a str,
    /// How well it fits, 0…1.
    pub degree: f32,
    /// Polarity −1…+1, `None` without evidence.
    pub sentiment: Option<f32>,
}

/// Writes the table, in the order of `members`; labels from the codebook, blank for an unknown theme.
///
/// # Errors
/// When a row cannot be written.
pub fn themes_csv<'a>(
    codebook: &[Entry<'_>],
    members: impl IntoIterator<Item = Member<'a>>,
    out: &mut dyn Write,
) -> Result<(), Error> {
    let labels: BTreeMap<ThemeId, (&str, &str)> =
        codebook.iter().map(|entry| (entry.id, (entry.label_fi, entry.label_en))).collect();
    let mut table = csv::Writer::from_writer(out);
    table.write_record([
        "theme",
        "label_fi",
        "label_en",
        "key",
        "question",
        "clause",
        "degree",
        "sentiment",
    ])?;
    for member in members {
        let (fi, en) = labels.get(&member.theme).copied().unwrap_or_default();
        table.write_record([
            member.theme.to_string().as_str(),
            fi,
            en,
            &member.key.0,
            member.question,
            member.text,
            &format!("{:.3}", member.degree),
            &member.sentiment.map_or_else(String::new, |s| format!("{s:.3}")),
        ])?;
    }
    table.flush()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_quoted_and_blank_is_not_zero() {
        let entry = Entry {
            id: ThemeId(7),
            label_fi: "Jonot, kassat",
            label_en: "Queues",
            phrases: Vec::new(),
            typical: Vec::new(),
            weak: Vec::new(),
            members: Vec::new(),
        };
        let key = RecordKey("a-1".into());
        let member = |sentiment| Member {
            theme: ThemeId(7),
            key: &key,
            question: "Mitä kuuluu?",
            text: "jono oli \"pitkä\"",
            degree: 0.5,
            sentiment,
        };
        let mut bytes = Vec::new();
        themes_csv(&[entry], [member(None), member(Some(0.0))], &mut bytes).unwrap();
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            "theme,label_fi,label_en,key,question,clause,degree,sentiment\n\
             T0007,\"Jonot, kassat\",Queues,a-1,Mitä kuuluu?,\"jono oli \"\"pitkä\"\"\",0.500,\n\
             T0007,\"Jonot, kassat\",Queues,a-1,Mitä kuuluu?,\"jono oli \"\"pitkä\"\"\",0.500,0.000\n"
        );
    }
}

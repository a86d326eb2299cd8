//! `themes.csv`: the full member list of every theme, one row per theme and clause.
//!
//! Commas, UTF-8, decimal points: for programs. Sentiment is blank where there is no evidence,
//! which is not 0. No text is a formula of a spreadsheet.

use std::collections::BTreeMap;
use std::io::Write;

use crate::formula::guarded;
use crate::theme::ThemeId;

use super::Error;
use super::findings::Entry;

/// One clause in a theme.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Member<'a> {
    /// The theme.
    pub theme: ThemeId,
    /// The record.
    pub key: &'a str,
    /// Name of the question.
    pub question: &'a str,
    /// The clause, personal data masked.
    pub text: &'a str,
    /// How well it fits, 0…1.
    pub degree: f32,
    /// Polarity −1…+1, `None` without evidence.
    pub sentiment: Option<f32>,
}

/// The table on its way out.
pub struct ThemesCsv<'a> {
    table: csv::Writer<&'a mut dyn Write>,
    labels: BTreeMap<ThemeId, (&'a str, &'a str)>,
}

impl std::fmt::Debug for ThemesCsv<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ThemesCsv").finish_non_exhaustive()
    }
}

impl<'a> ThemesCsv<'a> {
    /// Begins it; labels come from the codebook.
    ///
    /// # Errors
    /// The names of the columns cannot be written.
    pub fn new(codebook: &'a [Entry<'a>], out: &'a mut dyn Write) -> Result<Self, Error> {
        let label = |entry: &Entry<'a>| (entry.id, (entry.label_fi, entry.label_en));
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
        Ok(Self { table, labels: codebook.iter().map(label).collect() })
    }

    /// Adds a row; the labels of an unknown theme are blank.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn write(&mut self, member: &Member<'_>) -> Result<(), Error> {
        let (fi, en) = self.labels.get(&member.theme).copied().unwrap_or_default();
        self.table.write_record([
            member.theme.to_string().as_str(),
            &guarded(fi),
            &guarded(en),
            &guarded(member.key),
            &guarded(member.question),
            &guarded(member.text),
            &format!("{:.3}", member.degree),
            &member.sentiment.map_or_else(String::new, |s| format!("{s:.3}")),
        ])?;
        Ok(())
    }

    /// Ends it.
    ///
    /// # Errors
    /// The last rows cannot be written.
    pub fn finish(mut self) -> Result<(), Error> {
        Ok(self.table.flush()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_a_formula() {
        let mut bytes = Vec::new();
        let mut table = ThemesCsv::new(&[], &mut bytes).unwrap();
        let member = Member {
            theme: ThemeId(1),
            key: "=1+1",
            question: "+a",
            text: "@b",
            degree: 0.5,
            sentiment: Some(-0.5),
        };
        table.write(&member).unwrap();
        table.finish().unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(text.lines().nth(1), Some("T0001,,,'=1+1,'+a,'@b,0.500,-0.500"));
    }

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
        let member = |sentiment| Member {
            theme: ThemeId(7),
            key: "a-1",
            question: "Mitä kuuluu?",
            text: "jono oli \"pitkä\"",
            degree: 0.5,
            sentiment,
        };
        let mut bytes = Vec::new();
        let entries = [entry];
        let mut table = ThemesCsv::new(&entries, &mut bytes).unwrap();
        for sentiment in [None, Some(0.0)] {
            table.write(&member(sentiment)).unwrap();
        }
        table.finish().unwrap();
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            "theme,label_fi,label_en,key,question,clause,degree,sentiment\n\
             T0007,\"Jonot, kassat\",Queues,a-1,Mitä kuuluu?,\"jono oli \"\"pitkä\"\"\",0.500,\n\
             T0007,\"Jonot, kassat\",Queues,a-1,Mitä kuuluu?,\"jono oli \"\"pitkä\"\"\",0.500,0.000\n"
        );
    }
}
